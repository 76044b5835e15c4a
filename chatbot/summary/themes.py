"""What several documents speak of, and whether they say the same of it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chatbot.summary.candidates import Candidate
from chatbot.summary.citing import Citer
from chatbot.summary.differences import differences
from chatbot.types import Theme
from chatbot.wording.mentions import content_stems, word_stem
from index.types import DocumentInfo
from index.words import STOPWORDS, words

_MOST = 6  # themes
_SPEAK_ALIKE = 0.55  # cosine of two sentences on one matter
_POOL = 1200  # sentences, all documents together
_NAME_WORDS = 3
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class _Group:
    """Sentences of different documents, one of each, that speak of one thing."""

    members: tuple[int, ...]
    worth: float


def themes(candidates: Sequence[Candidate], citer: Citer) -> tuple[Theme, ...]:
    """What at least two documents speak of, what most speak of first."""
    pool = _pool(candidates)
    if len({c.said.document.id for c in pool}) < 2:
        return ()
    counts = Counter(stem for c in pool for stem in set(content_stems(c.text)))
    rarity = {stem: math.log(1 + len(pool) / n) for stem, n in counts.items()}
    found: list[Theme] = []
    names: set[str] = set()
    for group in _groups(pool):
        members = [pool[i] for i in group.members]
        name = _name([m.text for m in members], rarity)
        if name and name.casefold() not in names:
            names.add(name.casefold())
            found.append(_theme(name, members, citer))
        if len(found) == _MOST:
            break
    return tuple(found)


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


def _groups(pool: Sequence[Candidate]) -> list[_Group]:
    """Leaders with their nearest of each other document, best first, no sentence twice."""
    vectors = np.stack([c.vector for c in pool])
    documents = np.array([c.said.document.id for c in pool])
    alike = vectors @ vectors.T
    alike[documents[:, None] == documents[None, :]] = 0.0
    groups = []
    for leader in range(len(pool)):
        near = np.flatnonzero(alike[leader] >= _SPEAK_ALIKE)
        best: dict[str, int] = {}
        for i in sorted(near.tolist(), key=lambda i: -float(alike[leader, i])):
            best.setdefault(pool[i].said.document.id, i)
        if best:
            members = (leader, *best.values())
            worth = sum(float(alike[leader, i]) - 0.4 for i in best.values())
            merit = sum(min(1.5, pool[i].merit) for i in members) / len(members)
            groups.append(_Group(members, worth * (0.5 + merit)))
    taken: set[int] = set()
    chosen = []
    for group in sorted(groups, key=lambda g: -g.worth):
        if not taken & set(group.members):
            taken |= set(group.members)
            chosen.append(group)
    return chosen


def _theme(name: str, members: Sequence[Candidate], citer: Citer) -> Theme:
    """A theme, newest document first where the documents differ."""
    ordered = sorted(members, key=lambda c: _age(c.said.document))
    found = [
        f"{d.one} ({_when(new.said.document)}) against {d.other} ({_when(old.said.document)})"
        for at, new in enumerate(ordered)
        for old in ordered[at + 1 :]
        for d in differences(new.text, old.text)
    ]
    shown = ordered if found else members
    sentences = tuple(citer.shortened(c.said, c.text) for c in shown)
    return Theme(name, sentences, not found, "; ".join(dict.fromkeys(found)))


def _age(document: DocumentInfo) -> tuple[bool, int]:
    """Newest first, those without a date last."""
    return document.date is None, -document.date.toordinal() if document.date else 0


def _when(document: DocumentInfo) -> str:
    return document.date.isoformat() if document.date else f"{document.title}, no date"


def _name(texts: Sequence[str], rarity: dict[str, float]) -> str:
    """The words that most of the sentences have in common and few others have."""
    shared: Counter[str] = Counter(stem for text in texts for stem in set(content_stems(text)))
    common = {s for s, n in shared.items() if n >= max(2, len(texts) / 2) and not s.isdigit()}
    best, worth = "", 0.0
    for text in texts:
        for phrase in _phrases(text):
            stems = {word_stem(w) for w in words(phrase) if w not in STOPWORDS}
            if stems and stems <= common:
                value = sum(rarity.get(s, 0.0) for s in stems) * (1.2 if phrase[0].isupper() else 1)
                if value > worth:
                    best, worth = phrase, value
    return best


def _phrases(text: str) -> list[str]:
    """Runs of one to three words with no stop word at either end."""
    found = list(_WORD.finditer(text))
    phrases = []
    for at, first in enumerate(found):
        for last in found[at : at + _NAME_WORDS]:
            phrase = text[first.start() : last.end()]
            ends = {first.group().lower(), last.group().lower()}
            if not ends & STOPWORDS and not re.search(r"[^\w\s’'-]", phrase):
                phrases.append(phrase)
    return phrases
