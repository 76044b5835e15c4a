"""What every format hands over: pieces of text, not yet laid out as a document."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass

from index.types import BlockKind


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text its author set apart. White space in `text` carries no meaning.

    Attributes:
        glue: What stands between it and the piece before where a page break parted them, a space
            or nothing: they are one block then. None for a piece that begins a block.
    """

    kind: BlockKind
    text: str
    glue: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as its format's reader sees it.

    Attributes:
        title: The title the file states, if it does.
        date: The date the file states, if it does.
        pages: The pieces of each page; a format without pages has exactly one.
        paged: Whether `pages` are pages a reader can turn to.
        created: When a program says it made the file: a last resort for a date.
    """

    title: str | None
    date: dt.date | None
    pages: tuple[tuple[Piece, ...], ...]
    paged: bool = False
    created: dt.date | None = None


class UnfitError(Exception):
    """Bytes that hold no readable text. The loader puts the file's name in front of `why`.

    Args:
        why: Ends a sentence that begins with the file's name.
        remedy: What to do about it; a whole sentence.
    """

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(why)
        self.why = why
        self.remedy = remedy


def _characters() -> dict[int, str | None]:
    """Characters that are artefacts of type-setting or transport, and what stands for them."""
    controls = [*range(9), *range(14, 28), *range(0x7F, 0x85), *range(0x86, 0xA0)]
    # soft hyphen, zero-width space, marks of writing direction, word joiner, byte-order mark
    invisible = [0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, 0xFEFF]
    invisible += [*range(0x2066, 0x206A), 0xFFFE, 0xFFFF]
    gone: dict[int, str | None] = dict.fromkeys([*controls, *invisible], None)
    # half a surrogate pair is no character: it could not even be stored
    broken: dict[int, str | None] = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    ligatures = ("ff", "fi", "fl", "ffi", "ffl", "st", "st")
    joined: dict[int, str | None] = {0xFB00 + n: text for n, text in enumerate(ligatures)}
    return gone | broken | joined


_CHARACTERS = _characters()


def _joins_letters(text: str, at: int) -> bool:
    """Whether a zero-width (non-)joiner has work to do, as in emoji, Persian or Hindi."""
    return at + 1 < len(text) and text[at + 1] > "\u024f"


def tidy(text: str) -> str:
    """The text on one line: single spaces, NFC, nothing invisible; otherwise as it was."""
    if not text.isascii() or not text.isprintable():
        text = text.translate(_CHARACTERS)
        if "\u200c" in text or "\u200d" in text:
            text = "".join(
                c
                for at, c in enumerate(text)
                if c not in "\u200c\u200d" or _joins_letters(text, at)
            )
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())
