"""What a clause leaves out because the one beside it has said it."""

from __future__ import annotations

import re

from chatbot.parts.grammar import (
    AUXILIARY,
    HOW_MUCH,
    PREPOSITION,
    PRONOUN,
    WH,
    YEAR,
    has_verb,
    is_auxiliary,
)

_BARE = rf"(?:{PREPOSITION} )?(?:{HOW_MUCH}|{WH})"
# A question word that stands for a whole question: "… and why?".
SLUICE = re.compile(rf"{_BARE}$", re.IGNORECASE)
_GAP = re.compile(rf"(?P<wh>{HOW_MUCH}|what|which|who)(?P<rest>(?: [\w’'-]+){{1,9}})$", re.I)
_YEAR = re.compile(rf"\b{YEAR}\b")
_PHRASE = re.compile(
    rf"\b(?P<p>{PREPOSITION}) "
    rf"(?:(?P<year>{YEAR})|(?:(?!(?:{PREPOSITION}|{AUXILIARY})\b)[\w’'-]+ ?)+)",
    re.IGNORECASE,
)


def borrowing(first: str, second: str) -> str:
    """ "When" of "When and where was it held" with the rest of the second question."""
    words, after = first.split(), second.split()
    verb = next((i for i, word in enumerate(after) if is_auxiliary(word)), len(after))
    if verb == len(after) or any(map(is_auxiliary, words)):
        return first
    if SLUICE.fullmatch(first) or (len(words) == verb and not has_verb(words)):
        return " ".join([*words, *after[verb:]])
    return first


def filled(piece: str, first: str) -> str:
    """A question that leaves out what the first has said, whole; "" if it leaves out nothing."""
    if SLUICE.fullmatch(piece):
        adverbial = re.match(rf"(?:when|where|why|how) (?={AUXILIARY}\b)", first, re.IGNORECASE)
        if adverbial:
            return f"{piece} {first[adverbial.end() :]}"
        return f"{piece}: {first[0].lower() + first[1:] if first[1:2].islower() else first}"
    gap = _GAP.fullmatch(piece)
    if not gap or not first.lower().startswith(gap["wh"].lower()):
        return ""
    rest = gap["rest"].split()
    if re.fullmatch(PREPOSITION, rest[0], re.IGNORECASE):
        return _in_place(first, rest[0], " ".join(rest))
    return _same_predicate(piece, rest, first)


def _in_place(first: str, preposition: str, phrase: str) -> str:
    """ "How much on films" put for "on books" in the first question; else for what ends it."""
    phrase = re.sub(rf"^{preposition} (?:that|those) (?=of |in |at )", "", phrase)
    preposition = phrase.split()[0]
    found = [m for m in _PHRASE.finditer(first) if bool(m["year"]) == bool(_YEAR.search(phrase))]
    same = [m for m in found if m["p"].lower() == preposition.lower()] or found
    if not same:
        return f"{first} {phrase}"
    before, after = first[: same[-1].start()], first[same[-1].end() :]
    return f"{before}{phrase} {after.strip()}".strip()


def _same_predicate(piece: str, rest: list[str], first: str) -> str:
    """ "How many women" with what the first question says of the men."""
    words = first.split()
    verb = next((i for i, word in enumerate(words) if is_auxiliary(word)), 0)
    if has_verb(rest) or len(rest) > 4 or verb < 2 or any(map(_relates, rest)):
        return ""
    return " ".join([piece, *words[verb:]])


def _relates(word: str) -> bool:
    return bool(re.fullmatch(f"{PREPOSITION}|{PRONOUN}|there", word, re.IGNORECASE))
