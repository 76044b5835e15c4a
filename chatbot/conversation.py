"""One person's conversation: its turns, in order, and follow-ups understood from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from chatbot.followup import Turn, standalone
from chatbot.followup.reworded import reworded
from chatbot.types import Answer, AnswerDone, Event, EvidenceFound
from index.words import sound

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

Stream = Callable[[str, Sequence[str] | None], Iterator[Event]]


class Conversation:
    """Questions asked one after another. Not shared between people; hold one each.

    A follow-up ("And in Leeds?") is answered as the standalone question that it stands for, which
    is the answer's `question`; what was asked is its `asked`.

    Args:
        stream: Answers one question, as `Chatbot.stream` does.
        llm: Opens the language model that may word follow-ups, or None; called for those only.
        turns: What was answered before, oldest first, of a conversation that goes on.
    """

    def __init__(
        self,
        stream: Stream,
        llm: Callable[[], LLM | None] = lambda: None,
        turns: Iterable[Answer] = (),
    ) -> None:
        self._stream = stream
        self._llm = llm
        self._turns = list(turns)

    @property
    def turns(self) -> tuple[Answer, ...]:
        """The answers so far, oldest first; each knows its question."""
        return tuple(self._turns)

    def stream(self, question: str, documents: Sequence[str] | None = None) -> Iterator[Event]:
        """Like `Chatbot.stream`; a finished answer becomes a turn, a stopped one does not."""
        asked = " ".join(sound(question).split())
        understood = self.understood(asked)
        for event in self._stream(understood, documents):
            if understood != asked:
                event = _as_asked(event, asked)
            if isinstance(event, AnswerDone):
                self._turns.append(event.answer)
            yield event

    def ask(self, question: str, documents: Sequence[str] | None = None) -> Answer:
        """Like `Chatbot.ask`."""
        for event in self.stream(question, documents):
            if isinstance(event, AnswerDone):
                return event.answer
        raise RuntimeError("the stream ended without an answer")

    def understood(self, question: str) -> str:
        """The question as it would be answered now: standalone, if it is a follow-up.

        A model is asked only about a follow-up; a question that stands alone costs no call.
        """
        turns = [Turn.of(answer) for answer in self._turns]
        ruled = standalone(question, turns)
        if ruled == question:
            return question
        llm = self._llm()
        return ruled if llm is None else reworded(question, ruled, turns, llm)


def _as_asked(event: Event, asked: str) -> Event:
    """The event with the person's own words beside what was made of them."""
    if isinstance(event, EvidenceFound):
        return replace(event, asked=asked)
    if isinstance(event, AnswerDone):
        return AnswerDone(replace(event.answer, asked=asked))
    return event
