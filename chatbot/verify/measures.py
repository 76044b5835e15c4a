"""What stands around a figure: "up to" or "at least", and what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from chatbot.verify.statements import Statement
from chatbot.wording.dates import Date
from chatbot.wording.figures import Figure
from chatbot.wording.mentions import word_stem
from index.words import STOPWORDS

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
_COUNTED = re.compile(r"[\s-]+(?:of\s+(?:the\s+)?)?([a-z]+)")
_THEN = re.compile(r"\s*\(?(?:in|on|for|by|at|since)?\s*")
_PLACE = re.compile(r"\s+(?:in|for|among|at)\s+(?:the\s+)?([^\W\d_]+)")
_TO = re.compile(r"\s+(?:\w+\s+)?to\s+(?:just\s+|only\s+)?")
_WHOLE = re.compile(r"\b(?:all|every|everyone|everybody|entire|whole)\b", re.IGNORECASE)
_ONE = re.compile(r"(?<![\w-])one\s+([a-z]+)", re.IGNORECASE)
Amount = tuple[int, int, Decimal]
# A line holds units of a kind; left and right of a bar each is so many of the first there.
_MEASURES = """
    second,sec:1 minute,min:60 hour,hr:3600 day:86400 week:604800
    | month:1 year:12 decade:120 century:1200
    mm,millimetre,millimeter:1 cm,centimetre,centimeter:10 m,metre,meter:1000 km,kilometre:1000000
    | foot,feet:1 yard:3 mile:5280
    mg,milligram:1 g,gram,gramme:1000 kg,kilo,kilogram:1000000 tonne:1000000000
    | ounce:1 pound,lb:16 ton:35840
    ml,millilitre:1 l,litre,liter:1000
    | pint:1 gallon:8
"""


def _measures() -> Iterator[tuple[str, tuple[int, int, int]]]:
    """(stem, (kind, system, how many of the first unit)) of each name of a unit."""
    for number, line in enumerate(_MEASURES.strip().splitlines()):
        for unit in line.replace("|", " ").split():
            names, size = unit.split(":")
            for name in names.split(","):
                yield word_stem(name), (number // 2, number % 2, int(size))


_MEASURE = dict(_measures())


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


def whole_for_part(said: Statement, source: Sequence[Statement]) -> tuple[str, list[str]] | None:
    """ "All" where the source gives a share and no "all"."""
    part = any(f.unit == "%" and 0 < f.value < 100 for s in source for f in s.figures)
    ours = _WHOLE.search(said.text)
    shares = any(f.unit == "%" for f in said.figures)
    if ours and part and not shares and not any(_WHOLE.search(s.text) for s in source):
        return ours.group(), []
    return None


def counts_another(said: Statement, source: Sequence[Statement]) -> tuple[str, list[str]] | None:
    """A figure with what it counts, where the source counts that by another: "six weeks".

    With it, what the source has of that number, or of that thing.
    """
    theirs = [pair for s in source for pair in _counted(s)]
    converted = {amount for s in source for _, amount in amounts(s)}
    known = [figure for figure, amount in amounts(said) if amount in converted]
    for figure, thing in _counted(said):
        if not thing or figure in known:
            continue
        same = [other for f, other in theirs if _is(figure, f)]
        others = [f for f, other in theirs if _alike(thing, other) and not _is(figure, f)]
        if any(_alike(thing, other) for other in same):
            continue
        if any(_rivals(thing, other) for other in same) or (others and "" not in same):
            rivals = [
                _phrase(f, other)
                for f, other in theirs
                if (_is(figure, f) and _rivals(thing, other)) or _alike(thing, other)
            ]
            return _phrase(figure, thing), rivals
    return None


def amounts(statement: Statement) -> Iterator[tuple[Figure, Amount]]:
    """Figures of a measure, with how much that is: as much in "two weeks" as in "14 days"."""
    for figure, thing in _counted(statement):
        unit = _MEASURE.get(word_stem(thing))
        if figure and unit:
            kind, system, size = unit
            yield figure, (kind, system, figure.value * size)


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


def _counted(statement: Statement) -> list[tuple[Figure | None, str]]:
    """Plain figures, None for "one", each with the word it counts, or "" if none follows."""
    pairs: list[tuple[Figure | None, str]] = []
    for figure in statement.figures:
        if figure.unit == "m":
            pairs.append((figure, "m"))
        elif figure.unit == "":
            match = _COUNTED.match(statement.text, figure.end)
            word = match.group(1) if match else ""
            pairs.append((figure, "" if word in STOPWORDS else word))
    ones = (m.group(1) for m in _ONE.finditer(statement.text))
    return pairs + [(None, word) for word in ones if word not in STOPWORDS]


def _is(one: Figure | None, other: Figure | None) -> bool:
    return one is other if one is None or other is None else one.same(other)


def _phrase(figure: Figure | None, thing: str) -> str:
    return f"{figure.text if figure else 'one'} {thing}"


def _alike(one: str, other: str) -> bool:
    mine, theirs = word_stem(one), word_stem(other)
    return mine == theirs or (mine in _MEASURE and _MEASURE[mine] == _MEASURE.get(theirs))


def _rivals(one: str, other: str) -> bool:
    """Different units of the same kind: days and weeks."""
    mine, theirs = _MEASURE.get(word_stem(one)), _MEASURE.get(word_stem(other))
    return bool(mine and theirs and mine[0] == theirs[0] and mine != theirs)
