"""A summary as it grows, and what each sentence would add to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from chatbot.summary.candidates import Candidate
from index.minilm import Floats

Flags = npt.NDArray[np.bool_]

_UNIVERSE = 2000  # sentences that the summary is to be near to, at most
_NEAR, _BASE = 1.2, 0.15  # of being near to others, of being there at all; a fact tells about 1
_ALIKE = 0.7  # of several facts of a kind in one sentence each tells so much of the one before
_SECTION = 0.92  # a section that has had its say
_TIED = 0.45  # a sentence that takes up what another says, without that one
_SAME = 0.75  # cosine from which two sentences begin to say the same


@dataclass(slots=True)
class Draft:
    """Sentences chosen so far.

    Attributes:
        picks: Which candidates, in the order of their choice.
        words: Of them together.
        near: Of each sentence of the universe, how near the nearest pick is, 0..1.
        closest: Of each candidate, its cosine with the nearest pick.
        news: Of each candidate, what it states that is not said yet.
        held: Of each candidate, how often its section was heard, (candidates,).
        follows: Of each candidate, whether the sentence before it is in, (candidates,).
        heard: Words of each document.
        said: Keys of the facts that are said.
    """

    near: Floats
    closest: Floats
    news: Floats
    held: Floats
    follows: Flags
    heard: Floats
    picks: list[int] = field(default_factory=list)
    words: int = 0
    said: set[str] = field(default_factory=set)


class Gains:
    """What candidates add to a draft.

    Args:
        candidates: In reading order, document by document; at least one.
    """

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._all = list(candidates)
        self._vectors = np.stack([c.vector for c in self._all]).astype(np.float32)
        step = -(-len(self._all) // _UNIVERSE)
        self._alike: Floats = np.clip(self._vectors @ self._vectors[::step].T, 0.0, None)
        self._usual = float(self._alike.sum(axis=1).mean()) or 1.0
        self._merits = np.array([c.merit for c in self._all], np.float32)
        ids = {name: i for i, name in enumerate({c.said.document.id: 0 for c in self._all})}
        self._document = np.array([ids[c.said.document.id] for c in self._all])
        self._documents = len(ids)
        self._tied = np.array([c.tied for c in self._all])
        self._places = np.array([c.said.place for c in self._all])
        self._section = np.array([c.said.section for c in self._all])
        self._stating: dict[str, list[int]] = defaultdict(list)
        for at, candidate in enumerate(self._all):
            for fact in candidate.facts:
                self._stating[fact.key].append(at)
        self._news = np.array([self._told(c, set()) for c in self._all], np.float32)

    def empty(self) -> Draft:
        """A draft of nothing."""
        count = len(self._all)
        return Draft(
            near=np.zeros(self._alike.shape[1], np.float32),
            closest=np.full(count, -1.0, np.float32),
            news=self._news.copy(),
            held=np.zeros(count, np.float32),
            follows=np.zeros(count, bool),
            heard=np.zeros(self._documents, np.float32),
        )

    def draft(self, picks: Sequence[int]) -> Draft:
        """A draft of these."""
        draft = self.empty()
        for at in picks:
            self.take(draft, at)
        return draft

    def take(self, draft: Draft, at: int) -> None:
        """Put a candidate in; one that is in already stays."""
        if at in draft.picks:
            return
        candidate, document = self._all[at], self._document[at]
        draft.picks.append(at)
        draft.words += candidate.words
        draft.near = np.maximum(draft.near, self._alike[at])
        draft.closest = np.maximum(draft.closest, self._vectors @ self._vectors[at])
        draft.held += (self._document == document) & (self._section == self._section[at])
        draft.follows |= (self._document == document) & (self._places == candidate.said.place + 1)
        draft.heard[document] += candidate.words
        new = {fact.key for fact in candidate.facts} - draft.said
        draft.said |= new
        for other in {i for key in new for i in self._stating[key]}:
            draft.news[other] = self._told(self._all[other], draft.said)

    def gains(self, draft: Draft, words: int) -> Floats:
        """What each candidate would add, (candidates,).

        Args:
            words: Of the summary that is wanted: a document that has had its share gives way.
        """
        nearer = np.maximum(self._alike - draft.near, 0.0).sum(axis=1) / self._usual
        held = _SECTION**draft.held
        if self._documents > 1:
            share = words / self._documents
            held = held * (share / (share + 2 * draft.heard))[self._document]
        held = held * np.where(self._tied & ~draft.follows, _TIED, 1.0)
        fresh = np.where(draft.closest > _SAME, np.clip(3.4 - 3.2 * draft.closest, 0.2, 1.0), 1.0)
        found: Floats = self._merits * held * fresh * (draft.news + _NEAR * nearer + _BASE)
        return found

    def same(self, one: int, other: int) -> bool:
        """Do two candidates say nearly the same?"""
        return float(self._vectors[one] @ self._vectors[other]) > 0.9

    def _told(self, candidate: Candidate, said: set[str]) -> float:
        """What it states that is not said yet."""
        kinds: Counter[str] = Counter()
        told = 0.0
        for fact in candidate.facts:
            if fact.key not in said:
                told += fact.weight * _ALIKE ** kinds[fact.unit]
                kinds[fact.unit] += 1
        return told
