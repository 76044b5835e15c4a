"""What a model is shown: sentences of documents and, once it has read those, its own notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chatbot.summary.material import Said
from chatbot.types import Verdict

_RIGHT_AFTER = 2  # sentences
CUT = " …"  # where a very long text goes on
Place = tuple[str, int]  # of a sentence: the document's id, and which of its sentences it is


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence of a document, or a note and the sentences that it rests on.

    Attributes:
        sources: At least one; a sentence is its own source.
        verdict: On a note; None of a sentence.
    """

    text: str
    sources: tuple[Said, ...]
    verdict: Verdict | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing of it was cut off to fit into a prompt."""
        return not self.text.endswith(CUT)


def sentence(said: Said) -> Item:
    """The sentence as the document has it."""
    return Item(" ".join(said.sentence.text.split()), (said,))


def place(said: Said) -> Place:
    """Where a sentence stands."""
    return said.document.id, said.place


def follows(said: Said, before: Iterable[Said]) -> bool:
    """Does a sentence come right after one of these, or after what comes right after it?"""
    return any(
        said.document.id == other.document.id and 0 < said.place - other.place <= _RIGHT_AFTER
        for other in before
    )
