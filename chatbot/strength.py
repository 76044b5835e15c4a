"""How strongly evidence bears on a question: which sentence is best, and is it enough?

Two small models. Ranking adds meaning, words and the kind of thing asked for; confidence is a
logistic regression on the best sentence. Both were fitted on SQuAD 2.0 articles, open-domain, with
unanswerable questions of three sorts (`python -m eval.fit_strength` prints the figures).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.asks import AnswerType, answer_type, offers
from chatbot.figures import find_figures
from chatbot.mentions import find_names, name_words
from index.search import SentenceHit
from index.words import stem, stems

# What it costs a sentence to hold nothing of the kind asked for.
_LACKS: dict[AnswerType, float] = {
    "count": 0.2, "amount": 0.2, "money": 0.2, "share": 0.2, "date": 0.1, "reason": 0.1,
}  # fmt: skip
# Kinds of which an answer must hold one: without a sum, nothing says what it cost.
_REQUIRED: frozenset[AnswerType] = frozenset(("count", "amount", "money", "share"))

INTERCEPT = -4.63
COEFFICIENTS = {"similarity": 4.31, "overlap": 3.5, "names_missing": -1.8, "figures_missing": -0.5}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence with its rank score; `offers` says if it holds the kind of thing asked for."""

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
        ranked.append(Ranked(item, score - (0 if offering else _LACKS.get(kind, 0)), offering))
    return sorted(ranked, key=lambda r: -r.score)


def confidence(question: str, ranked: Sequence[Ranked]) -> float:
    """Probability, 0..1, that the best sentences answer the question; 0 without any.

    A figure asked for and not on offer is zero, whatever else matches.
    """
    if not ranked:
        return 0.0
    if answer_type(question) in _REQUIRED and not any(r.offers for r in ranked[:2]):
        return 0.0
    values = features(question, ranked)
    z = INTERCEPT + sum(COEFFICIENTS[name] * value for name, value in values.items())
    return 1.0 / (1.0 + math.exp(-z))


def features(question: str, ranked: Sequence[Ranked]) -> dict[str, float]:
    """What confidence is judged by, each 0..1 (similarity -1..1)."""
    best = ranked[0].found
    names = {stem(w) for name in find_names(question) for w in name_words(name)}
    passage = best.hit.passage
    around = set(stems(f"{best.hit.document.title} {passage.heading} {passage.text}"))
    asked, there = find_figures(question), find_figures(best.sentence.text)
    unmet = [f for f in asked if not any(f.same(other) for other in there)]
    return {
        "similarity": best.similarity,
        "overlap": best.overlap,
        "names_missing": len(names - around) / len(names) if names else 0.0,
        "figures_missing": len(unmet) / len(asked) if asked else 0.0,
    }
