"""The letters of a page and where they stand, for comparison with text that was read from it."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_HYPHEN = 0x02  # what pdfium makes of a hyphen at a line's end, together with the line break
_UNITS = 1_000_000  # of a page's width and height, for pdfium gives whole numbers
_FAR = 1000  # points

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Letter:
    """A character of a page.

    Attributes:
        text: As it is compared: letters and digits without case, accents and ligatures; "" for
            anything else.
        box: Left, bottom, right, top, in points from the page's lower left corner.
        spaced: Whether a space or a line break stands before it.
    """

    text: str
    box: Box
    spaced: bool


def bare(text: str) -> str:
    """Only the letters and digits, without case, accents and ligatures."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in folded if c.isalnum())


def bare_words(text: str) -> list[str]:
    """The words of a text as `bare` has them."""
    return [word for part in text.split() if (word := bare(part))]


def letters(page: Any) -> list[Letter]:
    """What can be seen of a pypdfium2 page's text, in the order of its content."""
    text = page.get_textpage()
    try:
        return list(_letters(text))
    finally:
        text.close()


def _letters(text: Any) -> Iterator[Letter]:
    from pypdfium2 import raw

    spaced, parted = True, False
    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, at)
        if code == _HYPHEN:
            parted = True  # the word goes on in the next line
        elif code <= 0x20 or code == 0xA0:
            spaced = not parted
        else:
            yield Letter(bare(chr(code)), text.get_charbox(at, loose=True), spaced)
            spaced = parted = False


class Frame:
    """From points on a page to fractions of it as it is shown: turned, and cut to its crop box."""

    def __init__(self, page: Any) -> None:
        self._origin = origin = _shown(page, 0, 0)
        right, up = _shown(page, _FAR, 0), _shown(page, 0, _FAR)
        self._x = (right[0] - origin[0]) / _FAR, (right[1] - origin[1]) / _FAR
        self._y = (up[0] - origin[0]) / _FAR, (up[1] - origin[1]) / _FAR

    def place(self, box: Box) -> Box:
        """A box in points, as x0, y0, x1, y1 from the top left corner; cut to what is seen."""
        (x0, y0), (x1, y1) = self._point(box[0], box[1]), self._point(box[2], box[3])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        across = self._origin[0] + x * self._x[0] + y * self._y[0]
        down = self._origin[1] + x * self._x[1] + y * self._y[1]
        return min(max(across, 0.0), 1.0), min(max(down, 0.0), 1.0)


def _shown(page: Any, x: int, y: int) -> tuple[float, float]:
    from pypdfium2 import raw

    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _UNITS, _UNITS, 0, x, y, across, down)
    return across.value / _UNITS, down.value / _UNITS
