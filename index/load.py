"""A file becomes a `Document`: readable text with exact spans, title, date and content hash."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

from index.errors import UnreadableFile
from index.formats import markdown, pdf, plain, webpage, word
from index.formats.draft import Draft, Piece, UnfitError, tidy
from index.formats.stated import date_in_name, readable_name
from index.types import Block, BlockKind, Document, Page

# The readers import their libraries when first called: naming them here costs nothing
_READERS: dict[str, Callable[[bytes], Draft]] = {
    ".txt": plain.read,
    ".text": plain.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": webpage.read,
    ".htm": webpage.read,
    ".pdf": pdf.read,
    ".docx": word.read,
}
# Raise it when a file's text comes out otherwise than before: libraries then read it again.
READER_VERSION = 2
SUFFIXES: frozenset[str] = frozenset(_READERS)


def content_id(data: bytes) -> str:
    """The id of a document with this content: the reader's version and 14 digits of its SHA-256.

    What an earlier version read is another document: its text may differ, and with it every span.
    """
    return f"{READER_VERSION:02x}{hashlib.sha256(data).hexdigest()[:14]}"


def is_current(document_id: str) -> bool:
    """Was this document read by this version of the readers?"""
    return document_id.startswith(f"{READER_VERSION:02x}")


def holds(document_id: str, data: bytes) -> bool:
    """Is this the content that a document was read from, by whichever version of the readers?"""
    return document_id[2:] == content_id(data)[2:]


def load(path: Path, data: bytes | None = None) -> Document:
    """Read a file.

    Args:
        path: Where it lies; its suffix says what it is.
        data: Its content, if already read: then nothing is read from disk.

    Raises:
        UnreadableFile: There is no such file, or no text can be had from it; says why.
    """
    path = Path(path)
    try:
        read = _reader(path, on_disk=data is None)
        content = _content(path) if data is None else data
        if not content.strip():
            raise UnfitError("is empty", "Leave it out, or add it again once it has text.")
        draft = _draft(read, content, path.suffix)
        text, blocks, pages = _laid_out(draft)
        if not blocks:
            raise UnfitError(
                "holds no text", "Leave it out, or save it with its text and try again."
            )
    except UnfitError as fault:
        shown = str(path).encode("utf-8", "replace").decode("utf-8")
        raise UnreadableFile(f"{shown} {fault.why}.", fault.remedy) from None
    return Document(
        id=content_id(content),
        path=str(path.absolute()),
        title=tidy(draft.title or "") or tidy(readable_name(path.stem)) or path.name,
        text=text,
        date=_date(draft, path),
        pages=pages,
        blocks=blocks,
    )


def _reader(path: Path, on_disk: bool) -> Callable[[bytes], Draft]:
    if on_disk:
        _check_file(path)
    if any("\ud800" <= c <= "\udfff" for c in str(path)):  # it could be neither stored nor shown
        raise UnfitError("has a name that is not text", "Rename it and add it again.")
    read = _READERS.get(path.suffix.lower())
    if read is None:
        kind = f"a {path.suffix} file" if path.suffix else "a file without an ending"
        known = ", ".join(sorted(SUFFIXES))
        raise UnfitError(f"is {kind}, which Footnote cannot read", f"Save it as one of {known}.")
    return read


def _check_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise UnfitError("is a folder", "Name the files in it, or add the whole folder.")
        if not path.exists():
            raise UnfitError("does not exist", "Check the path.")
        if not path.is_file():  # reading a pipe or a device might never end
            raise UnfitError("is not a regular file", "Copy its content into a file and add that.")
    except (OSError, ValueError):
        raise UnfitError(
            "cannot be reached", "Check the path and the folder's permissions."
        ) from None


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except PermissionError:
        raise UnfitError(
            "may not be read by you", "Change its permissions and add it again."
        ) from None
    except OSError as error:
        why = (error.strerror or "unknown error").lower()
        raise UnfitError(f"could not be read ({why})", "Check the disk and try again.") from None


def _draft(read: Callable[[bytes], Draft], data: bytes, suffix: str) -> Draft:
    try:
        return read(data)
    except (UnfitError, ImportError):  # a broken installation is not the file's fault
        raise
    except Exception:  # the libraries below raise anything at all on damaged files
        name = suffix.lstrip(".").upper()
        raise UnfitError(
            f"is damaged: it could not be read as {name}",
            "Open it in the program that made it and save it again.",
        ) from None


def _laid_out(draft: Draft) -> tuple[str, tuple[Block, ...], tuple[Page, ...]]:
    """The pieces as one text, with the span of each piece and each page."""
    parts: list[str] = []
    blocks: list[Block] = []
    pages: list[Page] = []
    at = 0
    for number, pieces in enumerate(draft.pages, start=1):
        starts: list[int] = []
        for piece in pieces:
            words = tidy(piece.text)
            if not words:
                continue
            gap = _gap(blocks[-1].kind, piece) if blocks else ""
            starts.append(at + len(gap))
            at = starts[-1] + len(words)
            parts += [gap, words]
            begun = blocks.pop().start if blocks and piece.glue is not None else starts[-1]
            blocks.append(Block(begun, at, piece.kind))
        pages.append(Page(number, starts[0] if starts else at, at))
    return "".join(parts), tuple(blocks), tuple(pages) if draft.paged else ()


def _gap(before: BlockKind, piece: Piece) -> str:
    """Items of a list and rows of a table stay together; all else stands apart."""
    if piece.glue is not None:
        return piece.glue
    return "\n" if before == piece.kind and piece.kind in ("item", "row") else "\n\n"


def _date(draft: Draft, path: Path) -> dt.date | None:
    return draft.date or date_in_name(path.stem) or draft.created
