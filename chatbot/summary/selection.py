"""Which sentences stand for a document: much of what it states, in few words, nothing twice.

A greedy choice by gain over length under a budget of words, as for monotone submodular functions
(Lin & Bilmes 2011, ACL P11-1052). What a sentence gains is what it states that is not said yet
(facts by value, as concepts in Gillick & Favre 2009, W09-1802), and how much nearer it brings the
summary to the document's other sentences (facility location). Then sentences are exchanged while
that adds something, and the last ones chosen so that the length comes out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.summary.candidates import Candidate
from chatbot.summary.growing import Draft, Gains
from chatbot.summary.knapsack import filling
from index.minilm import Floats

TOLERANCE = 0.1  # of the words asked for, either way
_FULL = 1.05  # of the words asked for: so far a better sentence may be a longer one
_EXCHANGES = 40  # sentences; longer summaries are not gone over again
_FILLERS = 400  # sentences among which the last ones are chosen
_DROPPED = 60  # sentences given up, at most, so that others fit

Unit = tuple[int, ...]  # a sentence, or one with the sentence before it, on which it leans


@dataclass(frozen=True, slots=True)
class Begun:
    """What a summary says already, in words of its own.

    Attributes:
        cited: Keys of the candidates that it rests on.
        words: How long it is.
    """

    cited: frozenset[tuple[str, int]] = frozenset()
    words: int = 0


class Selection:
    """Chooses among candidates.

    Args:
        candidates: In reading order, document by document; at least one.
        begun: What they are to go on from.
    """

    def __init__(self, candidates: Sequence[Candidate], begun: Begun = Begun()) -> None:
        self._all = list(candidates)
        self._begun = begun
        self._given = [i for i, c in enumerate(self._all) if c.key in begun.cited]
        self._gains = Gains(self._all)
        places = {c.key: i for i, c in enumerate(self._all)}
        self._before = [
            places.get((c.said.document.id, c.said.place - 1)) if c.leaning else None
            for c in self._all
        ]

    def choose(self, words: int) -> list[Candidate]:
        """Sentences of about so many words together, with what is begun, in reading order.

        Within a tenth of it wherever there is enough to choose from.
        """
        least, _ = bounds(words)
        units = [unit for i in range(len(self._all)) if (unit := self._unit(i))]
        draft = self._greedy(units, words, self._draft([]))
        draft = self._exchanged(draft, words, int(_FULL * words))
        if draft.words < least:
            draft = self._fitted(units, draft, words)
        if draft.words < least:  # what leans on a sentence that is not there is better than nothing
            alone = [(i,) for i, c in enumerate(self._all) if not c.hollow]
            if len(draft.picks) == len(alone):  # there is nothing else
                alone = [(i,) for i in range(len(self._all))]
            draft = self._fitted(alone, self._greedy(alone, words, draft), words)
        if not draft.picks and not self._begun.words:  # each is longer than all was to be
            self._gains.take(draft, min(range(len(self._all)), key=lambda i: self._all[i].words))
        return [self._all[i] for i in sorted(set(draft.picks) - set(self._given))]

    def _draft(self, picks: Sequence[int]) -> Draft:
        """What is begun, and these."""
        draft = self._gains.draft(self._given)
        draft.words = self._begun.words
        for at in picks:
            self._gains.take(draft, at)
        return draft

    def _chosen(self, draft: Draft) -> list[int]:
        """What of it is not begun but chosen, in the order of choice."""
        return draft.picks[len(self._given) :]

    def _unit(self, at: int) -> Unit:
        """A sentence, with the one before it where it leans on that; none if that leans too.

        Nor is there one of a sentence that says next to nothing, but for the sake of another.
        """
        if self._all[at].hollow:
            return ()
        if not self._all[at].leaning:
            return (at,)
        before = self._before[at]
        return () if before is None or self._all[before].leaning else (before, at)

    def _greedy(self, units: Sequence[Unit], words: int, draft: Draft) -> Draft:
        """Units taken one after the other, by what each adds for its length, while they fit."""
        waiting = list(units)
        while waiting:
            gains = self._gains.gains(draft, words)
            fitting: list[Unit] = []
            best: tuple[float, Unit] | None = None
            for unit in waiting:
                fresh = [i for i in unit if i not in draft.picks]
                length = sum(self._all[i].words for i in fresh)
                if not fresh or draft.words + length > words:
                    continue
                fitting.append(unit)
                worth = float(sum(gains[i] for i in fresh)) / length
                if best is None or worth > best[0]:
                    best = worth, unit
            for i in best[1] if best else ():
                self._gains.take(draft, i)
            waiting = fitting
        return draft

    def _exchanged(self, draft: Draft, words: int, most: int) -> Draft:
        """The same with sentences exchanged for others that add more and still fit."""
        for _ in range(2 if len(draft.picks) <= _EXCHANGES else 0):
            before = self._chosen(draft)
            for out in before:
                draft = self._without(out, draft, words, most)
            if self._chosen(draft) == before:
                break
        return draft

    def _without(self, out: int, draft: Draft, words: int, most: int) -> Draft:
        """The draft with another sentence in the place of one, if that adds more."""
        if any(self._leans_on(i, out) for i in draft.picks):
            return draft
        rest = self._draft([i for i in self._chosen(draft) if i != out])
        gains = self._gains.gains(rest, words)
        best = max(
            (i for i in range(len(self._all)) if self._may_join(i, rest, most - rest.words)),
            key=lambda i: float(gains[i]),
            default=out,
        )
        if best == out or gains[best] <= gains[out] * 1.001:
            return draft
        self._gains.take(rest, best)
        return rest

    def _leans_on(self, one: int, other: int) -> bool:
        return self._all[one].leaning and self._before[one] == other

    def _may_join(self, at: int, draft: Draft, room: int) -> bool:
        """Does it fit, and is what it leans on there?"""
        fits = self._all[at].words <= room and at not in draft.picks and not self._all[at].hollow
        return fits and (not self._all[at].leaning or self._before[at] in draft.picks)

    def _fitted(self, units: Sequence[Unit], draft: Draft, words: int) -> Draft:
        """The same with as few of the last sentences as possible chosen anew, to come out."""
        least, most = bounds(words)
        chosen = self._chosen(draft)
        for dropped in range(min(_DROPPED, len(chosen)) + 1):
            base = self._draft(chosen[: len(chosen) - dropped])
            gains = self._gains.gains(base, words)
            best = self._fillers(units, base, gains)
            lengths = [self._all[i].words for i in best]
            values = [float(gains[i]) for i in best]
            picked = filling(lengths, values, least - base.words, most - base.words)
            if picked is not None:
                for j in picked:
                    self._gains.take(base, best[j])
                return base
        return draft

    def _fillers(self, units: Sequence[Unit], base: Draft, gains: Floats) -> list[int]:
        """The best sentences that may be added one by one, none nearly the same as another."""
        single = [
            unit[-1]
            for unit in units
            if unit[-1] not in base.picks and all(i in base.picks for i in unit[:-1])
        ]
        chosen: list[int] = []
        for i in sorted(single, key=lambda i: -float(gains[i]))[: 2 * _FILLERS]:
            if len(chosen) < _FILLERS and not any(self._gains.same(i, j) for j in chosen[:50]):
                chosen.append(i)
        return chosen


def bounds(words: int) -> tuple[int, int]:
    """The fewest and the most words that are still what was asked for."""
    return math.ceil(words * (1 - TOLERANCE)), math.floor(words * (1 + TOLERANCE))
