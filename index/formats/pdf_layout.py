"""The lines of a PDF as paragraphs, headings, items and rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.formats import wraps
from index.formats.draft import Piece
from index.formats.lines import (
    bullet,
    could_head,
    ends_sentence,
    goes_on,
    is_capitals,
    is_row,
    is_section,
)
from index.formats.pdf_lines import Line
from index.formats.pdf_measures import Measures, measures
from index.types import BlockKind

_NARROW = 30  # characters: lines in a narrower column are a list, if nothing says otherwise
_LONG_HEADING = 200  # characters: larger type that runs on longer is a lead paragraph
_PARAGRAPH = 60  # characters: what follows a heading that nothing but its place shows


@dataclass(slots=True)
class Unit:
    """Lines that belong together, and what they are."""

    kind: BlockKind
    lines: list[Line]

    def text(self, words: frozenset[str]) -> str:
        text = wraps.join([line.text for line in self.lines], words, hyphenated=True)
        item = bullet(text) if self.kind == "item" else None
        return item[0] if item else text


@dataclass(frozen=True, slots=True)
class Layout:
    """The pieces of each page, and the largest heading of the first page that has one."""

    pages: tuple[tuple[Piece, ...], ...]
    title: str | None


def laid_out(pages: Sequence[Sequence[Line]], slack: float) -> Layout:
    """Lines as pieces.

    Args:
        slack: How much of its column's width a line may fall short of and count as full: little
            where the geometry is known.
    """
    known = measures(pages, slack)
    units = [_named(list(_units(page, known)), known) for page in pages]
    first = next(filter(None, units), [])
    heads = [unit for unit in first if unit.kind == "heading"]
    largest = max(heads, key=lambda unit: unit.lines[0].size, default=None)
    title = None
    if largest and (known.is_large(largest.lines[0]) or largest is first[0]):
        title = largest.text(known.words)
    return Layout(
        tuple(tuple(Piece(u.kind, u.text(known.words)) for u in page) for page in units), title
    )


def _units(lines: Sequence[Line], known: Measures) -> Iterator[Unit]:
    """Lines that belong together. Headings are still "text", unless they are large."""
    unit: Unit | None = None
    for line, column in zip(lines, [0.0, *known.columns(lines)], strict=False):
        if unit and _continues(unit, line, column, known):
            unit.lines.append(line)
            continue
        if unit:
            yield unit
        unit = Unit(_kind(line), [line])
    if unit:
        yield unit


def _kind(line: Line) -> BlockKind:
    marked = bool(bullet(line.text)) or is_section(line.text)
    if line.cells > 1 + marked or is_row(line.text):  # a tab behind the mark makes no table
        return "row"
    return "item" if marked and bullet(line.text) else "text"


def _continues(unit: Unit, line: Line, column: float, known: Measures) -> bool:
    """Whether a line goes on with the unit above it, whose last line stands in a column."""
    above = unit.lines[-1]
    if unit.kind == "row" or _kind(line) == "row" or abs(above.size - line.size) > 0.08 * line.size:
        return False
    if known.is_apart(above, line):  # unless a sentence runs on at the top of the next column
        return line.bottom > above.bottom and goes_on(above.text, line.text)
    if known.is_large(line):
        return sum(len(part.text) for part in unit.lines) <= _LONG_HEADING
    if above.text.endswith("-") and above.text[-2:-1].islower() and line.text[:1].islower():
        return True
    full = known.is_full(above, line, column)
    if bullet(line.text):
        return full and unit.kind == "text" and not ends_sentence(above.text)
    if above.bold != line.bold and could_head(above.text):
        return False
    if len(above.text) < _NARROW or not full:
        return goes_on(above.text, line.text) and (full or len(above.text) >= _NARROW)
    return _is_flush(unit, line) or line.text[:1].islower()


def _is_flush(unit: Unit, line: Line) -> bool:
    """Whether a line is not indented, as the first of a paragraph may be."""
    return unit.kind == "item" or line.left <= unit.lines[-1].left + 0.8 * line.size


def _named(units: list[Unit], known: Measures) -> list[Unit]:
    """The units of a page with the headings among them told."""
    plain = [len(u.lines) == 1 and u.kind == "text" and could_head(u.lines[0].text) for u in units]
    for n, unit in enumerate(units):
        alone = not (n and plain[n - 1]) and n + 1 < len(units)
        if _is_heading(unit, known) or (plain[n] and alone and _introduces(unit, units[n + 1])):
            unit.kind = "heading"
    return units


def _is_heading(unit: Unit, known: Measures) -> bool:
    """Whether the type, the capitals or the number of a unit say that it is a heading."""
    line = unit.lines[0]
    if unit.kind == "row" or not any(c.isalpha() for c in line.text):
        return False
    if known.is_large(line):
        return sum(len(part.text) for part in unit.lines) <= _LONG_HEADING
    if len(unit.lines) > 1:
        return False
    if unit.kind == "text" and is_section(line.text):
        return True
    if unit.kind == "text" and is_capitals(line.text) and not known.capitals:
        return True
    return line.bold and not known.bold and could_head(line.text)


def _introduces(unit: Unit, after: Unit) -> bool:
    """Whether a lone short line stands over a paragraph."""
    length = sum(len(line.text) for line in after.lines)
    return after.kind == "text" and length >= max(_PARAGRAPH, 2 * len(unit.lines[0].text))
