"""Figures in a text, by value: "45" is "forty-five", "£2.8bn" is "£2.8 billion"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from chatbot.wording.dates import Date, find_dates
from chatbot.wording.digits import ALL_SCALES, in_digits, times, unit_after
from chatbot.wording.number_words import ORDINALS, multiples, shares, spelled
from chatbot.wording.table_rows import Cell, Measure, measures

_MINUS_BEFORE = re.compile(r"\bminus\s$", re.IGNORECASE)
# "A second" and "per second" are time.
_ORDINAL = re.compile(
    rf"(?<!\ba )(?<!\bper )\b(?P<word>{'|'.join(ORDINALS)})\b|\b(?P<digits>\d+)(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_CURRENCIES = ("£", "$", "€")
_SCALED = re.compile(
    r"(?P<scale>hundred|thousand|million|billion|trillion|bn|tn|mn)\b", re.IGNORECASE
)
_DASH, _AND = re.compile(r"\s?[-–—]\s?"), re.compile(r"\s+(?:to|and|or)\s+", re.IGNORECASE)
# A sentence may leave out a currency, and "three times" is "trebled".
_ALSO = {("", "£"), ("", "$"), ("", "€"), ("", "×"), ("×", "")}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it stands in a text.

    Attributes:
        value: What it amounts to, scale applied: 2800000000 for "£2.8bn"; minutes for a time.
        unit: "£", "$", "€", "%", "×" (a multiple: "twice"), ":" (a time of day), "s" (a decade),
            "th" (an ordinal), "m" (metres or millions: only the reader knows), "" (a plain number).
        text: As written: `source[start:end]`, always.
        start, end: Its span in the text.
        bare: The value as written, where unit and scale stand not beside it but over the column
            of a table or in its caption: a sentence may leave those out.
    """

    value: Decimal
    unit: str
    text: str
    start: int
    end: int
    bare: Decimal | None = None

    def same(self, other: Figure) -> bool:
        """True if `other` states this value, and the unit too if this states one.

        "164,000" is stated by "£164,000", not the other way round; "30" is not stated by "30%".
        """
        return any(
            _equal(mine, theirs) and (unit == other_unit or (unit, other_unit) in _ALSO)
            for mine, unit in self._readings()
            for theirs, other_unit in other._readings()
        )

    def _readings(self) -> list[tuple[Decimal, str]]:
        if self.bare is not None:
            return [(self.bare, ""), (self.value, self.unit)]
        if self.unit == "m":
            return [(self.value, ""), (self.value * 10**6, "")]
        if not self.unit and re.fullmatch(r"[012]?\d\.[0-5]\d", self.text):  # "15.30", a time?
            hours, minutes = self.text.split(".")
            return [(self.value, ""), (Decimal(60 * int(hours) + int(minutes)), ":")]
        return [(self.value, self.unit)]


def find_figures(text: str) -> list[Figure]:
    """Numbers in figures or words that are not dates, in order, without overlaps.

    In "30 to 40 per cent" both are per cent, in "£2-3bn" both are billions of pounds. The row
    "Costs (£m): 2.6" holds £2.6 million.
    """
    measured = measures(text)
    cells = [cell for cell, _ in measured]  # "Costs (£): 1950" is no year
    dates = [d for d in find_dates(text) if not any(_overlap(d, c) for c in cells)]
    figures = [f for f in read_numbers(text) if not any(_overlap(f, d) for d in dates)]
    for cell, measure in measured:
        figures = [_measured(f, measure) if _overlap(f, cell) else f for f in figures]
    for i in range(len(figures) - 1, 0, -1):
        between = text[figures[i - 1].end : figures[i].start]
        if _DASH.fullmatch(between):
            figures[i - 1 : i + 1] = _shared(figures[i - 1], figures[i])
        elif _AND.fullmatch(between) and figures[i - 1].unit in ("", figures[i].unit):
            figures[i - 1], _ = _shared(figures[i - 1], figures[i])  # but "£5 and 12 people"
    return figures


def read_numbers(text: str) -> list[Figure]:
    """Every number, those in dates too, each as it is written; in order, without overlaps."""
    found: list[Figure] = []
    # The longest reading is right: "one in four" is neither one nor four.
    for figure in sorted(_readings(text), key=lambda f: (f.start - f.end, f.start)):
        if not any(_overlap(figure, f) for f in found):
            found.append(figure)
    return sorted(found, key=lambda f: f.start)


def find_ordinals(text: str) -> list[Figure]:
    """ "Second", "19th", with the unit "th"; shares ("a third of them") and dates are none."""
    taken: list[Figure | Date] = [
        *find_dates(text),
        *(f for f in read_numbers(text) if f.unit != "th"),
    ]
    found = [
        _figure(Decimal(m["digits"] or ORDINALS[m["word"].lower()]), "th", text, *m.span())
        for m in _ORDINAL.finditer(text)
    ]
    return [f for f in found if not any(_overlap(f, other) for other in taken)]


def _readings(text: str) -> Iterator[Figure]:
    for reading in (*times(text), *in_digits(text)):
        value, unit, start, end = reading
        yield _figure(value, unit, text, start, end)
    for value, start, end in shares(text):
        yield _figure(value, "%", text, start, end)
    for value, start, end in multiples(text):
        yield _figure(value, "×", text, start, end)
    for value, start, end in spelled(text):
        unit, end = unit_after(text, end)
        if minus := _MINUS_BEFORE.search(text, 0, start):
            value, start = -value, minus.start()
        if value != 1 or unit:  # a bare "one" is mostly a pronoun
            yield _figure(value, unit, text, start, end)


def _figure(value: Decimal, unit: str, text: str, start: int, end: int) -> Figure:
    """The figure of a span, white space at its ends left out."""
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return Figure(value, unit, part.strip(), start, start + len(part.strip()))


def _shared(one: Figure, two: Figure) -> tuple[Figure, Figure]:
    """The two ends of a range, each with the unit and the scale that one of them leaves out."""
    if one.unit in _CURRENCIES and two.unit == "m":
        two = replace(two, value=two.value * 10**6, unit=one.unit)
        return (replace(one, value=one.value * 10**6) if one.value < 1000 else one), two
    if not (one.unit == two.unit or one.unit == "" or (one.unit in _CURRENCIES and not two.unit)):
        return one, two
    scale = _SCALED.search(two.text)
    if scale and one.value < 1000 and not _SCALED.search(one.text):
        one = replace(one, value=one.value * ALL_SCALES[scale["scale"].lower()])
    unit = one.unit or two.unit
    if unit in (*_CURRENCIES, "%", "m"):
        return replace(one, unit=unit), replace(two, unit=unit)
    return one, two


def _measured(figure: Figure, measure: Measure) -> Figure:
    """A figure of a table with the unit and the scale that stand elsewhere in its row."""
    if figure.unit:
        return figure
    value = figure.value * measure.scale
    return replace(figure, value=value, unit=measure.unit, bare=figure.value)


def _overlap(one: Figure | Date, other: Figure | Date | Cell) -> bool:
    return one.start < other.end and other.start < one.end


def _equal(one: Decimal, other: Decimal) -> bool:
    return one == other or _rounds(one, other) or _rounds(other, one)


def _rounds(one: Decimal, other: Decimal) -> bool:
    """A third is also 33 and 33.3 per cent: the only values here without an end."""
    endless, places = len(one.as_tuple().digits) >= 28, -int(other.as_tuple().exponent)
    return endless and 0 <= places < 6 and round(one, places) == other
