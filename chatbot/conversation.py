"""One person's conversation: its turns, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from chatbot.types import Answer, AnswerDone, Event

Stream = Callable[[str, Sequence[str] | None], Iterator[Event]]


class Conversation:
    """Questions asked one after another. Not shared between people; hold one each.

    Args:
        stream: Answers one question, as `Chatbot.stream` does.
    """

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._turns: list[Answer] = []

    @property
    def turns(self) -> tuple[Answer, ...]:
        """The answers so far, oldest first; each knows its question."""
        return tuple(self._turns)

    def stream(self, question: str, documents: Sequence[str] | None = None) -> Iterator[Event]:
        """Like `Chatbot.stream`; a finished answer becomes a turn, a stopped one does not."""
        for event in self._stream(question, documents):
            if isinstance(event, AnswerDone):
                self._turns.append(event.answer)
            yield event

    def ask(self, question: str, documents: Sequence[str] | None = None) -> Answer:
        """Like `Chatbot.ask`."""
        for event in self.stream(question, documents):
            if isinstance(event, AnswerDone):
                return event.answer
        raise RuntimeError("the stream ended without an answer")
