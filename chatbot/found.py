"""Numbered evidence, and which part of a question each piece of it bears on."""

from __future__ import annotations

from dataclasses import dataclass

from chatbot.types import Citation


@dataclass(frozen=True, slots=True)
class Evidence:
    """One numbered sentence, where it stands, and the passage around it.

    Attributes:
        score: How likely it answers, as log-odds: only differences mean something.
        offers: Whether it holds the kind of thing asked for.
        short: Where the short answer stands in it, (start, end), if the reader saw it.
    """

    citation: Citation
    score: float
    offers: bool
    context: str
    short: tuple[int, int] | None = None

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
    """

    question: str
    evidence: tuple[Evidence, ...]
    confidence: float
    document: str = ""


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
