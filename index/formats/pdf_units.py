"""Lines of a PDF that belong together, and the words they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.formats import wraps
from index.formats.draft import Piece
from index.formats.lines import bullet, is_row, is_section
from index.formats.pdf_lines import Line
from index.types import BlockKind


@dataclass(slots=True)
class Unit:
    """Lines that belong together, and what they are.

    Attributes:
        column: The right edge of the column in which the last line stands.
        before: What this goes on with, if it begins on the page before.
        after: What goes on with this, if it ends on the next page.
        said: A table row's words, if they are more than its lines'.
    """

    kind: BlockKind
    lines: list[Line]
    column: float = 0.0
    before: Unit | None = None
    after: Unit | None = None
    said: str | None = None

    def piece(self, words: frozenset[str]) -> Piece:
        """The unit as a piece.

        Args:
            words: The document's vocabulary.
        """
        return Piece(self.kind, self.text(words), self.before._gap(words) if self.before else None)

    def text(self, words: frozenset[str]) -> str:
        if self.said is not None:
            return self.said
        text = self._opening(words).rstrip()
        return text if self.kind != "item" or self.before else _unmarked(text)

    def _gap(self, words: frozenset[str]) -> str:
        """What stands between this and what goes on with it: nothing inside a word."""
        return " " if self._opening(words).endswith(" ") else ""

    def _opening(self, words: frozenset[str]) -> str:
        """The lines as one, as they lead into what goes on with them."""
        following = [line.text for line in self.after.lines[:1]] if self.after else []
        text = wraps.join([*(line.text for line in self.lines), *following], words, hyphenated=True)
        return text.removesuffix("".join(following))


def kind_of(line: Line) -> BlockKind:
    """What a line begins, as far as it shows by itself."""
    marked = bool(bullet(line.text)) or is_section(line.text)
    if line.cells > 1 + marked or is_row(line.text):  # a tab behind the mark makes no table
        return "row"
    return "item" if marked and bullet(line.text) else "text"


def length(lines: Sequence[Line]) -> int:
    """Characters."""
    return sum(len(line.text) for line in lines)


def _unmarked(text: str) -> str:
    """An item without its bullet. Numbers and letters stay: people ask for "number 12"."""
    item = bullet(text)
    if not item:
        return text
    mark = text.removesuffix(item[0])
    return text if any(c.isalnum() for c in mark) else item[0]
