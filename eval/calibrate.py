"""How a run's confidence would have to change to mean what it says: `python -m eval.calibrate DIR`.

Platt scaling (Platt 1999): a logistic curve of one variable, the log-odds of the confidence given,
fitted to whether the documents answer the question. Prints its two coefficients, how well
confidence tells answerable from unanswerable, and what each threshold would do.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from eval.runs.results import Run, read_run
from eval.statistics.calibration import expected_calibration_error, trade_off

_EDGE = 1e-6  # a confidence of 0 or 1 has no log-odds


def main(folder: str) -> None:
    """Print what the run in `folder` says of its confidence, system by system."""
    run = read_run(Path(folder))
    for system in run.systems:
        _report(run, system)


def _report(run: Run, system: str) -> None:
    rows = [row for row in run.of(system) if row.observed.confidence is not None]
    answerable = np.array([not row.case.abstain for row in rows])
    if not answerable.any() or answerable.all():
        print(f"{system}: needs confidences of answerable and of unanswerable questions")
        return
    given = np.clip([row.observed.confidence or 0.0 for row in rows], _EDGE, 1 - _EDGE)
    odds = np.log(given / (1 - given))
    # As many answerable as unanswerable questions: what people ask is nobody's to know.
    weights = np.where(answerable, 0.5 / answerable.mean(), 0.5 / (~answerable).mean())
    curve = LogisticRegression(C=100).fit(odds[:, None], answerable, weights)
    shift, slope = curve.intercept_[0], curve.coef_[0][0]
    print(f"{system}: {answerable.sum()} answerable, {(~answerable).sum()} unanswerable questions")
    print(f"  log-odds of the confidence should be {shift:.2f} + {slope:.2f} x what they are")
    print(f"  area under ROC {roc_auc_score(answerable, given):.3f}")
    error = expected_calibration_error(rows)
    print(f"  expected calibration error {'unknown' if error is None else f'{error:.3f}'}")
    for point in trade_off(rows)[:: max(1, len(rows) // 20)]:
        print(
            f"  threshold {point.threshold:.2f}: right on {point.right or 0:.0%} of the "
            f"answerable, abstains on {point.abstained or 0:.0%} of the unanswerable"
        )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m eval.calibrate RUN_FOLDER")
    main(sys.argv[1])
