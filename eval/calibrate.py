"""Fit the confidence curve of `chatbot.strength`: `python -m eval.calibrate`.

Asks every bundled case of an index of the bundled documents, fits a logistic curve of one variable,
how strong the evidence is, to whether the documents answer, and prints the curve, how well strength
tells answerable from unanswerable, what each threshold would do, and how today's settings do.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from chatbot import Chatbot
from chatbot.evidence import gather
from chatbot.strength import INTERCEPT, SLOPE
from eval.case import Case
from eval.facts import contains, judge, load_facts

FACTS = sorted((Path(__file__).parent / "facts").glob("*.yaml"))


def measured() -> Iterator[tuple[Case, float, bool, bool]]:
    """(case, strength of its evidence, do the first two sentences hold the facts, is it right)."""
    with tempfile.TemporaryDirectory() as home, Chatbot(home) as bot:
        for facts in map(load_facts, FACTS):
            bot.add(facts.documents)
        for facts in map(load_facts, FACTS):
            for case in facts.cases:
                found = gather(case.question, bot.sentences(case.question))
                text = " ".join(e.citation.quote for e in found.evidence[:2])
                holds = all(any(contains(text, way) for way in ways) for ways in case.expect)
                right = judge(case, bot.ask(case.question)).correct
                yield case, found.strength, holds and not case.abstain, right


def main() -> None:
    cases, strengths, holding, right = zip(*measured(), strict=True)
    answerable = np.array([not case.abstain for case in cases])
    values, holds = np.array(strengths), np.array(holding)
    # As many answerable as unanswerable questions: what people ask is nobody's to know.
    weights = np.where(answerable, 0.5 / answerable.mean(), 0.5 / (~answerable).mean())
    model = LogisticRegression(C=100).fit(values[:, None], answerable, weights)
    print(f"{answerable.sum()} answerable, {(~answerable).sum()} unanswerable questions")
    print(f"INTERCEPT, SLOPE = {model.intercept_[0]:.1f}, {model.coef_[0][0]:.1f}", end="")
    print(f"  (now {INTERCEPT}, {SLOPE})")
    print(f"area under ROC {roc_auc_score(answerable, values):.3f}")
    confidence = model.predict_proba(values[:, None])[:, 1]
    for threshold in np.arange(0.2, 0.9, 0.1):
        said = confidence >= threshold
        print(
            f"threshold {threshold:.1f}: right on {(holds & said)[answerable].mean():.0%} of the "
            f"answerable, abstains on {(~said)[~answerable].mean():.0%} of the unanswerable"
        )
    said = np.array(right)
    print(
        f"as set: right on {said[answerable].sum()} of {answerable.sum()} answerable, abstains on "
        f"{said[~answerable].sum()} of {(~answerable).sum()} unanswerable"
    )


if __name__ == "__main__":
    main()
