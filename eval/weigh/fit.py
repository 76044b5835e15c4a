"""Coefficients of the order of evidence and of confidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from chatbot.strength import doubts
from eval.weigh.asked import AGAINST, Asked

Matrix = NDArray[np.float64]
Cost = Callable[[Matrix], tuple[float, Matrix]]

_FOUND = ("similarity", "overlap", "context_overlap", "lacking", "unmet", "row", "counts")
SIGNALS = {"unread": _FOUND, "read": (*_FOUND, "relevance", "certainty")}
# Keeps coefficients of signals that hardly ever speak near nothing; signals in standard deviations.
_SHRINK = 0.003
# Questions made to look answerable are half of all here. People ask them, but not as often.
_DECEIVING = 0.5


def fit_order(asked: Sequence[Asked], name: str) -> dict[str, float]:
    """Coefficients that put the sentence with the answer first."""
    signals = SIGNALS[name]
    questions = []
    for one in asked:
        right = np.array([one.holds(r) for r in one.ranked])
        if one.fitted and right.any():
            rows = [[getattr(r.signals, s) for s in signals] for r in one.ranked]
            questions.append((np.array(rows), right))
    scale = np.concatenate([rows for rows, _ in questions]).std(axis=0) + 1e-9
    scaled = [(rows / scale, right) for rows, right in questions]

    def cost(weights: Matrix) -> tuple[float, Matrix]:
        total, slope = 0.0, np.zeros_like(weights)
        for rows, right in scaled:
            odds = rows @ weights
            share = np.exp(odds - odds.max())
            share /= share.sum()
            of_right = share * right
            total -= np.log(max(of_right.sum(), 1e-12))
            slope += rows.T @ (share - of_right / max(of_right.sum(), 1e-12))
        return total / len(scaled), slope / len(scaled)

    return _fit(cost, signals, scale)


def _fit(cost: Cost, names: Sequence[str], scale: Matrix) -> dict[str, float]:
    """The coefficients of least cost, each of the sign that it should have."""

    def shrunk(weights: Matrix) -> tuple[float, Matrix]:
        total, slope = cost(weights)
        return total + _SHRINK * float(weights @ weights) / 2, slope + _SHRINK * weights

    free, up, down = (None, None), (0, None), (None, 0)
    bounds = [free if n == "constant" else down if n in AGAINST else up for n in names]
    found = minimize(shrunk, np.zeros(len(names)), jac=True, bounds=bounds, method="L-BFGS-B").x
    return dict(zip(names, (round(float(w), 3) for w in found / scale), strict=True))


def fit_confidence(asked: Sequence[Asked]) -> dict[str, float]:
    """Coefficients of the chance that the answer is right."""
    given = [a for a in asked if a.fitted and a.ranked]
    rows = [doubts(a.question, a.ranked) for a in given]
    names = list(rows[0])
    inputs = np.array([[row[name] for name in names] for row in rows])
    scale = inputs.std(axis=0)
    scale[[n == "constant" for n in names]] = 1.0
    inputs = inputs / (scale + 1e-9)
    right = np.array([a.is_right() for a in given])
    share = np.array([_DECEIVING if a.deceives else 1.0 for a in given])
    share /= share.sum()

    def cost(weights: Matrix) -> tuple[float, Matrix]:
        odds = inputs @ weights
        lost = np.logaddexp(0, odds) - right * odds
        return float(share @ lost), inputs.T @ (share * (1 / (1 + np.exp(-odds)) - right))

    return _fit(cost, names, scale + 1e-9)
