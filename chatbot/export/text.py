"""A report as Markdown: CommonMark with the tables and footnotes that GitHub and Pandoc know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chatbot.export.phrases import shown
from chatbot.export.report import Block, Heading, Items, Line, Paragraph, Report, Run, Strips, Table

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~$]|&(?=#|\w+;)")
# What makes a list, a heading or a rule of a line that begins with it.
_OPENING = re.compile(r"^(?:(?P<sign>[-+=])(?!\d)|(?P<number>\d{1,9})(?P<point>[.)])(?=\s|$))")


def as_markdown(report: Report) -> str:
    """The whole report; its footnotes stand at the end, one a line."""
    parts = [f"# {literal(report.title)}", f"*{literal(report.kind)}*"]
    for block in report.blocks:
        parts += filter(None, ["\n".join(_block(block, report))])
    parts += ["\n".join(_notes(report))]
    return "\n\n".join(filter(None, parts)) + "\n"


def literal(text: str) -> str:
    """Text on one line that Markdown shows as it is."""
    escaped = _SPECIAL.sub(r"\\\g<0>", shown(text))
    return _OPENING.sub(lambda m: rf"{m['number'] or ''}\{m['sign'] or m['point']}", escaped)


def _block(block: Block, report: Report) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {literal(block.text)}"
        case Paragraph():
            yield _line(block.line, report)
        case Items():
            yield from (f"- {_line(line, report)}" for line in block.lines)
        case Table():
            yield _row(map(literal, block.head))
            yield _row("---:" if n in block.numbers else "---" for n in range(len(block.head)))
            for row in block.rows:
                yield _row(_line(cell, report) for cell in row)
        case Strips():
            pass  # the table of sections says it in words


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _line(line: Line, report: Report) -> str:
    return " ".join(filter(None, (_run(run, report) for run in line)))


def _run(run: Run, report: Report) -> str:
    text = literal(run.text)
    if run.style == "strong" and text:
        text = f"**{text}**"
    return text + "".join(f"[^{number}]" for number in report.numbers(run))


def _notes(report: Report) -> Iterator[str]:
    for note in report.notes:
        yield f"[^{note.number}]: “{literal(note.quote)}” — {literal(note.source)}"
