"""How well a sentence of a dated document fits the time that is asked about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chatbot.times.asked import Time
from chatbot.times.periods import Period, day_of, stated
from index.search import SentenceHit

# What holds still, though it tells when it began: "has been £31 since 2019".
_HOLDS = re.compile(
    r"\b(?:is|are|has|have|now|currently|remains?|stands?|costs?|since)\b", re.IGNORECASE
)
_TELLS_OF_FIRST = re.compile(r"\b(?:originally|initially|at first|first|earliest)\b", re.IGNORECASE)
_TELLS_OF_BEFORE = re.compile(
    r"\b(?:previously|formerly|used to|earlier|before|until|had been|previous|former)\b",
    re.IGNORECASE,
)
_UNKNOWN = 0  # the ordinal of no date


@dataclass(frozen=True, slots=True)
class Dated:
    """A sentence and what tells its time: its own words, its heading, its document."""

    text: str
    heading: str
    title: str
    date: dt.date | None

    @property
    def holds_on(self) -> dt.date | None:
        """The day as of which it speaks: its document's date, or the past year it tells of.

        None where neither is known.
        """
        years = [p.last for p in stated(self.text)]
        if not years or (self.date and _HOLDS.search(self.text)):
            return self.date
        return min(max(years), self.date) if self.date else max(years)


def dated(found: SentenceHit) -> Dated:
    """A sentence that was found, with what tells its time."""
    document = found.hit.document
    heading = found.hit.passage.heading
    return Dated(found.sentence.text, heading, document.title, document.date)


def states(one: Dated, time: Time) -> bool:
    """Does the sentence, or its heading, state a time of the period that is asked about?"""
    said = [*stated(one.text, one.date.year if one.date else None), *stated(one.heading)]
    return time.period is not None and any(time.period.holds(p) for p in said)


def of_its_time(one: Dated, time: Time) -> bool:
    """Is its document of the period that is asked about?"""
    if time.period is None:
        return False
    if time.when == "until" and one.date:
        return one.date <= time.period.last
    return _of_title(one, time.period) > 0


Fit = Callable[[Dated], float]  # higher is better; comparable for one question only


def fit(time: Time, group: Sequence[Dated]) -> Fit:
    """How well each of a group of sentences fits a time, relative to the others."""
    if time.when in ("current", "newest"):
        return _ordinal
    if time.when == "first":
        return lambda one: 0 if _TELLS_OF_FIRST.search(one.text) else -(_ordinal(one) or _LATE)
    if time.when == "earlier":
        newest = max(map(_ordinal, group), default=0)
        return lambda one: _before(one, newest)
    days = time.period
    assert days is not None
    if time.when == "until":
        return lambda one: _as_of(one, days)
    return lambda one: (_of_edition if time.when == "edition" else _within)(one, days)


_LATE = dt.date.max.toordinal()


def _ordinal(one: Dated) -> int:
    day = one.holds_on
    return day.toordinal() if day else _UNKNOWN


def _before(one: Dated, newest: int) -> float:
    """Sentences that tell of the past themselves, then older documents, the newest of them first;
    an unknown date before the newest."""
    if _TELLS_OF_BEFORE.search(one.text):
        return _LATE
    day = _ordinal(one)
    return day or 0.5 if day < newest else 0


def _as_of(one: Dated, days: Period) -> float:
    if any(days.holds(p) for p in stated(one.text)):
        return _LATE
    if one.date is None:
        return _UNKNOWN
    return one.date.toordinal() if one.date <= days.last else -1


def _within(one: Dated, days: Period) -> float:
    """The time stated in the sentence itself; then over it; then its document's."""
    said = stated(one.text, one.date.year if one.date else None)
    if any(days.holds(p) for p in said):
        return 4
    over = max(_of_title(one, days), 3 * any(days.holds(p) for p in stated(one.heading)))
    return min(over, 1) if said else over


def _of_edition(one: Dated, days: Period) -> float:
    """A document of that time; failing that what tells of it."""
    return _of_title(one, days) or 0.5 * any(days.holds(p) for p in stated(one.text))


def _of_title(one: Dated, days: Period) -> float:
    """A report on 2024 may be dated 2025: what its title says counts first."""
    titled = stated(one.title)
    if any(days.holds(p) for p in titled):
        return 3
    if one.date and days.holds(day_of(one.date)):
        return 1 if titled else 2
    return 0
