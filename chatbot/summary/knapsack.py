"""Sentences that are worth most and come out at a given length together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def filling(
    lengths: Sequence[int], values: Sequence[float], least: int, most: int
) -> list[int] | None:
    """Which items to take for the most value at `least` to `most` words; None if none come out.

    The 0/1 knapsack by dynamic programming; lengths are whole numbers above 0.
    """
    if most < 0:
        return None
    best = np.full(most + 1, -np.inf)
    best[0] = 0.0
    taken = np.zeros((len(lengths), most + 1), bool)
    for item, (length, value) in enumerate(zip(lengths, values, strict=True)):
        if length > most:
            continue
        with_it = np.full(most + 1, -np.inf)
        with_it[length:] = best[: most + 1 - length] + value
        taken[item] = with_it > best
        best = np.maximum(best, with_it)
    low = max(0, least)
    at = low + int(np.argmax(best[low:])) if low <= most else low
    if at > most or best[at] == -np.inf:
        return None
    picked = []
    for item in range(len(lengths) - 1, -1, -1):
        if taken[item, at]:
            picked.append(item)
            at -= lengths[item]
    return picked
