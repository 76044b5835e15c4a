"""How well the coefficients do, beside each signal alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.metrics import roc_auc_score

from chatbot.strength import doubts
from chatbot.strictness import STRICTNESS
from eval.weigh.asked import Asked, alone, reordered
from eval.weigh.fit import SIGNALS, Matrix

_KEPT = (0.95, 0.9, 0.85, 0.8)


def report(asked: Sequence[Asked], fitted: dict[str, dict[str, float]], measured: bool) -> None:
    """Print how often the answer is found, how much confidence means, and what abstaining costs.

    Args:
        measured: Whether nothing was fitted on these questions.
    """
    asked = [a for a in asked if a.ranked]
    answerable = [a for a in asked if a.answers]
    print(f"{'measured only' if measured else 'fitted on'}: {len(asked)} questions, "
          f"{len(answerable)} answerable")  # fmt: skip
    for name in SIGNALS["read"]:
        _shares(name, [alone(a, name) for a in answerable])
    _shares("all but the reader", [reordered(a, fitted["unread"]) for a in answerable])
    _shares("all together", [reordered(a, fitted["read"]) for a in answerable])
    for nearly in (0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0):
        holds = np.mean([a.is_right(nearly) for a in answerable])
        two = np.mean([len(a.said(nearly)) == 2 for a in answerable])
        print(f"  second sentence within {nearly}: in {two:.0%}, the answer holds it {holds:.3f}")
    sure = np.array([_sure(a, fitted["confidence"]) for a in asked])
    _calibration(asked, sure)
    _abstaining(asked, sure)


def _calibration(asked: Sequence[Asked], sure: Matrix) -> None:
    right = np.array([a.is_right() for a in asked])
    says = np.array([bool(a.answers) for a in asked])
    print(f"  answer holds it {right[says].mean():.3f}, ROC area: answerable "
          f"{roc_auc_score(says, sure):.3f}, right {roc_auc_score(right, sure):.3f}")  # fmt: skip
    for name in ("relevance", "any_relevance", "similarity", "overlap", "context_overlap"):
        by_itself = [doubts(a.question, a.ranked)[name] for a in asked]
        print(f"    {name} alone: {roc_auc_score(says, by_itself):.3f}")
    bins = np.minimum((sure * 10).astype(int), 9)
    error = sum(abs(sure[bins == b].sum() - right[bins == b].sum()) for b in set(bins)) / len(sure)
    print(f"  expected calibration error {error:.3f}")


def _abstaining(asked: Sequence[Asked], sure: Matrix) -> None:
    says = np.array([bool(a.answers) for a in asked])
    deceives = np.array([a.deceives for a in asked])
    left_out = np.array([a.left_out for a in asked])
    at = {f"keeping {kept:.0%}": float(np.quantile(sure[says], 1 - kept)) for kept in _KEPT}
    for name, threshold in {**STRICTNESS, **at}.items():
        kept = (sure[says] >= threshold).mean()
        deceived, without = ((sure[of] < threshold).mean() for of in (deceives, left_out))
        print(f"  {name}, threshold {threshold:.2f}: keeps {kept:.0%} of the answerable, abstains "
              f"on {deceived:.0%} of those made to look answerable, and on {without:.0%} of those "
              "put without their document")  # fmt: skip


def _sure(one: Asked, weights: dict[str, float]) -> float:
    found = doubts(one.question, one.ranked)
    return float(1 / (1 + np.exp(-sum(weights[name] * found[name] for name in found))))


def _shares(name: str, asked: Sequence[Asked]) -> None:
    first, two = (share_holding(asked, most) for most in (1, 2))
    print(f"  {name}: the first sentence holds the answer {first:.3f}, the first two {two:.3f}")


def share_holding(asked: Sequence[Asked], most: int) -> float:
    """How often one of the first so many sentences holds the answer, of the questions given."""
    return float(np.mean([any(a.holds(r) for r in a.ranked[:most]) for a in asked]))
