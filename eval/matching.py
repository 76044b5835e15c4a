"""Does a text state a fact? Whole words and whole numbers, however either is typed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "−": "-", "‐": "-", "‑": "-", "–": "-", "—": " ", "\u00ad": None}
)
_UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {word: value for value, word in enumerate(_UNITS + _TEENS)}
_VALUES |= {word: 10 * value for value, word in enumerate(_TENS, start=2)} | {"a": 1}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT = {"k": 10**3, "m": 10**6, "bn": 10**9, "tn": 10**12}

_SMALL = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_UNITS[1:])}))?"
    rf"|{'|'.join(_TEENS)}|{'|'.join(_UNITS)})"
)
_BELOW_1000 = rf"(?:(?:{_SMALL}|a)[ -]hundred(?:(?:[ -]and)?[ -]{_SMALL})?|{_SMALL})"
_SPELLED = re.compile(
    rf"\b{_BELOW_1000}(?:[ -](?:{'|'.join(_SCALES)})\b(?:(?:[ -]and)?[ -]{_BELOW_1000})?)*\b"
)
_PER_CENT = re.compile(r"\bper ?cent\b")
_TOKEN = re.compile(
    r"(?P<decade>\d+s\b)"
    r"|(?P<minus>(?<![\w%)])-)?(?P<currency>[£$€])?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:[ -]?(?P<scale>{'|'.join(_SCALES)}|bn|tn)\b|(?P<short>[km])\b|(?:st|nd|rd|th)\b)?"
    r"|(?P<word>[^\W\d_][^\W_]*(?:'(?!s\b)[^\W_]+)*)(?:'s\b)?"
    r"|(?P<percent>%)"
)


def contains(text: str, fact: str) -> bool:
    """True if `text` states `fact`: the same words and numbers in a row.

    Case, quotation marks, dashes, a possessive 's and spacing make no difference. Numbers are
    compared by value: "45" is "forty-five" but not part of "450" or "£45.5bn"; "6,500" is "6500";
    "£2.8bn" is "£2.8 billion"; "30%" is "30 per cent". A bare number also matches the same number
    of pounds or per cent; "£45" and "45%" want their sign. A fact without a word or a number is
    in no text.
    """
    wanted = _tokens(fact)
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(_tokens(text))} "


def _tokens(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY).casefold()
    text = _PER_CENT.sub("%", re.sub(r"\s+", " ", text))
    text = _SPELLED.sub(lambda match: str(_spelled_value(match[0])), text)
    text = re.sub(r"\bminus (?=[£$€]?\d)", "-", text)
    return [token for match in _TOKEN.finditer(text) for token in _token(match)]


def _spelled_value(phrase: str) -> int:
    total = current = 0
    for word in re.split("[ -]", phrase):
        if word == "hundred":
            current *= 100
        elif word in _SCALES:
            total, current = total + current * _SCALES[word], 0
        elif word != "and":
            current += _VALUES[word]
    return total + current


def _token(match: re.Match[str]) -> list[str]:
    """The canonical token of a match; two for an amount of money, its currency first."""
    digits = match["digits"]
    if digits is None:
        return [match["word"] or match["decade"] or match["percent"]]
    value = Decimal(digits.replace(",", ""))
    scale, short, currency = match["scale"], match["short"], match["currency"]
    if scale:
        value *= _SCALES.get(scale) or _SHORT[scale]
    # A bare "45m" may be metres; "£45m" can't be.
    elif short == "k" or (short == "m" and currency):
        value *= _SHORT[short]
    number = f"{'-' if match['minus'] else ''}{value.normalize():f}"
    unit = [short] if short == "m" and not currency else []
    return [*([currency] if currency else []), number, *unit]
