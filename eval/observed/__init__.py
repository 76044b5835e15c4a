"""What a system did when it was asked: one record for Footnote and what it is held against."""

from __future__ import annotations

from dataclasses import dataclass

from eval.cases.case import Case


@dataclass(frozen=True, slots=True)
class Cited:
    """The words that a sentence points to, and where they stand.

    Attributes:
        file: The document's file name.
        page: From 1; None for files without pages.
        start, end: Characters of the document's text.
    """

    file: str
    page: int | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of an answer.

    Attributes:
        status: The system's own verdict: "quoted", "supported", "partly"; "" if it gives none.
    """

    text: str
    cited: tuple[Cited, ...] = ()
    status: str = ""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A passage that search returned, and which of the case's expected facts it holds.

    Attributes:
        facts: Indices into `Case.expect` of the facts that stand in it, given that it comes from
            the right place (`Case.gold`, else a document in `Case.cite`, else anywhere).
    """

    file: str
    start: int
    end: int
    facts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Observed:
    """An answer, how it came about, and how long that took.

    Attributes:
        text: The answer's sentences; what it said when it abstained.
        short: The bare fact, None if the system gives none.
        confidence: 0..1, the system's own; None if it gives none.
        passages: What search returned, best first, at most ten.
        withheld: Sentences that a model wrote and the system did not show.
        dropped: Citation marks that pointed at nothing.
        otherwise: What it would have said, had it not abstained; "" if it didn't, or nobody knows.
        seconds_to_evidence, seconds_to_words, seconds: From the question to the numbered evidence,
            to the first words of the answer, to its end.
        tokens_read, tokens_written: By the language model; 0 without one.
        error: Why there is no answer, for a person; "" if there is.
    """

    text: str
    sentences: tuple[Said, ...] = ()
    short: str | None = None
    abstained: bool = False
    confidence: float | None = None
    passages: tuple[Retrieved, ...] = ()
    withheld: int = 0
    dropped: int = 0
    otherwise: str = ""
    seconds_to_evidence: float = 0.0
    seconds_to_words: float = 0.0
    seconds: float = 0.0
    tokens_read: int = 0
    tokens_written: int = 0
    error: str = ""

    @property
    def cited(self) -> tuple[Cited, ...]:
        """Every citation of the answer's sentences, once each, in order of first use."""
        return tuple(dict.fromkeys(c for s in self.sentences for c in s.cited))


@dataclass(frozen=True, slots=True)
class Row:
    """One case, asked of one system: a line of `results.jsonl`.

    Attributes:
        system: Its name: "builtin", "local:smollm2", "baseline local:smollm2" …
        judged: What an LLM judge said; None if none was asked.
    """

    system: str
    case: Case
    observed: Observed
    judged: bool | None = None
