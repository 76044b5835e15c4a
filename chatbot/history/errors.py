"""What can go wrong with kept conversations."""

from __future__ import annotations

from index.errors import FootnoteError


class HistoryError(FootnoteError):
    """Kept conversations that cannot be read or written; the message names their file."""


class UnknownConversation(HistoryError):
    """No such conversation is this person's: it may be deleted, or another's."""
