"""What the lines of a PDF have in common: the type size, the leading, the columns."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.formats import wraps
from index.formats.pdf_lines import Line

_LARGER = 1.12  # a heading's type size, in the body's
_LOOSER = 1.35  # the space above a paragraph, in the leading within it
_LEADING = 1.3  # in type sizes, where no two lines show it
_FEW = 4  # lines: a shorter column does not show how wide it is


@dataclass(frozen=True, slots=True)
class Measures:
    """A document's habits.

    Attributes:
        body: The type size of most of the text.
        leading: From line to line, by rounded type size.
        rights: How far the lines reach that begin at a (rounded) place.
        slack: How much of a column's width a full line may fall short of.
        bold: Whether most of the text is bold: then that marks no heading.
        capitals: Whether most of it is in capitals.
        words: Its vocabulary.
    """

    body: float
    leading: dict[int, float]
    rights: dict[int, float]
    slack: float
    bold: bool
    capitals: bool
    words: frozenset[str]

    def is_large(self, line: Line) -> bool:
        return line.size > _LARGER * self.body

    def is_apart(self, above: Line, below: Line) -> bool:
        """Whether more than the leading lies between two lines, or another column."""
        leading = self.leading.get(round(above.size), _LEADING * above.size)
        return not 0 < above.bottom - below.bottom <= _LOOSER * leading

    def is_full(self, line: Line, following: Line, column: float) -> bool:
        """Whether the next line's first word would not have fitted on this line."""
        space = line.size / 4
        slack = self.slack * (column - line.left)
        return line.right + space + following.word > column - slack

    def columns(self, lines: Sequence[Line]) -> list[float]:
        """The right edge of the column in which each line of a page stands."""
        edges: list[float] = []
        run: list[Line] = []
        for line in lines:
            if run and not _same_column(run[-1], line):
                edges += self._edges(run)
                run = []
            run.append(line)
        return edges + self._edges(run)

    def _edges(self, run: Sequence[Line]) -> list[float]:
        right = max((line.right for line in run), default=0.0)
        if len(run) >= _FEW:
            return [right] * len(run)
        return [max(right, self.rights[round(line.left)]) for line in run]


def measures(pages: Sequence[Sequence[Line]], slack: float) -> Measures:
    """The habits of the document with these pages."""
    lines = [line for page in pages for line in page]
    sizes: Counter[float] = Counter()
    rights: dict[int, float] = {}
    for line in lines:
        sizes[line.size] += len(line.text)
        rights[round(line.left)] = max(rights.get(round(line.left), line.right), line.right)
    half = sizes.total() / 2
    return Measures(
        body=sizes.most_common(1)[0][0] if sizes else 0.0,
        leading=_leadings(pages),
        rights=rights,
        slack=slack,
        bold=sum(len(line.text) for line in lines if line.bold) > half,
        capitals=sum(len(line.text) for line in lines if line.text.isupper()) > half,
        words=wraps.vocabulary(line.text for line in lines),
    )


def _leadings(pages: Sequence[Sequence[Line]]) -> dict[int, float]:
    gaps: dict[int, list[float]] = defaultdict(list)
    for page in pages:
        for line, below in pairwise(page):
            gap = line.bottom - below.bottom
            if line.size == below.size and 0 < gap < 3 * line.size:
                gaps[round(line.size)].append(gap)
    return {size: statistics.median_low(found) for size, found in gaps.items()}


def _same_column(line: Line, below: Line) -> bool:
    return (
        line.size == below.size
        and line.bottom > below.bottom
        and below.left < line.right
        and line.left < below.right
    )
