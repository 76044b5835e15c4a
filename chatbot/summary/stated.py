"""The facts a sentence states, by value: what a reader would want to find in a summary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from chatbot.types import FactKind
from chatbot.wording.dates import Date, find_dates
from chatbot.wording.figures import Figure, find_figures
from chatbot.wording.mentions import find_names, find_quotes, name_words, word_stem

# How much more a kind of fact tells than a small count: money and shares are what reports are
# read for, hours of the day and years alone seldom are.
_UNITS = {"£": 1.2, "$": 1.2, "€": 1.2, "%": 1.2, "×": 0.9, ":": 0.45, "s": 0.3, "th": 0.0}
_WORDED = 0.6  # a share in words
_QUOTED_WORDS = 4  # fewer are a phrase, not a statement
_MARKER = re.compile(r"\(?\d{1,3}[.)]\s")
_AGE = re.compile(r",\s\d\d,")  # "said Dilys Cattermole, 61, a teacher"
_NOUN = re.compile(r"[ -]([^\W\d_]+(?:[-’'][^\W\d_]+)*)")
_PLURALS = frozenset(
    "people staff men women children tonnes feet police crew cent percent metres kilometres".split()
)
_NO_NOUNS = frozenset(
    """was is has as this his its across less thus does us years' yes perhaps always plus versus
    besides towards afterwards per of to in on at and or but for from by with than""".split()
)
# Who holds an office is a fact; who happened to stand by seldom is.
_OFFICE = re.compile(
    r"\b(?:chief|chair(?:man|woman)?|director|minister|secretary|president|manager|head|leader|officer"
    r"|chancellor|mayor|judge|captain|commissioner|treasurer|editor|founder|owner|governor|prof(?:essor)?"
    r"|trustee|successor|succeeds?|succeeded|appointed|resign\w*|retire\w*|elected|author)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"\b(?:said|says|told|warned|added|asked|wrote|stated|argued|replied|explained|claimed"
    r"|announced|insisted|admitted|remarked|called|promised)\b"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it stands in a sentence.

    Attributes:
        key: The same for the same fact in other words: "0.5 %" for "half".
        text: As written, with the noun that a bare number counts: `sentence[start:end]`.
        weight: How much it tells, about 0..1.2.
    """

    kind: FactKind
    key: str
    text: str
    start: int
    weight: float

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def unit(self) -> str:
        """What kind of value it is: "£", "%", "date", "name"."""
        return self.key.split(" ", 2)[1] if self.kind == "figure" else self.kind


@lru_cache(maxsize=4096)
def stated(text: str) -> tuple[Fact, ...]:
    """The facts of a sentence, in order, each value once."""
    found = sorted(
        (*_figures(text), *_dates(text), *_names(text), *_quotation(text)), key=lambda f: f.start
    )
    return tuple({fact.key: fact for fact in reversed(found)}.values())[::-1]


def holds_office(text: str) -> bool:
    """Does it speak of an office or a post: "the chief financial officer"?"""
    return bool(_OFFICE.search(text))


def _figures(text: str) -> Iterator[Fact]:
    marker = _MARKER.match(text)
    for figure in find_figures(text):
        if figure.unit == "th" or (marker and figure.start < marker.end()):
            continue
        whole, counted = _with_noun(text, figure)
        yield Fact("figure", f"{figure.value.normalize()} {figure.unit} {counted}", whole,
                   figure.start, 0.2 if _AGE.match(text, max(0, figure.start - 2)) else
                   _tells(figure, counted))  # fmt: skip


def _tells(figure: Figure, counted: str) -> float:
    if figure.unit in _UNITS:
        worded = not any(map(str.isdigit, figure.text))  # "half", with or without a meaning
        return _UNITS[figure.unit] * (_WORDED if worded else 1.0)
    size = abs(figure.value)
    if size >= 100 or size != int(size):
        return 1.0
    return (0.8 if size >= 10 else 0.5) * (1.0 if counted else 0.6)


def _with_noun(text: str, figure: Figure) -> tuple[str, str]:
    """The figure with what it counts, "45 inner berths", and the stem of that; "" if unclear."""
    if figure.unit not in ("", "m"):
        return figure.text, ""
    at = figure.end
    for _ in range(3):
        match = _NOUN.match(text, at)
        if not match:
            break
        word = match[1].lower()
        if (
            word in _NO_NOUNS
            or word.endswith(("’s", "'s"))
            or (match[1].isupper() and len(word) > 1)
        ):
            break
        at = match.end()
        if word in _PLURALS or (word.endswith("s") and not word.endswith(("ss", "us", "is"))):
            return text[figure.start : at], word_stem(word)
    return figure.text, ""


def _dates(text: str) -> Iterator[Fact]:
    for date in find_dates(text):
        key = f"{date.year or ''}-{date.month or ''}-{date.day or ''}"
        yield Fact("date", key, date.text.rstrip("."),
                   date.start, _dated(date))  # fmt: skip


def _dated(date: Date) -> float:
    if date.day:
        return 0.9 if date.year else 0.6
    if date.month:
        return 0.7 if date.year else 0.25
    return 0.45


def _names(text: str) -> Iterator[Fact]:
    at = 0
    for name in find_names(text):
        start = text.find(name, at)
        if start < 0:
            start = text.find(name)
        last = name_words(name)[-1:]
        if start >= 0 and last:
            at = start + len(name)
            weight = 0.9 if _OFFICE.search(text, max(0, start - 45), at + 45) else 0.3
            yield Fact("name", f"@{last[0]}", name, start, weight)


def _quotation(text: str) -> Iterator[Fact]:
    """Who said the words between quotation marks, where the sentence says it."""
    spoken = [q for q in find_quotes(text) if len(q.split()) >= _QUOTED_WORDS]
    verb = _SPEAKS.search(text)
    outside = text
    for quote in spoken:
        outside = outside.replace(quote, " " * len(quote))
    names = find_names(outside) if spoken and verb else []
    if names:
        who = min(names, key=lambda name: abs(text.find(name) - (verb.start() if verb else 0)))
        yield Fact("quote", f"“{spoken[0].lower()}", who, text.find(who), 0.2)


Weigh = Callable[[Fact], float]
