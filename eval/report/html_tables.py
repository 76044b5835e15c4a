"""The figures of a run as HTML tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from eval.metrics import Metric, metric
from eval.report.summary import Line, Ratio, Summary
from eval.report.wording import ABOUT_CHOICES, CHOICES, NOTHING, chosen, figure, interval, short
from eval.statistics import Estimate

_BETTER = {True: "better", False: "worse", None: "even"}


def figures_table(summary: Summary) -> str:
    """Metrics down, systems across, the important ones in a body of their own."""
    ratios = [f"{system} × baseline" for system, _ in summary.pairs]
    bodies = "".join(
        f"<tbody>{''.join(map(_line, lines))}</tbody>"
        for lines in (summary.first, summary.rest)
        if lines
    )
    return _table("What was measured", ["", *summary.systems, *ratios], bodies)


def kinds_table(summary: Summary) -> str:
    """The score by kind of question."""
    score = metric("score")
    rows = "".join(
        f"<tr><th scope=row>{escape(kind.label)}</th><td>{kind.cases:,}</td>"
        f"{_cells(kind.cells, score)}</tr>"
        for kind in summary.kinds
    )
    names = ["", "questions", *summary.systems]
    return _table("Handled rightly, by kind of question", names, f"<tbody>{rows}</tbody>")


def choices_table(summary: Summary) -> str:
    """What each word for strictness would do, and how to read it; "" without a confidence."""
    rows = "".join(
        f"<tr><th scope=row>{escape(label)}</th><td>{'</td><td>'.join(cells)}</td></tr>"
        for system, found in summary.choices.items()
        for label, *cells in (chosen(system, c, len(summary.choices) == 1) for c in found)
    )
    if not rows:
        return ""
    table = _table("How sure to be", CHOICES, f"<tbody>{rows}</tbody>")
    return f"<h3>How sure to be</h3>{table}<p class=note>{escape(ABOUT_CHOICES)}</p>"


def _line(line: Line) -> str:
    m = line.metric
    label = f'<th scope=row title="{escape(m.meaning)}">{escape(m.label)}</th>'
    return f"<tr>{label}{_cells(line.cells, m)}{''.join(map(_ratio, line.ratios))}</tr>"


def _cells(cells: Iterable[Estimate | None], m: Metric) -> str:
    return "".join(
        f'<td title="of {cell.count:,}"><b>{figure(cell.value, m)}</b> '
        f"<small>{interval(cell, m)}</small></td>"
        if cell
        else f"<td>{NOTHING}</td>"
        for cell in cells
    )


def _ratio(ratio: Ratio | None) -> str:
    if ratio is None:
        return f"<td>{NOTHING}</td>"
    return f"<td class={_BETTER[ratio.better]}>{short(ratio.times)}×</td>"


def _table(caption: str, names: Sequence[str], bodies: str) -> str:
    head = "".join(f"<th scope=col>{escape(name)}</th>" if name else "<td></td>" for name in names)
    return (
        f'<div class=scroll tabindex=0 role=region aria-label="{escape(caption)}"><table>'
        f"<thead><tr>{head}</tr></thead>{bodies}</table></div>"
    )
