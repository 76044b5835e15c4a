"""What a table is about, as the caption over it says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.formats.draft import Piece, tidy

LONGEST_CAPTION = 120  # characters: a longer one is not said again in every row
# "Table 3. Fares", "Table A.1: fares", "Table: fares", but not "Table 3 shows the fares."
_NUMBERED = re.compile(r"table(?:\s+[A-Z]?\.?\d[\w.]*|\s+[A-Z])?\s*[.:–—]\s*\w", re.IGNORECASE)


def trimmed(text: str) -> str:
    """A caption as it stands before the cells of a row."""
    return tidy(text).rstrip(" .:;,")


def caption_above(pieces: Sequence[Piece], marked: bool = False) -> str:
    """The caption of a table that follows these pieces; "" if the last is none.

    Args:
        pieces: At least the last two pieces before the table.
        marked: Whether the file says that the last piece is a caption.
    """
    if not pieces or pieces[-1].kind not in ("text", "heading"):
        return ""
    last = tidy(pieces[-1].text)
    if len(last) > LONGEST_CAPTION or not (marked or _NUMBERED.match(last)):
        return ""
    between = len(pieces) > 1 and pieces[-2].kind == "row"
    if between and not _NUMBERED.match(tidy(pieces[-2].text)):
        return ""  # the table before has none over it: this one may be its own, below it
    return last
