"""Writers of sample files: PDFs and Word documents as bytes, made on the spot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fpdf import FPDF, XPos, YPos

PROSE = (
    "The harbour board met in the old customs house to agree the budget for the coming year. "
    "Its members heard that repairs to the north pier had cost more than anybody had planned, "
    "because the storms of January had loosened stones below the water line. Nobody was blamed. "
    "The engineer asked for two more divers and a second boat, which the board allowed her."
)


class _Report(FPDF):
    def __init__(self, header: str, footer: str) -> None:
        super().__init__()
        self.running = header, footer

    def header(self) -> None:
        if self.running[0]:
            self.set_font("Helvetica", size=8)
            self.cell(0, 8, self._said(0), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            self.ln(6)

    def footer(self) -> None:
        if self.running[1]:
            self.set_y(-15)
            self.set_font("Helvetica", size=8)
            self.cell(0, 10, self._said(1), align="C")

    def _said(self, which: int) -> str:
        return self.running[which].replace("#", str(self.page_no()))


def pdf(
    pages: Sequence[Sequence[str]],
    *,
    header: str = "",
    footer: str = "",
    title: str | None = None,
    rows: Sequence[Sequence[str]] = (),
) -> bytes:
    """A PDF; on each page paragraphs, and headings where one begins with "# ".

    Args:
        header, footer: On each page; "#" is the page's number.
        title: Its property of that name.
        rows: A table, on the last page.
    """
    writer = _Report(header, footer)
    if title:
        writer.set_title(title)
    for paragraphs in pages:
        writer.add_page()
        for text in paragraphs:
            large = text.startswith("# ")
            writer.set_font("Helvetica", "B" if large else "", 16 if large else 11)
            words = text.removeprefix("# ")
            writer.multi_cell(0, 8 if large else 5, words, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            writer.ln(4)
    if rows:
        with writer.table() as table:
            for cells in rows:
                row = table.row()
                for cell in cells:
                    row.cell(cell)
    return bytes(writer.output())


def pdf_lines(lines: Sequence[str]) -> bytes:
    """A PDF whose lines break where they are told to."""
    writer = FPDF()
    writer.add_page()
    writer.set_font("Helvetica", size=11)
    for line in lines:
        writer.cell(0, 5, line, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    return bytes(writer.output())


def word(build: Callable[[docx.document.Document], object]) -> bytes:
    """A Word document, built through python-docx."""
    document = docx.Document()
    build(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def word_xml(markup: str) -> object:
    """An element of a Word document, written as XML without the namespace."""
    head, _, tail = markup.partition(">")
    closed = head.endswith("/")
    return parse_xml(f"{head.rstrip('/')} {nsdecls('w')}{'/' if closed else ''}>{tail}")
