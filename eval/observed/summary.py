"""What a system made of a document when it was asked to summarise it."""

from __future__ import annotations

from dataclasses import dataclass

from eval.cases.keyfacts import Focus, KeyFacts
from eval.observed import Said


@dataclass(frozen=True, slots=True)
class Summarised:
    """A summary, and how it came about.

    Attributes:
        sentences: In order; `cited` has only citations that resolve: their quotes stand in the
            document's text where they say.
        unresolved: Citations that don't.
        sections: Sections of the document; 0 if the system gives none.
        read: How many of them it read.
        rests_on: How many of them the summary cites.
        replaced, omitted: Sentences of a model that were not supported.
        seconds: From asking to the end; 0 if it was served from the library.
        error: Why there is no summary, for a person; "" if there is.
    """

    sentences: tuple[Said, ...] = ()
    unresolved: int = 0
    sections: int = 0
    read: int = 0
    rests_on: int = 0
    replaced: int = 0
    omitted: int = 0
    seconds: float = 0.0
    error: str = ""

    @property
    def text(self) -> str:
        """The summary's sentences only."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def words(self) -> int:
        """How long it came out."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One document, summarised by one system in as many words as were asked for."""

    system: str
    case: KeyFacts
    words: int
    observed: Summarised


@dataclass(frozen=True, slots=True)
class FocusRow:
    """What one system said of one document when it was asked about one thing in it."""

    system: str
    case: Focus
    words: int
    observed: Summarised
