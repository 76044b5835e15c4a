"""What a figure counts, and in which unit: "two weeks" is "14 days"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from chatbot.verify.statements import Statement
from chatbot.wording.figures import Figure
from chatbot.wording.mentions import word_stem
from index.words import STOPWORDS

_COUNTED = re.compile(r"[\s-]+(?:of\s+(?:the\s+)?)?([a-z]+)")
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
