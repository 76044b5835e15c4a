"""A report as one HTML file: no script, nothing from outside, every word from documents escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path
from string import Template

from chatbot.export import strip
from chatbot.export.phrases import shown
from chatbot.export.report import Block, Heading, Items, Line, Paragraph, Report, Run, Strips, Table
from chatbot.types import Citation
from chatbot.wording.dates import written

_HERE = Path(__file__).parent
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def as_html(report: Report) -> str:
    """The whole page; the same report gives the same text."""
    page, style = ((_HERE / name).read_text("utf-8") for name in ("page.html", "page.css"))
    drawn = _Drawn(report)
    body = "".join(map(drawn.block, report.blocks))
    return Template(page).substitute(
        policy=_POLICY,
        style=style + strip.STYLE.read_text("utf-8"),
        kind=_words(report.kind),
        title=_words(report.title),
        body=body,
        notes=drawn.notes(),  # last: by now every mark is counted
    )


def _words(text: str) -> str:
    return escape(shown(text))


class _Drawn:
    """The parts of one page, and how many marks each note has so far."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._marks: Counter[int] = Counter()

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                return f"<h{block.level}>{_words(block.text)}</h{block.level}>\n"
            case Paragraph():
                return f'<p class="{block.kind}">{self._line(block.line)}</p>\n'
            case Items():
                items = "".join(f"<li>{self._line(line)}</li>\n" for line in block.lines)
                return f"<ul>\n{items}</ul>\n"
            case Table():
                return self._table(block)
            case Strips():
                return strip.strips(block.summary, self._address)

    def _line(self, line: Line) -> str:
        return " ".join(map(self._run, line))

    def _run(self, run: Run) -> str:
        marks = map(self._mark, self._report.numbers(run))
        text = _words(run.text) + '<span class="gap"></span>'.join(marks)
        if run.style == "strong":
            return f"<strong>{text}</strong>"
        return f'<span class="soft">{text}</span>' if run.style == "soft" else text

    def _mark(self, number: int) -> str:
        self._marks[number] += 1
        at, note = self._marks[number], self._report.notes[number - 1]
        return (
            f'<sup class="mark"><a id="mark-{number}-{at}" href="#note-{number}"'
            f' role="doc-noteref" aria-label="Note {number}" title="{_words(note.source)}">'
            f"{number}</a></sup>"
        )

    def _address(self, citation: Citation) -> str | None:
        number = self._report.number(citation)
        return f"#note-{number}" if number else None

    def _table(self, table: Table) -> str:
        """Roles are stated: on a phone rows become cards, and browsers would forget the table."""
        heads = "".join(
            f'<th scope="col" role="columnheader"{_class(n, table)}>{_words(head)}</th>'
            for n, head in enumerate(table.head)
        )
        rows = "".join(
            f'<tr role="row">{"".join(self._cells(row, table))}</tr>\n' for row in table.rows
        )
        return (
            f'<table role="table" class="columns-{len(table.head)}">'
            f'<caption class="unseen">{_words(table.caption)}</caption>\n'
            f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n'
            f'<tbody role="rowgroup">\n{rows}</tbody></table>\n'
        )

    def _cells(self, row: tuple[Line, ...], table: Table) -> Iterator[str]:
        for n, (cell, head) in enumerate(zip(row, table.head, strict=True)):
            named = table.named and n == 0
            kind = 'th scope="row" role="rowheader"' if named else 'td role="cell"'
            label = "" if named else f' data-label="{_words(head)}"'
            told = self._line(cell)
            yield f"<{kind}{label}{_class(n, table)}>{told}</{kind[:2]}>"

    def notes(self) -> str:
        """The notes, each with links back to its marks."""
        if not self._report.notes:
            return ""
        items = "".join(map(self._note, self._report.notes))
        return (
            '<section class="notes" role="doc-endnotes" aria-labelledby="notes">'
            f'<h2 id="notes">Notes</h2>\n<ol>\n{items}</ol></section>'
        )

    def _note(self, note: Citation) -> str:
        marks = self._marks[note.number]
        back = " ".join(
            f'<a href="#mark-{note.number}-{at}" role="doc-backlink"'
            f' aria-label="Back to mark {at} of note {note.number}">↩'
            f"{f'<small>{at}</small>' if marks > 1 else ''}</a>"
            for at in range(1, marks + 1)
        )
        return (
            f'<li id="note-{note.number}"><q>{_words(note.quote)}</q> '
            f"<cite>{_words(_source(note))}</cite> {back}</li>\n"
        )


def _source(note: Citation) -> str:
    """Title, date, page, and the heading the words stand under."""
    parts = [note.title]
    parts += [written(note.date)] if note.date else []
    parts += [f"page {note.page}"] if note.page is not None else []
    parts += [f"“{note.heading}”"] if note.heading and note.heading != note.title else []
    return ", ".join(parts)


def _class(column: int, table: Table) -> str:
    return ' class="number"' if column in table.numbers else ""
