"""Typed lines as units: paragraphs whose wraps are undone, list items, rows, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from index.formats import wraps
from index.formats.draft import tidy
from index.formats.lines import (
    LONGEST_HEADING,
    bullet,
    could_head,
    ends_sentence,
    is_capitals,
    is_labelled,
    is_row,
    is_rule,
)
from index.types import BlockKind

_QUOTED = re.compile(r"(?:> ?)+")  # as mail programs mark what they quote
_HASHED = re.compile(r"#{1,6} +(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as typed (`raw`, its indent in front) and as read (`text`)."""

    raw: str
    text: str

    @property
    def indent(self) -> int:
        return len(self.raw) - len(self.raw.lstrip())


@dataclass(slots=True)
class Unit:
    """Lines that belong together.

    Attributes:
        lines: The texts of the lines, without a bullet.
        indent: How far in it begins.
        number: The number of a numbered item.
        apart: Whether it is one line with blank lines around it.
    """

    kind: BlockKind
    lines: list[str]
    indent: int = 0
    number: int | None = None
    apart: bool = False

    @property
    def single(self) -> bool:
        return len(self.lines) == 1


@dataclass
class Typescript:
    """A plain text in blocks of lines: the blank lines between them are gone."""

    blocks: Sequence[Sequence[Line]] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Typescript:
        blocks: list[list[Line]] = [[]]
        for typed in text.split("\n"):
            raw = _QUOTED.sub("", typed.rstrip(), count=1) if typed[:1] == ">" else typed.rstrip()
            line = Line(raw, tidy(raw))
            if line.text:
                blocks[-1].append(line)
            elif blocks[-1]:
                blocks.append([])
        return cls(blocks)

    @cached_property
    def width(self) -> int | None:
        """Where its lines were wrapped, if they were."""
        pairs = [
            (a.raw, b.text)
            for block in self.blocks
            for a, b in pairwise(block)
            if not (is_row(a.raw) or is_row(b.raw) or is_rule(a.text) or is_rule(b.text))
            and not bullet(b.text)
        ]
        return wraps.wrap_width(pairs)

    @cached_property
    def words(self) -> frozenset[str]:
        return wraps.vocabulary(line.text for block in self.blocks for line in block)

    def units(self) -> Iterator[Unit]:
        for block in self.blocks:
            found = self._units(block)
            if len(found) == 1 and found[0].single:
                found[0].apart = True
            yield from found

    def text(self, unit: Unit) -> str:
        broken = any(line.endswith("-") for line in unit.lines)
        return wraps.join(unit.lines, self.words if broken else frozenset(), hyphenated=False)

    def _units(self, block: Sequence[Line]) -> list[Unit]:
        units: list[Unit] = []
        before: Line | None = None
        for line in block:
            if is_rule(line.text):
                if before and units[-1].single and _underlined(units[-1], line.text):
                    units[-1].kind = "heading"
                before = None
            elif before and self._continues(units[-1], before, line):
                units[-1].lines.append(line.text)
                before = line
            else:
                units.append(_begun(line))
                before = line
        return units

    def _continues(self, unit: Unit, before: Line, line: Line) -> bool:
        """Whether the break between two lines of a block is a mere wrap."""
        if unit.kind in ("heading", "row") or is_row(line.raw) or _HASHED.match(line.text):
            return False
        if is_capitals(before.text) != is_capitals(line.text):
            return False
        if is_labelled(before.text) and is_labelled(line.text):
            return False
        full = wraps.is_wrap(before.raw, line.text, self.width)
        if item := bullet(line.text):
            return full and not _lists_on(unit, before, item[1])
        if unit.kind == "item" and line.indent > unit.indent:
            return True
        if line.indent >= before.indent + 2:  # a paragraph that begins indented
            return full and line.text[0].islower()
        return full


def _underlined(unit: Unit, rule: str) -> bool:
    return unit.kind == "text" and rule[0] in "=-~^_" and len(unit.lines[0]) <= LONGEST_HEADING


def _lists_on(unit: Unit, before: Line, number: int | None) -> bool:
    """Whether a line that looks like an item is one, not prose wrapped at a dash or "12."."""
    if number is not None:
        return number == 1 or unit.number == number - 1
    return unit.kind == "item" or ends_sentence(before.text)


def _begun(line: Line) -> Unit:
    """The unit that a line begins."""
    if is_row(line.raw):
        return Unit("row", [line.text.strip("| ")], line.indent)
    if hashed := _HASHED.match(line.text):
        heading = line.text[hashed.end() :].rstrip("# ")
        return Unit("heading" if could_head(heading) else "text", [heading], line.indent)
    if item := bullet(line.text):
        return Unit("item", [item[0]], line.indent, item[1])
    return Unit("text", [line.text], line.indent)
