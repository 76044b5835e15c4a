"""Floors that a run must hold: `eval/thresholds.yaml`, or a file of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from yaml.nodes import MappingNode, Node

from eval.cases import nodes
from eval.cases.case import FactsError
from eval.metrics import METRICS, metric, value
from eval.runs.results import Run

THRESHOLDS = Path(__file__).with_name("thresholds.yaml")
_LIMITS = ("at_least", "at_most")


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


def load_thresholds(path: Path = THRESHOLDS) -> tuple[Threshold, ...]:
    """Read a thresholds file.

    Raises:
        FactsError: Something in it is wrong; the message names the line.
    """
    try:
        return tuple(_thresholds(nodes.compose(path)))
    except nodes.NodeError as error:
        raise FactsError(f"{path.name}, line {error.line}: {error}") from None


def breaches(run: Run, thresholds: tuple[Threshold, ...]) -> tuple[Breach, ...]:
    """The thresholds that the run breaks; those of systems that it did not ask don't count."""
    broken = []
    for threshold in thresholds:
        if threshold.system in run.systems:
            measured = value(metric(threshold.metric), run.of(threshold.system))
            if measured is None or not threshold.holds(measured):
                broken.append(Breach(threshold, measured))
    return tuple(broken)


def _thresholds(root: Node | None) -> Iterator[Threshold]:
    if not isinstance(root, MappingNode):
        raise nodes.NodeError("a thresholds file names systems, such as builtin.", root)
    for system, limits in root.value:
        for name, metrics in nodes.fields(limits, _LIMITS, "a system's thresholds").items():
            known = tuple(m.name for m in METRICS)
            for key, node in nodes.fields(metrics, known, "the metrics").items():
                yield Threshold(system.value, key, _number(node), name == "at_most")


def _number(node: Node) -> float:
    try:
        return float(nodes.text(node))
    except ValueError:
        raise nodes.NodeError("a number is wanted here, such as 0.8.", node) from None
