"""What each word for strictness would do: the points to choose between on precision and recall."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chatbot.strictness import STRICTNESS
from eval.observed import Row
from eval.statistics.selective import point_at, precision_at


@dataclass(frozen=True, slots=True)
class Choice:
    """What a system would do if `min_confidence` were this word.

    Attributes:
        threshold: The least confidence with which it would answer.
        precision: Share of the answers it would give that would be right; None if there were none.
        recall: Share of the answerable questions it would answer rightly; None of none.
        abstained: Share of the unanswerable it would abstain on, or whose false premise it would
            correct; None of none.
    """

    word: str
    threshold: float
    precision: float | None
    recall: float | None
    abstained: float | None


def choices(rows: Iterable[Row]) -> tuple[Choice, ...]:
    """Each word, strictest first; without those of which nobody knows what they would do."""
    rows = tuple(rows)
    found = ((word, point_at(rows, least)) for word, least in STRICTNESS.items())
    return tuple(
        Choice(word, p.threshold, precision_at(rows, p.threshold), p.right, p.abstained)
        for word, p in found
        if p
    )
