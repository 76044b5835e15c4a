"""Word documents (.docx) in reading order, as they would print."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from index.formats.draft import Draft, Piece, UnfitError
from index.formats.lines import bullet, paragraphs
from index.formats.stated import meaningful, stated_date
from index.formats.tables import row_pieces
from index.formats.word_styles import Styles
from index.formats.word_text import boxes, child, is_on, name, text_of, value

_LARGEST = 512 * 1024 * 1024  # bytes unpacked: more is a zip bomb, not a document
_LONGEST_CELL = 600  # characters: a table with more in a cell lays out a page
_WRAPPERS = ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
_OLE = b"\xd0\xcf\x11\xe0"


def read(data: bytes) -> Draft:
    """A Word document.

    Raises:
        UnfitError: It is encrypted, damaged, or no Word document.
    """
    document = _opened(data)
    styles = Styles(document.styles.element)
    pieces = [*_pieces(document.element.body, styles), *_notes(document)]
    fields = document.core_properties
    headed = next((p.text for p in pieces[:3] if p.kind == "heading"), None)
    lines = (line for piece in pieces for line in piece.text.split("\n"))
    return Draft(
        title=_title(document.element.body, styles) or meaningful(fields.title) or headed,
        date=stated_date(lines),
        pages=(tuple(pieces),),
        created=_created(fields),
    )


def _opened(data: bytes) -> Any:
    import docx  # only Word documents need it

    if data.startswith(_OLE):
        raise UnfitError(
            "is locked with a password, or in Word's old format",
            "Save an unlocked copy as .docx and add that.",
        )
    if not zipfile.is_zipfile(BytesIO(data)):
        raise UnfitError("is damaged, or no Word document", "Open it in Word and save it again.")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
    if not any(entry.filename.startswith("word/") for entry in entries):
        raise UnfitError("is not a Word document, whatever its name says", "Save it as .docx.")
    if sum(entry.file_size for entry in entries) > _LARGEST:
        raise UnfitError("unpacks to more than 512 MB", "Save its text in a smaller document.")
    return docx.Document(BytesIO(data))


def _pieces(container: Any, styles: Styles) -> Iterator[Piece]:
    for element in container:
        kind = name(element)
        if kind == "p":
            yield from _paragraph(element, styles)
        elif kind == "tbl":
            yield from _table(element, styles)
        elif kind in _WRAPPERS:
            yield from _pieces(element, styles)


def _paragraph(element: Any, styles: Styles) -> Iterator[Piece]:
    if not any(n.startswith("toc ") for n in styles.names(element)):  # says the headings again
        kind = styles.kind(element)
        for text in paragraphs(text_of(element)):
            typed = bullet(text.strip()) if kind == "text" else None
            if typed and typed[1] is None:  # a bullet typed by hand
                yield Piece("item", typed[0])
            else:
                yield Piece(kind, text)
    for box in boxes(element):
        yield from _pieces(box, styles)


def _table(element: Any, styles: Styles) -> Iterator[Piece]:
    """Rows; or, where a table only lays out a page, what stands in its cells."""
    rows = [row for row in _inside(element, "tr") if child(row, "trPr", "del") is None]
    cells = [list(_inside(row, "tc")) for row in rows]
    grid = _grid(cells)
    columns = max(map(len, grid), default=0)
    if columns < 2 or any(len(text) > _LONGEST_CELL for row in grid for text in row):
        for cell in (cell for row in cells for cell in row):
            yield from _pieces(cell, styles)
        return
    yield from row_pieces(grid, True if is_on(rows[0], "trPr", "tblHeader") else None)


def _grid(rows: list[list[Any]]) -> list[list[str]]:
    """The text in each column of each row. A cell that spans rows is said in each, one that spans
    columns once (in the first row, which may name the columns, in each)."""
    grid: list[list[str]] = []
    for cells in rows:
        out: list[str] = []
        for cell in cells:
            above = grid[-1][len(out)] if grid and len(out) < len(grid[-1]) else ""
            text = above if _goes_on(cell) else _cell(cell)
            out += [text, *[text if not grid else ""] * (_span(cell) - 1)]
        grid.append(out)
    return grid


def _cell(cell: Any) -> str:
    return " ".join(text_of(p) for p in cell.iter() if name(p) == "p")


def _goes_on(cell: Any) -> bool:
    """Whether it is the lower part of a cell that spans rows."""
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and value(merge) != "restart"


def _span(cell: Any) -> int:
    span = child(cell, "tcPr", "gridSpan")
    columns = value(span) or "" if span is not None else ""
    return min(int(columns), 100) if columns.isdecimal() and columns.isascii() else 1


def _inside(element: Any, wanted: str) -> Iterator[Any]:
    for part in element:
        if name(part) == wanted:
            yield part
        elif name(part) in _WRAPPERS:
            yield from _inside(part, wanted)


def _title(body: Any, styles: Styles) -> str | None:
    """The first paragraph in the style "Title"."""
    titled = (p for p in _inside(body, "p") if "title" in styles.names(p))
    return next(filter(None, (text_of(p).strip() for p in titled)), None)


def _notes(document: Any) -> Iterator[Piece]:
    """Footnotes and endnotes, behind the text."""
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        if relation.reltype.rpartition("/")[2] in ("footnotes", "endnotes"):
            for note in parse_xml(relation.target_part.blob):
                if value(note, "type") in (None, "normal"):  # the others are ruled lines
                    yield from (Piece("text", text_of(p)) for p in note if name(p) == "p")


def _created(fields: Any) -> dt.date | None:
    made: dt.datetime | None = fields.created
    if made is None or fields.comments == "generated by python-docx":  # its template's own date
        return None
    return made.date()
