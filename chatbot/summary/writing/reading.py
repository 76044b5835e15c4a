"""What does not fit at once is read stretch by stretch, and becomes notes."""

from __future__ import annotations

import math
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass

from chatbot.models import ModelError
from chatbot.summary.writing.budget import NOTES
from chatbot.summary.writing.items import Item
from chatbot.summary.writing.notes import Notes, best, length
from chatbot.summary.writing.packing import packed
from chatbot.summary.writing.work import Work
from chatbot.types import SummaryProgress

_MANY = 16  # stretches
_NOTED = 2.0  # times as many words in the first notes as in the summary
_FEWEST_NOTED = 40  # words of notes of a stretch


@dataclass(frozen=True, slots=True)
class Reading:
    """One level of the tree: items become fewer.

    Args:
        level: 0 for the sentences of the documents, then notes of them, notes of notes.
        room: Tokens of items that a prompt holds.
        parts: In how many the summary will be written.
    """

    work: Work
    level: int
    room: int
    parts: int

    def notes(self, items: list[Item]) -> Generator[SummaryProgress, None, list[Item]]:
        """Notes of the items, fewer than they are; progress as the model reads.

        Raises:
            ModelError: It has never answered.
        """
        waiting = self._stretches(items)
        words = self._words(len(waiting))
        self.work.steps.ahead = len(waiting) + self._calls_after(len(waiting), words)
        found: list[Item] = []
        done = 0
        while waiting:
            done += 1
            doing = f"Reading part {done} of {done + len(waiting) - 1}"
            group = waiting.pop(0)
            found += yield from self._noted(
                group, words, "Bringing notes together" if self.level else doing, waiting
            )
        self.work.require_an_answer()
        if self.level and self.work.cost(found) > 0.9 * self.work.cost(items):  # so small a context
            found = best(found, self.work.merits, length(found) // 2)
        return found

    def _stretches(self, items: list[Item]) -> list[list[Item]]:
        """Of comfortable length, unless they are so many that reading them would take hours."""
        budget = self.work.budget
        stretches = packed(items, min(self.room, budget.comfortable), budget.cost)
        return stretches if len(stretches) <= _MANY else packed(items, self.room, budget.cost)

    def _noted(
        self, group: list[Item], words: int, doing: str, waiting: list[list[Item]]
    ) -> Generator[SummaryProgress, None, list[Item]]:
        """Notes of one stretch; what of it did not fit goes back to what is waiting."""
        work = self.work
        if self.level and (len(group) == 1 or length(group) <= words):
            work.steps.ahead -= 1
            return group
        shown = list(group)
        prompt, sheet = work.budget.prompt(NOTES, shown, words)
        if rest := group[len(shown) :]:
            waiting.insert(0, rest)
            work.steps.ahead += 1
        notes = Notes(words, work.tally)
        work.steps.begin()
        yield work.steps.progress(doing)
        reply = work.ask(prompt, words)
        try:
            with closing(reply) as heard:
                for raw in heard:
                    if judged := work.judge.judge(raw, sheet):
                        notes.take(judged)
                    if notes.full:
                        break
                    yield work.steps.progress(doing)
        except ModelError as error:
            if not self.level:
                work.fail(shown, error)
        work.steps.end()
        return notes.items or best(shown, work.merits, words)

    def _words(self, stretches: int) -> int:
        wished = math.ceil(_NOTED * self.work.request.words / stretches)
        return min(self.work.budget.most_words, max(_FEWEST_NOTED, wished))

    def _calls_after(self, stretches: int, words: int) -> int:
        """How many calls there will be once these stretches are read, about."""
        calls, tokens = self.parts, stretches * 2 * words
        while tokens > self.parts * self.room:
            stretches = math.ceil(tokens / self.room)
            calls += stretches
            tokens = min(tokens // 2, stretches * 2 * words)
        return calls
