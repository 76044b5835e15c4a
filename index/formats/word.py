"""Word documents (.docx) in reading order, as they would print."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import takewhile
from typing import Any

from index.formats.captions import caption_above
from index.formats.draft import Draft, Piece, UnfitError
from index.formats.lines import bullet, paragraphs
from index.formats.stated import meaningful, stated_date
from index.formats.tables import lays_out, table_pieces
from index.formats.word_styles import Styles
from index.formats.word_tables import cells_of
from index.formats.word_text import WRAPPERS, boxes, child, inside, is_on, name, text_of, value

_LARGEST = 512 * 1024 * 1024  # bytes unpacked: more is a zip bomb, not a document
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


def _pieces(container: Any, styles: Styles) -> list[Piece]:
    found: list[Piece] = []
    for element in container:
        kind = name(element)
        if kind == "p":
            found += _paragraph(element, styles)
        elif kind == "tbl":
            found += _table(element, styles, found)
        elif kind in WRAPPERS:
            found += _pieces(element, styles)
    return found


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


def _table(element: Any, styles: Styles, found: list[Piece]) -> list[Piece]:
    """Rows; or, where a table only lays out a page, what stands in its cells.

    Args:
        found: What stands before it; a caption is taken from there.
    """
    printed = [row for row in inside(element, "tr") if child(row, "trPr", "del") is None]
    rows = cells_of(printed)
    if lays_out(rows):
        cells = (cell for row in printed for cell in inside(row, "tc"))
        return [piece for cell in cells for piece in _pieces(cell, styles)]
    heads = sum(1 for _ in takewhile(lambda row: is_on(row, "trPr", "tblHeader"), printed))
    caption = caption_above(found, marked=styles.is_caption(element.getprevious()))
    if caption and found[-1].kind == "text":
        found.pop()  # every row says it
    return table_pieces(rows, heads or None, caption)


def _title(body: Any, styles: Styles) -> str | None:
    """The first paragraph in the style "Title"."""
    titled = (p for p in inside(body, "p") if "title" in styles.names(p))
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
