"""One summary in the making: what everyone who works on it shares."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field

from chatbot.models import ModelError
from chatbot.summary.candidates import Candidate
from chatbot.summary.material import Said
from chatbot.summary.writing.budget import Budget
from chatbot.summary.writing.caller import Caller
from chatbot.summary.writing.items import Item, Place
from chatbot.summary.writing.judge import Judge, Tally
from chatbot.summary.writing.steps import Steps
from chatbot.types import AnswerSentence, Verdict

Failed = dict[tuple[str, int], str]  # of sections, by document and number: why


@dataclass(frozen=True, slots=True)
class Request:
    """What a summary is to be made of, and how.

    Attributes:
        sentences: All that may be read, in order, document by document.
        candidates: The built-in's, to fill up with.
        several: Whether it is of several documents.
    """

    sentences: Sequence[Said]
    candidates: Sequence[Candidate]
    words: int
    focus: str
    several: bool


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a request.

    Attributes:
        filled: Sentences chosen without the model.
        failed: Of each section that the model could not read, by document and number, why.
    """

    sentences: tuple[AnswerSentence, ...] = ()
    replaced: int = 0
    omitted: int = 0
    withheld: tuple[Verdict, ...] = ()
    filled: int = 0
    failed: Mapping[tuple[str, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Work:
    """The model at work on a request.

    Attributes:
        merits: Of the sentences that the built-in would choose from, by where they stand.
    """

    request: Request
    budget: Budget
    caller: Caller
    judge: Judge
    steps: Steps
    merits: Mapping[Place, float]
    tally: Tally = field(default_factory=Tally)
    failed: Failed = field(default_factory=dict)

    def ask(self, prompt: str, words: int) -> Generator[str, None, None]:
        """The sentences that the model writes, of so many words; raises ModelError."""
        budget = self.budget
        return self.caller.sentences(
            budget.system, prompt, budget.reply(words), budget.spare(prompt)
        )

    def fail(self, items: Sequence[Item], error: ModelError) -> None:
        """The sections of these could not be read."""
        for item in items:
            for said in item.sources:
                key = said.document.id, said.section
                self.failed.setdefault(key, f"The model could not read it. {error.what}")

    def require_an_answer(self) -> None:
        """Raise the model's error if it has never answered."""
        if self.caller.error and not self.caller.answered:
            raise self.caller.error

    def cost(self, items: Sequence[Item]) -> int:
        """Tokens of all items, each with its headings."""
        return sum(self.budget.cost(item, None) for item in items)
