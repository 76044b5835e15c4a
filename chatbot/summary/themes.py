"""What several documents speak of, and whether they say the same of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from chatbot.summary.alike import Alike, alike
from chatbot.summary.candidates import Candidate
from chatbot.summary.citing import Citer
from chatbot.summary.naming import Naming
from chatbot.types import Theme
from chatbot.verify import Cited, verify
from chatbot.wording.mentions import content_stems
from index.types import DocumentInfo

_DIFFER, _AGREE, _MOST = 5, 7, 6  # themes, when those of each kind are added: loose ones last
_SPEAK_ALIKE = 0.6  # cosine of two sentences on one matter
_POOL = 1200  # sentences, all documents together


@dataclass(slots=True)
class _Group:
    """Sentences of different documents, one of each, that speak of one thing.

    Attributes:
        name: Of what, if that is known from the start.
        values: What each gives for it, where they differ.
    """

    name: str = ""
    members: dict[str, Candidate] = field(default_factory=dict)
    values: list[tuple[str, DocumentInfo]] = field(default_factory=list)
    agreed: bool = False

    @property
    def keys(self) -> frozenset[tuple[str, int]]:
        return frozenset(c.key for c in self.members.values())

    @property
    def worth(self) -> float:
        merits = [min(1.5, c.merit) for c in self.members.values()]
        return sum(merits) / len(merits) * (1 + 0.2 * len(merits))


def themes(candidates: Sequence[Candidate], citer: Citer) -> tuple[Theme, ...]:
    """What at least two documents speak of: what they differ on, what they agree on, the rest."""
    pool = _pool(candidates)
    if len({c.said.document.id for c in pool}) < 2:
        return ()
    pairs = list(alike(pool))
    same = [_of(pair) for pair in pairs if not pair.changes]
    near = list(_near(pool))
    for group in near:
        group.agreed = _agree(group, citer)
    agreed = sorted([*same, *(g for g in near if g.agreed)], key=lambda g: -g.worth)
    chosen = _Chosen(Naming([c.text for c in pool]), citer)
    chosen.add(_differing(pairs), _DIFFER)
    chosen.add(agreed, _AGREE)
    chosen.add([g for g in near if not g.agreed], _MOST)
    return tuple(chosen.themes)


@dataclass(slots=True)
class _Chosen:
    """Themes as they are chosen: no sentence, and no name, twice."""

    naming: Naming
    citer: Citer
    themes: list[Theme] = field(default_factory=list)
    used: set[tuple[str, int]] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def add(self, groups: Sequence[_Group], most: int) -> None:
        """Take these while there are fewer than so many."""
        for group in groups:
            texts = [c.text for c in group.members.values()]
            name = group.name or self.naming(texts)
            if len(self.themes) >= most:
                return
            if name and name.casefold() not in self.names and not group.keys & self.used:
                self.used |= group.keys
                self.names.add(name.casefold())
                self.themes.append(self._theme(name, group))

    def _theme(self, name: str, group: _Group) -> Theme:
        members = sorted(group.members.values(), key=lambda c: _age(c.said.document))
        sentences = tuple(self.citer.shortened(c.said, c.text) for c in members)
        return Theme(name, sentences, group.agreed, _against(group.values))


def _pool(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The sentences of each document that matter most, in reading order; rows, and those that
    lean, left out."""
    plain = [c for c in candidates if not c.row and not c.leaning]
    ids = list(dict.fromkeys(c.said.document.id for c in plain))
    share = max(10, _POOL // max(1, len(ids)))
    kept: list[Candidate] = []
    for document in ids:
        own = [c for c in plain if c.said.document.id == document]
        best = sorted(own, key=lambda c: -c.merit)[:share]
        kept += sorted(best, key=lambda c: c.said.place)
    return kept[: 2 * _POOL]


def _differing(pairs: Sequence[Alike]) -> list[_Group]:
    """What documents give different values of, each thing once, what matters most first."""
    groups: dict[str, _Group] = {}
    for pair in pairs:
        for change in pair.changes:
            key = change.what.casefold() or f"{pair.older.key} {pair.newer.key}"
            group = groups.setdefault(key, _Group(change.what))
            for value, candidate in ((change.new, pair.newer), (change.old, pair.older)):
                document = candidate.said.document
                if document.id not in group.members:
                    group.members[document.id] = candidate
                    group.values.append((value, document))
    return sorted(groups.values(), key=lambda g: -g.worth)


def _of(pair: Alike) -> _Group:
    both = (pair.newer, pair.older)
    return _Group(members={c.said.document.id: c for c in both}, agreed=True)


def _near(pool: Sequence[Candidate]) -> Iterator[_Group]:
    """Sentences with the nearest of each other document, those that most share first."""
    vectors = np.stack([c.vector for c in pool])
    documents = np.array([c.said.document.id for c in pool])
    cosines = vectors @ vectors.T
    cosines[documents[:, None] == documents[None, :]] = 0.0
    stems = [set(content_stems(c.text)) for c in pool]
    found = []
    for leader, candidate in enumerate(pool):
        best: dict[str, int] = {}
        for i in np.argsort(-cosines[leader], kind="stable").tolist():
            if cosines[leader, i] < _SPEAK_ALIKE:
                break
            if len(stems[leader] & stems[i]) > 1:
                best.setdefault(pool[i].said.document.id, i)
        if best:
            members = {candidate.said.document.id: candidate}
            members |= {document: pool[i] for document, i in best.items()}
            close = sum(float(cosines[leader, i]) - 0.4 for i in best.values())
            group = _Group(members=members)
            found.append((close * (0.5 + group.worth), leader, group))
    for _, _, group in sorted(found, key=lambda f: (-f[0], f[1]))[: 4 * _MOST]:
        yield group


def _agree(group: _Group, citer: Citer) -> bool:
    """Does every sentence say what the first says, and the first what they say?"""
    first, *others = group.members.values()
    return all(
        _supports(first, other, citer) and _supports(other, first, citer) for other in others
    )


def _supports(one: Candidate, other: Candidate, citer: Citer) -> bool:
    cited = Cited(citer.unnumbered(other.said), other.said.context)
    return verify(one.text, [cited], citer.similarity).status in ("quoted", "supported")


def _against(values: Sequence[tuple[str, DocumentInfo]]) -> str:
    """ "15,000 staff (2025-03-11) against 6,500 staff (2022-11-27)"; each value once."""
    first: dict[str, DocumentInfo] = {}
    for value, document in sorted(values, key=lambda v: _age(v[1])):
        first.setdefault(value, document)
    return " against ".join(f"{value} ({_when(document)})" for value, document in first.items())


def _age(document: DocumentInfo) -> tuple[bool, int]:
    """Newest first, those without a date last."""
    return document.date is None, -document.date.toordinal() if document.date else 0


def _when(document: DocumentInfo) -> str:
    return document.date.isoformat() if document.date else f"{document.title}, no date"
