"""The lines of a PDF as paragraphs, headings, items and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.formats.captions import caption_above
from index.formats.draft import Piece
from index.formats.lines import bullet, could_head, ends_sentence, goes_on
from index.formats.pdf_breaks import join_columns, tie_pages
from index.formats.pdf_headings import LONGEST_LARGE, named
from index.formats.pdf_lines import Line
from index.formats.pdf_measures import Measures, measures
from index.formats.pdf_tables import tables
from index.formats.pdf_units import Unit, kind_of, length

_NARROW = 30  # characters: lines in a narrower column are a list, if nothing says otherwise


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
    units = [join_columns(named(_units(page, known), known), known) for page in pages]
    tie_pages(units, known)
    return Layout(
        tuple(tuple(unit.piece(known.words) for unit in page) for page in units),
        _title(next(filter(None, units), []), known),
    )


def _title(first: Sequence[Unit], known: Measures) -> str | None:
    """The largest heading of a page, if it is large or at the top."""
    heads = [unit for unit in first if unit.kind == "heading"]
    largest = max(heads, key=lambda unit: unit.lines[0].size, default=None)
    if largest and (known.is_large(largest.lines[0]) or largest is first[0]):
        return largest.text(known.words)
    return None


def _units(lines: Sequence[Line], known: Measures) -> list[Unit]:
    """Lines that belong together, and the rows of tables."""
    units: list[Unit] = []
    edges = known.columns(lines)
    at = 0
    for table in tables(lines):
        units += _grouped(lines[at : table.start], edges[at : table.start], known)
        caption = caption_above([unit.piece(known.words) for unit in units[-2:]])
        shown = list(lines[table.start : table.end])
        for piece in table.pieces(known.words, caption):
            units.append(Unit(piece.kind, shown, said=piece.text))
        at = table.end
    return units + _grouped(lines[at:], edges[at:], known)


def _grouped(lines: Sequence[Line], edges: Sequence[float], known: Measures) -> list[Unit]:
    """Lines that belong together. Headings are still "text", unless they are large.

    Args:
        edges: The right edge of the column in which each line stands.
    """
    units: list[Unit] = []
    for line, edge in zip(lines, edges, strict=True):
        if units and _continues(units[-1], line, known):
            units[-1].lines.append(line)
            units[-1].column = edge
        else:
            units.append(Unit(kind_of(line), [line], edge))
    return units


def _continues(unit: Unit, line: Line, known: Measures) -> bool:
    """Whether a line goes on with the unit above it."""
    above = unit.lines[-1]
    if (
        unit.kind == "row"
        or kind_of(line) == "row"
        or abs(above.size - line.size) > 0.08 * line.size
    ):
        return False
    if known.is_apart(above, line):  # unless a sentence runs on at the top of the next column
        return line.bottom > above.bottom and goes_on(above.text, line.text)
    if known.is_large(line):
        return length(unit.lines) <= LONGEST_LARGE
    if above.text.endswith("-") and above.text[-2:-1].islower() and line.text[:1].islower():
        return True
    full = known.is_full(above, line, unit.column)
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
