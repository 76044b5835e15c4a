"""What each threshold on confidence would do: the trade of selective prediction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.judging.judgement import judge
from eval.observed import Observed, Row

_MOST_POINTS = 200  # of a curve; more can't be told apart


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold on confidence would do.

    Attributes:
        right: Share of the answerable questions that would be answered rightly; None of none.
        abstained: Share of the unanswerable that would be abstained on, or whose false premise
            would be corrected; None of none.
    """

    threshold: float
    right: float | None
    abstained: float | None


def set_point(rows: Iterable[Row]) -> Point | None:
    """What the system as it was set did; None if it answered nothing, or gives no confidence.

    The threshold is the lowest confidence with which it answered: the highest that would have done
    the same. It can be higher than the setting, where no question fell between the two.
    """
    outcomes, lowest = _outcomes(rows)
    return None if lowest is None else _point(outcomes, lowest)


def trade_off(rows: Iterable[Row]) -> tuple[Point, ...]:
    """Right answers against right abstentions as the threshold on confidence rises from 0 to 1.

    The risk–coverage trade of selective prediction (Geifman & El-Yaniv 2017, arXiv:1705.08500),
    drawn over the unanswerable questions. Below the set threshold a row says what it would have
    said; thresholds at which that is needed and unknown are left out. A row that abstained at a
    confidence with which others were answered did so for another reason, and does so always.
    """
    outcomes, lowest = _outcomes(rows)
    if lowest is None:
        return ()
    thresholds = sorted({0.0, 1.0, *(outcome.confidence for outcome in outcomes)})
    step = -(-len(thresholds) // _MOST_POINTS)
    kept = sorted({*thresholds[::step], 1.0, lowest})
    points = (_point(outcomes, threshold) for threshold in kept)
    return tuple(point for point in points if point is not None)


def point_at(rows: Iterable[Row], threshold: float) -> Point | None:
    """What this threshold would do; None if it is unknown, as in `trade_off`."""
    outcomes, lowest = _outcomes(rows)
    return None if lowest is None else _point(outcomes, threshold)


def precision_at(rows: Iterable[Row], threshold: float) -> float | None:
    """Share of the answers given at this threshold that would be right.

    None if no answer would be given, or if it is unknown whether one would be right.
    """
    outcomes, _ = _outcomes(rows)
    given = [o.answering for o in outcomes if o.speaks and o.confidence >= threshold]
    return None if None in given else _share([bool(right) for right in given])


def would_say(observed: Observed) -> str | None:
    """What it said, or would have said had it not abstained; None if nobody knows."""
    return (observed.otherwise or None) if observed.abstained else observed.text


@dataclass(frozen=True, slots=True)
class _Outcome:
    """Would a row be right if it abstained, and if it answered? None if that is unknown.

    Attributes:
        speaks: Whether it would answer, were it sure enough.
    """

    confidence: float
    answerable: bool
    abstaining: bool
    answering: bool | None
    speaks: bool


def _outcomes(rows: Iterable[Row]) -> tuple[list[_Outcome], float | None]:
    """Of the rows with a confidence; and the lowest confidence that was answered with."""
    sure = [(row, c) for row in rows if (c := row.observed.confidence) is not None]
    answered = [c for row, c in sure if not (row.observed.abstained or row.observed.error)]
    lowest = min(answered, default=None)
    return [_outcome(row, c, lowest is not None and c >= lowest) for row, c in sure], lowest


def _outcome(row: Row, confidence: float, sure_enough: bool) -> _Outcome:
    case, observed = row.case, row.observed
    if observed.error:
        return _Outcome(confidence, not case.abstain, False, False, speaks=False)
    answering, text = None, would_say(observed)
    if text is not None:
        answering = judge(case, Observed(text)).right
    elif case.abstain and not case.instead:
        answering = False  # whatever it would have said
    silent = observed.abstained and sure_enough  # not for want of confidence
    if silent:
        answering = case.abstain
    return _Outcome(confidence, not case.abstain, case.abstain, answering, not silent)


def _point(outcomes: Sequence[_Outcome], threshold: float) -> Point | None:
    """None if what a row would do is unknown."""
    done = [
        (o.answerable, o.answering if o.confidence >= threshold else o.abstaining) for o in outcomes
    ]
    if any(right is None for _, right in done):
        return None
    answerable = [bool(right) for answerable, right in done if answerable]
    unanswerable = [bool(right) for answerable, right in done if not answerable]
    return Point(threshold, _share(answerable), _share(unanswerable))


def _share(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None
