"""Fits what weighs evidence: `python -m eval.weigh DATA`, where DATA holds the data sets.

The questions are those that the reader was not trained on: SQuAD 2.0's articles that were kept
apart, and our own exercises that were. All their passages make one library, and every question is
put to all of it. Half of SQuAD's articles are for fitting, the others only for measuring.

Sentences are ordered by a conditional logit (McFadden 1974): the score of the sentence that holds
the answer against those of the others found. Confidence is a logistic regression of whether the
answer, one or two quoted sentences, holds the expected one. Both are written to
`chatbot/strength.json`, and what each signal would do alone is printed beside what all do together.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from chatbot import Chatbot
from chatbot.evidence import Read, candidates
from chatbot.reader import Reader, place, read
from chatbot.reader.quoting import NEARLY, best_two
from chatbot.reader.training.corpus import Corpus, squad
from chatbot.reader.training.lessons import lessons
from chatbot.strength import COEFFICIENTS, Ranked, doubts, rank
from eval.cases.matching import contains

Matrix = NDArray[np.float64]

# Kept-apart articles on which nothing is fitted.
MEASURED = ("Computational complexity theory", "Steam engine")
SIGNALS = {
    "unread": ("similarity", "overlap", "context_overlap", "lacking", "unmet", "row"),
    "read": (
        "similarity",
        "overlap",
        "context_overlap",
        "lacking",
        "unmet",
        "row",
        "relevance",
        "certainty",
    ),
}
_SHRINK = 0.01  # keeps coefficients of signals that hardly ever speak near nothing


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the sentences found for it in the order of search, and which hold the answer.

    Attributes:
        fitted: Whether it may be fitted on.
    """

    question: str
    answers: tuple[str, ...]
    ranked: list[Ranked]
    unread: list[Ranked]
    fitted: bool

    def holds(self, one: Ranked) -> bool:
        return any(contains(one.found.sentence.text, answer) for answer in self.answers)


def main() -> None:
    """Fit, write, and print how well it does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of the data sets")
    parser.add_argument("--out", type=Path, default=COEFFICIENTS)
    parser.add_argument("--every", type=int, default=1, help="ask only every so many-th question")
    options = parser.parse_args()
    corpora = [
        squad(options.data / "squad2-dev-half.json", kept_apart=True),
        lessons(kept_apart=True),
    ]
    with tempfile.TemporaryDirectory() as folder:
        asked = list(ask(corpora, Path(folder), options.every))
    fitted: dict[str, dict[str, float]] = {}
    for name in SIGNALS:
        fitted[name] = fit_order(asked, name)
    options.out.write_text(json.dumps(fitted | {"confidence": {}}, indent=1) + "\n", "utf-8")
    asked = [reordered(one, fitted["read"]) for one in asked]
    fitted["confidence"] = fit_confidence(asked)
    options.out.write_text(json.dumps(fitted, indent=1) + "\n", "utf-8")
    for measured in (False, True):
        _report([a for a in asked if a.fitted != measured], fitted, measured)


def ask(corpora: Sequence[Corpus], folder: Path, every: int) -> Iterator[Asked]:
    """Every question put to one library of all the passages."""
    with Chatbot(home=folder / "library") as bot:
        for corpus in corpora:
            for number, title in enumerate(dict.fromkeys(t.title for t in corpus.texts)):
                path = folder / f"{corpus.name}-{number}.md"
                path.write_text(_document(corpus, title), "utf-8")
        bot.add(*sorted(folder.glob("*.md")))
        reading: Read = partial(read, Reader())
        for corpus in corpora:
            for exercise in corpus.exercises[::every]:
                question = exercise.question
                unread = candidates(question, bot.sentences(question))
                hits = [r.found for r in unread]
                ranked = rank(question, hits, reading(question, hits))
                fit = corpus.texts[exercise.text].title not in MEASURED
                answers = exercise.answers if exercise.answerable else ()
                yield Asked(question, answers, ranked, unread, fit)


def _document(corpus: Corpus, title: str) -> str:
    """The passages under this title as Markdown; our own keep their lines, tables among them."""
    between = " " if corpus.name == "squad" else "\n\n"
    passages = [between.join(t.sentences) for t in corpus.texts if t.title == title]
    return "\n\n".join([f"# {title}", *passages])


def fit_order(asked: Sequence[Asked], name: str) -> dict[str, float]:
    """Coefficients that put the sentence with the answer first."""
    signals = SIGNALS[name]
    questions = []
    for one in asked:
        right = np.array([one.holds(r) for r in one.ranked])
        if one.fitted and right.any():
            rows = [[getattr(r.signals, s) for s in signals] for r in one.ranked]
            questions.append((np.array(rows), right))

    def cost(weights: Matrix) -> tuple[float, Matrix]:
        total, slope = 0.0, np.zeros_like(weights)
        for rows, right in questions:
            score = rows @ weights
            share = np.exp(score - score.max())
            share /= share.sum()
            of_right = share * right
            total -= np.log(max(of_right.sum(), 1e-12))
            slope += rows.T @ (share - of_right / max(of_right.sum(), 1e-12))
        count = len(questions)
        return (
            total / count + _SHRINK * float(weights @ weights) / 2,
            slope / count + _SHRINK * weights,
        )

    found = minimize(cost, np.ones(len(signals)), jac=True, method="L-BFGS-B").x
    return dict(zip(signals, (round(float(w), 3) for w in found), strict=True))


def reordered(one: Asked, weights: dict[str, float]) -> Asked:
    """The question with its sentences in the order of these coefficients."""
    ranked = [Ranked(r.found, r.signals, _score(r, weights), r.offers, r.short) for r in one.ranked]
    ranked.sort(key=lambda r: -r.score)
    return Asked(one.question, one.answers, ranked, one.unread, one.fitted)


def alone(one: Asked, signal: str) -> Asked:
    """The question with its sentences in the order of one signal, ties in that of the text."""
    ranked = sorted(one.ranked, key=lambda r: place(r.found))
    neutral = Asked(one.question, one.answers, ranked, one.unread, one.fitted)
    return reordered(neutral, {signal: -1 if signal in ("lacking", "unmet") else 1})


def searched(one: Asked) -> Asked:
    """The question with its sentences in the order of search, before the reader."""
    return Asked(one.question, one.answers, one.unread, one.unread, one.fitted)


def _score(one: Ranked, weights: dict[str, float]) -> float:
    signals = asdict(one.signals)
    return float(sum(weights[name] * signals[name] for name in weights))


def fit_confidence(asked: Sequence[Asked]) -> dict[str, float]:
    """Coefficients of the chance that the answer is right."""
    rows = [(doubts(a.question, a.ranked), is_right(a)) for a in asked if a.fitted and a.ranked]
    names = [name for name in rows[0][0] if name != "constant"]
    inputs = np.array([[features[name] for name in names] for features, _ in rows])
    scale = inputs.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=1000).fit(inputs / scale, [y for _, y in rows])
    found = {"constant": round(float(model.intercept_[0]), 3)}
    return found | {
        n: round(float(c), 3) for n, c in zip(names, model.coef_[0] / scale, strict=True)
    }


def is_right(one: Asked, nearly: float = NEARLY) -> bool:
    return any(one.holds(r) for r in _said(one, nearly))


def _said(one: Asked, nearly: float) -> list[Ranked]:
    return best_two(one.ranked, lambda r: r.found.sentence.text, nearly)


def _report(asked: Sequence[Asked], fitted: dict[str, dict[str, float]], measured: bool) -> None:
    answerable = [a for a in asked if a.answers and a.ranked]
    print(f"{'measured only' if measured else 'fitted on'}: {len(asked)} questions, "
          f"{len(answerable)} answerable")  # fmt: skip
    for name in SIGNALS["read"]:
        _shares(name, [alone(a, name) for a in answerable])
    _shares("all but the reader", [reordered(a, fitted["unread"]) for a in answerable])
    _shares("all together", [reordered(a, fitted["read"]) for a in answerable])
    for nearly in (0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0):
        holds = np.mean([is_right(a, nearly) for a in answerable])
        two = np.mean([len(_said(a, nearly)) == 2 for a in answerable])
        print(f"  second sentence within {nearly}: in {two:.0%}, the answer holds it {holds:.3f}")
    right = np.array([is_right(a) for a in asked if a.ranked])
    says = np.array([bool(a.answers) for a in asked if a.ranked])
    given = [_sure(a, fitted["confidence"]) for a in asked if a.ranked]
    sure = np.array(given)
    print(f"  answer holds it {right[says].mean():.3f}, ROC area: answerable "
          f"{roc_auc_score(says, sure):.3f}, right {roc_auc_score(right, sure):.3f}")  # fmt: skip
    for name in ("relevance", "any_relevance", "similarity", "overlap", "context_overlap"):
        by_itself = [doubts(a.question, a.ranked)[name] for a in asked if a.ranked]
        print(f"    {name} alone: {roc_auc_score(says, by_itself):.3f}")
    bins = np.minimum((sure * 10).astype(int), 9)
    error = sum(abs(sure[bins == b].sum() - right[bins == b].sum()) for b in set(bins)) / len(sure)
    print(f"  expected calibration error {error:.3f}")
    for kept in (0.95, 0.9, 0.85, 0.8, 0.7):
        threshold = float(np.quantile(sure[says], 1 - kept))
        print(f"  threshold {threshold:.2f}: keeps {kept:.0%} of the answerable, abstains on "
              f"{(sure[~says] < threshold).mean():.0%} of the unanswerable")  # fmt: skip


def _sure(one: Asked, weights: dict[str, float]) -> float:
    found = doubts(one.question, one.ranked)
    return float(1 / (1 + np.exp(-sum(weights[name] * found[name] for name in found))))


def _shares(name: str, asked: Sequence[Asked]) -> None:
    first, two = (share_holding(asked, most) for most in (1, 2))
    print(f"  {name}: the first sentence holds the answer {first:.3f}, the first two {two:.3f}")


def share_holding(asked: Sequence[Asked], most: int) -> float:
    """How often one of the first so many sentences holds the answer, of the questions given."""
    return float(np.mean([any(a.holds(r) for r in a.ranked[:most]) for a in asked]))


if __name__ == "__main__":
    main()
