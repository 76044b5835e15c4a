"""The lines of a PDF's pages, with where and how large they stand."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

# pypdfium2 has no types: its objects are Any here
_HYPHEN = 0x02  # what pdfium makes of a hyphen at a line's end, together with the line break
_BREAKS = (_HYPHEN, 0x0A, 0x0D)
_WIDE_GAP = 1.5  # in type sizes: wider than any justified space
_GAP = 0.45  # in type sizes: wider than a word space, where nothing is justified
_CLOSE = 1.6  # in type sizes: lines of one paragraph are no farther apart
_TALLEST = 3  # lines of a running header or footer
_EDGE = 0.1  # of a page's height: where running headers and footers stand


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a line that stand no more than a word space apart."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page, in points from the page's lower left corner.

    Attributes:
        word: The width of its first word.
        size: The type size of its longest word.
        cells: How many stretches stand wide gaps apart; one for a line of prose.
        parts: What stands any gaps apart; none where the geometry is unknown.
        bold: Whether its first word and its longest are.
        edge: Whether it stands where running headers and footers do.
    """

    text: str
    left: float
    right: float
    bottom: float
    word: float
    size: float
    cells: int = 1
    parts: tuple[Part, ...] = ()
    bold: bool = False
    edge: bool = False


def page_lines(page: Any) -> list[Line]:
    """The lines of a pypdfium2 page, in the order of its content."""
    from pypdfium2 import raw

    text = page.get_textpage()
    try:
        codes = [raw.FPDFText_GetUnicode(text, n) for n in range(text.count_chars())]
        height = page.get_height()
        lines = [_line(text, codes, words) for words in _lines(codes)]
        return list(_edged(lines, height))
    finally:
        text.close()


def bare_lines(text: str) -> list[Line]:
    """The lines of a text without geometry, as if each letter were a point wide."""
    lines = [line.strip() for line in text.split("\n")]
    lines = [line for line in lines if line]
    return [
        Line(
            text=line,
            left=0,
            right=len(line),
            bottom=-n,
            word=len(line.split(None, 1)[0]),
            size=1,
            edge=n in (0, len(lines) - 1),
        )
        for n, line in enumerate(lines)
    ]


def _lines(codes: Sequence[int]) -> Iterator[list[range]]:
    """The words of each line, as ranges of character indices."""
    words: list[range] = []
    start = 0
    for at, code in enumerate([*codes, 0x0A]):
        if code != _HYPHEN and not (code <= 0x20 or code == 0xA0):
            continue
        end = at + (code == _HYPHEN)
        if end > start:
            words.append(range(start, end))
        start = at + 1
        if code in _BREAKS and words:
            yield words
            words = []


def _edged(lines: Sequence[Line], height: float) -> Iterator[Line]:
    """The lines, marked as edge where they and those close to them keep to a page's edge."""
    groups: list[list[Line]] = []
    for line in lines:
        above = groups[-1][-1] if groups else None
        close = above and abs(above.bottom - line.bottom) <= _CLOSE * line.size
        if above and close and above.size == line.size:
            groups[-1].append(line)
        else:
            groups.append([line])
    low, high = height * _EDGE, height * (1 - _EDGE)
    for group in groups:
        edge = len(group) <= _TALLEST and all(
            line.bottom < low or line.bottom + line.size > high for line in group
        )
        yield from (replace(line, edge=edge) for line in group)


def _line(text: Any, codes: Sequence[int], words: Sequence[range]) -> Line:
    starts = [text.get_charbox(word[0], loose=True) for word in words]
    ends = [text.get_charbox(word[-1], loose=True) for word in words]
    left, bottom, _, top = starts[0]
    longest = max(words, key=len)[0]  # a bullet or a footnote's mark has a size of its own
    size = _size(text, longest) or top - bottom
    gaps = [after[0] - before[2] for before, after in zip(ends, starts[1:], strict=False)]
    texts = [_string([codes[n] for n in word]) for word in words]
    spans = [(start[0], end[2]) for start, end in zip(starts, ends, strict=True)]
    return Line(
        text=" ".join(texts),
        left=left,
        right=max(box[2] for box in ends),
        bottom=bottom,
        word=ends[0][2] - left,
        size=size,
        cells=1 + sum(gap > _WIDE_GAP * size for gap in gaps),
        parts=parted(
            [Part(text, *span) for text, span in zip(texts, spans, strict=True)], _GAP * size
        ),
        bold=_is_bold(text, words[0][0]) and _is_bold(text, longest),
    )


def parted(parts: Sequence[Part], widest: float) -> tuple[Part, ...]:
    """The parts, one where no more than the widest gap lies between them."""
    out: list[Part] = []
    for part in parts:
        if out and part.left - out[-1].right <= widest:
            out[-1] = Part(f"{out[-1].text} {part.text}", out[-1].left, part.right)
        else:
            out.append(part)
    return tuple(out)


def wide_parts(line: Line) -> tuple[Part, ...]:
    """What stands wide gaps apart in a line."""
    return parted(line.parts, _WIDE_GAP * line.size)


def _string(codes: Sequence[int]) -> str:
    text = "".join("-" if code == _HYPHEN else chr(code) for code in codes)
    # beyond the first 65,536 characters pdfium gives halves of pairs
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _size(text: Any, at: int) -> float:
    """The type size as printed: programs often set size 1 and scale it up."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text, at, matrix):
        return 0.0
    size: float = raw.FPDFText_GetFontSize(text, at)
    return round(size * math.hypot(matrix.c, matrix.d), 1)


def _is_bold(text: Any, at: int) -> bool:
    from pypdfium2 import raw

    name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, at, name, 100, flags)
    return any(weight in name.value.lower() for weight in (b"bold", b"black", b"heavy"))
