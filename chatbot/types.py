"""What the chatbot says, as data: frozen dataclasses that any door can render.

Every result has `to_dict()` (plain JSON types) and answers have `to_markdown()`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from chatbot.wording.quoted import quoted

Status = Literal["quoted", "supported", "partly", "unsupported"]

ABSTENTION = "The documents don't say."


def plain(value: Any) -> Any:
    """Dataclasses, tuples and dates as the dicts, lists and strings that JSON knows."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return value


@dataclass(frozen=True, slots=True)
class Citation:
    """A pointer to exact words: `bot.text(c.document)[c.start:c.end] == c.quote`, always.

    Attributes:
        number: The evidence's number, as shown: [1], [2] …
        document: The document's id.
        page: From 1; None for files without pages.
        heading: The heading the words stand under, or "".
    """

    number: int
    document: str
    title: str
    path: str
    date: dt.date | None
    page: int | None
    heading: str
    start: int
    end: int
    quote: str

    def to_dict(self) -> dict[str, Any]:
        return {**plain(self)}

    @property
    def source(self) -> str:
        """Where the words stand, for a person: title, date and page."""
        parts = [self.title]
        if self.date:
            parts.append(self.date.isoformat())
        if self.page is not None:
            parts.append(f"page {self.page}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence stands on what it cites.

    Attributes:
        status: "quoted" (the document's own words), "supported", "partly" or "unsupported".
        reason: What decided it, for a person; "" when there is nothing to explain.
        withheld: The sentence a model wrote that was not supported and is not shown as part of
            the answer: the quote stands in its place. "" when nothing was withheld.
    """

    status: Status
    reason: str = ""
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer, the citations it rests on, and the verdict on it."""

    text: str
    citations: tuple[Citation, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or an honest abstention.

    Attributes:
        question: The question as it was answered (standalone, if it was a follow-up).
        sentences: The answer; empty when abstained.
        short: The bare fact ("430") where the quoted sentence has exactly one that fits, else None.
        abstained: True when the documents don't say.
        confidence: 0..1, how strongly the evidence bears on the question.
        related: Further relevant quotes, or, after an abstention, the nearest passages; never
            counted as the answer.
        model: The model that wrote it.
        seconds_to_evidence: From the question to the numbered evidence.
        seconds: From the question to the last word.
        withheld: What a model wrote that was not supported, each with its reason.
        dropped: Citation marks the model invented: they pointed at no evidence.
        tokens_read, tokens_written: By the language model; exact for one in this process, for a
            server estimated, rather too many. 0 where no model ran.
        sought: After an abstention: what was looked for, and which of it is nowhere; else "".
        unanswered: Of a question of several parts that is answered in part: the questions of the
            parts that are not.
        asked: A follow-up in the person's own words; "" where `question` is what was asked.
        as_of: The dates of the documents cited, for a person, where time plays a role: "As of
            12 March 2025", "the document has no date"; else "".
    """

    question: str
    sentences: tuple[AnswerSentence, ...]
    short: str | None
    abstained: bool
    confidence: float
    related: tuple[Citation, ...]
    model: str
    seconds_to_evidence: float
    seconds: float
    withheld: tuple[Verdict, ...] = ()
    dropped: int = 0
    tokens_read: int = 0
    tokens_written: int = 0
    sought: str = ""
    unanswered: tuple[str, ...] = ()
    asked: str = ""
    as_of: str = ""

    @property
    def text(self) -> str:
        """The answer's sentences only, or that the documents don't say."""
        return ABSTENTION if self.abstained else " ".join(s.text for s in self.sentences)

    @property
    def unsaid(self) -> str:
        """What the documents don't say, for a person: after an abstention what was looked for,
        else the parts of the question that are not answered; "" where nothing is missing."""
        if self.abstained or not self.unanswered:
            return self.sought
        return f"{ABSTENTION.rstrip('.')}: {quoted(self.unanswered)}"

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation of the answer's sentences, once each, in order of first use."""
        return tuple(dict.fromkeys(c for s in self.sentences for c in s.citations))

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, **plain(self), "citations": plain(self.citations)}

    def to_markdown(self) -> str:
        """The answer with Markdown footnotes that carry the quotes and where they stand."""
        if self.abstained:
            body = [ABSTENTION]
        else:
            body = [
                " ".join(
                    s.text + "".join(f"[^{c.number}]" for c in s.citations) for s in self.sentences
                )
            ]
        if self.as_of:
            body += ["", f"*{' '.join(as_a_line(self.as_of).split())}*"]
        if self.unsaid:
            body += ["", " ".join(self.unsaid.split())]
        notes = [f"[^{c.number}]: {_note(c)}" for c in self.citations]
        if self.related:
            heading = "Nearest passages" if self.abstained else "See also"
            body += ["", f"**{heading}**", ""]
            body += [f"- {_note(c)}" for c in self.related]
        return "\n".join([*body, "", *notes]).strip() + "\n"


def as_a_line(phrase: str) -> str:
    """A phrase as a line of its own: "As of 12 March 2025."; "" for none."""
    return f"{phrase[:1].upper()}{phrase[1:]}." if phrase else ""


def _note(citation: Citation) -> str:
    """Quote and source on one line: a line break would end a Markdown footnote."""
    return " ".join(f"“{citation.quote}” — {citation.source}".split())


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """First event of a stream: the numbered quotes the answer may rest on, best first.

    `asked` is as in `Answer`.
    """

    question: str
    evidence: tuple[Citation, ...]
    confidence: float
    enough: bool
    asked: str = ""


@dataclass(frozen=True, slots=True)
class SentenceWritten:
    """One more sentence of the answer, cited and verified."""

    sentence: AnswerSentence


@dataclass(frozen=True, slots=True)
class AnswerDone:
    """Last event of a stream: the whole answer."""

    answer: Answer


Event = EvidenceFound | SentenceWritten | AnswerDone
