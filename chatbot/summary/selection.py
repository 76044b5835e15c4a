"""Which sentences stand for a document: much of what it states, in few words, nothing twice.

A greedy choice by gain over length under a budget of words, as for monotone submodular functions
(Lin & Bilmes 2011, ACL P11-1052). What a sentence gains is what it states that is not said yet
(facts by value, as concepts in Gillick & Favre 2009, W09-1802), and how much nearer it brings the
summary to the document's other sentences (facility location). The last sentences are chosen so
that the length comes out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from chatbot.summary.candidates import Candidate
from chatbot.summary.knapsack import filling
from index.minilm import Floats

_FULL = 1.05  # of the words asked for: so far a better sentence may be a longer one
_EXCHANGES = 40  # sentences; longer summaries are not gone over again
TOLERANCE = 0.1  # of the words asked for, either way
_UNIVERSE = 2000  # sentences that the summary is to be near to, at most
_STATED, _NEAR, _BASE = 1.0, 1.2, 0.15
_ALIKE = 0.7  # of what the one before it told
_LENGTH = 1.0  # power of the length that a gain is divided by
_SECTION, _SAME = 0.92, 0.75  # a section, a document has had its say; two sentences say the same


@dataclass(slots=True)
class _Chosen:
    """A summary as it grows."""

    near: Floats
    picks: list[int] = field(default_factory=list)
    words: int = 0
    said: dict[str, float] = field(default_factory=dict)
    sections: Counter[tuple[str, int]] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)


class Selection:
    """Chooses among candidates.

    Args:
        candidates: In reading order, document by document.
    """

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._all = list(candidates)
        places = {c.key: i for i, c in enumerate(self._all)}
        self._before = [
            places.get((c.said.document.id, c.said.place - 1)) if c.leaning else None
            for c in self._all
        ]
        vectors = np.stack([c.vector for c in self._all])
        step = max(1, len(self._all) // _UNIVERSE)
        self._alike: Floats = np.clip(vectors @ vectors[::step].T, 0.0, None)
        self._vectors = vectors
        self._merits = np.array([c.merit for c in self._all], np.float32)
        self._usual = float(self._alike.sum(axis=1).mean()) or 1.0
        self._documents = len({c.said.document.id for c in self._all})

    def choose(self, words: int) -> list[Candidate]:
        """Sentences of about so many words together, in reading order.

        Within a tenth of it wherever there is enough to choose from.
        """
        least, most = bounds(words)
        units = [u for i in range(len(self._all)) if (u := self._unit(i))]
        chosen = self._greedy(units, words, words)
        chosen = self._exchanged(chosen, words, max(words, int(_FULL * words)))
        if chosen.words < least:
            chosen = self._fitted(units, chosen, words, least, most)
        if chosen.words < least:  # what needs the sentence before it is better than nothing
            alone = [(i,) for i in range(len(self._all))]
            chosen = self._fitted(alone, self._greedy(alone, words, words, chosen), words, least, most)  # fmt: skip
        return [self._all[i] for i in sorted(chosen.picks)]

    def _unit(self, at: int) -> tuple[int, ...]:
        """A sentence, with the one before it where it leans on that; none if that leans too."""
        if not self._all[at].leaning:
            return (at,)
        before = self._before[at]
        return () if before is None or self._all[before].leaning else (before, at)

    def _greedy(
        self, units: list[tuple[int, ...]], words: int, most: int, begun: _Chosen | None = None
    ) -> _Chosen:
        chosen = begun or _Chosen(np.zeros(self._alike.shape[1], np.float32))
        open_ = list(units)
        while open_:
            gains = self._gains(chosen, words)
            best: tuple[float, tuple[int, ...]] | None = None
            fitting: list[tuple[int, ...]] = []
            for unit in open_:
                fresh = [i for i in unit if i not in chosen.picks]
                length = sum(self._all[i].words for i in fresh)
                if not fresh or chosen.words + length > most:
                    continue
                fitting.append(unit)
                worth = float(sum(gains[i] for i in fresh)) / length**_LENGTH
                if best is None or worth > best[0]:
                    best = worth, unit
            if best is None:
                break
            for i in best[1]:
                self._take(chosen, i)
            open_ = fitting
        return chosen

    def _gains(self, chosen: _Chosen, words: int) -> Floats:
        """What each sentence would add."""
        nearer = np.maximum(self._alike - chosen.near, 0.0).sum(axis=1) / self._usual
        news = np.array([self._news(c, chosen) for c in self._all], np.float32)
        held = np.array([self._held_back(c, chosen, words) for c in self._all], np.float32)
        gains: Floats = self._merits * held * (_STATED * news + _NEAR * nearer + _BASE)
        if chosen.picks:
            closest = (self._vectors @ self._vectors[chosen.picks].T).max(axis=1)
            gains = gains * np.where(closest > _SAME, np.clip(3.4 - 3.2 * closest, 0.2, 1.0), 1.0)
        return gains

    def _news(self, candidate: Candidate, chosen: _Chosen) -> float:
        """What it states that is not said yet; of several facts of a kind each tells less."""
        kinds: Counter[str] = Counter()
        told = 0.0
        for fact in candidate.facts:
            if fact.key not in chosen.said:
                kind = fact.unit
                told += fact.weight * _ALIKE ** kinds[kind]
                kinds[kind] += 1
        return told

    def _held_back(self, candidate: Candidate, chosen: _Chosen, words: int) -> float:
        """Less than 1 where its section, or its document, has had its say already."""
        key = candidate.said.document.id, candidate.said.section
        factor = _SECTION ** chosen.sections[key]
        if self._documents > 1:
            share = words / self._documents
            factor *= share / (share + 2 * chosen.documents[candidate.said.document.id])
        return float(factor)

    def _take(self, chosen: _Chosen, at: int) -> None:
        if at in chosen.picks:
            return
        candidate = self._all[at]
        chosen.picks.append(at)
        chosen.words += candidate.words
        chosen.near = np.maximum(chosen.near, self._alike[at])
        chosen.said |= {fact.key: fact.weight for fact in candidate.facts}
        chosen.sections[candidate.said.document.id, candidate.said.section] += 1
        chosen.documents[candidate.said.document.id] += candidate.words

    def _exchanged(self, chosen: _Chosen, words: int, most: int) -> _Chosen:
        """The same with sentences exchanged for others that add more and still fit."""
        for _ in range(2):
            if len(chosen.picks) > _EXCHANGES:
                break
            changed = False
            for out in list(chosen.picks):
                if any(self._all[i].leaning and self._before[i] == out for i in chosen.picks):
                    continue  # another leans on it
                rest = self._of([i for i in chosen.picks if i != out])
                gains = self._gains(rest, words)
                fits = [
                    i
                    for i in range(len(self._all))
                    if i not in rest.picks
                    and rest.words + self._all[i].words <= most
                    and (not self._all[i].leaning or self._before[i] in rest.picks)
                ]
                best = max(fits, key=lambda i: float(gains[i]), default=out)
                if best != out and gains[best] > gains[out] * 1.001:
                    self._take(rest, best)
                    chosen, changed = rest, True
            if not changed:
                break
        return chosen

    def _of(self, picks: Sequence[int]) -> _Chosen:
        chosen = _Chosen(np.zeros(self._alike.shape[1], np.float32))
        for i in picks:
            self._take(chosen, i)
        return chosen

    def _fitted(
        self,
        units: list[tuple[int, ...]],
        chosen: _Chosen,
        words: int,
        least: int,
        most: int,
    ) -> _Chosen:
        """The same with as few of the last sentences as possible chosen anew, to come out."""
        for dropped in range(len(chosen.picks) + 1):
            base = self._of(chosen.picks[: len(chosen.picks) - dropped])
            singles = [
                u[-1]
                for u in units
                if u[-1] not in base.picks and all(i in base.picks for i in u[:-1])
            ]
            gains = self._gains(base, words)
            best = sorted(singles, key=lambda i: -float(gains[i]))[:400]
            lengths = [self._all[i].words for i in best]
            values = [float(gains[i]) for i in best]
            picked = filling(lengths, values, least - base.words, most - base.words)
            if picked is not None:
                for j in picked:
                    self._take(base, best[j])
                return base
        return chosen


def bounds(words: int) -> tuple[int, int]:
    """The fewest and the most words that are still what was asked for."""
    return -int(-(words * (1 - TOLERANCE)) // 1), int(words * (1 + TOLERANCE))
