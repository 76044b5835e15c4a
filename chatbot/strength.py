"""How strongly evidence bears on a question: which sentence is best, and is it enough?

A sentence's score adds meaning, words, and whether it holds the kind of thing asked for. Confidence
is a logistic curve over the strength of the best, fitted on the bundled cases; `python -m
eval.calibrate` says from a run's results how it would have to change. The weights that rank were
chosen on SQuAD 2.0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.asks import FIGURES, AnswerType, answer_type, counted, offers
from chatbot.rows import asked_for
from chatbot.wording.figures import Figure, find_figures
from chatbot.wording.mentions import find_names, name_words
from index.search import SentenceHit
from index.words import stem, stems

# What it costs a sentence, among others, to hold nothing of the kind asked for…
_RANKED_LACKING: dict[AnswerType, float] = {
    "count": 0.2, "part": 0.2, "amount": 0.2, "money": 0.2, "share": 0.2, "contact": 0.2,
    "date": 0.2, "person": 0.1, "reason": 0.1,
}  # fmt: skip
# …and to have none of the figures that the question states ("over £100,000")…
_UNMET = 0.15
# …and what lacking the kind costs the best: however well its words match, it can hardly answer.
_LACKING = 0.4
# What it gives a row of a table that the question names it, and a column of it.
_ASKED_ROW = 0.15
# "How many dentists …?" is seldom answered by a sentence without a word like "dentist".
_UNCOUNTED = 0.2

# A passage that never names what the question names speaks of something else.
_UNNAMED = 0.2

INTERCEPT, SLOPE = -6.1, 9.6


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence with what speaks for it.

    Attributes:
        strength: Meaning, words and kind; what confidence rests on.
        score: The same, less for figures of the question that it lacks; what ranks.
        offers: Whether it holds the kind of thing asked for.
    """

    found: SentenceHit
    strength: float
    score: float
    offers: bool


def rank(question: str, found: Sequence[SentenceHit]) -> list[Ranked]:
    """Sentences by how likely they answer, best first."""
    kind, stated = answer_type(question), find_figures(question)
    ranked = []
    for item in found:
        offering = offers(kind, question, item.sentence.text)
        strong = item.similarity + 0.4 * item.overlap + 0.2 * item.context_overlap
        strong -= 0 if offering else _RANKED_LACKING.get(kind, 0)
        if offering and kind in FIGURES:
            strong += _ASKED_ROW * asked_for(question, item.sentence.text)
        score = strong - _UNMET * _unmet(stated, item.sentence.text)
        ranked.append(Ranked(item, strong, score, offering))
    return sorted(ranked, key=lambda r: -r.score)


def _unmet(stated: Sequence[Figure], sentence: str) -> float:
    """Share of the question's figures that the sentence has not."""
    if not stated:
        return 0.0
    there = find_figures(sentence)
    return sum(not any(f.same(other) for other in there) for f in stated) / len(stated)


def strength(question: str, ranked: Sequence[Ranked]) -> float:
    """How strongly the best sentence bears on the question, about -1..1.6; -inf without any."""
    if not ranked:
        return -math.inf
    best = ranked[0]
    cost = (0 if best.offers else _LACKING) + _uncounted(question, best.found)
    return best.strength - cost - _UNNAMED * _unnamed(question, best.found)


def _unnamed(question: str, found: SentenceHit) -> float:
    """Share of the question's names of which the best passage and its title have no word."""
    names = [set(map(stem, name_words(name))) for name in find_names(question)]
    passage = found.hit.passage
    around = set(stems(f"{found.hit.document.title} {passage.heading} {passage.text}"))
    return sum(not name & around for name in names) / len(names) if names else 0.0


def _uncounted(question: str, found: SentenceHit) -> float:
    """The cost of not naming what a "how many" counts."""
    noun = counted(question)
    return _UNCOUNTED if noun and noun not in stems(found.sentence.text) else 0.0


def confidence(strength: float) -> float:
    """Probability, 0..1, that evidence of this strength answers the question."""
    return 0.0 if strength == -math.inf else 1.0 / (1.0 + math.exp(-(INTERCEPT + SLOPE * strength)))
