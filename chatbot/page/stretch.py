"""A stretch of a document's text: what the page shows around a quote, however long the whole is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from index.types import Block, Document

REACH = 6_000  # characters shown on each side of a quote: some two pages


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring blocks of a document.

    Attributes:
        blocks: In reading order, whole.
        start, end: The characters they span.
        more_before, more_after: Whether the document goes on there.
    """

    document: Document
    blocks: tuple[Block, ...]
    more_before: bool
    more_after: bool

    @property
    def start(self) -> int:
        return self.blocks[0].start if self.blocks else 0

    @property
    def end(self) -> int:
        return self.blocks[-1].end if self.blocks else 0


def around(document: Document, start: int, end: int, reach: int = REACH) -> Stretch:
    """The blocks that hold a span, and those within `reach` characters of it."""
    return between(document, start - reach, end + reach)


def before(document: Document, at: int, reach: int = 2 * REACH) -> Stretch:
    """The blocks before an offset; at least one, unless it is the document's beginning."""
    last = bisect_right(document.blocks, at, key=lambda b: b.end)
    first = bisect_left(document.blocks, at - reach, hi=last, key=lambda b: b.start)
    return _cut(document, min(first, max(last - 1, 0)), last)


def after(document: Document, at: int, reach: int = 2 * REACH) -> Stretch:
    """The blocks from an offset on; at least one, unless it is the document's end."""
    first = bisect_left(document.blocks, at, key=lambda b: b.start)
    last = bisect_right(document.blocks, at + reach, lo=first, key=lambda b: b.end)
    return _cut(document, first, max(last, min(first + 1, len(document.blocks))))


def between(document: Document, start: int, end: int) -> Stretch:
    """The blocks that touch a span."""
    first = bisect_right(document.blocks, start, key=lambda b: b.end)
    last = bisect_left(document.blocks, end, key=lambda b: b.start)
    return _cut(document, first, max(first, last))


def _cut(document: Document, first: int, last: int) -> Stretch:
    more = len(document.blocks) > last
    return Stretch(document, document.blocks[first:last], first > 0, more)
