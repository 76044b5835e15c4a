"""One person's conversation as the page knows it, between one event and the next."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chatbot.page.exchange import Exchange
from chatbot.types import Answer
from index.errors import FootnoteError

if TYPE_CHECKING:
    from chatbot.bot import Chatbot
    from chatbot.conversation import Conversation


@dataclass(frozen=True, slots=True)
class Sitting:
    """A conversation that is open on a page.

    Attributes:
        id: Under which it is kept; "" before its first turn.
        past: Its questions and answers, oldest first, unfinished ones too.
        talk: What answers the next question; None until one is asked.
    """

    id: str = ""
    past: tuple[Exchange, ...] = ()
    talk: Conversation | None = None

    @classmethod
    def resumed(cls, id: str, turns: Iterable[Answer], text_of: Callable[[str], str]) -> Sitting:
        """A kept conversation, opened again."""
        return cls(id, tuple(Exchange.of(answer, text_of) for answer in turns))

    @classmethod
    def kept(cls, bot: Chatbot, owner: str, id: str) -> Sitting:
        """A kept conversation of this owner, opened again; an empty one if it is not there.

        Raises:
            FootnoteError: What is kept cannot be read.
        """
        turns = bot.conversations(owner).turns(id) if owner and id else ()
        return cls.resumed(id, turns, _texts(bot)) if turns else cls()

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers that were finished, oldest first."""
        return tuple(exchange.answer for exchange in self.past if exchange.answer)

    def talking(self, bot: Chatbot) -> Conversation:
        """What answers the next question, with this chatbot unless it was begun before."""
        return self.talk or bot.conversation(self.answers)

    def silent(self) -> Sitting:
        """The same, to be gone on with by another chatbot."""
        return dataclasses.replace(self, talk=None)

    def and_then(self, exchange: Exchange) -> Sitting:
        """With one more exchange."""
        return dataclasses.replace(self, past=(*self.past, exchange))

    def without_last(self) -> Sitting:
        """Without the last exchange, so that it can be asked again."""
        return dataclasses.replace(self, past=self.past[:-1], talk=None)

    def stopped(self) -> Sitting:
        """After the answer was stopped: what was written of it stays."""
        past = tuple(dataclasses.replace(e, stopped=e.stopped or e.waiting) for e in self.past)
        return dataclasses.replace(self, past=past)

    def rated(self, nth: int, how: str) -> Sitting:
        """With what a person thinks of the nth answer, from 0."""
        past = list(self.past)
        past[nth] = dataclasses.replace(past[nth], rated=how)
        return dataclasses.replace(self, past=tuple(past))


def _texts(bot: Chatbot) -> Callable[[str], str]:
    """Texts of documents by their ids, each read once; none of one that was removed."""

    @functools.cache
    def text(document: str) -> str:
        try:
            return bot.text(document)
        except FootnoteError:
            return ""

    return text
