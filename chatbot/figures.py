"""Figures and dates in a text, by value: "45" is "forty-five", "£2.8bn" is "£2.8 billion"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: value for value, word in enumerate(_UNITS)}
_SMALL |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}
_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12,
}  # fmt: skip
# Shares in words, as per cent. "One third" and "a third" are shares, "the third" is not.
_SHARES = {
    "half": 50, "third": Decimal(100) / 3, "thirds": Decimal(100) / 3, "quarter": 25,
    "quarters": 25, "fifth": 20, "fifths": 20, "tenth": 10, "tenths": 10,
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sep sept", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d|21\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_DATES = [
    re.compile(rf"(?<![\w.,])(?P<year>\d{{4}})-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)"),
    re.compile(rf"(?<![\w.,]){_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR}(?!\d))?", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+{_DAY}(?![\d:])(?:,?\s+{_YEAR}(?!\d))?", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+(?:of\s+)?{_YEAR}(?!\d)", re.IGNORECASE),
    # A bare month needs its capital: "may" and "march" are words of their own.
    re.compile(
        r"\b(?P<month>January|February|March|April|June|July|August|September|October|November|December"
        r"|(?<=[a-z] )May(?! [a-z]))\b"
    ),
    re.compile(rf"(?<![\w£$€.,-]){_YEAR}(?![\d%])(?!,\d|\.\d)(?![\w])"),
]
_WORD_NUMBER = re.compile(
    rf"\b(?:a (?=(?:hundred|thousand|million|billion)\b))?"
    rf"(?:(?:{'|'.join([*_SMALL, 'hundred', 'thousand', 'million', 'billion', 'dozen'])})"
    rf"(?:[\s-]+(?:and\s+)?(?=(?:{'|'.join([*_SMALL, 'hundred', 'thousand', 'million', 'billion'])})\b))?)+\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:(?P<of>one|two|three|four|a|an)[\s-]+)?(?P<share>half|thirds?|quarters?|fifths?|tenths?)\b"
    r"|\b(?P<in>one|two|three|four|five|\d+)\s+(?:in|out\s+of)\s+(?P<every>\w+)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:(?P<currency>[£$€])\s?)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(?P<scale>hundred|thousand|million|billion|trillion|bn|tn|mn|[mk])\b)?"
    r"(?P<percent>\s?%|\s?per\s?cent\b|\s?percentage\spoints?\b)?"
    r"(?:\s(?P<unit>pounds|dollars|euros)\b)?",
    re.IGNORECASE,
)
_AFTER_WORDS = re.compile(
    r"(?P<percent>\s?per\s?cent\b)|\s(?P<unit>pounds|dollars|euros)\b", re.IGNORECASE
)
_CURRENCIES = {"pounds": "£", "dollars": "$", "euros": "€"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it stands in a text.

    Attributes:
        value: What it amounts to, scale applied: 2800000000 for "£2.8bn".
        unit: "£", "$", "€", "%" or "" for a plain number.
        text: As written.
        start, end: Its span in the text.
    """

    value: Decimal
    unit: str
    text: str
    start: int
    end: int

    def same(self, other: Figure) -> bool:
        """Equal in value, and in unit where both state one."""
        units = {self.unit, other.unit} - {""}
        close = abs(self.value - other.value) <= abs(self.value) / 1000
        return close and len(units) < 2


@dataclass(frozen=True, slots=True)
class Date:
    """A date, month or year as it stands in a text; parts that are not stated are None."""

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
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if any(match.start() < d.end and d.start < match.end() for d in found):
                continue
            parts = match.groupdict()
            month = parts.get("month")
            number = int(month) if month and month.isdigit() else _MONTHS.get((month or "").lower())
            found.append(
                Date(
                    int(parts["year"]) if parts.get("year") else None,
                    number,
                    int(parts["day"]) if parts.get("day") else None,
                    match.group().strip(),
                    match.start(),
                    match.end(),
                )
            )
    return sorted(found, key=lambda d: d.start)


def find_figures(text: str) -> list[Figure]:
    """Numbers in figures or words that are not dates, in order, without overlaps."""
    taken = [(d.start, d.end) for d in find_dates(text)]
    found: list[Figure] = []
    for reader in (_shares, _digits, _words):
        for figure in reader(text):
            if not any(figure.start < end and start < figure.end for start, end in taken):
                taken.append((figure.start, figure.end))
                found.append(figure)
    return sorted(found, key=lambda f: f.start)


def _digits(text: str) -> list[Figure]:
    found = []
    for match in _NUMBER.finditer(text):
        before = text[match.start() - 1 : match.start()] if match.start() else ""
        after = text[match.end() : match.end() + 1]
        if before.isalpha() or (after.isalpha() and not _ordinal(text, match.end())):
            continue  # "B12", "4x": a name, not a number
        scale = (match["scale"] or "").lower()
        value = Decimal(match["digits"].replace(",", "")) * _SCALES.get(scale, 1)
        unit = match["currency"] or ("%" if match["percent"] else "")
        unit = unit or _CURRENCIES.get((match["unit"] or "").lower(), "")
        found.append(_figure(value, unit, text, match.start(), match.end()))
    return found


def _words(text: str) -> list[Figure]:
    found = []
    for match in _WORD_NUMBER.finditer(text):
        value = _spelled(match.group())
        if value == 1:
            continue  # "one" is mostly a pronoun
        after = _AFTER_WORDS.match(text, match.end())
        end = after.end() if after else match.end()
        unit = "%" if after and after["percent"] else ""
        unit = unit or _CURRENCIES.get((after["unit"] or "").lower() if after else "", "")
        found.append(_figure(Decimal(value), unit, text, match.start(), end))
    return found


def _shares(text: str) -> list[Figure]:
    found = []
    for match in _SHARE.finditer(text):
        if match["share"]:
            count = _SMALL.get((match["of"] or "").lower(), 1)
            if match["share"].lower() != "half" and not match["of"]:
                if text[: match.start()].lower().rstrip().endswith("the"):
                    continue  # "the third", "the quarter": an ordinal, three months
            value = Decimal(count) * _SHARES[match["share"].lower()]
        else:
            whole = _count(match["every"])
            if not whole or whole < 2:
                continue
            value = Decimal(100) * _count(match["in"]) / whole
        found.append(_figure(value, "%", text, match.start(), match.end()))
    return found


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _SMALL.get(word.lower(), 0)


def _figure(value: Decimal, unit: str, text: str, start: int, end: int) -> Figure:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return Figure(value, unit, part.strip(), start, end)


def _ordinal(text: str, at: int) -> bool:
    return (
        text[at : at + 2].lower() in ("st", "nd", "rd", "th")
        and not text[at + 2 : at + 3].isalpha()
    )


def _spelled(phrase: str) -> int:
    total = current = 0
    for word in re.split(r"[\s-]+", phrase.lower()):
        if word in ("a", "and", ""):
            current = current or (1 if word == "a" else 0)
        elif word == "dozen":
            current = (current or 1) * 12
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in _SCALES:
            total, current = total + (current or 1) * _SCALES[word], 0
        else:
            current += _SMALL[word]
    return total + current
