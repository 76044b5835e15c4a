"""Rectangles around letters, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.facsimile.letters import Box, Letter

_GAP = 3.0  # in heights of the letters: what stands farther apart has a rectangle of its own
_LEVEL = 0.4  # of the lower one's height: what overlaps so much stands in one line


def boxes(found: Sequence[int], seen: Sequence[Letter]) -> Iterator[Box]:
    """A rectangle for each line's stretch of letters."""
    box: Box | None = None
    for at in _closed(found, seen):
        new = seen[at].box
        if box and _continues(box, new):
            box = box[0], min(box[1], new[1]), max(box[2], new[2]), max(box[3], new[3])
        else:
            if box:
                yield box
            box = new
    if box:
        yield box


def _closed(found: Sequence[int], seen: Sequence[Letter]) -> Iterator[int]:
    """With the marks that close it, such as its full stop."""
    yield from found
    at = found[-1] + 1 if found else len(seen)
    while at < len(seen) and not seen[at].text and not seen[at].spaced:
        yield at
        at += 1


def _continues(box: Box, new: Box) -> bool:
    """Does a letter go on with the line, not far from it?"""
    height = max(box[3] - box[1], new[3] - new[1])
    shared = min(box[3], new[3]) - max(box[1], new[1])
    level = shared > _LEVEL * min(box[3] - box[1], new[3] - new[1])
    return level and -height < new[0] - box[2] < _GAP * height
