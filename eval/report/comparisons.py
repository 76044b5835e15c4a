"""What a run over comparisons shows a person: a table, and `comparisons.md`."""

from __future__ import annotations

from collections.abc import Iterator

from chatbot.terminal.render import Out
from chatbot.wording.shown import count
from eval.cases.changes import Pair
from eval.metrics import COMPARISON_METRICS
from eval.metrics.comparisons import false_changes, found, made_up
from eval.observed.comparison import ComparisonRow, Reported
from eval.report.figures import (
    Figures,
    about_run,
    figure_lines,
    figures,
    meaning_lines,
    show_figures,
)
from eval.report.markdown import head, literal, row
from eval.runs.comparisons import ComparisonRun


def show_comparisons(run: ComparisonRun, out: Out) -> None:
    """Every figure of the run on the terminal."""
    out.say(("Comparisons", "bold"), f" of {count(len(run.info.cases), 'pair')} of documents")
    show_figures(_figures(run), out)


def comparisons_markdown(run: ComparisonRun) -> str:
    """The whole report."""
    table = _figures(run)
    parts = [
        "# How good are the comparisons?",
        f"{count(len(run.info.cases), 'pair')} of documents.",
        *about_run(run.info),
        "## Figures",
        "\n".join(figure_lines(table)),
        "In brackets the 95% interval, pairs resampled.",
        "## Pair by pair",
        "\n".join(_pairs(run)),
        "## What the figures mean",
        "\n".join(meaning_lines(table)),
        "## Not found, and made up",
        *(part for r in run.rows for part in _faults(r)),
    ]
    return "\n\n".join(parts) + "\n"


def _figures(run: ComparisonRun) -> Figures:
    return figures(COMPARISON_METRICS, {name: run.of(name) for name in run.info.systems})


def _pairs(run: ComparisonRun) -> Iterator[str]:
    yield from head("", "system", "expected", "found", "reported", "false")
    for r in run.rows:
        due = sum(not pair.minor for pair in r.case.changes)
        false, reported = false_changes(r) or (0.0, 0.0)
        numbers = (due, len(found(r)), int(reported), int(false))
        yield row(literal(r.case.id), literal(r.system), *map(str, numbers))


def _faults(asked: ComparisonRow) -> Iterator[str]:
    lines = [f"  - failed: {literal(asked.observed.error)}"] if asked.observed.error else []
    hits = found(asked)
    lines += [_missed(p) for p in asked.case.changes if not p.minor and p not in hits]
    lines += map(_invented, made_up(asked))
    if lines:
        yield "\n".join([f"- **{literal(asked.case.id)}**, {literal(asked.system)}", *lines])


def _missed(pair: Pair) -> str:
    return f"  - not found: {literal(pair.what)}, {literal(f'{pair.old[0]} → {pair.new[0]}')}"


def _invented(change: Reported) -> str:
    values = literal(f"{change.old} → {change.new}")
    return f"  - made up: {literal(change.what or 'unnamed')}, {values}"
