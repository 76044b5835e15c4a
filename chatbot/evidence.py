"""Search results become numbered evidence: the only thing an answer may rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chatbot.strength import Ranked, confidence, rank, strength
from chatbot.types import Citation
from index.search import SentenceHit

# Sentences shown and supplied; a question rarely needs more, and a person rarely reads more.
_MOST = 8


@dataclass(frozen=True, slots=True)
class Evidence:
    """One numbered sentence, where it stands, and the passage around it."""

    citation: Citation
    score: float
    offers: bool
    context: str

    @property
    def number(self) -> int:
        return self.citation.number


@dataclass(frozen=True, slots=True)
class Found:
    """The evidence for one question, best first, how strong it is, and how likely it answers."""

    question: str
    evidence: tuple[Evidence, ...]
    strength: float
    confidence: float

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(e.citation for e in self.evidence)

    def enough(self, threshold: float) -> bool:
        """Is there evidence at all, and does its confidence reach the threshold?"""
        return bool(self.evidence) and self.confidence >= threshold


def gather(question: str, sentences: Sequence[SentenceHit]) -> Found:
    """Rank the sentences that were found and number the best."""
    ranked = rank(question, _distinct(filter(_says_something, sentences)))[:_MOST]
    evidence = tuple(_evidence(number, r) for number, r in enumerate(ranked, start=1))
    strong = strength(question, ranked)
    return Found(question, evidence, strong, confidence(strong))


def _says_something(found: SentenceHit) -> bool:
    """Headings, questions and "as follows:" are found easily and answer nothing."""
    sentence = found.sentence
    return sentence.kind != "heading" and sentence.text[-1] not in "?:" and " " in sentence.text


def _distinct(found: Iterable[SentenceHit]) -> list[SentenceHit]:
    """The same words in two documents are one piece of evidence."""
    first: dict[str, SentenceHit] = {}
    for item in found:
        first.setdefault(" ".join(item.sentence.text.casefold().split()), item)
    return list(first.values())


def _evidence(number: int, ranked: Ranked) -> Evidence:
    hit, sentence = ranked.found.hit, ranked.found.sentence
    citation = Citation(
        number=number,
        document=hit.document.id,
        title=hit.document.title,
        path=hit.document.path,
        date=hit.document.date,
        page=sentence.page,
        heading=hit.passage.heading,
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
    )
    context = f"{hit.passage.heading} {hit.passage.text}"
    return Evidence(citation, ranked.score, ranked.offers, context)
