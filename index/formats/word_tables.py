"""The cells of a table in a Word document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from index.formats.grid import MOST_COLUMNS, Cell, Row
from index.formats.word_text import child, inside, name, text_of, value


def cells_of(rows: Sequence[Any]) -> list[Row]:
    """The cells that begin in each row of a table."""
    found: list[list[Cell]] = []
    above: dict[int, tuple[int, int]] = {}  # column → row and place of the cell last begun in it
    for at, row in enumerate(rows):
        column = 0
        found.append([])
        for cell in inside(row, "tc"):
            columns = _span(cell)
            if _goes_on(cell) and column in above:
                line, place = above[column]
                found[line][place] = replace(found[line][place], rows=at - line + 1)
            else:
                above[column] = (at, len(found[at]))
                found[at].append(Cell(_text(cell), columns))
            column += columns
    return [Row(cells) for cells in found]


def _text(cell: Any) -> str:
    return " ".join(text_of(p) for p in cell.iter() if name(p) == "p")


def _goes_on(cell: Any) -> bool:
    """Whether it is the lower part of a cell that spans rows."""
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and value(merge) != "restart"


def _span(cell: Any) -> int:
    span = child(cell, "tcPr", "gridSpan")
    columns = value(span) or "" if span is not None else ""
    number = int(columns) if columns.isdecimal() and columns.isascii() else 1
    return min(max(number, 1), MOST_COLUMNS)
