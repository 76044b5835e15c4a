"""Metrics down, systems across, each with its interval: for summaries and comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chatbot.terminal.render import Out
from eval.metrics import Asked, Metric
from eval.report.markdown import head, literal, row
from eval.report.terminal import cells, new_table, show_table
from eval.report.wording import NOTHING, figure, interval, meanings, short
from eval.runs.results import RunInfo
from eval.statistics import Estimate, estimate, ratio


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A metric's estimate for each system, and how many times the baseline's each of them is."""

    metric: Metric
    cells: tuple[Estimate | None, ...]
    ratios: tuple[Estimate | None, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """A table; `measured` are the systems that are held against the baseline, if there is one."""

    systems: tuple[str, ...]
    measured: tuple[str, ...]
    lines: tuple[FigureLine, ...]


def figures(
    metrics: Iterable[Metric], rows: Mapping[str, Sequence[Asked]], baseline: str = ""
) -> Figures:
    """Every metric of which any system has a value.

    Args:
        rows: By system, in the order of the columns.
        baseline: The system that the others are held against; "" for none.
    """
    measured = tuple(system for system in rows if baseline in rows and system != baseline)
    lines = [
        FigureLine(
            metric,
            tuple(estimate(metric, of) for of in rows.values()),
            tuple(ratio(metric, rows[baseline], rows[system]) for system in measured),
        )
        for metric in metrics
    ]
    return Figures(tuple(rows), measured, tuple(line for line in lines if any(line.cells)))


def show_figures(found: Figures, out: Out) -> None:
    """Print the table."""
    table = new_table()
    for name in (*found.systems, *(f"{name} × baseline" for name in found.measured)):
        table.add_column(name, justify="right", no_wrap=True)
    columns = [
        cells([_parts(line.cells[i], line.metric) for line in found.lines])
        for i in range(len(found.systems))
    ]
    columns += [
        cells([_times(line.ratios[i]) for line in found.lines]) for i in range(len(found.measured))
    ]
    for i, line in enumerate(found.lines):
        table.add_row(line.metric.label, *(column[i] for column in columns))
    show_table(table, out)
    out.say(("Beside each figure stand the ends of its 95% interval.", "dim"))


def figure_lines(found: Figures) -> Iterator[str]:
    """The table in Markdown, line by line."""
    yield from head("", *found.systems, *(f"{name} × baseline" for name in found.measured))
    for line in found.lines:
        parts = [_parts(cell, line.metric) for cell in line.cells]
        parts += [_times(cell) for cell in line.ratios]
        texts = (f"{value} ({ends})" if ends else value for value, ends in parts)
        yield row(literal(line.metric.label), *texts)


def meaning_lines(found: Figures) -> Iterator[str]:
    """What each metric means, by the docstring that defines it."""
    for labels, text in meanings(line.metric for line in found.lines).items():
        yield f"- **{literal(labels)}**: {literal(text)}"


def about_run(info: RunInfo) -> Iterator[str]:
    """What was run, and what repeats it."""
    facts = {
        "Documents": ", ".join(info.documents),
        "Systems": ", ".join(info.systems),
        "Started": info.started,
        "Machine": info.machine,
    }
    yield "\n".join(f"- {name}: {literal(fact)}" for name, fact in facts.items() if fact)
    if info.command:
        yield "This repeats it:"
        yield f"    {info.command}"


def _parts(found: Estimate | None, metric: Metric) -> tuple[str, str]:
    return figure(found.value if found else None, metric), interval(found, metric)


def _times(found: Estimate | None) -> tuple[str, str]:
    if found is None:
        return NOTHING, ""
    return f"{found.value:.2f}×", f"{short(found.low)}–{short(found.high)}"
