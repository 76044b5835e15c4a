"""Which claims of two documents are near one another in meaning, without a loop over all pairs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from index.minilm import Floats

_BLOCK = 1024  # rows at once: a block of cosines stays within some tens of megabytes


def nearest(ours: Floats, theirs: Floats, most: int) -> tuple[NDArray[np.int64], Floats]:
    """The nearest of theirs to each of ours, the nearest first, and their cosines.

    Returns:
        Indices and cosines, each (ours, min(most, theirs)).
    """
    most = min(most, len(theirs))
    if not len(ours) or not most:
        return np.zeros((len(ours), 0), np.int64), np.zeros((len(ours), 0), np.float32)
    found, cosines = [], []
    for start in range(0, len(ours), _BLOCK):
        block = ours[start : start + _BLOCK] @ theirs.T
        part = np.argpartition(-block, most - 1, axis=1)[:, :most]
        values = np.take_along_axis(block, part, axis=1)
        order = np.argsort(-values, axis=1, kind="stable")
        found.append(np.take_along_axis(part, order, axis=1))
        cosines.append(np.take_along_axis(values, order, axis=1))
    return np.concatenate(found).astype(np.int64), np.concatenate(cosines).astype(np.float32)


def mutual(ours: Floats, theirs: Floats, least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs that are each other's nearest, with their cosine, if that is at least so much."""
    there, cosines = nearest(ours, theirs, 1)
    back, _ = nearest(theirs, ours, 1)
    for i in range(len(there)):
        if there.shape[1] and cosines[i, 0] >= least and back[there[i, 0], 0] == i:
            yield i, int(there[i, 0]), float(cosines[i, 0])
