"""Tables as rows that can be read, and quoted, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.formats.draft import Piece, tidy

MOST_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1


def spread(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Rows of equal columns: a cell that spans rows is said in each, one that spans columns once
    (in the header, whose cells name the columns, in each)."""
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
                text = cell.text if place == 0 or not grid else ""
                if cell.rows > 1:
                    below[at + place] = (text, cell.rows - 1)
                out.append(text)
        grid.append(out)
    return grid


def row_pieces(rows: Sequence[Sequence[str]], headed: bool | None = None) -> Iterator[Piece]:
    """Each body row as "Header: cell; Header: cell".

    Args:
        rows: The cells of each row, header row first if there is one.
        headed: Whether there is a header row; None if the file does not say.
    """
    table = [[tidy(cell) for cell in row] for row in rows]
    table = [row for row in table if any(row)]
    if headed is None:
        headed = _looks_headed(table)
    if not headed or len(table) == 1:
        yield from (Piece("row", _labelled(row)) for row in table)
        return
    for row in table[1:]:
        yield Piece("row", _under(table[0], row))


def _under(header: Sequence[str], row: Sequence[str]) -> str:
    names = [*header, *[""] * (len(row) - len(header))]
    pairs = zip(names, row, strict=False)
    return "; ".join(_named(name, cell) for name, cell in pairs if cell)


def _named(name: str, cell: str) -> str:
    if not name or name == cell:  # a cell that spans the header and the body
        return cell
    return f"{name} {cell}" if name.endswith((":", "?")) else f"{name}: {cell}"


def _labelled(row: Sequence[str]) -> str:
    """A row of a table without a header: a form's "Name: Jones", or just its cells."""
    cells = [cell for cell in row if cell]
    return _named(cells[0], cells[1]) if len(cells) == 2 else "; ".join(cells)


def _looks_headed(table: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: words only, over at least one column of figures,
    or over three columns or more. Two columns of words are a form."""
    if len(table) < 2:
        return False
    header, body = table[0], table[1:]
    if any(_is_figure(cell) for cell in header[1:] if not _is_year(cell)):
        return False
    if sum(map(bool, header)) >= 3:
        return all(header[1:])
    figures = [row for row in body if len(row) > 1 and _is_figure(row[1])]
    return len(header) == 2 and bool(header[1]) and len(figures) == len(body)


def _is_figure(cell: str) -> bool:
    return any(c.isdigit() for c in cell) and sum(c.isalpha() for c in cell) <= 2


def _is_year(cell: str) -> bool:
    return cell.isdecimal() and len(cell) == 4 and cell[0] in "12"
