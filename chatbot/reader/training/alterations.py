"""Questions altered so that their passage no longer answers them.

SQuAD 2.0's unanswerable questions were made by people in much this way: another name, another
number, an opposite. Words of like kind come from the encoder's own word embeddings, where north
lies near south and first near second.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

import numpy as np
from safetensors.numpy import load_file

from chatbot.reader.training.corpus import Corpus, Span
from index.embed import builtin_folder, builtin_tokenizer
from index.words import key_words

_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)*\b")
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_WORD = re.compile(r"[A-Za-z]+")
_LIKE, _MOST_LIKE = 0.35, 8
_SAME_START = 4  # letters that forms of one word share
_ORDER = frozenset("first last before after under over".split())


class Alterations:
    """Alters questions; knows the names of every family of texts."""

    def __init__(self, corpora: Iterable[Corpus]) -> None:
        names: dict[str, set[str]] = defaultdict(set)
        for corpus in corpora:
            for text in corpus.texts:
                for sentence in text.sentences:
                    names[text.family] |= {m[0] for m in _NAME.finditer(sentence) if m.start()}
        self._names = {family: sorted(found) for family, found in names.items()}

    def altered(self, question: str, family: str, said: str, chance: random.Random) -> str | None:
        """The question with one thing in it changed that the answering sentence says.

        Returns:
            None where there is nothing to change, or the change would be none.
        """
        said = said.lower()
        ways = [
            *self._other_names(question, family, said, chance),
            *_other_numbers(question, said, chance),
            *_other_words(question, said, chance),
        ]
        if not ways:
            return None
        (start, end), new = chance.choice(ways)
        return question[:start] + new + question[end:]

    def _other_names(
        self, question: str, family: str, said: str, chance: random.Random
    ) -> list[tuple[Span, str]]:
        found = []
        for match in _NAME.finditer(question):
            length = len(match[0].split())
            others = [
                name for name in self._names.get(family, [])
                if len(name.split()) == length and name.lower() not in said and name not in question
            ]  # fmt: skip
            if match.start() and match[0].lower() in said and others:
                found.append((match.span(), chance.choice(others)))
        return found


def _other_numbers(question: str, said: str, chance: random.Random) -> list[tuple[Span, str]]:
    found = []
    for match in _NUMBER.finditer(question):
        at = chance.choice([i for i, letter in enumerate(match[0]) if letter.isdigit()])
        other = chance.choice([d for d in "123456789" if d != match[0][at]])
        new = match[0][:at] + other + match[0][at + 1 :]
        if match[0] in said and new not in said:
            found.append((match.span(), new))
    return found


def _other_words(question: str, said: str, chance: random.Random) -> list[tuple[Span, str]]:
    keys, there = {*map(str.lower, key_words(question))} | _ORDER, set(_WORD.findall(said))
    found = []
    for match in _WORD.finditer(question):
        word = match[0].lower()
        if word in keys and word in there:
            others = [other for other in _like(word) if other not in there]
            if others:
                found.append((match.span(), chance.choice(others)))
    return found


@cache
def _like(word: str) -> list[str]:
    """Words of like kind, most like first; none for a word that is several tokens."""
    words, vectors = _embeddings()
    if word not in words:
        return []
    likeness = vectors @ vectors[words[word]]
    names = list(words)
    best = np.argsort(-likeness)[1 : 2 * _MOST_LIKE]
    near = [names[i] for i in best if likeness[i] > _LIKE]
    return [n for n in near if n[:_SAME_START] != word[:_SAME_START]][:_MOST_LIKE]


@cache
def _embeddings() -> tuple[dict[str, int], np.ndarray]:
    """Whole words of the encoder's vocabulary by row, and their centred unit vectors."""
    table = load_file(builtin_folder() / "model.safetensors")["embeddings.word_embeddings.weight"]
    vocabulary = builtin_tokenizer().get_vocab()
    words = [word for word in vocabulary if re.fullmatch(r"[a-z]{3,}", word)]
    vectors = table[[vocabulary[word] for word in words]]
    vectors = vectors - vectors.mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return {word: i for i, word in enumerate(words)}, vectors
