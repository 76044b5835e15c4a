"""The whole story of a summary that a language model writes.

What fits into its context is summarised at once. What does not is read stretch by stretch, and the
model's notes are gathered level by level until they fit, as in the hierarchical merging of Chang et
al. 2024 (BooookScore, arXiv:2310.00785); every note keeps the sentences of the documents that it
rests on, so that the last merge cites those and not the notes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from chatbot.models import ModelError, context_tokens, count_tokens
from chatbot.summary.candidates import Candidate
from chatbot.summary.citing import Citer
from chatbot.summary.material import Said
from chatbot.summary.selection import bounds
from chatbot.summary.writing.budget import NOTES, SUMMARY, Budget
from chatbot.summary.writing.caller import Caller
from chatbot.summary.writing.draft import Draft
from chatbot.summary.writing.items import Item, place, sentence
from chatbot.summary.writing.judge import Judge, Judged, Tally
from chatbot.summary.writing.notes import Notes, best, length, quoted
from chatbot.summary.writing.packing import packed
from chatbot.summary.writing.steps import Steps
from chatbot.types import AnswerSentence, SentenceWritten, SummaryEvent, Verdict
from chatbot.verify import Similarity

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

_NOTED = 2.0  # times as many words in the first notes as in the summary
_FEWEST_NOTED = 40  # words of notes of a stretch
_MISFITS = 3  # sentences that are too long or said already, before the model is stopped
_COUNTED = 20_000  # lines whose tokens are remembered


@dataclass(frozen=True, slots=True)
class Request:
    """What a summary is to be made of, and how.

    Attributes:
        sentences: All that may be read, in order, document by document.
        candidates: The built-in's, to fill up with.
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
        failed: Of each section that it could not read, by document and number, why.
    """

    sentences: tuple[AnswerSentence, ...] = ()
    replaced: int = 0
    omitted: int = 0
    withheld: tuple[Verdict, ...] = ()
    failed: Mapping[tuple[str, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes summaries with one model.

    Args:
        similarity: Cosine of two texts.
        checker: The model that is asked about sentences partly supported, or None for none.
    """

    llm: LLM
    similarity: Similarity
    checker: Callable[[], LLM | None]

    def write(self, request: Request, citer: Citer) -> Generator[SummaryEvent, None, Written]:
        """Progress and sentences as they come; returns the whole. Closing it stops the model.

        Raises:
            ModelError: Every call of the model failed, or its context is too small.
        """
        if not request.sentences:
            return Written()
        steps = Steps(ahead=1)
        yield steps.progress(f"Preparing {len(request.sentences):,} sentences")
        count = lru_cache(_COUNTED)(partial(count_tokens, self.llm))
        budget = Budget(context_tokens(self.llm), count, request.focus, request.several)
        caller = Caller(self.llm, at_once=self.checker() is not None)
        work = _Work(request, budget, caller, Judge(self.similarity, self.checker), steps, citer)
        return (yield from work.summary())


@dataclass(slots=True)
class _Work:
    """One summary in the making."""

    request: Request
    budget: Budget
    caller: Caller
    judge: Judge
    steps: Steps
    citer: Citer
    tally: Tally = field(default_factory=Tally)
    failed: dict[tuple[str, int], str] = field(default_factory=dict)

    def summary(self) -> Generator[SummaryEvent, None, Written]:
        """Read, gather, write."""
        parts = math.ceil(self.request.words / self.budget.most_words)
        room = self.budget.room(self._share(parts))
        items = [self.budget.cut(sentence(said), room) for said in self.request.sentences]
        level = 0
        while not self._fits(items, parts, room if level else min(room, self.budget.comfortable)):
            gathered = yield from self._gathered(items, level, parts)
            if level and self._cost(gathered) > 0.9 * self._cost(items):  # a context that tiny
                gathered = best(gathered, self._merits, length(gathered) // 2)
            items, level = gathered, level + 1
        groups = packed(items, room, self.budget.cost, parts)
        draft = Draft(self.citer, self.tally)
        self.steps.ahead = len(groups)
        for number, group in enumerate(groups, start=1):
            words = round(self.request.words * number / len(groups))
            yield from self._written(draft, group, words, level)
            near = self._near(group) if number < len(groups) else self.request.candidates
            if self.caller.answered:
                yield from map(SentenceWritten, draft.fill(near, words))
        self._require_an_answer()
        tally = self.tally
        return Written(
            tuple(draft.sentences),
            tally.replaced,
            tally.omitted,
            tuple(tally.withheld),
            dict(self.failed),
        )

    def _gathered(
        self, items: list[Item], level: int, parts: int
    ) -> Generator[SummaryEvent, None, list[Item]]:
        """Notes of the items, stretch by stretch."""
        room = self.budget.room(self.budget.most_words)
        waiting = packed(items, min(room, self.budget.comfortable), self.budget.cost)
        words = self._words_noted(len(waiting))
        self.steps.ahead = len(waiting) + self._calls_after(len(waiting), words, room, parts)
        found: list[Item] = []
        done, count = 0, len(waiting)
        while waiting:
            group = waiting.pop(0)
            done += 1
            doing = f"Reading part {done} of {count}" if not level else "Bringing notes together"
            found += yield from self._noted(group, words, level, doing, waiting)
            count = done + len(waiting)
        self._require_an_answer()
        return found

    def _noted(
        self, group: list[Item], words: int, level: int, doing: str, waiting: list[list[Item]]
    ) -> Generator[SummaryEvent, None, list[Item]]:
        """Notes of one stretch; what of it did not fit goes back to what is waiting."""
        if level and (len(group) == 1 or length(group) <= words):
            self.steps.ahead -= 1
            return group
        shown = list(group)
        prompt, sheet = self.budget.prompt(NOTES, shown, words)
        if rest := group[len(shown) :]:
            waiting.insert(0, rest)
            self.steps.ahead += 1
        notes = Notes(words, self.tally)
        self.steps.begin()
        yield self.steps.progress(doing)
        reply = self.caller.sentences(self.budget.system, prompt, self.budget.reply(words))
        try:
            with closing(reply) as heard:
                for raw in heard:
                    if judged := self.judge.judge(raw, sheet):
                        notes.take(judged)
                    if notes.full:
                        break
                    yield self.steps.progress(doing)
        except ModelError as error:
            if not level:
                self._fail(shown, error)
        self.steps.end()
        return notes.items or best(shown, self._merits, words)

    def _written(
        self, draft: Draft, group: list[Item], words: int, level: int
    ) -> Generator[SummaryEvent, None, None]:
        """A part of the summary itself, up to so many words of it altogether."""
        shown = list(group)
        share = max(1, words - draft.words)
        prompt, sheet = self.budget.prompt(SUMMARY, shown, share)
        self.steps.begin()
        yield self.steps.progress("Writing the summary")
        reply = self.caller.sentences(self.budget.system, prompt, self.budget.reply(share))
        misfits = 0
        try:
            with closing(reply) as heard:
                for raw in heard:
                    judged = self.judge.judge(raw, sheet)
                    said = draft.add(judged, bounds(words)[1]) if judged else None
                    misfits += judged is not None and said is None
                    if said:
                        yield SentenceWritten(said)
                    if draft.words >= words or misfits >= _MISFITS:
                        break
                    yield self.steps.progress("Writing the summary")
        except ModelError as error:
            if not level:
                self._fail(shown, error)
            for item in map(quoted, shown if level else ()):  # notes of it are there already
                note = Judged(item.text, item.sources, item.verdict or Verdict("quoted"))
                if said := draft.add(note, words):
                    yield SentenceWritten(said)
        self.steps.end()

    def _fail(self, items: Sequence[Item], error: ModelError) -> None:
        sources = [said for item in items for said in item.sources]
        for said in sources:
            key = said.document.id, said.section
            self.failed.setdefault(key, f"The model could not read it. {error.what}")

    def _require_an_answer(self) -> None:
        if self.caller.error and not self.caller.answered:
            raise self.caller.error

    def _fits(self, items: Sequence[Item], parts: int, most: int) -> bool:
        return len(packed(items, most, self.budget.cost, parts)) <= parts

    def _cost(self, items: Sequence[Item]) -> int:
        return sum(self.budget.cost(item, None) for item in items)

    def _share(self, parts: int) -> int:
        return math.ceil(self.request.words / parts)

    def _words_noted(self, stretches: int) -> int:
        wished = math.ceil(_NOTED * self.request.words / stretches)
        return min(self.budget.most_words, max(_FEWEST_NOTED, wished))

    def _calls_after(self, stretches: int, words: int, room: int, parts: int) -> int:
        """How many calls there will be once these stretches are read, about."""
        calls, tokens = parts, stretches * 2 * words
        while tokens > parts * room:
            stretches = math.ceil(tokens / room)
            calls += stretches
            tokens = min(tokens // 2, stretches * 2 * words)
        return calls

    def _near(self, group: Sequence[Item]) -> list[Candidate]:
        """The built-in's sentences between the first and the last of these."""
        places = {place(said) for item in group for said in item.sources}
        order = [place(said) for said in self.request.sentences]
        at = [i for i, known in enumerate(order) if known in places]
        between = set(order[at[0] : at[-1] + 1]) if at else set()
        return [c for c in self.request.candidates if c.key in between]

    @property
    def _merits(self) -> dict[tuple[str, int], float]:
        return {c.key: c.merit for c in self.request.candidates}
