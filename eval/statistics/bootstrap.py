"""A metric in many resamples of the rows, to see how much of it is chance.

The turns of one conversation are not independent of each other: conversations are resampled, not
rows (a cluster bootstrap; Efron & Tibshirani 1993, An Introduction to the Bootstrap).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from eval.metrics import Asked, Metric

Floats = NDArray[np.float64]
Counts = NDArray[np.uint16]
_BATCH = 2_000_000  # numbers drawn at a time: 16 MB


def resampled(metric: Metric, rows: Sequence[Asked], seed: int, resamples: int) -> Floats:
    """The metric in each resample; NaN where no row has a say.

    Which conversations are drawn depends on their order in `rows` and on nothing else, so rows of
    two systems, case by case in the same order, are resampled together.
    """
    parts = [metric.measure(row) for row in rows]
    clusters = _clusters(rows)
    batches = _draws(int(clusters.max()) + 1, seed, resamples)
    if metric.quantile is None:
        sums = np.zeros((int(clusters.max()) + 1, 2))
        np.add.at(sums, clusters, [(0.0, 0.0) if part is None else part for part in parts])
        with np.errstate(invalid="ignore"):
            return np.concatenate([np.divide(*(batch @ sums).T) for batch in batches])
    said = np.array([part is not None for part in parts])
    values = np.array([part[0] for part in parts if part is not None])
    order = np.argsort(values, kind="stable")
    columns = clusters[said][order]
    drawn = [_quantiles(values[order], batch[:, columns], metric.quantile) for batch in batches]
    return np.concatenate(drawn)


def _clusters(rows: Sequence[Asked]) -> NDArray[np.intp]:
    """The number of each row's conversation, from 0."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(r.case.conversation, len(numbers)) for r in rows], np.intp)


@lru_cache(maxsize=2)  # a report asks for dozens of metrics of the same conversations
def _draws(clusters: int, seed: int, resamples: int) -> tuple[Counts, ...]:
    """How often each conversation is in each resample: batches of [resamples, clusters]."""
    rng = np.random.default_rng(seed)
    size = max(1, _BATCH // clusters)
    batches = []
    for start in range(0, resamples, size):
        shape = (min(size, resamples - start), clusters)
        places = rng.integers(0, clusters, shape) + clusters * np.arange(shape[0])[:, None]
        counts = np.bincount(places.ravel(), minlength=shape[0] * clusters)
        batches.append(counts.reshape(shape).astype(np.uint16))
    return tuple(batches)


def _quantiles(ordered: Floats, times: Counts, share: float) -> Floats:
    """The interpolated quantile in each resample, given how often it has each of the values."""
    upto = times.cumsum(axis=1, dtype=np.int64)
    place = share * (upto[:, -1] - 1)
    low, high = (
        ordered[np.minimum((upto <= at[:, None]).sum(axis=1), len(ordered) - 1)]
        for at in (np.floor(place), np.ceil(place))
    )
    found = low + (high - low) * (place - np.floor(place))
    return np.where(upto[:, -1] > 0, found, np.nan)
