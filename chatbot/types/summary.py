"""A summary: what documents say in few words, what it rests on, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from chatbot.types.answer import SentenceWritten
from chatbot.types.citation import AnswerSentence, Citation, Verdict, plain
from chatbot.types.exported import Exported
from index.types import DocumentInfo

_MINUTES = 100  # seconds from which a person would count in minutes

FactKind = Literal["figure", "date", "name", "quote"]
SectionState = Literal["read", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class KeyFact:
    """A fact of a document, and the sentence that states it, quoted.

    Attributes:
        text: The bare fact as the document has it: "£640", "12 March 2024", "Ines Okafor"; of a
            quotation who said it.
        citation: The whole sentence.
    """

    kind: FactKind
    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a document under one heading, and what became of it.

    Attributes:
        document: The document's id.
        heading: The heading, or "" before the first.
        start, end: Where it stands in the document's text, its heading included.
        sentences: How many it has; rows of tables count as one each.
        state: "skipped" when there was nothing to summarise (by focus, or only boilerplate),
            "failed" when a model could not read it.
        reason: Why it was skipped or failed, for a person; "" when read.
        cited: How many of its sentences the summary rests on.
        left_out: Its key facts that the summary does not give.
    """

    document: str
    heading: str
    start: int
    end: int
    sentences: int
    state: SectionState
    reason: str
    cited: int
    left_out: tuple[KeyFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which parts of the documents a summary rests on.

    Attributes:
        sections: In the documents' order, then in reading order.
        lengths: Characters of each document, by id, in the documents' order.
    """

    sections: tuple[Section, ...]
    lengths: tuple[tuple[str, int], ...]

    def count(self, state: SectionState) -> int:
        """How many sections were read, skipped, or failed."""
        return sum(section.state == state for section in self.sections)


@dataclass(frozen=True, slots=True)
class Theme:
    """What several documents speak of.

    Attributes:
        name: A few words.
        sentences: What they say of it, quoted; newest document first where they differ.
        agreed: Whether they were found to say the same of it.
        difference: In what they differ, for a person ("6,500 against 15,000 staff"); "" if in
            nothing. Where they neither agree nor differ, each only speaks of it.
    """

    name: str
    sentences: tuple[AnswerSentence, ...]
    agreed: bool
    difference: str = ""


@dataclass(frozen=True, slots=True)
class Summary(Exported):
    """A summary of one document or of several, every sentence cited.

    Attributes:
        documents: What was summarised.
        asked_words: The length asked for.
        focus: What it was to be about, or "".
        gist: One sentence that says most; None where nothing could be summarised.
        sentences: The summary, in reading order; a model's in the order in which it wrote them.
        key_facts: Figures, dates, names and quotations, the most important first.
        themes: Of several documents; empty for one.
        coverage: What was read and what it rests on.
        replaced: Sentences of a model, its notes included, that were not wholly supported: their
            sources stand in their place.
        omitted: Those that were not and are left out.
        withheld: Those sentences, each with its reason.
        filled: Sentences chosen without the model, because it had said too little.
        cached: Whether it was made earlier and served from the library.
    """

    documents: tuple[DocumentInfo, ...]
    asked_words: int
    focus: str
    gist: AnswerSentence | None
    sentences: tuple[AnswerSentence, ...]
    key_facts: tuple[KeyFact, ...]
    themes: tuple[Theme, ...]
    coverage: Coverage
    model: str
    seconds: float
    replaced: int = 0
    omitted: int = 0
    withheld: tuple[Verdict, ...] = ()
    filled: int = 0
    cached: bool = False

    @property
    def text(self) -> str:
        """The summary's sentences only."""
        return " ".join(s.text for s in self.sentences)

    @property
    def words(self) -> int:
        """How long it came out."""
        return len(self.text.split())

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation of the summary's sentences, once each, in order of first use."""
        return tuple(dict.fromkeys(c for s in self.sentences for c in s.citations))

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "words": self.words, **plain(self),
                "citations": plain(self.citations)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SummaryProgress:
    """How far a summary is.

    Attributes:
        doing: What is being done, for a person: "Reading section 3 of 12".
        done, steps: Steps taken, and how many there will be.
        seconds_left: An estimate; None while there is nothing to estimate it by.
    """

    doing: str
    done: int
    steps: int
    seconds_left: float | None = None

    def __str__(self) -> str:
        """A line to print."""
        if self.seconds_left is None:
            return f"{self.doing} ({self.done} of {self.steps})"
        left = f"{self.seconds_left:.0f} s"
        if self.seconds_left >= _MINUTES:
            left = f"{self.seconds_left / 60:.0f} min"
        return f"{self.doing} ({self.done} of {self.steps}, about {left} left)"


@dataclass(frozen=True, slots=True)
class SummaryDone:
    """Last event of a summary's stream: the whole of it."""

    summary: Summary


SummaryEvent = SummaryProgress | SentenceWritten | SummaryDone
