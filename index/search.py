"""A question becomes ranked passages: dense and lexical, fused by reciprocal rank."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from index.dense import DenseIndex
from index.embed import Embedder
from index.library import Library
from index.minilm import Floats
from index.rows import StoredPassage
from index.types import Hit, Sentence
from index.words import key_words, label_stems, labels, sound, stem, stems, terms

T = TypeVar("T", bound=Hashable)

_CANDIDATES = 50  # how deep each ranking goes before the two are fused


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A sentence of a passage that was found, with what speaks for it.

    Attributes:
        similarity: Cosine of question and sentence, -1..1.
        overlap: Share of the question's information in the sentence's words, 0..1: key words
            and labels ("zone 1") weighted by how rare they are in the library.
        context_overlap: The same, the passage's other words and headings counted too.
    """

    hit: Hit
    sentence: Sentence
    similarity: float
    overlap: float
    context_overlap: float


def reciprocal_rank_fusion(rankings: Sequence[Sequence[T]], k: int = 60) -> dict[T, float]:
    """Sum of 1 / (k + rank) over the rankings (Cormack et al. 2009), ranks counted from 1.

    Returns:
        Score of every item, best first; ties keep the order of first appearance.
    """
    scores: dict[T, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + 1.0 / (k + rank)
    return dict(sorted(scores.items(), key=lambda pair: -pair[1]))


class Searcher:
    """Searches one library. Safe to use from many threads."""

    def __init__(self, library: Library, dense: DenseIndex, embedder: Embedder) -> None:
        self._library = library
        self._dense = dense
        self._embedder = embedder

    def search(
        self, question: str, documents: Sequence[str] | None = None, limit: int = 10
    ) -> list[Hit]:
        """The passages that bear most on a question, best first.

        Args:
            documents: Ids of the documents to search; None for all.
        """
        question = sound(question)
        if not question.strip() or _none(documents):
            return []
        vector = self._embedder.embed_question(question)
        return [hit for hit, _ in self._ranked(question, documents, limit, vector)]

    def sentences(
        self, question: str, documents: Sequence[str] | None = None, passages: int = 10
    ) -> list[SentenceHit]:
        """Every sentence of the passages found, each once, in the order of its passages."""
        question = sound(question)
        if not question.strip() or _none(documents):
            return []
        weights = self._weights(question)
        vector = self._embedder.embed_question(question)
        read = terms if labels(question) else stems  # labels take time to find
        found: dict[tuple[str, int], SentenceHit] = {}
        for hit, stored in self._ranked(question, documents, passages, vector):
            own = [set(read(sentence.text)) for sentence in hit.passage.sentences]
            around = read(f"{stored.document.title} {hit.passage.heading}")
            context = set().union(around, *own)
            cosines = stored.sentence_vectors @ vector
            for sentence, cosine, present in zip(hit.passage.sentences, cosines, own, strict=True):
                key = (hit.document.id, sentence.start)
                new = SentenceHit(
                    hit,
                    sentence,
                    float(cosine),
                    _share(weights, present),
                    _share(weights, context),
                )
                # A sentence in two passages counts in the one that makes it clearer.
                if key not in found or new.similarity > found[key].similarity:
                    found[key] = new
        return list(found.values())

    def occurs(self, term: str, documents: Sequence[str] | None = None) -> bool:
        """Does a word or phrase, in any inflection, stand in one of these documents, or in any?"""
        return self._library.mentions(term, documents)

    def _ranked(
        self,
        question: str,
        documents: Sequence[str] | None,
        limit: int,
        vector: Floats,
    ) -> list[tuple[Hit, StoredPassage]]:
        dense = dict(self._dense.nearest(vector, _CANDIDATES, documents))
        sought = [*key_words(question), *labels(question)]
        lexical = dict(self._library.match(sought, _CANDIDATES, documents))
        fused = reciprocal_rank_fusion([list(dense), list(lexical)])
        # Fetch a few more than asked: one that has just been removed is skipped.
        stored = self._library.passages(list(fused)[: limit + 10])
        return [
            (
                Hit(key, s.document, s.passage, score, dense.get(key), lexical.get(key)),
                s,
            )
            for key, score in fused.items()
            if (s := stored.get(key))
        ][:limit]

    def _weights(self, question: str) -> dict[str, float]:
        """Inverse document frequency, as BM25 has it, of each key word's stem and each label's."""
        total = self._library.passage_count()
        counts = {stem(w): self._library.document_frequency(stem(w)) for w in key_words(question)}
        # A label that stands nowhere may be no label at all.
        counts |= {
            label_stems(label): count
            for label in labels(question)
            if (count := self._library.phrase_frequency(label))
        }
        return {t: math.log(1 + (total - n + 0.5) / (n + 0.5)) for t, n in counts.items()}


def _none(documents: Sequence[str] | None) -> bool:
    return documents is not None and not len(documents)


def _share(weights: dict[str, float], present: set[str]) -> float:
    total = sum(weights.values())
    return sum(w for s, w in weights.items() if s in present) / total if total else 0.0
