"""PDF through pdfium; pypdf gives a second opinion where pdfium gives up."""

from __future__ import annotations

import datetime as dt
import logging
import re
import time
from io import BytesIO
from typing import Any

from index.formats.draft import Draft, UnfitError
from index.formats.pdf_layout import laid_out
from index.formats.pdf_lines import Line, bare_lines, page_lines
from index.formats.pdf_running import without_running
from index.formats.pdfium import ONE_AT_A_TIME
from index.formats.stated import meaningful, stated_date

_HEAD = 1024  # bytes in which a PDF must say that it is one
_SLACK, _BARE_SLACK = 0.02, 0.15

_Pages = list[list[Line]]


def read(data: bytes) -> Draft:
    """A PDF file.

    Raises:
        UnfitError: It is encrypted, damaged, no PDF, or a scan without a text layer.
    """
    if b"%PDF-" not in data[:_HEAD]:
        raise UnfitError(
            "is not a PDF, whatever its name says", "Give it the ending it should have."
        )
    opened = _pdfium(data)
    pages, fields = opened or _pypdf(data)
    if not any(pages):
        raise UnfitError(
            "has no text layer: its pages are probably scanned pictures",
            "Run text recognition (OCR) on it, for example with ocrmypdf, and add the result.",
        )
    pages = without_running(pages)
    layout = laid_out(pages, _SLACK if opened else _BARE_SLACK)
    first = next(filter(None, pages))
    return Draft(
        title=meaningful(fields.get("Title")) or layout.title,
        date=stated_date(line.text for line in first),
        pages=layout.pages,
        paged=True,
        created=_created(fields.get("CreationDate")),
    )


def _pdfium(data: bytes) -> tuple[_Pages, dict[str, str]] | None:
    """The lines of each page and the file's properties; None if pdfium cannot open it."""
    import pypdfium2 as pdfium  # only PDFs need it

    with ONE_AT_A_TIME:
        try:
            file = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            if error.err_code == pdfium.raw.FPDF_ERR_PASSWORD:
                raise _locked() from None
            return None
        count, fields = len(file), file.get_metadata_dict()
    try:
        return [_page(file, n) for n in range(count)], fields
    finally:
        with ONE_AT_A_TIME:
            file.close()


def _page(file: Any, number: int) -> list[Line]:
    """The lines of a page; none if it is damaged: the others go on without it."""
    import pypdfium2 as pdfium

    time.sleep(0)  # somebody who wants to see a page must not wait for a whole book
    with ONE_AT_A_TIME:
        try:
            page = file[number]
        except pdfium.PdfiumError:
            return []
        try:
            return page_lines(page)
        finally:
            page.close()


def _pypdf(data: bytes) -> tuple[_Pages, dict[str, str]]:
    import pypdf  # only PDFs that pdfium cannot open need it

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would list each fault it mends
    reader = pypdf.PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise _locked()
    pages = [bare_lines(page.extract_text()) for page in reader.pages]
    fields = {key.lstrip("/"): str(value) for key, value in (reader.metadata or {}).items()}
    return pages, fields


def _locked() -> UnfitError:
    return UnfitError("is locked with a password", "Save a copy without the password and add that.")


def _created(field: str | None) -> dt.date | None:
    """The day in a property such as "D:20250314101500Z"."""
    match = re.match(r"(?:D:)?(\d{4})(\d{2})(\d{2})", field or "")
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
