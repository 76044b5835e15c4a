"""Sentences that search would find for a question although they do not answer it."""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np

from chatbot.reader.training.corpus import Corpus, Exercise, Text
from index.embed import Embedder
from index.minilm import Floats
from index.types import Passage, Sentence
from index.words import key_words, stem, stems

_MOST = 8
_WORDS = 0.4  # weight of shared words beside the cosine, as search had it


def mine(corpus: Corpus, embedder: Embedder) -> list[list[tuple[int, int]]]:
    """For every exercise the (text, sentence) that look most like answers but aren't."""
    places = [(t, s) for t, text in enumerate(corpus.texts) for s in range(len(text.sentences))]
    vectors = embedder.embed_passages([_passage(text) for text in corpus.texts])
    sentences = np.concatenate([v.sentences for v in vectors])
    words = _Words(corpus)
    owner = np.array([t for t, _ in places])
    families = np.array([corpus.texts[t].family for t, _ in places])
    found = []
    for exercise in corpus.exercises:
        score = sentences @ embedder.embed_question(exercise.question)
        score = score + _WORDS * words.shared(exercise)
        own = families == corpus.texts[exercise.text].family if corpus.related else False
        score[own | (owner == exercise.text)] = -np.inf
        best = np.argpartition(-score, _MOST)[:_MOST]
        found.append([places[i] for i in best[np.argsort(-score[best])]])
    return found


def _passage(text: Text) -> Passage:
    sentences, at = [], 0
    for said in text.sentences:
        sentences.append(Sentence(at, at + len(said), said))
        at += len(said) + 1
    return Passage(0, 0, at - 1, " ".join(text.sentences), "", tuple(sentences))


class _Words:
    """Which sentences hold which stem, and how rare it is."""

    def __init__(self, corpus: Corpus) -> None:
        self._holding: dict[str, list[int]] = defaultdict(list)
        self._count = 0
        for text in corpus.texts:
            for sentence in text.sentences:
                for word in set(stems(sentence)):
                    self._holding[word].append(self._count)
                self._count += 1

    def shared(self, exercise: Exercise) -> Floats:
        """Share of the question's information in each sentence's words, (sentences,)."""
        shares = np.zeros(self._count, np.float32)
        total = 0.0
        for word in {stem(w) for w in key_words(exercise.question)}:
            holding = self._holding.get(word, [])
            rarity = math.log(1 + (self._count - len(holding) + 0.5) / (len(holding) + 0.5))
            shares[holding] += rarity
            total += rarity
        return shares / total if total else shares
