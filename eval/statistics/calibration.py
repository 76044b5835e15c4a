"""Does confidence mean something? How often it is right, and what each threshold on it would do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eval.judging.judgement import states_all
from eval.observed import Row
from eval.statistics.selective import Point, set_point, trade_off, would_say

__all__ = ["Bin", "Point", "expected_calibration_error", "reliability", "set_point", "trade_off"]


@dataclass(frozen=True, slots=True)
class Bin:
    """The rows whose confidence is in [low, high), in the last bin high included.

    Attributes:
        confidence: Their mean confidence.
        right: How often it was right.
    """

    low: float
    high: float
    confidence: float
    right: float
    count: int


def reliability(rows: Iterable[Row], bins: int = 10) -> tuple[Bin, ...]:
    """Rows by confidence, in bins of equal width; those without rows are left out.

    Confidence is that the documents answer the question and that the answer states all the expected
    facts. Of rows that abstained it is about what they would have said; those that don't tell, and
    failures, are left out. The reliability diagram of Guo et al. 2017 (arXiv:1706.04599).
    """
    binned: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for row in rows:
        confidence, said = row.observed.confidence, would_say(row.observed)
        if confidence is not None and said is not None and not row.observed.error:
            happened = not row.case.abstain and states_all(said, row.case.expect)
            binned[min(int(confidence * bins), bins - 1)].append((confidence, happened))
    return tuple(
        Bin(
            low=i / bins,
            high=(i + 1) / bins,
            confidence=sum(confidence for confidence, _ in events) / len(events),
            right=sum(happened for _, happened in events) / len(events),
            count=len(events),
        )
        for i, events in enumerate(binned)
        if events
    )


def expected_calibration_error(rows: Iterable[Row], bins: int = 10) -> float | None:
    """Mean distance of confidence from the share that is right, over bins by their rows; 0 is best.

    ECE (Naeini et al. 2015; Guo et al. 2017, arXiv:1706.04599) of the bins of `reliability`; None
    without rows.
    """
    found = reliability(rows, bins)
    rows_in_all = sum(b.count for b in found)
    off = sum(b.count * abs(b.confidence - b.right) for b in found)
    return off / rows_in_all if found else None
