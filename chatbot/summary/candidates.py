"""The sentences of a document that may stand in a summary, with what speaks for each."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from chatbot.summary.material import Said, Source
from chatbot.summary.merits import barred, brevity, hollow, make, standing, sums_up
from chatbot.summary.openings import leans, trimmed
from chatbot.summary.rules import governs, rule_worth
from chatbot.summary.stated import Fact, stated
from chatbot.summary.ties import tied
from chatbot.wording.mentions import content_stems
from index.minilm import Floats

_MOST = 1500  # sentences of one document that are looked at closely
_FACTUAL = re.compile(r"\d[\d.,:]*|(?<=\s)[A-Z]\w+")
_HEAD = 6  # sentences
_STRICT, _LITTLE = 0.8, 6.0  # times shorter than the document
_CENTRAL = 0.35  # how much more a sentence counts for being nearest to all others


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may stand in a summary.

    Attributes:
        said: The sentence as the document has it.
        text: Trimmed of an opening that leans on another sentence; else the same.
        words: Of the text.
        merit: How well it would stand in a summary, apart from its facts; about 0..2.
        facts: What it states, each with its weight in this document.
        vector: Of length 1.
        leaning: Whether it needs the sentence before it to be understood.
        tied: Whether it reads better after that one, though it can do without.
        relevance: To the focus, 0..1; 1 without one.
    """

    said: Said
    text: str
    words: int
    merit: float
    facts: tuple[Fact, ...]
    vector: Floats
    leaning: bool
    tied: bool = False
    relevance: float = 1.0

    @property
    def key(self) -> tuple[str, int]:
        return self.said.document.id, self.said.place

    @property
    def hollow(self) -> bool:
        """Does it say next to nothing, so that it had better not fill a gap?"""
        return hollow(self.text, len(self.facts))

    @property
    def row(self) -> bool:
        return self.said.sentence.kind == "row"


def candidates(
    source: Source, words: int, relevance: Floats | None = None, most: int = _MOST
) -> list[Candidate]:
    """The sentences that may stand in a summary of a document, in reading order.

    Args:
        words: The document's share of the summary.
        relevance: Of each sentence to the focus, 0..1; those at 0 are left out. None without one.
        most: How many to look at closely; the most promising of more.
    """
    reading = [
        i
        for i, reason in enumerate(barred(source.sentences))
        if not reason and (relevance is None or relevance[i] > 0)
    ]
    if not reading:
        return []
    central = (centrality(source.vectors[reading]) + nearness(source)[reading]) * np.float32(0.5)
    chosen = _promising([source.sentences[i] for i in reading], central, most)
    view = _View(
        source,
        frozenset(content_stems(source.document.title)),
        sum(map(_length, source.sentences)) / words,
        governs(source.sentences[i].sentence.text for i in reading),
    )
    found = [
        _candidate(
            view,
            reading[j],
            j,
            float(central[j]),
            1.0 if relevance is None else float(relevance[reading[j]]),
        )
        for j in chosen
    ]
    return _weighed(found)


def centrality(vectors: Floats) -> Floats:
    """How near each sentence is to all others, 0..1: degree centrality of the graph of cosines.

    LexRank's (Erkan & Radev 2004, arXiv:1109.2128) without a threshold: then it takes one product
    of a matrix and a vector, however long the document is.
    """
    sums: Floats = vectors @ vectors.sum(axis=0)
    return _scaled(sums)


def nearness(source: Source) -> Floats:
    """How near each sentence is to what the document says of itself at its head, 0..1: its title,
    its first sentences, and those under a heading such as "Summary"."""
    heads = [
        s.place
        for s in source.sentences
        if s.place < _HEAD or (s.sentence.kind != "heading" and sums_up(s.heading))
    ]
    middle = source.vectors[heads].mean(axis=0)
    found = source.vectors @ middle
    return _scaled(found)


def _scaled(values: Floats) -> Floats:
    """As 0..1, the few lowest at 0 and the few highest at 1."""
    low, high = np.percentile(values, (5, 95))
    scaled: Floats = np.clip((values - low) / max(high - low, 1e-6), 0.0, 1.0).astype(np.float32)
    return scaled


def _promising(said: Sequence[Said], central: Floats, most: int) -> list[int]:
    """Which to look at closely: of a long document not all, for that takes time."""
    if len(said) <= most:
        return list(range(len(said)))
    factual = np.array([min(5, len(_FACTUAL.findall(s.sentence.text))) for s in said])
    placed = np.array([standing(s, i, True) for i, s in enumerate(said)])
    made = np.array([0.3 if s.sentence.kind == "row" else 1.0 for s in said])
    scores = (0.5 + central + 0.3 * factual) * placed * made
    best = set(np.argsort(-scores, kind="stable")[:most].tolist())
    # What comes before one that leans must be at hand, too.
    return sorted(best | {i - 1 for i in best if i})


@dataclass(frozen=True, slots=True)
class _View:
    """What a document's sentences are judged by: its title's stems; how much of it must go;
    whether it lays down rules."""

    source: Source
    titled: frozenset[str]
    shortening: float
    governing: bool

    @property
    def strictness(self) -> float:
        """A power for merits: the more must be left out, the fewer of its facts are key facts."""
        return 1.0 + _STRICT * max(0.0, math.log10(max(1.0, self.shortening) / _LITTLE))


def _length(said: Said) -> int:
    return len(said.sentence.text.split())


def _candidate(view: _View, at: int, rank: int, central: float, relevance: float) -> Candidate:
    said = view.source.sentences[at]
    text = trimmed(said.sentence.text)
    facts = stated(text)
    about = view.titled & set(content_stems(text))
    merit = standing(said, rank, len(view.source.stretches) > 3) * (0.7 + _CENTRAL * central)
    merit *= make(said, text) * (1.0 + 0.1 * min(3, len(about)))
    merit *= rule_worth(text) if view.governing else 1.0
    return Candidate(
        said=said,
        text=text,
        words=len(text.split()),
        merit=merit**view.strictness * brevity(text, len(facts)) * relevance,
        facts=facts,
        vector=view.source.vectors[at],
        leaning=leans(text),
        tied=tied(text, _before(view.source, at), view.titled | set(content_stems(said.heading))),
        relevance=relevance,
    )


def _before(source: Source, at: int) -> str:
    """The sentence before one, in its section; "" if there is none."""
    said = source.sentences[at]
    return "" if said.opens or not at else source.sentences[at - 1].sentence.text


def _weighed(found: Sequence[Candidate]) -> list[Candidate]:
    """Names weigh by how often a document has them: what it is about, it names again and again."""
    times = Counter(fact.key for candidate in found for fact in candidate.facts)
    return [
        replace(
            candidate,
            facts=tuple(
                replace(fact, weight=fact.weight * _said_again(fact, times[fact.key]))
                for fact in candidate.facts
            ),
        )
        for candidate in found
    ]


def _said_again(fact: Fact, times: int) -> float:
    return 0.6 + 0.3 * min(3.0, math.log2(times)) if fact.kind == "name" else 1.0
