"""The cells of a table on a grid, and which of its lines name the columns."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from index.formats.draft import tidy

MOST_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that begin in a row, and the part of the table (its foot, say) it stands in."""

    cells: Sequence[Cell]
    part: Hashable = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row with a text in each column; `spans_all` if it is a single cell across them all."""

    cells: Sequence[str]
    spans_all: bool = False
    part: Hashable = None

    @property
    def text(self) -> str:
        """The first cell that says something."""
        return next(filter(None, self.cells), "")


def lines(rows: Sequence[Row], heads: int | None) -> tuple[list[Line], int]:
    """The rows that say something, and how many at the top name the columns or the table.

    Args:
        heads: How many, as the file says; None if it does not, and the cells must tell.
    """
    if heads is not None:
        return _laid(rows, _depth(rows, heads))
    width = _width(rows)
    banners = next((n for n, row in enumerate(rows) if not _spans_all(row, width)), 0)
    found, above = _laid(rows, _depth(rows, banners + 1))
    header, body = (
        [line.cells for line in part if not line.spans_all]
        for part in (found[:above], found[above:])
    )
    return (found, above) if header and _looks_headed(header[-1], body) else _laid(rows, 0)


def _laid(rows: Sequence[Row], heads: int) -> tuple[list[Line], int]:
    width, grid = _width(rows), spread([row.cells for row in rows], heads)
    pairs = list(zip(rows, grid, strict=True))
    found = [
        Line(cells, _spans_all(row, width) and len(set(filter(None, cells))) == 1, row.part)
        for row, cells in pairs
        if any(cells)
    ]
    above = sum(any(cells) for cells in grid[:heads])
    if all(line.spans_all for line in found[above:]):  # names of nothing are rows themselves
        above = min(above, 1, max(len(found) - 1, 0))
    return found, above


def _width(rows: Sequence[Row]) -> int:
    """How many columns there are: those that a row of several cells fills."""
    full = [row.cells for row in rows if len(row.cells) > 1]
    return max((sum(cell.columns for cell in cells) for cells in full), default=2)


def _spans_all(row: Row, width: int) -> bool:
    return len(row.cells) == 1 and row.cells[0].columns >= width


def _depth(rows: Sequence[Row], heads: int) -> int:
    """How many rows name the columns. Where a name stands over several columns and another spans
    rows, the rows below the first name columns too, even if the file does not say so."""
    width = _width(rows)
    cells = [
        (at, cell)
        for at, row in enumerate(rows[:heads])
        if not _spans_all(row, width)
        for cell in row.cells
    ]
    if any(cell.columns > 1 for _, cell in cells):
        deepest = max(at + cell.rows for at, cell in cells)
        heads = max(heads, deepest) if deepest < len(rows) else heads
    return heads


def spread(rows: Sequence[Sequence[Cell]], heads: int = 1) -> list[list[str]]:
    """The text in each column: a cell that spans rows is said in each, one that spans columns
    once (in the `heads` rows that name the columns, in each)."""
    grid: list[list[str]] = []
    below: dict[int, tuple[str, int]] = {}  # column → what still hangs into it, and for how long
    for row in rows:
        out: list[str] = []
        cells = list(reversed(row))
        while cells or len(out) in below:
            at = len(out)
            if at in below:
                text, left = below.pop(at)
                if left > 1:
                    below[at] = (text, left - 1)
                out.append(text)
                continue
            cell = cells.pop()
            for place in range(min(cell.columns, MOST_COLUMNS)):
                text = tidy(cell.text) if place == 0 or len(grid) < heads else ""
                if cell.rows > 1:
                    below[at + place] = (text, cell.rows - 1)
                out.append(text)
        grid.append(out)
    return grid


def _looks_headed(header: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: words only, over at least one column of figures,
    or over three columns or more. Two columns of words are a form."""
    if not body or any(_is_figure(cell) for cell in header[1:] if not _is_year(cell)):
        return False
    if sum(map(bool, header)) >= 3:
        return all(header[1:])
    figures = [row for row in body if len(row) > 1 and _is_figure(row[1])]
    return len(header) == 2 and bool(header[1]) and len(figures) == len(body)


def _is_figure(cell: str) -> bool:
    return any(c.isdigit() for c in cell) and sum(c.isalpha() for c in cell) <= 2


def _is_year(cell: str) -> bool:
    return cell.isdecimal() and len(cell) == 4 and cell[0] in "12"
