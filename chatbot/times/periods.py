"""Periods: the days that "2022", "March 2025" or "since 2023" stand for."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from chatbot.wording.dates import Date, find_dates


@dataclass(frozen=True, slots=True)
class Period:
    """From a first day to a last, both inside it."""

    first: dt.date
    last: dt.date

    def holds(self, other: Period) -> bool:
        """Does all of `other` lie in this?"""
        return self.first <= other.first and other.last <= self.last


def period(date: Date, year: int | None = None) -> Period | None:
    """The days that a date stands for; None where no year is known.

    Args:
        year: The year where the date states none.
    """
    year = date.year or year
    if year is None:
        return None
    months = (date.month, date.month) if date.month else (1, 12)
    last = calendar.monthrange(year, months[1])[1]
    if not date.month or not date.day:
        return Period(dt.date(year, months[0], 1), dt.date(year, months[1], last))
    day = dt.date(year, date.month, min(date.day, last))
    return Period(day, day)


def day_of(date: dt.date) -> Period:
    """The period of one day."""
    return Period(date, date)


def stated(text: str, year: int | None = None) -> list[Period]:
    """The periods that a text states, in its order.

    Args:
        year: The year of what states only a day or a month; None to leave those out.
    """
    found = (period(date, year) for date in find_dates(text))
    return [p for p in found if p]
