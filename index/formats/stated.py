"""Titles and dates that a file states for itself. Dates in running prose are never taken."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import islice

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_FORMS = (
    rf"{_DAY}[\s-](?:of\s)?{_MONTH},?[\s-]{_YEAR}",
    rf"{_MONTH}\s{_DAY},?\s{_YEAR}",
    rf"{_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})",
    rf"{_DAY}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep){_YEAR}",
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s)?"
_TIME = (
    r"(?:(?:t|,?\s(?:at\s)?)\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:[ap]\.?m\.?)?"
    r"\s?(?:z|[a-z]{2,4}|[+-]\d{2}:?\d{2})?)?"
)
_REST = r"(?:\s?[\[(].{0,40})?\.?"  # "[eBook #11]", "(updated)"
_DATES = [re.compile(_WEEKDAY + form + _TIME + _REST, re.IGNORECASE) for form in _FORMS]
_LABEL = re.compile(
    r"(?:date|(?:publication|release|issue) date|date (?:published|of (?:publication|issue))"
    r"|published|released|issued|posted|(?:last )?(?:updated|modified|revised))"
    r"(?: on)?\s?[:–—-]?\s?(?P<date>.{6,80})",
    re.IGNORECASE,
)
_TITLE = re.compile(r"title:\s?(?P<title>.{2,200})", re.IGNORECASE)
_IN_NAME = re.compile(r"(?<!\d)(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d)")
_MEANINGLESS = re.compile(
    r"untitled.*|microsoft (?:word|excel|powerpoint)\b.*"
    r"|(?:word|powerpoint) (?:document|presentation)"
    r"|(?:title|document|presentation|slide|layout|doc|book|sheet)\s?\d*"
    r"|.*\.(?:docx?|pdf|indd|qxd|xlsx?|pptx?|tex|dvi|ps|rtf|odt|txt|md|html?|pub|pages)",
    re.IGNORECASE,
)
_LABELLED_LINES, _BARE_LINES = 25, 10  # how far "near the top" reaches


def _date(year: int, month: int, day: int) -> dt.date | None:
    if month > 12 >= day:  # day first, unless that cannot be
        month, day = day, month
    try:
        return dt.date(year, month, day) if 1500 <= year <= 2200 else None
    except ValueError:
        return None


def parse_date(text: str) -> dt.date | None:
    """The date that the text is, if it is nothing but a date (a weekday and a time may be)."""
    text = " ".join(text[:120].split())
    for form in _DATES:
        if match := form.fullmatch(text):
            parts = match.groupdict()
            month = parts.get("month") or 1 + _MONTHS.index(parts["name"][:3].lower()) // 4
            return _date(int(parts["year"]), int(month), int(parts["day"]))
    return None


def _top(lines: Iterable[str], most: int) -> Iterator[str]:
    """The first lines that say something, without the marks of emphasis around them."""
    bare = (re.sub(r"[*_#>|`\s]+", " ", line[:300]).strip() for line in lines)
    return islice(filter(None, bare), most)


def stated_date(lines: Iterable[str]) -> dt.date | None:
    """The date on a labelled line, or on a line of its own, near the top."""
    top = list(_top(lines, _LABELLED_LINES))
    for line in top:
        if (match := _LABEL.fullmatch(line)) and (date := parse_date(match["date"])):
            return date
    return next(filter(None, map(parse_date, top[:_BARE_LINES])), None)


def labelled_title(lines: Iterable[str]) -> str | None:
    """What stands behind "Title:" near the top."""
    for line in _top(lines, _LABELLED_LINES):
        if match := _TITLE.fullmatch(line):
            return match["title"]
    return None


def date_in_name(stem: str) -> dt.date | None:
    """The date in a file name: 2025-03-14, 2025_03_14 or 20250314."""
    for match in _IN_NAME.finditer(stem):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
        if month <= 12 and (date := _date(year, month, day)):
            return date
    return None


def meaningful(title: str | None) -> str | None:
    """The title, unless it is one that programs fill in by themselves."""
    title = " ".join((title or "").split())
    letters = sum(c.isalpha() for c in title)
    return title if letters >= 2 and not _MEANINGLESS.fullmatch(title) else None


def readable_name(stem: str) -> str:
    """A file name as a person would write it: "annual-report_2024" is "Annual report 2024"."""
    spaced = re.sub(r"(?<!\d)-|-(?!\d)", " ", re.sub(r"[_\s]+", " ", stem))
    name = " ".join(spaced.split())
    return name[:1].upper() + name[1:] if any(c.isalnum() for c in name) else stem
