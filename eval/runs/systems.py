"""What is measured: something that is asked a case and answers; and Footnote as such a thing."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from chatbot import Chatbot
from chatbot.conversation import Conversation
from chatbot.types import Answer, AnswerDone, EvidenceFound, SentenceWritten
from eval.cases.case import Case
from eval.judging.judgement import states
from eval.observed import Observed, Retrieved, Said
from eval.runs.library import cited

if TYPE_CHECKING:
    from index.retriever import FootnoteRetriever

DEPTH = 10  # passages looked at, for recall@5 and nDCG@10


class System(Protocol):
    """Anything that answers cases; one is asked after another, turns of a conversation in order."""

    name: str

    def warm(self) -> None:
        """Load what the first question needs, so that it is timed like the others."""

    def ask(self, case: Case) -> Observed:
        """Answer one case."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage as a search returned it: where it stands, and its text."""

    file: str
    start: int
    end: int
    text: str


class Footnote:
    """A chatbot, asked through its public API.

    Args:
        bot: Over the documents in question.
        lenient: The same library with a chatbot that never abstains; says what would have been
            said in place of an abstention. None: nobody asks.
    """

    def __init__(self, bot: Chatbot, lenient: Chatbot | None = None) -> None:
        self.name = bot.settings.model
        self._bot = bot
        self._lenient = lenient
        self._talk: Conversation = bot.conversation()
        self._asked: tuple[str, ...] = ()

    def warm(self) -> None:
        self._bot.warm()
        if self.name != "builtin" and (documents := self._bot.documents()):
            self._bot.ask(documents[0].title)  # a model's weights are read at its first answer

    def ask(self, case: Case) -> Observed:
        self._resume(case.earlier)
        self._asked = (*case.earlier, case.question)
        started = time.perf_counter()
        evidence = words = 0.0
        for event in self._talk.stream(case.question):
            passed = time.perf_counter() - started
            match event:
                case EvidenceFound():
                    evidence = passed
                case SentenceWritten():
                    words = words or passed
                case AnswerDone(answer):
                    return self._observed(case, answer, evidence, words or passed, passed)
        raise RuntimeError("the stream ended without an answer")

    def _resume(self, earlier: tuple[str, ...]) -> None:
        """Go on with the conversation of the last case, or lead one up to this case's turn."""
        if earlier and earlier == self._asked:
            return
        self._talk = self._bot.conversation()
        for question in earlier:
            self._talk.ask(question)

    def _observed(
        self, case: Case, answer: Answer, evidence: float, words: float, seconds: float
    ) -> Observed:
        return Observed(
            text=answer.text,
            sentences=tuple(
                Said(s.text, tuple(map(cited, s.citations)), s.verdict.status)
                for s in answer.sentences
            ),
            short=answer.short,
            abstained=answer.abstained,
            confidence=answer.confidence,
            passages=retrieved(case, self._found(answer.question)),
            withheld=len(answer.withheld),
            dropped=answer.dropped,
            otherwise=self._otherwise(answer),
            seconds_to_evidence=evidence,
            seconds_to_words=words,
            seconds=seconds,
            tokens_read=answer.tokens_read,
            tokens_written=answer.tokens_written,
        )

    def _otherwise(self, answer: Answer) -> str:
        if self._lenient is None or not answer.abstained:
            return ""
        said = self._lenient.ask(answer.question)
        return "" if said.abstained else said.text

    def _found(self, question: str) -> list[Found]:
        nodes = self._retriever.retrieve(question)
        return [
            Found(
                Path(node.metadata["path"]).name,
                node.node.start_char_idx,  # type: ignore[attr-defined]
                node.node.end_char_idx,  # type: ignore[attr-defined]
                node.text,
            )
            for node in nodes
        ]

    @cached_property
    def _retriever(self) -> FootnoteRetriever:
        return self._bot.retriever(DEPTH)


def retrieved(case: Case, found: Iterable[Found]) -> tuple[Retrieved, ...]:
    """The passages with the facts they hold, given that they come from the right place."""
    return tuple(
        Retrieved(
            passage.file,
            passage.start,
            passage.end,
            tuple(
                number
                for number, fact in enumerate(case.expect)
                if _from_right_place(case, passage) and states(passage.text, fact)
            ),
        )
        for passage in found
    )


def _from_right_place(case: Case, passage: Found) -> bool:
    if gold := case.gold:
        return passage.file == gold.file and passage.start < gold.end and gold.start < passage.end
    return not case.cite or passage.file in {source.file for source in case.cite}
