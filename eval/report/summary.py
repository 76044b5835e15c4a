"""The numbers of a run, worked out once; every renderer reads them here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from eval.cases.case import KIND_LABELS, KINDS
from eval.judging.judgement import judge
from eval.metrics import METRICS, Metric, metric
from eval.observed import Row
from eval.runs.results import Run
from eval.statistics import Estimate, compare, estimate
from eval.statistics.strictness import Choice, choices

BASELINE = "baseline "  # a baseline's name is this and its model's
Outcome = Literal["right", "uncited", "wrong"]

# What a person asks first; the other metrics follow in their own order.
_FIRST = """score right right_and_cited abstention_recall wrong citation_precision citation_recall
    recall_5 end_p50 end_p95""".split()


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times the baseline's figure a system's is.

    Attributes:
        better: None where neither more nor less is better, or where the paired 95% interval of
            the difference holds 0: chance alone may have made it.
    """

    times: float
    better: bool | None


@dataclass(frozen=True, slots=True)
class Line:
    """A metric's estimate for each system; its ratios follow `Summary.pairs`."""

    metric: Metric
    cells: tuple[Estimate | None, ...]
    ratios: tuple[Ratio | None, ...]


@dataclass(frozen=True, slots=True)
class KindLine:
    """The score of each system over the cases of one kind."""

    label: str
    cases: int
    cells: tuple[Estimate | None, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row and what it is worth.

    Attributes:
        reason: What is wrong with it, for a person; "" if nothing is.
    """

    row: Row
    outcome: Outcome
    reason: str


@dataclass(frozen=True)
class Summary:
    """What a run shows.

    Attributes:
        pairs: Each system that is no baseline, with the baseline it is held against.
        first: The metrics that matter most; `rest` has the others.
        choices: Of each system with a confidence, what the words for strictness would do.
        verdicts: One for each row, in the order of the run.
    """

    run: Run
    pairs: tuple[tuple[str, str], ...]
    first: tuple[Line, ...]
    rest: tuple[Line, ...]
    kinds: tuple[KindLine, ...]
    choices: dict[str, tuple[Choice, ...]]
    verdicts: tuple[Verdict, ...]

    @property
    def systems(self) -> tuple[str, ...]:
        return self.run.systems

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.first + self.rest

    @cached_property
    def failures(self) -> tuple[Verdict, ...]:
        return tuple(v for v in self.verdicts if v.outcome == "wrong")

    @property
    def asked(self) -> int:
        """How many cases have at least one answer."""
        return len({row.case.id for row in self.run.rows})


def summarise(run: Run) -> Summary:
    """Work out every figure of a run, finished or not."""
    rows = {system: run.of(system) for system in run.systems}
    pairs = pairs_of(run.systems)
    first = [metric(name) for name in _FIRST]
    rest = [m for m in METRICS if m not in first]
    return Summary(
        run=run,
        pairs=pairs,
        first=tuple(_lines(first, rows, pairs)),
        rest=tuple(_lines(rest, rows, pairs)),
        kinds=tuple(_kinds(rows)),
        choices={system: found for system, of in rows.items() if (found := choices(of))},
        verdicts=tuple(map(_verdict, run.rows)),
    )


def pairs_of(systems: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Each system with the baseline of its own model, else with the first baseline there is."""
    baselines = [name for name in systems if name.startswith(BASELINE)]
    return tuple(
        (name, BASELINE + name if BASELINE + name in baselines else baselines[0])
        for name in systems
        if baselines and name not in baselines
    )


def _lines(
    metrics: Sequence[Metric],
    rows: dict[str, tuple[Row, ...]],
    pairs: Sequence[tuple[str, str]],
) -> list[Line]:
    lines = [
        Line(
            m,
            tuple(estimate(m, of) for of in rows.values()),
            tuple(_ratio(m, rows[system], rows[baseline]) for system, baseline in pairs),
        )
        for m in metrics
    ]
    return [line for line in lines if any(line.cells)]


def _ratio(m: Metric, system: Sequence[Row], baseline: Sequence[Row]) -> Ratio | None:
    both = compare(m, baseline, system)
    if both.difference is None or not both.a or both.b is None:
        return None
    low, high = both.difference.low, both.difference.high
    unsure = low <= 0 <= high or m.better == "neither"
    return Ratio(both.b / both.a, None if unsure else (low > 0) == (m.better == "higher"))


def _kinds(rows: dict[str, tuple[Row, ...]]) -> list[KindLine]:
    score = metric("score")
    lines = []
    for kind in KINDS:
        of_kind = [[row for row in of if row.case.kind == kind] for of in rows.values()]
        cases = len({row.case.id for of in of_kind for row in of})
        if cases:
            cells = tuple(estimate(score, of) for of in of_kind)
            lines.append(KindLine(KIND_LABELS[kind], cases, cells))
    return lines


def _verdict(row: Row) -> Verdict:
    found = judge(row.case, row.observed)
    outcome: Outcome = "right" if found.correct else "uncited" if found.right else "wrong"
    return Verdict(row, outcome, found.reason)
