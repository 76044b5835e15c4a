"""A report: what an exported file says, before it is Markdown, HTML or Word."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from chatbot.types import Citation, Summary

Style = Literal["plain", "strong", "soft"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style, and the citations whose marks follow them.

    The runs of a line stand a space apart.
    """

    text: str
    style: Style = "plain"
    notes: tuple[Citation, ...] = ()


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 or 3; the report's title is the only one of level 1."""

    level: Literal[2, 3]
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: "lead" stands out at the top, "small" tells about the report itself."""

    line: Line
    kind: Literal["text", "lead", "small"] = "text"


@dataclass(frozen=True, slots=True)
class Items:
    """A list without order."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row names the columns.

    Attributes:
        caption: What it shows.
        rows: Of as many cells as `head`.
        named: Whether the first cell of a row names the row.
        numbers: Which columns hold counts.
        quiet: Whether a format with notes at the foot of its pages adds none for it where there
            are many: there would be pages of nothing else.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    named: bool = False
    numbers: tuple[int, ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Strips:
    """Where in its documents a summary rests: drawn where a format can draw, else left out."""

    summary: Summary


Block = Heading | Paragraph | Items | Table | Strips


@dataclass(frozen=True)
class Report:
    """What an exported file says.

    Attributes:
        kind: What it is: "Summary".
        title: Its heading.
        blocks: In reading order.
    """

    kind: str
    title: str
    blocks: tuple[Block, ...]

    @cached_property
    def notes(self) -> tuple[Citation, ...]:
        """Every citation once, in order of first use; its `number` is its place, from 1."""
        found = dict.fromkeys(
            _place(c) for block in self.blocks for run in runs(block) for c in run.notes
        )
        return tuple(dataclasses.replace(c, number=n) for n, c in enumerate(found, start=1))

    @cached_property
    def _numbers(self) -> dict[Citation, int]:
        return {_place(note): note.number for note in self.notes}

    def numbers(self, run: Run) -> tuple[int, ...]:
        """The numbers of a run's notes, each once."""
        return tuple(dict.fromkeys(self._numbers[_place(c)] for c in run.notes))

    def number(self, citation: Citation) -> int | None:
        """The number of a citation's note; None if nothing in the report has that note."""
        return self._numbers.get(_place(citation))


def _place(citation: Citation) -> Citation:
    """The citation whatever its number: a summary and its key facts may count apart."""
    return dataclasses.replace(citation, number=0)


def runs(block: Block) -> Iterator[Run]:
    """The runs of a block, in reading order."""
    match block:
        case Paragraph():
            yield from block.line
        case Items():
            for line in block.lines:
                yield from line
        case Table():
            for row in block.rows:
                for cell in row:
                    yield from cell
        case Heading() | Strips():
            pass
