"""Numbers written as words: "forty-five", "two and a half million", "a quarter", "one in four"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_UNITS = "one two three four five six seven eight nine".split()
_TEENS = ("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen").split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
VALUES = {word: value for value, word in enumerate(["zero", *_UNITS, *_TEENS])}
VALUES |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}
ORDINALS = {
    word: value
    for value, word in enumerate(
        ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
         "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
         "twentieth").split(), start=1)
}  # fmt: skip
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}

_SEP = r"(?:\s+|[-‐‑])"
_SCALE = rf"(?:{'|'.join(SCALES)})\b"
_SMALL = (
    rf"(?:(?:{'|'.join(_TENS)})(?:{_SEP}(?:{'|'.join(_UNITS)}))?|{'|'.join(_TEENS)}|zero|"
    rf"{'|'.join(_UNITS)})\b"
)
# "two hundred and five", but "between two hundred and five hundred" are two numbers.
_REST = rf"(?:{_SEP}and)?{_SEP}{_SMALL}(?!{_SEP}hundred\b)"
_BELOW_1000 = rf"(?:(?:{_SMALL}|a){_SEP}hundred\b(?:{_REST})?|{_SMALL})"
_TAIL = rf"(?:{_SEP}{_BELOW_1000}|{_SEP}and{_SEP}{_BELOW_1000}(?!{_SEP}(?:hundred|{_SCALE})))"
_WHOLE = rf"(?:{_BELOW_1000}|a(?={_SEP}{_SCALE}))(?:{_SEP}{_SCALE}(?:{_TAIL})?)*"
_DOZEN = rf"(?:(?:{_SMALL}|a|half{_SEP}a){_SEP})dozen\b"
_MIXED = (
    rf"(?P<whole>{_SMALL}|\d+){_SEP}and{_SEP}(?:a|one|three){_SEP}(?P<part>half|quarters?)\b"
    rf"(?:{_SEP}(?P<scale>{_SCALE}))?"
)
_PART_OF = (
    rf"(?P<share>half|(?:a{_SEP})?quarter{_SEP}of|three{_SEP}quarters{_SEP}of){_SEP}an?{_SEP}"
    rf"(?P<of>hundred|{_SCALE})"
)
_NUMBER = re.compile(rf"\b(?:{_PART_OF}|{_MIXED}|(?P<dozen>{_DOZEN})|{_WHOLE})", re.IGNORECASE)

_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_COUNTS = "one|two|three|four|five|six|seven|eight|nine"
# "A third of them", "a third more", but "a third party" and "the third quarter" are ordinals.
_AFTER_A_SHARE = (
    r"(?=\s*(?:[^\w\s-]|$)|\s+(?:of|off|more|less|fewer|higher|lower|larger|smaller|as|than|to|in|on|"
    r"at|by|from|for|since|with|and|or|but|who|that|which|were|was|are|is|have|has|had|would|will|"
    r"could|can|did|do|said|say|want|wanted|earn|earned|compared|over)\b)"
)
_SHARE = re.compile(
    rf"\b(?:a|one){_SEP}(?P<quarter>quarter)\b(?![\s-]+(?:past|final|century)\b)"
    rf"|\b(?:a|one){_SEP}(?P<single>third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b"
    rf"{_AFTER_A_SHARE}"
    rf"|\b(?P<count>{_COUNTS}){_SEP}(?P<plural>thirds|quarters|fourths|fifths|sixths|sevenths|eighths|"
    r"ninths|tenths)\b"
    r"|(?P<top>\d{1,2})/(?P<bottom>\d{1,2})(?=\s+of\b)"
    r"|(?<!first )(?<!second )(?<!former )(?<!latter )\b(?P<half>half|halv(?:e|es|ed|ing))\b"
    r"(?!\s+past\b)"
    rf"|\b(?P<some>{_COUNTS}|\d+)\s+(?:in|out\s+of)\s+(?:every\s+|each\s+)?"
    rf"(?P<all>{_SMALL}|(?!(?:1[5-9]|2[01])\d\d\b)[\d,]*\d)(?![\w,.]*\d)",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\b(?:(?P<two>twice|doubl(?:e|es|ed|ing)|two-?fold)|(?P<three>thrice|(?:treb|trip)l(?:e|es|ed|ing)|"
    r"three-?fold)|(?P<four>quadrupl(?:e|es|ed|ing)|four-?fold)|(?P<ten>ten-?fold))\b",
    re.IGNORECASE,
)

Reading = tuple[Decimal, int, int]


def spelled(text: str) -> Iterator[Reading]:
    """(value, start, end) of each number in words; a bare "one" is mostly a pronoun, and left."""
    for match in _NUMBER.finditer(text):
        yield _value(match), match.start(), match.end()


def shares(text: str) -> Iterator[Reading]:
    """(per cent, start, end) of each share in words: "half", "two thirds", "one in four"."""
    for match in _SHARE.finditer(text):
        top, bottom = _ratio(match)
        if 0 < top < bottom:
            yield 100 * Decimal(top) / bottom, match.start(), match.end()


def multiples(text: str) -> Iterator[Reading]:
    """(factor, start, end) of each multiple: "twice", "trebled", "tenfold"."""
    for match in _TIMES.finditer(text):
        yield Decimal(VALUES[str(match.lastgroup)]), match.start(), match.end()


def _value(match: re.Match[str]) -> Decimal:
    if match["of"]:
        share = {"h": "0.5", "t": "0.75"}.get(match["share"][0].lower(), "0.25")
        return Decimal(share) * _whole(match["of"])
    if match["whole"]:
        part = {"half": "0.5", "quarter": "0.25"}.get(match["part"].lower(), "0.75")
        whole = match["whole"]
        value = Decimal(whole) if whole.isdecimal() else Decimal(_whole(whole))
        return (value + Decimal(part)) * SCALES.get((match["scale"] or "").lower(), 1)
    if match["dozen"]:
        count = re.split(_SEP, match["dozen"].lower())[:-1]
        return Decimal(6) if count[0] == "half" else Decimal(12 * _whole(" ".join(count)))
    return Decimal(_whole(match.group()))


def _whole(phrase: str) -> int:
    total = current = 0
    for word in re.split(_SEP, phrase.lower()):
        if word == "hundred":
            current = (current or 1) * 100
        elif word in SCALES:
            total, current = total + (current or 1) * SCALES[word], 0
        elif word == "a":
            current = 1
        elif word != "and":
            current += VALUES[word]
    return total + current


def _ratio(match: re.Match[str]) -> tuple[int, int]:
    if match["quarter"]:
        return 1, 4
    if match["single"]:
        return 1, _PARTS[match["single"].lower()]
    if match["plural"]:
        return VALUES[match["count"].lower()], _PARTS[match["plural"].lower()[:-1]]
    if match["top"]:
        return int(match["top"]), int(match["bottom"])
    if match["half"]:
        return 1, 2
    return _count(match["some"]), _count(match["all"])


def _count(word: str) -> int:
    digits = word.replace(",", "")
    return int(digits) if digits.isdecimal() else _whole(word)
