"""A document as claims: its sentences and rows in reading order, each with its vector."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from chatbot.compare.naming import names_in
from chatbot.types import Citation
from chatbot.verify import Cited
from chatbot.wording.boilerplate import only_fills
from index.minilm import Floats
from index.rows import StoredPassage
from index.types import DocumentInfo, Sentence

_FEWEST = 3  # words: less than that claims nothing


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence or a row of a table that claims something, and what stands around it.

    Attributes:
        at: Its place among the claims of its document, from 0.
        text: Of the sentence, white space evened.
        context: The passage it stands in.
    """

    at: int
    document: DocumentInfo
    sentence: Sentence
    text: str
    heading: str
    context: str

    def cited(self, number: int = 0) -> Cited:
        """It as a citation, with what stands around it."""
        return Cited(self.citation(number), self.context)

    def citation(self, number: int) -> Citation:
        """The pointer to its exact words."""
        return Citation.of(number, self.document, self.sentence, self.heading)


@dataclass(frozen=True)
class Source:
    """A document's claims; `vectors` is (claims, dimension), a unit vector for each."""

    info: DocumentInfo
    claims: tuple[Said, ...]
    vectors: Floats

    @cached_property
    def names(self) -> frozenset[str]:
        """Who and what it names, as written."""
        return frozenset(name for said in self.claims for name in names_in(said.text))


def source(info: DocumentInfo, passages: Iterable[StoredPassage]) -> Source:
    """A document's claims out of its passages; headings, questions and boilerplate are none."""
    claims: list[Said] = []
    vectors: list[Floats] = []
    seen: set[int] = set()
    for stored in sorted(passages, key=lambda p: p.passage.ordinal):
        passage = stored.passage
        for sentence, vector in zip(passage.sentences, stored.sentence_vectors, strict=True):
            if sentence.start in seen or not _claims(sentence):
                continue
            seen.add(sentence.start)
            text = " ".join(sentence.text.split())
            claims.append(Said(len(claims), info, sentence, text, passage.heading, passage.text))
            vectors.append(vector)
    matrix = np.stack(vectors) if vectors else np.zeros((0, 1), np.float32)
    return Source(info, tuple(claims), matrix)


def _claims(sentence: Sentence) -> bool:
    text = sentence.text.strip()
    if sentence.kind == "heading" or not text or text[-1] in "?:":
        return False
    if sentence.kind == "row":
        return True
    return len(text.split()) >= _FEWEST and not only_fills("", text)
