"""The columns of a table on a PDF's page, found by the white between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.formats.pdf_lines import Line, Part, wide_parts

_FEWEST = 3  # rows of equal columns: fewer may stand so by chance
_WHITE = 0.3  # in type sizes: between two columns, over the whole height of the table
_SAME = 0.08  # of a type size


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table stand, from left to right: left and right edge of each."""

    edges: tuple[tuple[float, float], ...]

    def cells(self, line: Line) -> dict[int, str] | None:
        """What a line says in each column; None if it keeps to no columns."""
        found: dict[int, str] = {}
        for part in line.parts:
            at = [n for n, (left, right) in enumerate(self.edges) if _meets(part, left, right)]
            if len(at) != 1:
                return None
            found[at[0]] = f"{found[at[0]]} {part.text}" if at[0] in found else part.text
        return found or None

    def widened(self, parts: Sequence[Part], white: float) -> Columns | None:
        """The columns with a row more; None if nothing white would be left between them."""
        if len(parts) != len(self.edges):
            return None
        edges = tuple(
            (min(left, part.left), max(right, part.right))
            for (left, right), part in zip(self.edges, parts, strict=True)
        )
        apart = all(b[0] - a[1] >= white for a, b in pairwise(edges))
        return Columns(edges) if apart else None


def columns_at(lines: Sequence[Line], at: int) -> Columns | None:
    """The columns of the table that begins at a line, or that the next shows to begin there.

    The names of columns may stand closer together than the figures below them.
    """
    found = [_grown(lines, seed) for seed in range(at, min(at + 3, len(lines)))]
    most = [columns for columns in found if columns]
    return max(most, key=lambda columns: len(columns.edges), default=None)


def of_one_size(line: Line, other: Line) -> bool:
    return abs(line.size - other.size) <= _SAME * line.size


def _grown(lines: Sequence[Line], seed: int) -> Columns | None:
    """The columns that enough lines from the seed on have in common."""
    first = lines[seed]
    parts = wide_parts(first)
    if len(parts) < 2:
        return None
    columns, rows = Columns(tuple((part.left, part.right) for part in parts)), 1
    for line in lines[seed + 1 :]:
        if not of_one_size(first, line):
            break
        if wider := columns.widened(wide_parts(line), _WHITE * first.size):
            columns, rows = wider, rows + 1
        elif not columns.cells(line):
            break
    return columns if rows >= _FEWEST else None


def _meets(part: Part, left: float, right: float) -> bool:
    return part.left < right and left < part.right
