"""Exercises as the network reads them: a question, its window, and one that misleads."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chatbot.reader.training.alterations import Alterations
from chatbot.reader.training.corpus import Corpus, Exercise, Span
from chatbot.reader.windows import TEXT, Window, around, tokens, window

# How often a question is altered to be unanswerable, loses its answering sentence, loses its
# capitals and question mark, or some of its words; and how often the title is there.
_ALTERED, _REMOVED, _BARE, _THINNED, _TITLED = 0.16, 0.10, 0.08, 0.07, 0.6
_THIN = 0.12
_BUDGETS = (64, 88, TEXT, TEXT)
_MISLEADING = 2.5  # mean rank of the sentence that misleads
_STEP, _SHORTEST, LONGEST = 32, 64, 160  # widths in tokens: few, for kernels are made for each


@dataclass(frozen=True, slots=True)
class Group:
    """The windows that compete for one question; the tokens at which its answer may begin and end.

    Attributes:
        answer: (window, token) pairs, for the first and for the last token of the answer; empty
            when nothing answers. Several where only the sentence is known.
    """

    windows: tuple[Window, ...]
    answer: tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]

    @property
    def width(self) -> int:
        longest = max(len(w.ids) for w in self.windows)
        return min(LONGEST, max(_SHORTEST, -(-longest // _STEP) * _STEP))


@dataclass(frozen=True, slots=True)
class Source:
    """A corpus with what misleads for each of its exercises.

    Attributes:
        share: How often each exercise is seen, on average.
        labels: Short answers that the data lacks, by exercise, as a first model saw them.
    """

    corpus: Corpus
    mined: Sequence[Sequence[tuple[int, int]]]
    share: float
    labels: dict[int, Span]


def groups(
    sources: Sequence[Source], alterations: Alterations, chance: random.Random
) -> Iterator[Group]:
    """One round over all exercises, in random order, each altered anew."""
    todo = [
        (source, i)
        for source in sources
        for i in _drawn(len(source.corpus.exercises), source.share, chance)
    ]
    chance.shuffle(todo)
    for source, i in todo:
        if made := _group(source, i, alterations, chance):
            yield made


def batches(
    made: Iterable[Group], questions: int, chance: random.Random, pool: int = 800
) -> Iterator[list[Group]]:
    """So many questions of like width together; what does not fill a batch is left out."""
    waiting: list[Group] = []
    for group in made:
        waiting.append(group)
        if len(waiting) == pool:
            yield from _by_width(waiting, questions, chance)
            waiting = []
    yield from _by_width(waiting, questions, chance)


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as arrays: ids, mask and types (windows, tokens); the rest as `network.loss` says."""

    ids: NDArray[np.int64]
    mask: NDArray[np.int64]
    types: NDArray[np.int64]
    readable: NDArray[np.bool_]
    answer: NDArray[np.bool_]
    owner: NDArray[np.int64]


def arrays(batch: Sequence[Group]) -> Batch:
    """The windows of all groups, one below the other."""
    width = max(group.width for group in batch)
    rows = [(g, w, at) for g, group in enumerate(batch) for at, w in enumerate(group.windows)]
    ids, mask, types = (np.zeros((len(rows), width), np.int64) for _ in range(3))
    readable = np.zeros((len(rows), width), bool)
    answer = np.zeros((len(rows), width, 2), bool)
    for row, (g, w, at) in enumerate(rows):
        known = w.ids[:width]
        ids[row, : len(known)] = known
        mask[row, : len(known)] = 1
        types[row, w.second : len(known)] = 1
        for first, count in w.places.values():
            readable[row, first : first + count] = True
        for end in (0, 1):
            for which, token in batch[g].answer[end]:
                if which == at and token < width:
                    answer[row, token, end] = True
    owner = np.array([g for g, _, _ in rows])
    return Batch(ids, mask, types, readable, answer, owner)


def _drawn(count: int, share: float, chance: random.Random) -> list[int]:
    whole, part = divmod(share, 1)
    return [*range(count)] * int(whole) + chance.sample(range(count), int(part * count))


def _by_width(made: Sequence[Group], questions: int, chance: random.Random) -> list[list[Group]]:
    widths: dict[int, list[Group]] = {}
    for group in made:
        widths.setdefault(group.width, []).append(group)
    full = [
        alike[i : i + questions]
        for alike in widths.values()
        for i in range(0, len(alike) - questions + 1, questions)
    ]
    chance.shuffle(full)
    return full


def _group(
    source: Source, index: int, alterations: Alterations, chance: random.Random
) -> Group | None:
    exercise = source.corpus.exercises[index]
    text = source.corpus.texts[exercise.text]
    best = exercise.sentence if exercise.sentence >= 0 else chance.randrange(len(text.sentences))
    question, answerable, removed = _varied(exercise, text.family, text.sentences[best],
                                            alterations, chance)  # fmt: skip
    title = text.title if chance.random() < _TITLED else ""
    budget = chance.choice(_BUDGETS)
    chosen = [i for i in around(text.sentences, best, budget) if not (removed and i == best)]
    if not chosen:
        return None
    first = window(question, title, text.sentences, chosen)
    windows = [first]
    if mined := source.mined[index]:
        other, at = mined[min(len(mined) - 1, int(chance.expovariate(1 / _MISLEADING)))]
        misleading = source.corpus.texts[other]
        near = around(misleading.sentences, at, budget)
        above = misleading.title if title else ""
        windows.append(window(question, above, misleading.sentences, near))
    span = exercise.span or source.labels.get(index)
    answer = _answer(first, text.sentences[best], best, span) if answerable else ((), ())
    return Group(tuple(windows), answer)


def _varied(
    exercise: Exercise, family: str, said: str, alterations: Alterations, chance: random.Random
) -> tuple[str, bool, bool]:
    """The question as it is asked this time, whether it is answerable, and if only by removal."""
    question = exercise.question
    dice = chance.random()
    if chance.random() < _BARE:
        question = question.rstrip("?").strip().lower()
    if exercise.answerable and dice < _ALTERED:
        other = alterations.altered(question, family, said, chance)
        return (other, False, False) if other else (question, True, False)
    if exercise.answerable and dice < _ALTERED + _REMOVED:
        return question, False, True
    if dice > 1 - _THINNED:
        question = " ".join(w for w in question.split() if chance.random() > _THIN) or question
    return question, exercise.answerable, False


def _answer(
    seen: Window, sentence: str, index: int, span: Span | None
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """The tokens at which the answer begins and ends: any of the sentence's if no span is known."""
    first, count = seen.places[index]
    inside = list(range(count))
    if span is not None:
        offsets = tokens(sentence)[1][:count]
        inside = [i for i, (a, b) in enumerate(offsets) if b > span[0] and a < span[1]] or inside
        return ((0, first + inside[0]),), ((0, first + inside[-1]),)
    anywhere = tuple((0, first + i) for i in inside)
    return anywhere, anywhere
