"""Words of a question, names and dates whole, each with the class it plainly belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from chatbot.followup.lexicon import CLOSED, DEMONSTRATIVES, DETERMINERS, SAYING, SUBORDINATORS
from chatbot.followup.verbs import base_of, is_past
from chatbot.wording.dates import find_dates
from chatbot.wording.mentions import find_names
from chatbot.wording.number_words import VALUES

Sort = Literal["open", "closed", "determiner", "number", "name", "date", "mark"]

_TOKEN = re.compile(r"[£$€]?[\w&]+(?:[’'.,:/-][\w&]+)*%?|[^\w\s]")
_OWNING = re.compile(r"[’']s$|(?<=s)[’']$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, name, date or mark: `source[start:end] == text`, always.

    Attributes:
        word: Lower case, "’" for every apostrophe, without "’s".
        owner: Whether "’s", or "’" after s, follows; it is part of neither text nor word.
    """

    text: str
    word: str
    start: int
    end: int
    sort: Sort
    owner: bool = False


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in order."""
    whole = sorted(_whole(text))
    found: list[Token] = []
    at = 0
    for start, end, sort in [*whole, (len(text), len(text), "mark")]:
        found += _plain(text, at, start)
        if start < end:
            found.append(_token(text, start, end, sort))
        at = found[-1].end + 2 * found[-1].owner if start < end else end
    return tuple(_in_context(found, i) for i in range(len(found)))


def _in_context(found: list[Token], i: int) -> Token:
    """A word that opens no noun phrase here: "how old", "boats that leak", "of those who"."""
    token, before = found[i], found[i - 1].word if i else ""
    after = found[i + 1] if i + 1 < len(found) else None
    pointing = token.word in DEMONSTRATIVES and (
        after is None
        or after.sort in ("closed", "mark")
        or is_past(after.word)
        or before in SAYING
        or (token.word == "that" and i > 0 and _is_noun(found[i - 1]))
    )
    return replace(token, sort="closed") if before == "how" or pointing else token


def _is_noun(token: Token) -> bool:
    return token.sort == "name" or (token.sort == "open" and not base_of(token.word))


def _whole(text: str) -> Iterator[tuple[int, int, Sort]]:
    """Spans of dates and names, which do not overlap."""
    dates = [(d.start, d.end) for d in find_dates(text)]
    for start, end in dates:
        yield start, end, "date"
    at = 0
    for name in find_names(text):
        opening, _, rest = name.partition(" ")
        if opening.lower() in CLOSED | SUBORDINATORS and rest:
            name = rest  # "Though Turabi"
        match = re.compile(rf"(?<!\w){re.escape(name)}").search(text, at)
        if match is None:
            continue
        start, at = match.span()
        if not any(start < b and a < at for a, b in dates):
            yield start, at, "name"


def _plain(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        owning = _OWNING.search(match.group())
        stop = match.start() + owning.start() if owning else match.end()
        if stop > match.start():
            token = _token(text, match.start(), stop, _sort(text[match.start() : stop]))
            yield token


def _token(text: str, start: int, end: int, sort: Sort) -> Token:
    after = text[end : end + 2]
    owner = bool(re.match(r"[’']s", after)) or (
        text[end - 1 : end] == "s" and after[:1] in ("’", "'") and after[1:].strip() == ""
    )
    word = text[start:end].lower().replace("'", "’")
    return Token(text[start:end], word, start, end, sort, owner and sort in ("open", "name"))


def _sort(text: str) -> Sort:
    word = text.lower().replace("'", "’")
    if word in DETERMINERS:
        return "determiner"
    if word in CLOSED:
        return "closed"
    if not text[-1].isalnum() and not text[0].isalnum():
        return "mark"
    numeral = word in VALUES and word not in ("one", "zero")
    return "number" if numeral or text[0].isdigit() or text[0] in "£$€" else "open"
