"""The sample PDF, set from its Markdown source: `python -m eval.sources.build`.

Of Markdown it knows what the source needs: headings, paragraphs, lists and tables.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from fpdf import FPDF, XPos, YPos

SOURCE = Path(__file__).with_name("harrowby-flood-inquiry.md")
TARGET = SOURCE.parents[1] / "documents" / f"{SOURCE.stem}.pdf"

_HEADING_SIZES = (20, 15, 12)  # points
_BODY, _SMALL = 11, 8
_LINE, _INDENT, _MARGIN = 6, 8, 25  # millimetres
_MARKED = re.compile(r"(?P<mark>-|\d+\.) (?P<words>.+)")


class _Report(FPDF):
    def __init__(self, title: str, date: dt.datetime) -> None:
        super().__init__(format="A4")
        self.set_title(title)
        self.set_creation_date(date)  # not today's: the same source gives the same bytes
        self.set_margin(_MARGIN)
        self.set_auto_page_break(True, _MARGIN)
        self.running = title
        self.add_page()

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=_SMALL)
        self.cell(0, _LINE, f"{self.running} | {self.page_no()}", align="C")

    def heading(self, level: int, words: str) -> None:
        size = _HEADING_SIZES[level - 1]
        opens = words.startswith("Appendix")
        if opens or self.will_page_break(5 * _LINE):  # a heading stays with what follows it
            self.add_page()
        self.ln(size / 5)
        self.set_font("Helvetica", "B", size)
        self._run(words, size / 2)

    def paragraph(self, words: str) -> None:
        self.set_font("Helvetica", size=_BODY)
        self._run(words, _LINE)

    def entries(self, items: Iterator[tuple[str, str]]) -> None:
        self.set_font("Helvetica", size=_BODY)
        for mark, words in items:
            self.cell(_INDENT, _LINE, mark)
            self.multi_cell(0, _LINE, words, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(_LINE / 2)

    def rows(self, rows: list[list[str]]) -> None:
        self.set_font("Helvetica", size=_BODY)
        widths = tuple(max(map(len, column)) + 2 for column in zip(*rows, strict=True))
        with self.table(line_height=0.9 * _LINE, text_align="LEFT", col_widths=widths) as table:
            for cells in rows:
                table.row(cells)
        self.ln(_LINE / 2)

    def _run(self, words: str, height: float) -> None:
        self.multi_cell(0, height, words, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(_LINE / 2)


def build(source: str) -> bytes:
    """The PDF of a Markdown text whose first block is its title and whose second is its date."""
    blocks = [block.split("\n") for block in re.split(r"\n{2,}", source.strip())]
    title, date = blocks[0][0].removeprefix("# "), blocks[1][0]
    made = dt.datetime.strptime(date, "%d %B %Y").replace(tzinfo=dt.UTC)
    report = _Report(title, made)
    for block in blocks:
        _set(report, block)
    return bytes(report.output())


def _set(report: _Report, block: list[str]) -> None:
    first = block[0]
    if first.startswith("#"):
        marks, words = first.split(" ", 1)
        report.heading(len(marks), words)
    elif first.startswith("|"):
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in block]
        report.rows(rows[:1] + rows[2:])
    elif _MARKED.match(first):
        found = (_MARKED.fullmatch(line) for line in block)
        report.entries((match["mark"], match["words"]) for match in found if match)
    else:
        report.paragraph(" ".join(block))


if __name__ == "__main__":
    TARGET.write_bytes(build(SOURCE.read_text(encoding="utf-8")))
