"""The whole story of a summary that a language model writes.

What fits into its context is summarised at once. What does not is read stretch by stretch, and the
model's notes are gathered level by level until they fit, as in the hierarchical merging of Chang et
al. 2024 (BooookScore, arXiv:2310.00785); every note keeps the sentences of the documents that it
rests on, so that the last merge cites those and not the notes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from chatbot.models import context_tokens, count_tokens
from chatbot.summary.citing import Citer
from chatbot.summary.writing.budget import Budget
from chatbot.summary.writing.caller import Caller
from chatbot.summary.writing.draft import Draft
from chatbot.summary.writing.items import Item, sentence
from chatbot.summary.writing.judge import Judge
from chatbot.summary.writing.merging import Merging
from chatbot.summary.writing.packing import packed
from chatbot.summary.writing.reading import Reading
from chatbot.summary.writing.steps import Steps
from chatbot.summary.writing.work import Request, Work, Written
from chatbot.types import SummaryEvent
from chatbot.verify import Similarity

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

_COUNTED = 20_000  # lines whose tokens are remembered


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
        work = self._work(request, steps)
        draft = Draft(citer, work.tally)
        parts = math.ceil(request.words / work.budget.most_words)
        room = work.budget.room(work.budget.most_words)
        items = [work.budget.cut(sentence(said), room) for said in request.sentences]
        level, most = 0, min(room, work.budget.comfortable)
        while not _fits(items, parts, most, work):
            noted = yield from Reading(work, level, room, parts).notes(items)
            items = [work.budget.cut(note, room) for note in noted]
            level, most = level + 1, room
        groups = packed(items, most, work.budget.cost, parts)
        yield from Merging(work, draft, notes=level > 0).write(groups)
        return Written(
            sentences=tuple(draft.sentences),
            replaced=work.tally.replaced,
            omitted=work.tally.omitted,
            withheld=tuple(work.tally.withheld),
            filled=draft.filled,
            failed=dict(work.failed),
        )

    def _work(self, request: Request, steps: Steps) -> Work:
        count = lru_cache(_COUNTED)(partial(count_tokens, self.llm))
        return Work(
            request,
            Budget(context_tokens(self.llm), count, request.focus, request.several),
            Caller(self.llm, at_once=self.checker() is not None),
            Judge(self.similarity, self.checker),
            steps,
            {candidate.key: candidate.merit for candidate in request.candidates},
        )


def _fits(items: Sequence[Item], parts: int, most: int, work: Work) -> bool:
    return len(packed(items, most, work.budget.cost, parts)) <= parts
