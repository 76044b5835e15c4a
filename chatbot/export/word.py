"""A report as a Word document: headings, lists, tables, and Word's own footnotes."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from chatbot.export.footnotes import Footnotes, raised, words
from chatbot.export.phrases import shown
from chatbot.export.report import Block, Heading, Items, Line, Paragraph, Report, Run, Strips, Table

_ACCENT, _SOFT = RGBColor(0x1D, 0x5C, 0x63), RGBColor(0x5F, 0x5A, 0x52)
_IN_TABLES = 9.5  # points
_CROWDED = 40  # notes: more, and pages would hold little else
_WIDTH = 16.0  # cm between the margins
_SHARES = {2: (50, 50), 3: (22, 39, 39), 5: (23, 15, 11, 19, 32)}  # of the width, per cent


def as_docx(report: Report) -> bytes:
    """The whole document; Word, LibreOffice and python-docx read it."""
    return _Writer(report).written()


class _Writer:
    """One document on its way."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._document = _blank(report)
        self._footnotes = Footnotes(self._document)

    def written(self) -> bytes:
        self._document.add_heading(shown(self._report.title), 0)
        kind = self._document.add_paragraph()
        self._fill(kind, (Run(f"{self._report.kind} by Footnote", "soft"),))
        for block in self._report.blocks:
            self._block(block)
        self._footnotes.finish()
        file = BytesIO()
        self._document.save(file)
        return file.getvalue()

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._document.add_heading(shown(block.text), block.level - 1)
            case Paragraph():
                self._paragraph(block)
            case Items():
                for line in block.lines:
                    self._fill(self._document.add_paragraph(style="List Bullet"), line)
            case Table():
                self._table(block)
            case Strips():
                pass  # the table of sections says it in words

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self._document.add_paragraph()
        self._fill(paragraph, block.line)
        for run in paragraph.runs if block.kind != "text" else ():
            if run.text:  # a mark has none, and its style's size
                run.font.size = Pt(13 if block.kind == "lead" else 9.5)

    def _table(self, block: Table) -> None:
        columns = len(block.head)
        table = self._document.add_table(rows=0, cols=columns, style="Table Grid")
        shares = _SHARES.get(columns, (100 // columns,) * columns)
        widths = [Cm(_WIDTH * share / 100) for share in shares]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        _describe(table, block)
        head = tuple((Run(name, "strong"),) for name in block.head)
        for nth, row in enumerate((head, *block.rows)):
            tr = table.add_row()._tr
            _row_properties(tr, is_head=nth == 0)
            for at, (tc, cell) in enumerate(zip(tr.tc_lst, row, strict=True)):
                tc.width = widths[at]
                paragraph = WordParagraph(tc.p_lst[0], table)
                if at in block.numbers:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._fill(paragraph, cell, block.quiet)
                for run in paragraph.runs:
                    run.font.size = Pt(_IN_TABLES) if run.text else None
        self._document.add_paragraph()  # tables that touch would be one

    def _fill(self, paragraph: Any, line: Line, quiet: bool = False) -> None:
        """Append the runs of a line, with their marks; in a quiet one no new notes."""
        for nth, run in enumerate(line):
            text = f"{' ' if nth else ''}{shown(run.text)}"
            if text:
                paragraph._p.append(words(text))
                font = paragraph.runs[-1].font
                font.bold = True if run.style == "strong" else None
                if run.style == "soft":
                    font.color.rgb = _SOFT
            numbers = self._report.numbers(run)
            if quiet and len(self._report.notes) > _CROWDED:
                numbers = tuple(n for n in numbers if self._footnotes.marked(n))
            for at, number in enumerate(numbers):
                note = self._report.notes[number - 1]
                if at:
                    paragraph._p.append(raised(", "))
                told = shown(f"“{note.quote}” — {note.source}")
                self._footnotes.mark(paragraph._p, number, told)


def _blank(report: Report) -> Any:
    """An A4 document in our colours, which says what it is and its language."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - _WIDTH) / 2)
    section.top_margin = section.bottom_margin = Cm(2.5)
    for name in ("Title", "Heading 1", "Heading 2"):
        document.styles[name].font.color.rgb = _ACCENT
    document.styles["Title"].font.size = Pt(22)
    language = next(document.styles.element.iter(qn("w:lang")))
    language.set(qn("w:val"), "en-GB")
    fields = document.core_properties
    fields.title = shown(report.title)[:255]  # a field holds no more
    fields.author, fields.comments, fields.language = "Footnote", report.kind, "en-GB"
    fields.created = fields.modified = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    return document


def _describe(table: Any, block: Table) -> None:
    """What a screen reader is told of a table: its name, and which cells name others."""
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    look.set(qn("w:firstColumn"), str(int(block.named)))
    look.set(qn("w:noVBand"), "1")
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), shown(block.caption))
    look.addnext(caption)


def _row_properties(tr: Any, is_head: bool) -> None:
    properties = tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))  # repeated on every page
