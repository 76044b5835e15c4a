"""How strongly evidence bears on a question: which sentence is best, and is it enough?

A sentence has signals: what its meaning, its words, the kind of thing it holds and the reader say.
Two small linear models weigh them: one orders the sentences, one says how likely the best answer.
`python -m eval.weigh` fits both, on questions that the reader was not trained on, and writes their
coefficients to `strength.json`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from chatbot.asks import FIGURES, AnswerType, answer_type, counted, counting, offers
from chatbot.found import Standing
from chatbot.reader import Place, Told, place
from chatbot.rows import asked_for
from chatbot.wording.figures import Figure, find_figures
from chatbot.wording.mentions import find_names, name_words
from index.search import SentenceHit
from index.words import stem, stems

COEFFICIENTS = Path(__file__).with_name("strength.json")

# How bad it is for a sentence to hold nothing of the kind asked for, as far as its words tell.
_LACKING: dict[AnswerType, float] = {
    "count": 1.0, "part": 1.0, "amount": 1.0, "money": 1.0, "share": 1.0, "contact": 1.0,
    "date": 1.0, "person": 0.5, "reason": 0.5,
}  # fmt: skip

# What the reader left unread is as good as its worst.
_UNREAD = -12.0


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a sentence, or against it.

    Attributes:
        similarity: Cosine of question and sentence, -1..1.
        overlap: Share of the question's information in the sentence's words, 0..1.
        context_overlap: The same with the passage's other words, 0..1.
        lacking: 0..1, that it holds nothing of the kind asked for.
        unmet: Share of the question's figures that it has not, 0..1.
        row: How well the question names it, a row of a table, and a column of it, 0..1.
        counts: Whether it has a number of the very thing that a "how many" counts, 0 or 1.
        relevance: The reader's log-odds that it answers.
        certainty: The reader's log-odds of the very words it would mark.
    """

    similarity: float
    overlap: float
    context_overlap: float
    lacking: float
    unmet: float
    row: float
    counts: float
    relevance: float = _UNREAD
    certainty: float = _UNREAD


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence with what speaks for it.

    Attributes:
        score: Log-odds up to a constant of the question: differences tell how much better.
        offers: Whether it holds the kind of thing asked for.
        short: Where the reader sees the short answer in it, (start, end); None if it was not read.
        standing: How it stands to the first, once time has been looked at.
    """

    found: SentenceHit
    signals: Signals
    score: float
    offers: bool
    short: tuple[int, int] | None = None
    standing: Standing = ""


def rank(question: str, found: Iterable[SentenceHit]) -> list[Ranked]:
    """Sentences by how likely search thinks that they answer, best first."""
    kind, stated = answer_type(question), find_figures(question)
    ranked = []
    for item in found:
        text = item.sentence.text
        offering = offers(kind, question, text)
        signals = Signals(
            similarity=item.similarity,
            overlap=item.overlap,
            context_overlap=item.context_overlap,
            lacking=0.0 if offering else _LACKING.get(kind, 0.0),
            unmet=_unmet(stated, text),
            row=asked_for(question, text) if offering and kind in FIGURES else 0.0,
            counts=float(offering and kind == "count" and bool(counting(question, text))),
        )
        ranked.append(Ranked(item, signals, score(signals, coefficients()["unread"]), offering))
    return sorted(ranked, key=lambda r: -r.score)


def reranked(ranked: Iterable[Ranked], told: Mapping[Place, Told]) -> list[Ranked]:
    """The sentences by how likely search and reader together think that they answer.

    Args:
        told: What the reader made of those that it read.
    """
    read = [_read(one, told.get(place(one.found))) for one in ranked]
    return sorted(read, key=lambda r: -r.score)


def _read(one: Ranked, told: Told | None) -> Ranked:
    signals = one.signals
    if told:
        relevance, certainty = max(told.relevance, _UNREAD), max(told.certainty, _UNREAD)
        signals = replace(signals, relevance=relevance, certainty=certainty)
    short = told.short if told else None
    return replace(one, signals=signals, score=score(signals, coefficients()["read"]), short=short)


def score(signals: Signals, weights: Mapping[str, float]) -> float:
    """What a linear model makes of a sentence's signals."""
    return sum(weight * float(getattr(signals, name)) for name, weight in weights.items())


def _unmet(stated: Sequence[Figure], sentence: str) -> float:
    """Share of the question's figures that the sentence has not."""
    if not stated:
        return 0.0
    there = find_figures(sentence)
    return sum(not any(f.same(other) for other in there) for f in stated) / len(stated)


def confidence(question: str, ranked: Sequence[Ranked]) -> float:
    """Probability, 0..1, that the best of the evidence answers the question."""
    if not ranked:
        return 0.0
    weights = coefficients()["confidence"]
    log_odds = sum(
        weights.get(name, 0.0) * value for name, value in doubts(question, ranked).items()
    )
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, log_odds))))


def doubts(question: str, ranked: Sequence[Ranked]) -> dict[str, float]:
    """What the confidence rests on, by name: signals of the best sentence, and of all together."""
    best = ranked[0]
    noun = counted(question)
    relevances = [r.signals.relevance for r in ranked]
    scores = [r.score for r in ranked]
    agreeing = [r.score for r in ranked if r is best or _agree(r, best)]
    return {
        "constant": 1.0,
        "similarity": best.signals.similarity,
        "overlap": best.signals.overlap,
        "context_overlap": best.signals.context_overlap,
        "relevance": best.signals.relevance,
        "certainty": best.signals.certainty,
        "any_relevance": _log_sum(relevances),
        "leads": _log_sum(agreeing) - _log_sum(scores),
        "lacking": float(not best.offers),
        "unmet": best.signals.unmet,
        "unnamed": _unnamed(question, best.found),
        "uncounted": float(bool(noun) and noun not in stems(best.found.sentence.text)),
    }


def _agree(one: Ranked, other: Ranked) -> bool:
    """Does the reader see the same short answer in both? Then they are no rivals."""
    return bool(one.short and other.short) and _short(one) == _short(other)


def _short(ranked: Ranked) -> list[str]:
    start, end = ranked.short or (0, 0)
    return stems(ranked.found.sentence.text[start:end])


def _unnamed(question: str, found: SentenceHit) -> float:
    """Share of the question's names of which the best passage and its title have no word."""
    names = [set(map(stem, name_words(name))) for name in find_names(question)]
    passage = found.hit.passage
    around = set(stems(f"{found.hit.document.title} {passage.heading} {passage.text}"))
    return sum(not name & around for name in names) / len(names) if names else 0.0


def _log_sum(values: Sequence[float]) -> float:
    most = max(values)
    return most + math.log(sum(math.exp(value - most) for value in values))


@cache
def coefficients() -> dict[str, dict[str, float]]:
    """Of the models that order what is unread and read, and of the confidence, by signal."""
    fitted: dict[str, dict[str, float]] = json.loads(COEFFICIENTS.read_text(encoding="utf-8"))
    return fitted
