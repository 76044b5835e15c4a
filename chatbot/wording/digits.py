"""Numbers written in digits, with what belongs to them: "£2.8bn", "30 per cent", "22:15"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from chatbot.wording.number_words import SCALES

ALL_SCALES = SCALES | {"hundred": 10**2, "k": 10**3, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
_CURRENCIES = {
    "pounds": "£", "gbp": "£", "dollars": "$", "usd": "$", "us$": "$", "us£": "£", "us€": "€",
    "euros": "€", "eur": "€",
}  # fmt: skip
_MINUS = r"(?<![\w%)\].,£$€-])[-−–](?=[£$€]?\d)|\bminus\s"
_AFTER = (
    r"(?P<percent>\s?%|[\s-]?per[\s-]?cent\b|\s?percentage\spoints?\b|\s?pc\b)?"
    r"(?:\s(?P<unit>pounds|dollars|euros|GBP|USD|EUR)\b)?"
)
_DIGITS = re.compile(
    rf"(?P<minus>{_MINUS})?(?P<currency>(?:US)?[£$€]\s?|\b(?:GBP|USD|EUR)\s?)?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\w.])\.\d+|(?=[½¼¾]))"
    r"(?P<fraction>[½¼¾])?"
    r"(?:(?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|bn|tn|mn)|(?P<k>k)|\s?(?P<m>m)|"
    r"(?P<decade>s)|(?P<ordinal>st|nd|rd|th))\b)?" + _AFTER,
    re.IGNORECASE,
)
_AFTER_WORDS = re.compile(_AFTER, re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\w:.,£$€])(?:(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?"
    r"(?P<half>[ap])\.?\s?m\b\.?|(?P<h>[01]?\d|2[0-3]):(?P<min>[0-5]\d)(?![\d:]))",
    re.IGNORECASE,
)

Reading = tuple[Decimal, str, int, int]


def in_digits(text: str) -> Iterator[Reading]:
    """(value, unit, start, end) of each number in digits; units as in `Figure`."""
    for m in _DIGITS.finditer(text):
        if m.start() and text[m.start() - 1].isalpha():
            continue  # "B12": a name, not a number
        value = Decimal((m["digits"] or "0").replace(",", ""))
        value += Decimal(_FRACTIONS.get(m["fraction"] or "", 0))
        unit = _unit(m)
        if m["m"] and unit:
            value *= 10**6
        value *= ALL_SCALES.get((m["scale"] or m["k"] or "").lower(), 1)
        plain = (m["m"] and "m") or (m["decade"] and "s") or (m["ordinal"] and "th") or ""
        yield -value if m["minus"] else value, unit or plain, m.start(), m.end()


def times(text: str) -> Iterator[Reading]:
    """(minutes since midnight, ":", start, end) of each time of day."""
    for m in _CLOCK.finditer(text):
        if m["half"]:
            hour = int(m["hour"]) % 12 + (12 if m["half"].lower() == "p" else 0)
        else:
            hour = int(m["h"])
        yield Decimal(60 * hour + int(m["minute"] or m["min"] or 0)), ":", m.start(), m.end()


def unit_after(text: str, at: int) -> tuple[str, int]:
    """The unit that follows a number in words, "" if none does, and where the two end."""
    match = _AFTER_WORDS.match(text, at)
    return (_unit(match), match.end()) if match else ("", at)


def currency(word: str) -> str:
    """The sign of a currency that is named or signed: "£" for "pounds", "GBP" and "£"."""
    sign = word.strip().lower()
    return _CURRENCIES.get(sign, sign)


def _unit(match: re.Match[str]) -> str:
    """The currency or per cent of a match, or ""."""
    parts = match.groupdict()
    sign = currency(parts.get("currency") or parts.get("unit") or "")
    return sign or ("%" if parts["percent"] else "")
