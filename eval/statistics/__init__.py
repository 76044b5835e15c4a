"""How sure is a figure, and is one run better than another? Intervals and paired comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from eval.judging.judgement import judge
from eval.metrics import Asked, Metric, value
from eval.observed import Row
from eval.statistics.bootstrap import Floats, resampled

Pair = tuple[Row, Row]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A metric's value and how sure it is.

    Attributes:
        low, high: The 95% interval: the middle 95% of the resampled values (the percentile method
            of Efron & Tibshirani 1993, chapter 13).
        count: How many rows have a say.
    """

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A metric of two runs over the cases that both have.

    Attributes:
        a, b: The two values; None if no row has a say.
        difference: b − a with its interval; its count is that of the cases compared.
        gained, lost: For `score`: rows (of a, of b) of the cases that only b, only a got right.
        p: For `score`: McNemar's exact two-sided p, how likely so uneven a split into gained and
            lost would be if neither were better. It takes the cases for independent.
        only_a, only_b: How many cases the other run does not have; they are left out.
    """

    a: float | None
    b: float | None
    difference: Estimate | None
    gained: tuple[Pair, ...] = ()
    lost: tuple[Pair, ...] = ()
    p: float | None = None
    only_a: int = 0
    only_b: int = 0


def estimate(
    metric: Metric, rows: Iterable[Asked], seed: int = 0, resamples: int = 2000
) -> Estimate | None:
    """The metric over one system's rows, with its interval; None if no row has a say."""
    rows = sorted(rows, key=_by_case)
    point = value(metric, rows)
    if point is None:
        return None
    saying = [row for row in rows if metric.measure(row) is not None]
    found = _estimate(point, resampled(metric, rows, seed, resamples), len(saying))
    return _at_the_edge(found, saying) if metric.unit == "share" else found


def compare(
    metric: Metric,
    rows_a: Iterable[Row],
    rows_b: Iterable[Row],
    seed: int = 0,
    resamples: int = 2000,
) -> Comparison:
    """One system's rows in two runs, or two systems' in one, paired by case."""
    of_a, of_b = ({row.case.id: row for row in rows} for rows in (rows_a, rows_b))
    pairs = [(row, of_b[key]) for key, row in of_a.items() if key in of_b]
    a, b = (value(metric, rows) for rows in _sides(pairs))
    difference = None
    if a is not None and b is not None:
        drawn_a, drawn_b = (resampled(metric, r, seed, resamples) for r in _sides(pairs))
        difference = _estimate(b - a, drawn_b - drawn_a, len(pairs))
    gained, lost = _changed(pairs) if metric.name == "score" else ((), ())
    return Comparison(
        a=a,
        b=b,
        difference=difference,
        gained=gained,
        lost=lost,
        p=mcnemar(len(gained), len(lost)) if metric.name == "score" else None,
        only_a=len(of_a) - len(pairs),
        only_b=len(of_b) - len(pairs),
    )


def ratio(
    metric: Metric,
    baseline: Iterable[Asked],
    rows: Iterable[Asked],
    seed: int = 0,
    resamples: int = 2000,
) -> Estimate | None:
    """How many times the baseline's value a system's is, over the cases of both, drawn in pairs.

    None where the baseline's is 0, or either has none.
    """
    of_a, of_b = ({row.case.id: row for row in rows} for rows in (baseline, rows))
    both = [of_a[key] for key in of_a.keys() & of_b.keys()]
    sides = [sorted(both, key=_by_case)]
    sides.append([of_b[row.case.id] for row in sides[0]])
    a, b = (value(metric, side) for side in sides)
    if not a or b is None:
        return None
    drawn_a, drawn_b = (resampled(metric, side, seed, resamples) for side in sides)
    drawn = np.divide(drawn_b, drawn_a, out=np.full_like(drawn_a, np.nan), where=drawn_a > 0)
    return _estimate(b / a, drawn, len(both))


def mcnemar(gained: int, lost: int) -> float:
    """Exact two-sided p of so uneven a split if either were as likely (McNemar 1947)."""
    changed, ways, tail = gained + lost, 1, 0  # ways: changed choose fewer
    for fewer in range(min(gained, lost) + 1):
        tail += ways
        ways = ways * (changed - fewer) // (fewer + 1)
    return min(1.0, 2 * (tail / (1 << changed)))


def _at_the_edge(found: Estimate, rows: Sequence[Asked]) -> Estimate:
    """Where all rows agree every resample does too, and the bootstrap knows no doubt.

    The exact bound for none or all of n (Clopper & Pearson 1934), n counting conversations.
    """
    bound = 0.025 ** (1 / len({row.case.conversation for row in rows}))
    if found.value == 1.0:
        return replace(found, low=bound)
    return replace(found, high=1 - bound) if found.value == 0.0 else found


def _by_case(row: Asked) -> tuple[str, str]:
    """A fixed order: the same rows give the same interval, however they come."""
    return row.case.conversation, row.case.id


def _sides(pairs: Iterable[Pair]) -> tuple[list[Row], list[Row]]:
    pairs = sorted(pairs, key=lambda pair: _by_case(pair[0]))
    return [a for a, _ in pairs], [b for _, b in pairs]


def _changed(pairs: Sequence[Pair]) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    right = [tuple(judge(row.case, row.observed).right for row in pair) for pair in pairs]
    gained = tuple(pair for pair, was in zip(pairs, right, strict=True) if was == (False, True))
    lost = tuple(pair for pair, was in zip(pairs, right, strict=True) if was == (True, False))
    return gained, lost


def _estimate(point: float, drawn: Floats, count: int) -> Estimate:
    drawn = drawn[~np.isnan(drawn)]  # in some resamples no row may have a say
    low, high = np.percentile(drawn, [2.5, 97.5]) if drawn.size else (point, point)
    # Where nearly all resamples agree, rounding alone can put the value beside its interval.
    return Estimate(point, min(float(low), point), max(float(high), point), count)
