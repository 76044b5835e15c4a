"""Errors meant for people: what happened, to what, and what to do about it."""

from __future__ import annotations


class FootnoteError(Exception):
    """Something a person can put right. `str(error)` is the whole message they need.

    Args:
        what: What happened, and to which file, setting or document; one sentence.
        remedy: What to do about it; one sentence, or empty when `what` says it all.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what} {remedy}".strip())
        self.what = what
        self.remedy = remedy


class UnreadableFile(FootnoteError):
    """A file from which no text could be read; the other files go on without it."""


class UnknownDocument(FootnoteError):
    """A name that is no document's id, path or title, or is more than one's."""


class LibraryError(FootnoteError):
    """The library folder cannot be used as asked: locked, damaged, or made with other settings."""


class UnfitRequest(FootnoteError):
    """What was asked for cannot be done as it was put, such as a summary of three words."""
