"""What several documents speak of, and whether they say the same of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from chatbot.summary.candidates import Candidate
from chatbot.summary.citing import Citer
from chatbot.summary.differences import differences
from chatbot.summary.naming import Naming
from chatbot.summary.offices import contested
from chatbot.types import Theme
from chatbot.wording.mentions import content_stems
from index.types import DocumentInfo

_MOST, _CONTESTED = 6, 4  # themes, and how many of them may be ones that documents differ on
_SPEAK_ALIKE = 0.58  # cosine of two sentences on one matter
_PAIRS = 300  # that are compared
_POOL = 1200  # sentences, all documents together


@dataclass(frozen=True, slots=True)
class _Group:
    """Sentences of different documents, one of each, that speak of one thing.

    Attributes:
        name: Of what, if that is known from the start.
        difference: In what they differ, if that is.
    """

    members: tuple[Candidate, ...]
    name: str = ""
    difference: str = ""


def themes(candidates: Sequence[Candidate], citer: Citer) -> tuple[Theme, ...]:
    """What at least two documents speak of: first what they differ on, then the rest."""
    pool = _pool(candidates)
    if len({c.said.document.id for c in pool}) < 2:
        return ()
    name = Naming([c.text for c in pool])
    near = _Near(pool)
    groups = [*_offices(candidates), *near.differing()][:_CONTESTED]
    found: list[Theme] = []
    used: set[tuple[str, int]] = set()
    names: set[str] = set()
    for group in (*groups, *near.agreeing()):
        keys = {c.key for c in group.members}
        called = group.name or name([c.text for c in group.members])
        if called and called.casefold() not in names and not keys & used and len(found) < _MOST:
            used |= keys
            names.add(called.casefold())
            found.append(_theme(called, group, citer))
    return tuple(found)


def _offices(candidates: Sequence[Candidate]) -> Iterator[_Group]:
    for holders in contested(candidates):
        ordered = sorted(holders, key=lambda h: _age(h.candidate.said.document))
        told = _against([(h.name, h.candidate.said.document) for h in ordered])
        yield _Group(tuple(h.candidate for h in ordered), holders[0].office, told)


def _pool(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The sentences of each document that matter most; rows and those that lean left out."""
    plain = [c for c in candidates if not c.row and not c.leaning]
    ids = list(dict.fromkeys(c.said.document.id for c in plain))
    share = max(10, _POOL // max(1, len(ids)))
    kept: list[Candidate] = []
    for document in ids:
        own = [c for c in plain if c.said.document.id == document]
        kept += sorted(own, key=lambda c: -c.merit)[:share]
    return kept[: 2 * _POOL]


class _Near:
    """Which sentences of different documents speak of the same thing, by their vectors."""

    def __init__(self, pool: Sequence[Candidate]) -> None:
        self._pool = pool
        vectors = np.stack([c.vector for c in pool])
        documents = np.array([c.said.document.id for c in pool])
        self._alike = vectors @ vectors.T
        self._alike[documents[:, None] == documents[None, :]] = 0.0
        self._stems = [set(content_stems(c.text)) for c in pool]

    def differing(self) -> Iterator[_Group]:
        """Pairs that state two values of one thing, the most alike first."""
        upper = np.triu(self._alike, 1)
        best = np.argsort(-upper, axis=None, kind="stable")[:_PAIRS]
        for one, other in zip(*np.unravel_index(best, upper.shape), strict=True):
            if upper[one, other] < _SPEAK_ALIKE:
                return
            pair = sorted((self._pool[one], self._pool[other]), key=lambda c: _age(c.said.document))
            found = differences(pair[0].text, pair[1].text)
            told = "; ".join(
                _against([(d.one, pair[0].said.document), (d.other, pair[1].said.document)])
                for d in found
            )
            if told:
                yield _Group(tuple(pair), "", told)

    def agreeing(self) -> Iterator[_Group]:
        """Sentences with the nearest of each other document, those that most share first."""
        groups = []
        for leader, candidate in enumerate(self._pool):
            best: dict[str, int] = {}
            for i in np.argsort(-self._alike[leader], kind="stable").tolist():
                if self._alike[leader, i] < _SPEAK_ALIKE:
                    break
                if len(self._stems[leader] & self._stems[i]) > 1:
                    best.setdefault(self._pool[i].said.document.id, i)
            if best:
                members = (candidate, *(self._pool[i] for i in best.values()))
                worth = sum(float(self._alike[leader, i]) - 0.4 for i in best.values())
                merit = sum(min(1.5, c.merit) for c in members) / len(members)
                groups.append((worth * (0.5 + merit), leader, members))
        for _, _, members in sorted(groups, key=lambda g: (-g[0], g[1])):
            pairs = combinations(members, 2)
            if not any(differences(one.text, other.text) for one, other in pairs):
                yield _Group(members)


def _theme(name: str, group: _Group, citer: Citer) -> Theme:
    sentences = tuple(citer.shortened(c.said, c.text) for c in group.members)
    return Theme(name, sentences, not group.difference, group.difference)


def _against(values: Sequence[tuple[str, DocumentInfo]]) -> str:
    """ "15,000 staff (2025-03-11) against 6,500 staff (2022-11-27)"; each value once."""
    first: dict[str, DocumentInfo] = {}
    for value, document in values:
        first.setdefault(value, document)
    return " against ".join(f"{value} ({_when(document)})" for value, document in first.items())


def _age(document: DocumentInfo) -> tuple[bool, int]:
    """Newest first, those without a date last."""
    return document.date is None, -document.date.toordinal() if document.date else 0


def _when(document: DocumentInfo) -> str:
    return document.date.isoformat() if document.date else f"{document.title}, no date"
