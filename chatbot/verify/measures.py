"""What stands around a figure: "up to" or "at least", a date, a place, a figure it runs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from chatbot.verify.statements import Statement
from chatbot.wording.dates import Date
from chatbot.wording.figures import Figure
from chatbot.wording.mentions import word_stem

# Each side excludes the other: "over 18" is not "under 18", "from 3" is not "to 3".
_SIDES = [
    (
        r"more than|over|above|at least|exceed\w*|upwards of|no (?:fewer|less) than|minimum of",
        r"less than|fewer than|under|below|up to|at most|no more than|maximum of",
    ),
    ("from|since|after", "to|until|till|before|no later than"),
]
_BEFORE = [
    [re.compile(rf"\b(?:{side})\s+(?:the\s+)?$", re.IGNORECASE) for side in pair] for pair in _SIDES
]
_AFTER = [
    re.compile(rf"[^.,;]{{0,20}}?\b{side}\b", re.IGNORECASE)
    for side in (
        r"(?:or|and) (?:more|over|above|older|longer)",
        r"(?:or|and) (?:less|fewer|under|younger)",
    )
]
_THEN = re.compile(r"\s*\(?(?:in|on|for|by|at|since)?\s*")
_PLACE = re.compile(r"\s+(?:in|for|among|at)\s+(?:the\s+)?([^\W\d_]+)")
_TO = re.compile(r"\s+(?:\w+\s+)?to\s+(?:just\s+|only\s+)?")


def other_side(said: Statement, source: Sequence[Statement]) -> Figure | Date | None:
    """A figure or date that the source puts on the other side: "up to 18" for "at least 18"."""
    facts: list[Figure | Date] = [*said.figures, *said.dates]
    for fact in facts:
        ours = _sides(said.text, fact)
        theirs = {side for s in source for f in _same(fact, s) for side in _sides(s.text, f)}
        if any((pair, 1 - side) in theirs and (pair, side) not in theirs for pair, side in ours):
            return fact
    return None


def paired_otherwise(said: Statement, source: Sequence[Statement]) -> Figure | None:
    """A figure with the date right after it, where the source has both, but in other pairs."""
    theirs = [pair for s in source for pair in _dated(s)]
    for figure, date in _dated(said):
        dates = [d for f, d in theirs if figure.same(f)]
        figures = [f for f, d in theirs if date.same(d)]
        if dates and figures and not any(map(date.same, dates)):
            return figure
    return None


def placed_otherwise(said: Statement, source: Sequence[Statement]) -> Figure | None:
    """A figure with where or for whom it holds, where the source pairs both otherwise."""
    theirs = [pair for s in source for pair in _placed(s)]
    for figure, place in _placed(said):
        places = [p for f, p in theirs if figure.same(f)]
        rivals = [f for f, p in theirs if p == place and f.unit == figure.unit]
        if places and rivals and place not in places:
            return figure
    return None


def ends_exchanged(said: Statement, source: Sequence[Statement]) -> tuple[str, str] | None:
    """Two figures round a "to" that the source has the other way: "by 41 votes to 312"."""
    theirs = [pair for s in source for pair in _ends(s)]
    for one, two in _ends(said):
        turned = any(one.same(b) and two.same(a) for a, b in theirs)
        if turned and not any(one.same(a) and two.same(b) for a, b in theirs):
            return one.text, two.text
    return None


def _dated(statement: Statement) -> list[tuple[Figure, Date]]:
    """ "£3.4m in 2022"."""
    return [
        (figure, date)
        for figure in statement.figures
        for date in statement.dates
        if _THEN.fullmatch(statement.text, figure.end, date.start)
    ]


def _placed(statement: Statement) -> list[tuple[Figure, str]]:
    """ "44 per cent in the south"."""
    found = ((f, _PLACE.match(statement.text, f.end)) for f in statement.figures)
    return [(figure, word_stem(match[1].lower())) for figure, match in found if match]


def _ends(statement: Statement) -> list[tuple[Figure, Figure]]:
    """ "312 votes to 41"."""
    between = ((a, b, statement.text[a.end : b.start]) for a, b in pairwise(statement.figures))
    return [(a, b) for a, b, text in between if _TO.fullmatch(text)]


def _same(fact: Figure | Date, source: Statement) -> list[Figure | Date]:
    if isinstance(fact, Figure):
        return [f for f in source.figures if fact.same(f)]
    return [d for d in source.dates if fact.same(d)]


def _sides(text: str, fact: Figure | Date) -> set[tuple[int, int]]:
    before, after = text[: fact.start], text[fact.end :]
    found = {
        (kind, side)
        for kind, patterns in enumerate(_BEFORE)
        for side, pattern in enumerate(patterns)
        if pattern.search(before)
    }
    return found | {(0, side) for side, pattern in enumerate(_AFTER) if pattern.match(after)}
