"""An answer, and the events that it comes in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chatbot.types.citation import AnswerSentence, Citation, Verdict, fields_of, note, plain
from chatbot.types.conflict import Conflict
from chatbot.types.exported import Exported
from chatbot.wording.quoted import quoted

ABSTENTION = "The documents don't say."


@dataclass(frozen=True, slots=True)
class Answer(Exported):
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
        conflicts: Where documents give different values of what is asked, each with its sides,
            the newest first; sentences of the answer give at least two of them.
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
    conflicts: tuple[Conflict, ...] = ()

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
        """Every citation of the answer's sentences, then of what the documents differ on, once
        each, in order of first use."""
        said = [c for s in self.sentences for c in s.citations]
        sides = [side.citation for conflict in self.conflicts for side in conflict.sides]
        return tuple(dict.fromkeys([*said, *sides]))

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, **plain(self), "citations": plain(self.citations)}

    @classmethod
    def from_dict(cls, made: Mapping[str, Any]) -> Answer:
        """The answer again, from its `to_dict()`, also by way of JSON.

        Raises:
            KeyError, TypeError, ValueError: It is no answer's.
        """
        given = fields_of(cls, made)
        given["sentences"] = tuple(map(AnswerSentence.from_dict, made["sentences"]))
        given["related"] = tuple(map(Citation.from_dict, made["related"]))
        given["withheld"] = tuple(map(Verdict.from_dict, made.get("withheld", ())))
        given["unanswered"] = tuple(made.get("unanswered", ()))
        given["conflicts"] = tuple(map(Conflict.from_dict, made.get("conflicts", ())))
        return cls(**given)

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
        for conflict in self.conflicts:
            body += ["", " ".join(f"{text}[^{c.number}]" for text, c in conflict.pieces())]
        if self.as_of:
            body += ["", f"*{' '.join(as_a_line(self.as_of).split())}*"]
        if self.unsaid:
            body += ["", " ".join(self.unsaid.split())]
        notes = [f"[^{c.number}]: {note(c)}" for c in self.citations]
        if self.related:
            heading = "Nearest passages" if self.abstained else "See also"
            body += ["", f"**{heading}**", ""]
            body += [f"- {note(c)}" for c in self.related]
        return "\n".join([*body, "", *notes]).strip() + "\n"


def as_a_line(phrase: str) -> str:
    """A phrase as a line of its own: "As of 12 March 2025."; "" for none."""
    return f"{phrase[:1].upper()}{phrase[1:]}." if phrase else ""


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
