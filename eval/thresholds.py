"""Floors that a run must hold: `eval/thresholds.yaml`, and beside it those of summaries and of
comparisons; or a file of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from yaml.nodes import MappingNode, Node

from eval.cases import nodes
from eval.cases.case import FactsError
from eval.metrics import FOCUS_METRICS, METRICS, SUMMARY_METRICS, Asked, Metric, metric_of, value
from eval.runs.summaries import SummaryRun

THRESHOLDS = Path(__file__).with_name("thresholds.yaml")
SUMMARY_THRESHOLDS = Path(__file__).with_name("thresholds_summaries.yaml")
COMPARISON_THRESHOLDS = Path(__file__).with_name("thresholds_comparisons.yaml")
OF_SUMMARIES = (*SUMMARY_METRICS, *FOCUS_METRICS)
_LIMITS = ("at_least", "at_most")


class Measured(Protocol):
    """A run of any kind: the systems that were asked, and the rows of each."""

    @property
    def systems(self) -> tuple[str, ...]: ...
    def of(self, system: str) -> Sequence[Asked]: ...


@dataclass(frozen=True, slots=True)
class Threshold:
    """What one metric of one system must reach, or must not exceed."""

    system: str
    metric: str
    limit: float
    at_most: bool

    def __str__(self) -> str:
        return f"{self.system}: {self.metric} {'<=' if self.at_most else '>='} {self.limit:g}"

    def holds(self, measured: float) -> bool:
        return measured <= self.limit if self.at_most else measured >= self.limit


@dataclass(frozen=True, slots=True)
class Breach:
    """A threshold that a run does not hold; `measured` is None if nothing had a say."""

    threshold: Threshold
    measured: float | None

    def __str__(self) -> str:
        got = "nothing measured" if self.measured is None else f"measured {self.measured:.3f}"
        return f"{self.threshold}, {got}"


def load_thresholds(
    path: Path = THRESHOLDS, metrics: Sequence[Metric] = METRICS
) -> tuple[Threshold, ...]:
    """Read a thresholds file.

    Args:
        metrics: Those that it may limit.

    Raises:
        FactsError: Something in it is wrong; the message names the line.
    """
    try:
        return tuple(_thresholds(nodes.compose(path), metrics))
    except nodes.NodeError as error:
        raise FactsError(f"{path.name}, line {error.line}: {error}") from None


def breaches(
    run: Measured, thresholds: tuple[Threshold, ...], metrics: Sequence[Metric] = METRICS
) -> tuple[Breach, ...]:
    """The thresholds that the run breaks; those of systems that it did not ask don't count."""
    asked = [t for t in thresholds if t.system in run.systems]
    return tuple(_broken(asked, metrics, run.of))


def summary_breaches(run: SummaryRun, thresholds: tuple[Threshold, ...]) -> tuple[Breach, ...]:
    """The same of a run over summaries; what is limited on a focus is left out where none was
    asked for."""
    asked = [t for t in thresholds if t.system in run.info.systems]
    focal = {metric.name for metric in FOCUS_METRICS}
    plain = _broken([t for t in asked if t.metric not in focal], SUMMARY_METRICS, run.of)
    if not run.focused:
        return tuple(plain)
    of = [t for t in asked if t.metric in focal]
    return (*plain, *_broken(of, FOCUS_METRICS, run.on_focus))


def _broken(
    thresholds: Sequence[Threshold],
    metrics: Sequence[Metric],
    rows: Callable[[str], Iterable[Asked]],
) -> Iterator[Breach]:
    for threshold in thresholds:
        measured = value(metric_of(metrics, threshold.metric), rows(threshold.system))
        if measured is None or not threshold.holds(measured):
            yield Breach(threshold, measured)


def _thresholds(root: Node | None, known_metrics: Sequence[Metric]) -> Iterator[Threshold]:
    if not isinstance(root, MappingNode):
        raise nodes.NodeError("a thresholds file names systems, such as builtin.", root)
    for system, limits in root.value:
        for name, metrics in nodes.fields(limits, _LIMITS, "a system's thresholds").items():
            known = tuple(m.name for m in known_metrics)
            for key, node in nodes.fields(metrics, known, "the metrics").items():
                yield Threshold(system.value, key, _number(node), name == "at_most")


def _number(node: Node) -> float:
    try:
        return float(nodes.text(node))
    except ValueError:
        raise nodes.NodeError("a number is wanted here, such as 0.8.", node) from None
