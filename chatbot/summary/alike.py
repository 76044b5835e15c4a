"""Which sentences of several documents claim one thing: judged as comparisons judge it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from chatbot.compare.bodies import share_name
from chatbot.compare.comparison import in_order, matched
from chatbot.compare.independent import nearness, related
from chatbot.compare.near import mutual
from chatbot.compare.sources import Said, Source
from chatbot.summary.candidates import Candidate
from chatbot.summary.differences import differences
from chatbot.types import Change
from chatbot.wording.mentions import content_stems, find_names

_REWORDED = 0.68  # cosine of two sentences that say one thing, with other values perhaps
_SAME_TITLE = 0.6  # share of words that two titles have in common
_PAIRS = 15  # of documents, the most alike: a large collection has thousands


@dataclass(frozen=True, slots=True)
class Alike:
    """Sentences of two documents that claim one thing.

    Attributes:
        changes: In what they differ; empty where they say the same.
    """

    older: Candidate
    newer: Candidate
    changes: tuple[Change, ...]


def alike(candidates: Sequence[Candidate]) -> Iterator[Alike]:
    """What each two documents claim of the same things, the most alike documents first."""
    by_document: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_document.setdefault(candidate.said.document.id, []).append(candidate)
    sources = [_source(own) for own in by_document.values()]
    for one, other in _nearest(sources):
        old, new = in_order(one, other)
        ours, theirs = by_document[old.info.id], by_document[new.info.id]
        taken: set[int] = set()
        for match in matched(old, new, None):
            taken.add(match.old)
            yield Alike(ours[match.old], theirs[match.new], match.changes)
        for i, j in _reworded(old, new):
            found = differences(ours[i].text, theirs[j].text)
            if found and i not in taken:
                changes = tuple(Change("", d.one, d.other) for d in found)
                yield Alike(ours[i], theirs[j], changes)


def _reworded(old: Source, new: Source) -> Iterator[tuple[int, int]]:
    """Sentences nearest to each other, of documents of one kind and one house, or with a name in
    common."""
    titles = [set(content_stems(s.info.title)) for s in (old, new)]
    kin = len(titles[0] & titles[1]) >= _SAME_TITLE * max(1, len(titles[0] | titles[1]))
    kin = kin or related(old, new, nearness(old, new))
    for i, j, _ in mutual(old.vectors, new.vectors, _REWORDED):
        if kin or share_name(find_names(old.claims[i].text), find_names(new.claims[j].text)):
            yield i, j


def _source(own: Sequence[Candidate]) -> Source:
    """A document's candidates as the claims of a comparison."""
    claims = tuple(
        Said(at, c.said.document, c.said.sentence, " ".join(c.said.sentence.text.split()),
             c.said.heading, c.said.context)
        for at, c in enumerate(own)
    )  # fmt: skip
    return Source(own[0].said.document, claims, np.stack([c.vector for c in own]))


def _nearest(sources: Sequence[Source]) -> list[tuple[Source, Source]]:
    """Pairs of documents, those first whose sentences are nearest on the whole."""
    middles = {s.info.id: s.vectors.mean(axis=0) for s in sources}
    pairs = list(combinations(sources, 2)) if len(sources) < 200 else []
    pairs.sort(key=lambda p: -float(middles[p[0].info.id] @ middles[p[1].info.id]))
    return pairs[:_PAIRS]
