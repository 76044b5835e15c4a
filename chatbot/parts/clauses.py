"""Questions joined by "and" or a question mark, each made to stand by itself."""

from __future__ import annotations

import re

from chatbot.parts.gaps import SLUICE, borrowing, filled
from chatbot.parts.grammar import (
    AUXILIARY,
    DETERMINER,
    HOW_MUCH,
    NAME,
    PREPOSITION,
    PRONOUN,
    WH,
)
from chatbot.parts.reference import resolve, with_topic

_TOLD = re.compile(
    r"^(?:please )?(?:(?:can|could|would|will) you (?:please )?|i(?:[’']d| would) like (?:you )?to "
    r"|i want to )?(?:tell me|say|explain|find out|know|state|do you know)(?: me)? "
    rf"(?=(?:{PREPOSITION} )?{WH}\b)",
    re.IGNORECASE,
)
_THEN = r"(?:also\s+|then\s+|if so,?\s+|if not,?\s+)?"
_JOIN = re.compile(
    rf"(?P<stop>\?+|;|[.!](?=\s))\s*(?:(?:and|but)\s+)?{_THEN}"
    rf"|(?P<comma>,?)\s+(?:and|but)\s+{_THEN}"
    r"|(?P<bare>,)\s+",
    re.IGNORECASE,
)
# What begins as a question and holds more than its question word.
_QUESTION = re.compile(rf"(?:(?:{PREPOSITION} )?{WH}|{AUXILIARY})(?: [\w’'-]+){{2}}", re.IGNORECASE)
_INVERTED = re.compile(
    rf"(?:{PREPOSITION} )?(?:(?:when|where|why|how) {AUXILIARY}\b|{HOW_MUCH}\b|"
    rf"(?:who|whom|what|which|whose)\b)|{AUXILIARY} (?:{PRONOUN}|there)\b|"
    rf"(?:do|does|did) (?:{DETERMINER}\b|(?-i:{NAME}))",
    re.IGNORECASE,
)
# "What they think", "who the board chose": told, not asked.
_EMBEDDED = re.compile(
    rf"(?:{PREPOSITION} )?(?:{WH} (?:{PRONOUN}|{DETERMINER}|(?-i:[A-Z]))\b|"
    rf"(?:{HOW_MUCH}|what|which) (?:(?!{AUXILIARY}\b)[\w’'-]+ ){{1,3}}(?:they|he|she|we|i)\b|"
    rf"(?:who|which) (?!of\b){PREPOSITION}\b)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:what|how) about\b", re.IGNORECASE)
_WH_INSIDE = re.compile(rf"(?<=\w )(?<!\bin )(?<!\bof ){WH}\b", re.IGNORECASE)


def clauses(text: str) -> list[str]:
    """The clauses of a question that ask something each; the text itself when there is but one.

    Args:
        text: Without the question mark at its end.
    """
    told = _TOLD.match(text)
    pieces = _pieces(text[told.end() :] if told else text, embedded=bool(told))
    if len(pieces) < 2:
        return [text]
    whole = [borrowing(pieces[0], pieces[1])]
    for piece in pieces[1:]:
        complete = filled(piece, whole[0]) or resolve(piece, whole[0]) or resolve(piece, whole[-1])
        if not complete:
            return [text]
        whole.append(with_topic(piece, whole[0]) if complete == piece else complete)
    return whole


def _pieces(text: str, embedded: bool) -> list[str]:
    """The text cut where another question begins."""
    pieces: list[str] = []
    start = 0
    for join in _JOIN.finditer(text):
        piece, rest = text[start : join.start()].strip(), text[join.end() :]
        if piece and (pieces or embedded or _asks(piece)) and _opens(piece, join, rest, embedded):
            pieces.append(piece)
            start = join.end()
    last = text[start:].strip(" ,?.")
    return [*pieces, last] if last else pieces


def _asks(piece: str) -> bool:
    """Can this be a question of its own, or the beginning of one? "When the light failed" isn't."""
    if re.match(rf"(?:when|where|why) (?!{AUXILIARY}\b)", piece, re.IGNORECASE):
        return False
    return bool(re.search(rf"^{AUXILIARY}\b|\b{WH}\b", piece, re.IGNORECASE))


def _opens(piece: str, join: re.Match[str], rest: str, embedded: bool) -> bool:
    """Does a question begin after the join?"""
    if _ABOUT.match(rest):
        return False
    if join["stop"]:
        return bool(_INVERTED.match(rest))
    next_one = re.split(r"\?|,| and | but ", rest, maxsplit=1)[0].strip(" .")
    if embedded:
        return not join["bare"] and bool(re.match(rf"(?:{PREPOSITION} )?{WH}\b", rest, re.I))
    if SLUICE.match(next_one):
        return not join["bare"] and not _WH_INSIDE.search(piece)
    if not _INVERTED.match(rest) or _EMBEDDED.match(rest):
        return False
    if join["bare"]:
        # ", who was ill," describes someone, unless more questions follow in a list.
        if re.match(rf"{AUXILIARY}\b", rest, re.IGNORECASE) or not _QUESTION.match(piece):
            return False
        more = re.search(rf"\band {WH}\b", rest, re.IGNORECASE)
        return bool(more) or not re.match(
            rf"{PREPOSITION} |who|which|whose|where", rest, re.IGNORECASE
        )
    told = _WH_INSIDE.search(piece) and not SLUICE.match(piece)
    return bool(join["comma"]) or not told
