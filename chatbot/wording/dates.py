"""Dates, months and years in a text, by value: "17 October 2024" is "October 17th, 2024"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>1[5-9]\d\d|2[01]\d\d)(?!\d)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?!\d)(?P<th>st|nd|rd|th)?"
_ALONE = r"(?<![\w.,:£$€])"
_PATTERNS = [
    re.compile(rf"{_ALONE}(?P<year>\d{{4}})-(?P<month>0\d|1[0-2])-(?P<day>[0-3]\d)(?!\d)"),
    re.compile(rf"{_ALONE}(?P<day>[0-3]?\d)([/.])(?P<month>0?[1-9]|1[0-2])\2{_YEAR}"),
    re.compile(rf"{_ALONE}{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+(?:the\s+)?{_DAY}(?![.,:]?\d)(?:,?\s+{_YEAR})?", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+(?:of\s+)?{_YEAR}", re.IGNORECASE),
    re.compile(
        r"\b(?P<month>January|February|March|April|June|July|August|September|October|November|"
        r"December|(?<=[a-z] )May(?! [a-z])|(?<=\bin )May|(?<=\bsince )May|"
        r"(?<=\buntil )May)\b"
    ),
    # A year alone, or "2024/25"; "mid-2024" and "2019-2024", but neither "£2024" nor "RW-2024".
    re.compile(
        rf"(?:(?<![\w£$€.,-])|(?<=[a-z]-)|(?<=\d{{4}}-)){_YEAR}(?:[/–-]\d\d(?!\d))?"
        r"(?![%\w]|,\d|\.\d|\s?(?:million|billion|per\s?cent)\b)"
    ),
]
# "12–14 May", "12 and 14 May": the first day shares the second's month.
_EARLIER_DAY = re.compile(
    r"(?<![\w.,:/–-])(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s?(?:[-–]|to|and|or)\s?$"
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date, month or year as it stands in a text; parts that are not stated are None.

    `text[date.start:date.end] == date.text`, always.
    """

    year: int | None
    month: int | None
    day: int | None
    text: str
    start: int
    end: int

    def same(self, other: Date) -> bool:
        """True if `other` states everything this states, the same way."""
        return all(
            mine is None or mine == theirs
            for mine, theirs in (
                (self.year, other.year),
                (self.month, other.month),
                (self.day, other.day),
            )
        )


def find_dates(text: str) -> list[Date]:
    """Dates, months and years, in order, without overlaps."""
    found: list[Date] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not _is_verb(match) and not any(
                match.start() < d.end and d.start < match.end() for d in found
            ):
                found += _read(match)
    return sorted(found, key=lambda d: d.start)


def written(day: dt.date) -> str:
    """A date as people write it: 5 March 2024."""
    return f"{day.day} {day:%B %Y}"


def _read(match: re.Match[str]) -> Iterator[Date]:
    text, parts = match.string, match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    name = parts.get("month") or ""
    month = int(name) if name.isdecimal() else _MONTHS.get(name.lower())
    day = int(parts["day"]) if parts.get("day") else None
    yield Date(year, month, day, match.group(), match.start(), match.end())
    if day and not name.isdecimal() and match.start("day") < match.start("month"):
        earlier = _EARLIER_DAY.search(text, 0, match.start())
        if earlier:
            start, end = earlier.start(), earlier.end("day")
            yield Date(year, month, int(earlier["day"]), text[start:end], start, end)


def _is_verb(match: re.Match[str]) -> bool:
    """ "It may 5 times…", "they march 3 miles": small letters, and neither year nor "5th"."""
    parts = match.groupdict()
    month = parts.get("month") or ""
    return month in ("may", "march") and not (parts.get("year") or parts.get("th"))
