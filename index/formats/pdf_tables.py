"""Tables on a PDF's page whose columns have names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.formats import wraps
from index.formats.draft import Piece
from index.formats.grid import Cell, Row
from index.formats.lines import ends_sentence
from index.formats.pdf_columns import Columns, columns_at, of_one_size
from index.formats.pdf_lines import Line
from index.formats.pdf_units import kind_of
from index.formats.tables import table_pieces

_ABOVE = 6  # lines of a header whose names are broken over lines
_NEAR = 3.0  # in type sizes: rows of one table are no farther apart
_REACH, _TIGHT = 1.1, 0.8  # in what lies between rows: to the next row, to the next line of one
_NOTHING = frozenset(("", "-", "–", "—", "..", ":", "*", "n/a", "na", "nil", "none"))


@dataclass(slots=True)
class TableRow:
    """A row, the lines it came from, and the lines of text in each column."""

    lines: list[Line]
    cells: dict[int, list[str]] = field(default_factory=dict)

    def add(self, line: Line, cells: dict[int, str]) -> None:
        self.lines.append(line)
        for at, text in cells.items():
            self.cells.setdefault(at, []).append(text)

    def text(self, at: int, words: frozenset[str]) -> str:
        return wraps.join(self.cells.get(at, []), words, hyphenated=True)


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row names the columns.

    Attributes:
        start, end: Its lines on the page, end exclusive.
    """

    start: int
    end: int
    width: int
    rows: Sequence[TableRow]

    def pieces(self, words: frozenset[str], caption: str) -> list[Piece]:
        header, *body = [self._row(row, words) for row in self.rows]
        return table_pieces([header, *(row for row in body if row != header)], 1, caption)

    def _row(self, row: TableRow, words: frozenset[str]) -> Row:
        if set(row.cells) == {0} and row.lines[0].bold:  # a line over a group of rows
            return Row([Cell(row.text(0, words), self.width)])
        return Row([Cell(row.text(at, words)) for at in range(self.width)])


def tables(lines: Sequence[Line]) -> list[Table]:
    """The tables of a page of which it is certain what each figure stands under."""
    found: list[Table] = []
    at = 0
    while at < len(lines):
        table = _table(lines, at, found[-1].end if found else 0)
        if table:
            found.append(table)
        at = table.end if table else at + 1
    return found


def _table(lines: Sequence[Line], at: int, floor: int) -> Table | None:
    if kind_of(lines[at]) != "row":
        return None
    columns = columns_at(lines, at)
    if not columns:
        return None
    top, width = _top(lines, at, columns, floor), len(columns.edges)
    for start in dict.fromkeys((at, top)):
        rows = _rows(lines[start:], columns)
        while rows and len(rows[-1].cells) < 2:  # a note below the table
            rows.pop()
        while start < at and rows and not _is_header(rows[0], rows[1:], width):
            start += len(rows.pop(0).lines)
        if start > at or not rows or not _is_header(rows[0], rows[1:], width):
            continue
        if start == top or start < at or len(rows[0].cells) == width:
            return Table(start, start + sum(len(row.lines) for row in rows), width, rows)
    return None


def _top(lines: Sequence[Line], at: int, columns: Columns, floor: int) -> int:
    """Where the lines begin that stand in the table's columns, no farther apart than its rows."""
    top, reach = at, _row_gap(lines[at:], columns)
    while top > max(floor, at - _ABOVE):
        line, below = lines[top - 1], lines[top]
        near = abs(line.bottom - below.bottom) <= reach
        if not (near and columns.cells(line) and of_one_size(line, below)):
            break
        top -= 1
    return top


def _row_gap(lines: Sequence[Line], columns: Columns) -> float:
    """How far apart the rows of one line each are, at most: hardly more than the nearest two."""
    gaps = [
        above.bottom - below.bottom
        for above, below in pairwise(lines)
        if len(columns.cells(above) or ()) == len(columns.cells(below) or ()) == len(columns.edges)
    ]
    return _REACH * min((gap for gap in gaps if gap > 0), default=0.0)


def _rows(lines: Sequence[Line], columns: Columns) -> list[TableRow]:
    """Lines as rows, from the top as long as they stand in the columns."""
    rows: list[TableRow] = []
    width, tight = len(columns.edges), _TIGHT * _row_gap(lines, columns)
    for above, line in pairwise([lines[0], *lines]):
        cells = columns.cells(line)
        if not cells or not of_one_size(above, line):
            break
        if abs(above.bottom - line.bottom) > _NEAR * line.size:
            break
        if not (rows and _goes_on(rows[-1], line, cells, width, tight)):
            rows.append(TableRow([]))
        rows[-1].add(line, cells)
    return rows


def _goes_on(row: TableRow, line: Line, cells: dict[int, str], width: int, tight: float) -> bool:
    """Whether a line belongs to the row above, or both are parts of one row.

    Args:
        tight: What lies between lines closer together than rows are.
    """
    last, first = max(row.cells), min(cells)
    near = abs(line.bottom - row.lines[-1].bottom) <= tight
    small = [text[0].islower() or text[0] in "(&" for text in cells.values()]
    if len(row.cells) == width:
        return len(cells) < width and line.bottom < row.lines[-1].bottom and (near or all(small))
    if first > last:  # its cells come one after the other, each with all its lines
        return line.bottom > min(above.bottom for above in row.lines) - line.size / 2
    if first < last or len(cells) == 1:
        return first == last and line.bold == row.lines[-1].bold
    return set(row.cells) == {first} and (near or cells[first][0].islower())


def _is_header(row: TableRow, body: Sequence[TableRow], width: int) -> bool:
    """Whether a row certainly names the columns: words over figures, and in bold if there are
    but two columns: those may be a form's."""
    names = {at: " ".join(texts) for at, texts in row.cells.items()}
    full = [other for other in body if len(other.cells) > 1 and other.cells != row.cells]
    if len(full) < 2 or set(names) | {0} != set(range(width)):
        return False
    if not all(_is_name(text) for text in names.values()) or ends_sentence(names.get(0, "")):
        return False
    bold = row.lines[0].bold and not any(other.lines[0].bold for other in full[:-1])
    figures = any(_are_figures([other.cells.get(at, [""]) for other in full]) for at in names if at)
    return figures and (bold or width > 2)


def _is_name(text: str) -> bool:
    year = text.isdecimal() and len(text) == 4 and text[0] in "12"
    return year or not any(c.isdigit() for c in text)


def _are_figures(cells: Sequence[Sequence[str]]) -> bool:
    texts = [" ".join(lines).lower() for lines in cells]
    told = [text for text in texts if text not in _NOTHING]
    return len(told) > 1 and all(any(c.isdigit() for c in text) for text in told)
