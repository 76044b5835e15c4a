"""Numbered evidence, and which part of a question each piece of it bears on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from chatbot.times.asked import Time
from chatbot.types import Citation

# How a sentence stands to the first: it says otherwise in a document of another date ("differs"),
# or does so of a time that is not the one asked about ("past").
Standing = Literal["", "differs", "past"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One numbered sentence, where it stands, and the passage around it.

    Attributes:
        score: How likely it answers, as log-odds: only differences mean something.
        offers: Whether it holds the kind of thing asked for.
        short: Where the short answer stands in it, (start, end), if the reader saw it.
        standing: How it stands to the first of its part.
    """

    citation: Citation
    score: float
    offers: bool
    context: str
    short: tuple[int, int] | None = None
    standing: Standing = ""

    @property
    def number(self) -> int:
        return self.citation.number


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things asked, and the evidence for it, best first, scored for this part alone.

    Attributes:
        question: What is asked; of a question of one part, the question itself.
        confidence: How likely the evidence answers it, 0..1.
        document: The title of the document that is asked; "" when all are.
        times: The times that are asked about; empty where the question says nothing of time.
    """

    question: str
    evidence: tuple[Evidence, ...]
    confidence: float
    document: str = ""
    times: tuple[Time, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The numbered evidence for one question, best first, and what each of its parts has of it.

    With several parts the evidence takes turns: the best of each, then the next best of each.
    """

    question: str
    evidence: tuple[Evidence, ...]
    parts: tuple[Part, ...]

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(e.citation for e in self.evidence)

    def answered(self, threshold: float) -> tuple[Part, ...]:
        """The parts whose confidence reaches the threshold, in the question's order."""
        return tuple(p for p in self.parts if p.evidence and p.confidence >= threshold)

    def unanswered(self, threshold: float, said: Collection[int]) -> tuple[str, ...]:
        """What is asked by those of several parts that are not answered, in the question's order.

        A sentence said for another part answers this one too, if it is this one's best as well.

        Args:
            said: Numbers of the evidence that the answer cites.
        """
        silent = [p for p in self.parts if p not in self.answered(threshold)] if said else []
        return tuple(
            f"{p.question} ({p.document})" if p.document else p.question
            for p in silent
            if not any(e.number in said and e.offers for e in p.evidence[:1])
        )

    def enough(self, threshold: float) -> bool:
        """Is there a part with evidence whose confidence reaches the threshold?"""
        return bool(self.answered(threshold))

    def confidence(self, threshold: float) -> float:
        """That of the weakest part that is answered, for an answer is as sure as that; of the
        strongest when none is. So it reaches the threshold exactly when there is an answer."""
        answered = self.answered(threshold)
        if answered:
            return min(p.confidence for p in answered)
        return max((p.confidence for p in self.parts), default=0.0)
