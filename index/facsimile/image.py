"""A page as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from index.facsimile.file import opened

_NARROWEST, _WIDEST = 100, 3000  # pixels
_MOST = 16_000_000  # pixels: a page may be as long as a till receipt


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page drawn: PNG bytes, and their size in pixels."""

    png: bytes
    width: int
    height: int


def page_image(path: Path, number: int, width: int) -> PageImage:
    """Draw a page of a PDF.

    Args:
        number: From 1.
        width: In pixels, 100 to 3,000; less where the page would be too large to draw.

    Raises:
        PageError: It cannot be drawn.
    """
    with opened(path, number) as page:
        across, down = page.get_size()  # points, as the page is turned
        scale = min(max(width, _NARROWEST), _WIDEST) / across
        scale = min(scale, (_MOST / (across * down)) ** 0.5)
        bitmap = page.render(scale=scale)
        try:
            drawn = bitmap.to_pil().convert("RGB")  # its own copy: the bitmap goes
        finally:
            bitmap.close()
    file = BytesIO()
    drawn.save(file, "PNG", compress_level=3)
    return PageImage(file.getvalue(), *drawn.size)
