"""The file that a document was read from, if it still is what was read."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from index.errors import FootnoteError
from index.formats.pdfium import ONE_AT_A_TIME
from index.library import Library
from index.load import holds
from index.types import DocumentInfo


class PageError(FootnoteError):
    """A page that cannot be shown as it looks; the message says why."""


def unchanged(library: Library, document: DocumentInfo) -> Path:
    """A file that holds exactly the bytes this document was read from.

    Raises:
        PageError: It has no pages, or its files are gone or were changed since.
    """
    if not document.pages:
        raise PageError(f"{document.title} has no pages to show.", "Only PDF files have.")
    found = False
    for path in map(Path, library.paths(document.id)):
        with contextlib.suppress(OSError):
            stat = path.stat()
            found = True
            if _holds(path, stat.st_size, stat.st_mtime_ns, document.id):
                return path
    if found:
        raise PageError(
            f"{document.path} has changed since it was read, so its pages may say something else.",
            "Add it again.",
        )
    raise PageError(
        f"{document.path} is no longer there, so its pages cannot be shown.",
        "Put it back, or add it from where it is now.",
    )


@contextlib.contextmanager
def opened(path: Path, number: int) -> Iterator[Any]:
    """A page of a PDF, from 1, as pypdfium2 knows it; other threads wait meanwhile.

    Raises:
        PageError: pdfium cannot open the file, or it has no such page.
    """
    import pypdfium2 as pdfium  # only PDFs need it

    with ONE_AT_A_TIME, contextlib.ExitStack() as stack:
        try:
            file = pdfium.PdfDocument(path)
            stack.callback(file.close)
            if not 1 <= number <= len(file):
                raise PageError(f"{path} has no page {number}.", f"It has {len(file)}.")
            page = file[number - 1]
            stack.callback(page.close)
        except pdfium.PdfiumError as error:
            raise PageError(f"{path} cannot be shown as pages ({error}).") from None
        yield page


@lru_cache(maxsize=256)
def _holds(path: Path, size: int, mtime_ns: int, document: str) -> bool:
    """Reads a file once; size and time are there to notice that it was replaced."""
    return holds(document, path.read_bytes())
