"""What a follow-up is resolved from: the turns before it, as words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chatbot.types import Answer

_ABOUT = re.compile(r"About ([^:?]{2,120}): (?=\w)")

_LEAD = re.compile(r"^(?:(?:and|but|so|then|also|ok|okay|well)\b[ ,]+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question, as it was understood, and what was answered.

    Attributes:
        question: Standalone.
        answer: The answer's words; "" after an abstention.
        short: The bare fact in it, or "".
    """

    question: str
    answer: str = ""
    short: str = ""

    @classmethod
    def of(cls, answer: Answer) -> Turn:
        """The turn that an answer ends."""
        text = "" if answer.abstained else answer.text
        return cls(answer.question, text, answer.short or "")

    @property
    def about(self) -> str:
        """The topic that an earlier follow-up was given: "X" of "About X: who paid?"; else ""."""
        match = _ABOUT.match(self.question)
        return match[1] if match else ""

    @property
    def clause(self) -> str:
        """The question without such a topic, and without "And"."""
        return capitalised(_LEAD.sub("", _ABOUT.sub("", self.question, count=1)))


def decapitalised(question: str) -> str:
    """A question as it stands inside a sentence: its first word is never a name's."""
    return question[:1].lower() + question[1:]


def capitalised(question: str) -> str:
    """A question as it stands alone."""
    return question[:1].upper() + question[1:]
