"""Does a text state a fact? Whole words, whole numbers and dates, however each is typed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from chatbot.wording.dates import Date, find_dates
from chatbot.wording.figures import Figure, read_numbers

_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00ad": None})
_WORD = re.compile(r"[^\W_]+(?:'(?!s\b)[^\W_]+)*")
_POSSESSIVE = re.compile(r"'s\b")
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
# Alone, "one" is no figure to the chatbot, being mostly a pronoun; and noon is no time to it.
_SAME = {"one": "1", "noon": "720:", "midday": "720:", "midnight": "0:"}


def contains(text: str, fact: str) -> bool:
    """True if `text` states `fact`: the same words, numbers and dates in a row.

    Case, quotation marks, dashes, a possessive 's and spacing make no difference. Numbers are
    compared by value: "45" is "forty-five" but not part of "450" or "£45.5bn"; "6,500" is "6500";
    "£2.8bn" is "£2.8 billion"; "a quarter" is "25 per cent". A bare number also matches the same
    number of pounds or per cent; "£45" and "45%" want their sign. So are dates and times of day:
    "1 April 2025" is "April 1st, 2025", "2025-04-01" and "1/4/2025" (the day first), and states
    "April 2025", "1 April" and "2025", but not the number 1; "8 pm" is "20:00". A fact without a
    word or a number is in no text.
    """
    wanted = _row(fact)
    return wanted != _NOTHING and wanted in _row(text)


def values(text: str) -> frozenset[tuple[str, ...]]:
    """The text's numbers and dates, by value: those of "about 180" are those of "180 people"."""
    return frozenset(value for part in _parts(_plain(text)) if (value := tuple(_value(part))))


_NOTHING = "  "


@lru_cache(maxsize=16384)  # the same answers, quotes and passages are asked for many facts
def _row(text: str) -> str:
    """The text's tokens, a space before, between and after them."""
    return f" {' '.join(_tokens(text))} "


def _tokens(text: str) -> list[str]:
    text = _plain(text)
    found = _parts(text)
    text = _small(text)
    edges = [0, *(edge for part in found for edge in (part.start, part.end)), len(text)]
    tokens: list[str] = []
    for i, (start, end) in enumerate(pairwise(edges)):
        tokens += _value(found[i // 2]) if i % 2 else _words(text[start:end])
    return tokens


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY)


def _parts(text: str) -> list[Figure | Date]:
    """Numbers and dates, in order."""
    dates = [d for d in find_dates(text) if d.month and (d.day or d.year)]
    numbers = [
        n
        for n in read_numbers(_small(text))  # after the dates: "5 May" is one, "may" a verb
        if not any(n.start < d.end and d.start < n.end for d in dates)
    ]
    return sorted([*dates, *numbers], key=lambda part: part.start)


def _small(text: str) -> str:
    """In small letters, with every character where it was; "ß" and its like wait for `_words`."""
    folded = text.casefold()
    if len(folded) == len(text):
        return folded
    return "".join(f if len(f := letter.casefold()) == 1 else letter for letter in text)


def _words(text: str) -> list[str]:
    words = _WORD.findall(_POSSESSIVE.sub("", text))
    return [_SAME.get(word, word.casefold()) for word in words]


def _value(part: Figure | Date) -> list[str]:
    return _number(part) if isinstance(part, Figure) else _date(part)


def _number(figure: Figure) -> list[str]:
    """The number by value, its currency before it and its other units after it."""
    number = f"{figure.value.normalize():f}"
    if figure.unit in ("£", "$", "€"):
        return [figure.unit, number]
    if figure.unit in ("s", ":"):  # "1990s" is not 1990, nor 8 pm a number
        return [number + figure.unit]
    return [number, figure.unit] if figure.unit in ("%", "m", "×") else [number]


def _date(date: Date) -> list[str]:
    """Day, month and year in this order, so that a part of a date is a run of its tokens."""
    day = [f"{date.day}."] if date.day else []  # no number: 12 May does not state "12"
    month = [_MONTHS[date.month - 1]] if date.month else []
    return [*day, *month, *([str(date.year)] if date.year else [])]
