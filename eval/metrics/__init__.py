"""What is measured: each metric is a pure function of one row, and its docstring defines it.

Answers, summaries and comparisons have rows, and metrics, of their own.

A metric's value over many rows is the sum of the rows' numerators over the sum of their
denominators, or a quantile of the numerators. A row whose answer failed counts as wrong, never as
abstained, in every metric in which it has a say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil, floor, fsum
from typing import Any, Literal, Protocol

from eval.metrics import (
    abstention,
    answers,
    citations,
    comparisons,
    cost,
    retrieval,
    summaries,
)

__all__ = [
    "COMPARISON_METRICS",
    "FOCUS_METRICS",
    "METRICS",
    "SUMMARY_METRICS",
    "Asked",
    "Metric",
    "metric",
    "metric_of",
    "quantile",
    "value",
]

Unit = Literal["share", "seconds", "count"]
Better = Literal["higher", "lower", "neither"]
Measure = Callable[[Any], tuple[float, float] | None]  # of a row of the metric's own kind


class Case(Protocol):
    """What was asked.

    Attributes:
        id: Of this one thing.
        conversation: Of what it is not independent of; intervals resample by it.
    """

    @property
    def id(self) -> str: ...
    @property
    def conversation(self) -> str: ...


class Asked(Protocol):
    """A row of any kind: what was asked, and what came of it."""

    @property
    def case(self) -> Case: ...


@dataclass(frozen=True, slots=True)
class Metric:
    """One number that says how good a system is.

    Attributes:
        name: As code and thresholds call it: "right_and_cited".
        label: As tables call it: "right and cited".
        measure: A row's numerator and denominator; None if it has no say.
        quantile: If set, the metric is this quantile of the rows' numerators.
    """

    name: str
    label: str
    unit: Unit
    better: Better
    measure: Measure
    quantile: float | None = None

    @property
    def meaning(self) -> str:
        """What it measures, in one line for reports."""
        return (self.measure.__doc__ or "").strip().split("\n", 1)[0]


def _share(measure: Measure, label: str, better: Better = "higher") -> Metric:
    return Metric(getattr(measure, "__name__", ""), label, "share", better, measure)


def _seconds(measure: Measure, name: str, label: str) -> tuple[Metric, Metric]:
    half = Metric(f"{name}_p50", f"{label}, p50", "seconds", "lower", measure, 0.5)
    return half, Metric(f"{name}_p95", f"{label}, p95", "seconds", "lower", measure, 0.95)


METRICS: tuple[Metric, ...] = (
    _share(answers.score, "handled rightly"),
    _share(answers.right, "right"),
    _share(answers.right_and_cited, "right and cited"),
    _share(answers.first_sentence, "right in the first sentence"),
    _share(answers.exact_match, "short answer, exact match"),
    _share(answers.f1, "short answer, F1"),
    _share(answers.wrong, "wrong answers", "lower"),
    _share(citations.citation_precision, "citation precision"),
    _share(citations.citation_recall, "citation recall"),
    _share(retrieval.recall_1, "passage recall@1"),
    _share(retrieval.recall_5, "passage recall@5"),
    _share(retrieval.ndcg_10, "passage nDCG@10"),
    _share(abstention.answered, "answered, of the answerable", "neither"),
    _share(abstention.abstention_precision, "abstention precision"),
    _share(abstention.abstention_recall, "abstention recall"),
    _share(abstention.wrong_on_unanswerable, "wrong on the unanswerable", "lower"),
    _share(citations.verified, "written sentences verified"),
    _share(citations.withheld, "written sentences withheld", "neither"),
    *_seconds(cost.to_evidence, "evidence", "to the evidence"),
    *_seconds(cost.to_words, "words", "to the first words"),
    *_seconds(cost.to_end, "end", "to the end"),
    Metric("tokens_read", "tokens read", "count", "lower", cost.tokens_read),
    Metric("tokens_written", "tokens written", "count", "lower", cost.tokens_written),
    Metric("words_to_check", "cited words to check", "count", "lower", cost.words_to_check),
    _share(answers.judged, "right, says the LLM judge"),
)

SUMMARY_METRICS: tuple[Metric, ...] = (
    _share(summaries.key_fact_recall, "key facts kept"),
    _share(summaries.weighted_recall, "key facts kept, by importance"),
    _share(summaries.unsupported, "unsupported sentences", "lower"),
    _share(summaries.redundancy, "redundancy", "lower"),
    _share(summaries.length_error, "length error", "lower"),
    _share(summaries.sections_read, "sections read"),
    _share(summaries.sections_cited, "sections cited", "neither"),
    *_seconds(summaries.seconds, "end", "to the end"),
)

FOCUS_METRICS: tuple[Metric, ...] = (
    _share(summaries.focus_kept, "on the focus, kept"),
    _share(summaries.focus_strayed, "beside the focus, stated", "lower"),
    _share(summaries.focus_empty, "nothing on the focus", "lower"),
)

COMPARISON_METRICS: tuple[Metric, ...] = (
    _share(comparisons.changes_found, "changes found"),
    _share(comparisons.changes_aligned, "changes aligned"),
    _share(comparisons.false_changes, "false changes", "lower"),
    _share(comparisons.trapped, "traps called a change", "lower"),
    _share(comparisons.same_found, "same found"),
    _share(comparisons.uncited_sides, "unsupported sides", "lower"),
    *_seconds(comparisons.seconds, "end", "to the end"),
)

_BY_NAME = {m.name: m for m in METRICS}


def metric(name: str) -> Metric:
    """The metric of that name; KeyError if there is none."""
    return _BY_NAME[name]


def metric_of(metrics: Iterable[Metric], name: str) -> Metric:
    """That of these metrics which has the name; KeyError if there is none."""
    return {m.name: m for m in metrics}[name]


def value(metric: Metric, rows: Iterable[Asked]) -> float | None:
    """The metric over the rows; None if none of them has a say."""
    parts = [part for part in map(metric.measure, rows) if part is not None]
    if metric.quantile is not None:
        return quantile([part[0] for part in parts], metric.quantile)
    below = fsum(part[1] for part in parts)
    return fsum(part[0] for part in parts) / below if below else None


def quantile(values: Iterable[float], share: float) -> float | None:
    """The value below which that share of them lies, interpolated; None of none."""
    ordered = sorted(values)
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    low, high = ordered[floor(place)], ordered[ceil(place)]
    return low + (high - low) * (place - floor(place))
