"""One request about two things or more: "in 2023 and in 2024", "the museum and the library".

Only signs that each is meant by itself count: a preposition or an article said again, years, names
after a plural verb. "Research and development" has none, and stays together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chatbot.parts.grammar import (
    AUXILIARY,
    DETERMINER,
    NAME,
    PREPOSITION,
    YEAR,
    has_verb,
    is_auxiliary,
    is_closed,
    is_do,
    is_past,
    names_one_body,
    singular,
)
from chatbot.parts.phrases import phrase_end

_TOGETHER = re.compile(
    r"\b(?:between|together|jointly|combined|both|total|altogether|each other|meet|met|merge|"
    r"marry|married|agree|disagree|share|differ|or|common|their|them|they)\b",
    re.IGNORECASE,
)
_AND = r",? and (?:(?:what|how) about )?"
_YEARS = re.compile(
    rf"\b(?P<p>(?:in|for|during|of) )(?P<list>{YEAR}(?:, {YEAR})*{_AND}(?:(?P=p))?{YEAR})\b",
    re.IGNORECASE,
)
_WHAT_ABOUT = re.compile(rf", (?:and|but) (?:what|how) about (?:{PREPOSITION} )?(?={YEAR})", re.I)
_WORD = r"[\w’'-]+"
_SAME_PREPOSITION = re.compile(
    rf"\b(?P<p>{PREPOSITION}) (?P<x>{_WORD}(?: {_WORD}){{0,4}}?),? and (?P=p) (?P<y>.+)$",
    re.IGNORECASE,
)
_SAME_ARTICLE = re.compile(
    rf"\b(?P<x>(?P<d>{DETERMINER}) {_WORD}(?: {_WORD}){{0,4}}?) and (?P<y>(?P=d) .+)$",
    re.IGNORECASE,
)
_NAMES = re.compile(rf"\b(?P<before>\w+) (?P<x>(?-i:{NAME})) and (?P<y>(?-i:{NAME}))", re.I)

Cut = tuple[str, list[str], str]


def pairs(clause: str) -> list[str]:
    """The clause once for each of the things it asks about; itself when there is but one."""
    clause = _WHAT_ABOUT.sub(" and ", clause)
    if " and " not in clause or _TOGETHER.search(clause):
        return [clause]
    for before, things, after in _cuts(clause):
        _, comma, listed = before.rpartition(",")
        if comma and not has_verb(listed.split()):
            return [clause]  # the end of a longer list
        one_each = singular(before)
        return [f"{one_each}{thing}{after}".strip() for thing in things]
    return [clause]


def _cuts(clause: str) -> Iterator[Cut]:
    """Ways to cut the clause into what comes before, the things, and what comes after."""
    for years in _YEARS.finditer(clause):
        each = re.findall(YEAR, years["list"])
        yield clause[: years.start("list")], each, clause[years.end() :]
    for match in _SAME_PREPOSITION.finditer(clause):
        yield from _after_preposition(clause, match)
    for match in _SAME_ARTICLE.finditer(clause):
        yield from _with_article(clause, match)
    for match in _NAMES.finditer(clause):
        yield from _named(clause, match)


def _after_preposition(clause: str, match: re.Match[str]) -> Iterator[Cut]:
    x, words = match["x"].split(), match["y"].split()
    if _has_grammar(x[1:]) or not words:
        return
    end = 1 + _run(words[1:])
    preposition = match["p"]
    things = [f"{preposition} {match['x']}", f"{preposition} {' '.join(words[:end])}"]
    yield clause[: match.start()], things, _rest(words[end:])


def _with_article(clause: str, match: re.Match[str]) -> Iterator[Cut]:
    x, words = match["x"].split(), match["y"].split()
    end = phrase_end(words) if _has_preposition(x) else 1 + _run(words[1:])
    before = clause[: match.start()].split()
    verb = end > 2 and words[end - 1][:1].islower() and _verb_after(before, words[end - 1])
    end -= verb
    if _has_grammar(x[1:]) or end < 2:
        return
    if any(is_past(word) for word in x[1:]) or not before:
        return
    if not re.fullmatch(f"{PREPOSITION}|{AUXILIARY}", before[-1], re.IGNORECASE):
        return  # "Who wants the one and the other?": one answer, as likely as not
    if " ".join(before).lower() in ("who is", "who was"):
        return  # one person may be both
    if _has_preposition(x) and not _has_preposition(words[:end]):
        end = len(words)  # each has its own: "the right of entry and the right to fish"
    things = [match["x"], " ".join(words[:end])]
    yield clause[: match.start()], things, _rest(words[end:])


def _verb_after(before: list[str], word: str) -> bool:
    """Is the word a verb, going by what stands before the phrase that it ends?"""
    return bool(before) and (is_do(before[-1]) or is_past(word))


def _named(clause: str, match: re.Match[str]) -> Iterator[Cut]:
    """Names after a plural verb; after others only those that are clearly names of their own."""
    before, x, y = match["before"], match["x"], match["y"]
    after = clause[match.end() :].split()
    more = bool(after) and not (is_closed(after[0]) or is_past(after[0]) or after[0][-3:] == "ing")
    if names_one_body(y) or (more and not is_do(before)):
        return  # "X.25 and Frame relay": where the second ends is unclear
    plural = before.lower() in ("are", "were", "have", "do")
    own = all(len(name.split()) > 1 for name in (x, y))
    placed = before.lower() in ("in", "at", "on", "to", "from", "for") or is_auxiliary(before)
    if plural or (own and placed):
        yield clause[: match.start("x")], [x, y], clause[match.end() :]


def _run(words: list[str]) -> int:
    """How many words until one of grammar."""
    return next((i for i, word in enumerate(words) if is_closed(word)), len(words))


def _has_preposition(words: list[str]) -> bool:
    return any(re.fullmatch(PREPOSITION, word) for word in words)


def _has_grammar(words: list[str]) -> bool:
    return any(re.fullmatch(f"{AUXILIARY}|and|or", word, re.IGNORECASE) for word in words)


def _rest(words: list[str]) -> str:
    return f" {' '.join(words)}" if words else ""
