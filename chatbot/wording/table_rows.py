"""Rows of tables as sentences, "Caption; Line: Line A; Cost (£m): 2.6", taken apart.

What a figure in a row amounts to is often said elsewhere in it: in the name of its column, in the
row's own name, or in the caption.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from chatbot.wording.digits import ALL_SCALES, currency

_PIECE = re.compile(r"(?:[^;]|;(?!\s))+")
_NAME_ENDS = re.compile(r"[:?]\s+")
_CAPTION = re.compile(r"\s*table\b", re.IGNORECASE)
# A figure and nothing else, but for its sign or the letter of a note.
_BARE = re.compile(r"[-−–+]?\d[\d,.]*\s?[a-z*†]?")
# A column that says it counts, or states a measure of its own, is none of the caption's.
_OWN = re.compile(r"\b(?:number|no|count|age|year|rank)s?\b|\([^)]+\)\s*$", re.IGNORECASE)

# "£m", "(£)", "in pounds", "%": of a column, not of a figure that stands beside ("over £5").
_MONEY = re.compile(
    r"[£$€](?=\s?['’]?000|\s*(?:[^\s\d]|$))"
    r"|(?<!\d)(?<!\d )\b(?:pounds|dollars|euros|GBP|USD|EUR)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?<!\d)(?<!\d )(?:%|\bper\s?cent(?:ages?)?\b)", re.IGNORECASE)
_SCALE = re.compile(
    r"(?:[£$€]\s?['’]?(?P<short>k|m|mn|bn|tn)|(?:^|[£$€(]\s?|\bin |, )['’]?"
    r"(?P<full>thousand|million|billion|000)s?)\b",
    re.IGNORECASE,
)
_SCALES = ALL_SCALES | {"m": 10**6, "000": 10**3}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, or a piece of the caption, which has no name.

    Attributes:
        name: Of its column.
        text: What it holds: `row[start:end]`, always.
    """

    name: str
    text: str
    start: int
    end: int

    @property
    def bare(self) -> bool:
        """Is it a figure alone?"""
        return bool(self.name and _BARE.fullmatch(self.text))


@dataclass(frozen=True, slots=True)
class Measure:
    """What the figure in a cell is in: a unit as in `Figure`, and the scale to multiply it by."""

    unit: str
    scale: int


@lru_cache(maxsize=512)  # a row is read for its figures, its columns and what is asked of it
def cells(text: str) -> tuple[Cell, ...]:
    """The pieces of a row in order, the caption's too; none of a text that names nothing."""
    if ": " not in text and "? " not in text:
        return ()
    return tuple(_cell(piece) for piece in _PIECE.finditer(text))


def table_row(text: str) -> tuple[Cell, ...]:
    """The named cells of a row of a table; none if the text is a sentence."""
    named = tuple(cell for cell in cells(text) if cell.name)
    return named if len(named) > 1 and any(cell.bare for cell in named) else ()


def measures(text: str) -> list[tuple[Cell, Measure]]:
    """The bare figures of a row that its columns, or else what stands before them, give a unit."""
    row = cells(text)
    named = [cell for cell in row if cell.name]
    found = []
    for at, cell in enumerate(row):
        if cell.bare:
            label = len(named) > 1 and cell is named[0]  # "Zone: 1" is no pound
            own = label or _OWN.search(cell.name)
            above = [] if own else [c.text for c in reversed(row[:at]) if not c.bare]
            if measure := next(filter(None, map(_stated, (cell.name, *above))), None):
                found.append((cell, measure))
    return found


def _cell(piece: re.Match[str]) -> Cell:
    text = piece.group()
    ends = None if _CAPTION.match(text) else _NAME_ENDS.search(text)
    name = text[: ends.start()].strip() if ends else ""
    content = (text[ends.end() :] if ends else text).strip(" .")
    start = text.index(content, ends.end() if ends else 0) + piece.start()
    return Cell(name, content, start, start + len(content))


def _stated(text: str) -> Measure | None:
    """The measure that a column's name, a row's name or a caption states."""
    money, scale = _MONEY.search(text), _SCALE.search(text)
    times = _SCALES[(scale["short"] or scale["full"]).lower()] if scale else 1
    if money:
        return Measure(currency(money.group()), times)
    if _SHARE.search(text):
        return Measure("%", 1)
    return Measure("", times) if scale else None
