"""How strongly evidence bears on a question: which sentence is best, and is it enough?

A sentence's score adds meaning, words, and whether it holds the kind of thing asked for. Confidence
is a logistic curve over the strength of the best; `python -m eval.calibrate` fits it on the bundled
cases and prints what each threshold would do. The weights that rank were chosen on SQuAD 2.0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.asks import AnswerType, answer_type, counted, offers
from index.search import SentenceHit
from index.words import stems

# What it costs a sentence, among others, to hold nothing of the kind asked for…
_RANKED_LACKING: dict[AnswerType, float] = {
    "count": 0.2, "amount": 0.2, "money": 0.2, "share": 0.2, "contact": 0.2,
    "date": 0.2, "person": 0.1, "reason": 0.1,
}  # fmt: skip
# …and what it costs the best: however well its words match, it can hardly answer.
_LACKING = 0.4
# "How many dentists …?" is seldom answered by a sentence without a word like "dentist".
_UNCOUNTED = 0.2

INTERCEPT, SLOPE = -6.3, 9.9


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence with its score, and whether it holds the kind of thing asked for."""

    found: SentenceHit
    score: float
    offers: bool


def rank(question: str, found: Sequence[SentenceHit]) -> list[Ranked]:
    """Sentences by how likely they answer, best first."""
    kind = answer_type(question)
    ranked = []
    for item in found:
        offering = offers(kind, question, item.sentence.text)
        score = item.similarity + 0.4 * item.overlap + 0.2 * item.context_overlap
        score -= 0 if offering else _RANKED_LACKING.get(kind, 0)
        ranked.append(Ranked(item, score, offering))
    return sorted(ranked, key=lambda r: -r.score)


def strength(question: str, ranked: Sequence[Ranked]) -> float:
    """How strongly the best sentence bears on the question, about -1..1.6; -inf without any."""
    if not ranked:
        return -math.inf
    best = ranked[0]
    noun = counted(question)
    uncounted = bool(noun) and noun not in stems(best.found.sentence.text)
    return best.score - (0 if best.offers else _LACKING) - (_UNCOUNTED if uncounted else 0)


def confidence(strength: float) -> float:
    """Probability, 0..1, that evidence of this strength answers the question."""
    return 0.0 if strength == -math.inf else 1.0 / (1.0 + math.exp(-(INTERCEPT + SLOPE * strength)))
