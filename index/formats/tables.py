"""Tables as rows that can be read, and quoted, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.formats.captions import LONGEST_CAPTION, trimmed
from index.formats.draft import Piece
from index.formats.grid import Line, Row, lines

_LONGEST_CELL = 600  # characters: a table with more in a cell lays out a page


def lays_out(rows: Sequence[Row]) -> bool:
    """Whether a table only lays out a page: a single column, or cells as long as paragraphs."""
    columns = max((sum(cell.columns for cell in row.cells) for row in rows), default=0)
    return columns < 2 or any(len(cell.text) > _LONGEST_CELL for row in rows for cell in row.cells)


def table_pieces(rows: Sequence[Row], heads: int | None = None, caption: str = "") -> list[Piece]:
    """Each body row as "Caption; Group; Header: cell; Header: cell".

    What stands above a row (caption, names of columns, a line over a group of rows) is said in
    the row, because the row is quoted without it: a figure needs its unit, year and subject.

    Args:
        rows: From the top, the rows that name the columns first.
        heads: How many rows do; None if the file does not say.
        caption: What the table is about; one that is too long to repeat is a piece of its own.
    """
    body, heads = lines(rows, heads)
    banners = [trimmed(line.text) for line in body[:heads] if line.spans_all]
    above = list(dict.fromkeys(filter(None, [trimmed(caption), *banners])))
    said = [text for text in above if len(text) <= LONGEST_CAPTION]
    names = _merged([line.cells for line in body[:heads] if not line.spans_all])
    pieces = [Piece("text", text) for text in above if text not in said]
    for group, line in _grouped(body[heads:]):
        if line.spans_all:  # a note, or the name of nothing
            pieces.append(Piece("row", line.text))
            continue
        cells = _under(names, line.cells) if names else _labelled(line.cells)
        pieces.append(Piece("row", "; ".join([*said, *filter(None, [group]), cells])))
    return pieces


def _merged(header: Sequence[Sequence[str]]) -> list[str]:
    """The name of each column: what the rows above it say from the top, "Trams, 2023"."""
    columns = range(max(map(len, header), default=0))
    cells = [dict.fromkeys(row[at] for row in header if at < len(row)) for at in columns]
    return [
        ", ".join([*(c.rstrip(" :,") for c in found[:-1]), *found[-1:]])
        for found in ([c for c in column if c] for column in cells)
    ]


def _grouped(body: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """The rows, each with the line over its group; a line over none is a row itself."""
    group, part = "", None
    total = _total(body)
    for at, line in enumerate(body):
        below = body[at + 1] if at + 1 < len(body) else None
        if line.spans_all and below and not below.spans_all and _could_lead(line.text):
            group, part = trimmed(line.text), below.part
            continue
        if line.spans_all or line is total or line.part != part:
            group = ""
        yield group, line


def _could_lead(text: str) -> bool:
    """Whether a line could name a group of rows; a note is a sentence."""
    return len(text) <= LONGEST_CAPTION and not text.endswith((".", "!"))


def _total(body: Sequence[Line]) -> Line | None:
    """The last row if it is a total of the table, not of its last group as others have one."""
    rows = [line for line in body if not line.spans_all]
    label = rows[-1].text.casefold() if len(rows) > 1 else ""
    alone = label and body[body.index(rows[-1]) - 1].spans_all
    if alone or not label.startswith(("total", "grand total", "all ", "overall")):
        return None
    return None if any(row.text.casefold() == label for row in rows[:-1]) else rows[-1]


def _under(names: Sequence[str], row: Sequence[str]) -> str:
    named = [*names, *[""] * (len(row) - len(names))]
    pairs = zip(named, row, strict=False)
    return "; ".join(_named(name, cell) for name, cell in pairs if cell)


def _named(name: str, cell: str) -> str:
    if not name or name == cell:  # a cell that spans the header and the body
        return cell
    return f"{name} {cell}" if name.endswith((":", "?")) else f"{name}: {cell}"


def _labelled(row: Sequence[str]) -> str:
    """A row of a table without a header: a form's "Name: Jones", or just its cells."""
    cells = [cell for cell in row if cell]
    return _named(cells[0], cells[1]) if len(cells) == 2 else "; ".join(cells)
