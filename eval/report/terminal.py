"""A run as a table on a terminal: metrics down, systems across, then the score by kind."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from rich import box
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from chatbot.terminal.render import Out, flat
from eval.metrics import Metric, metric
from eval.report.summary import BASELINE, Ratio, Summary
from eval.report.wording import NOTHING, about_ratios, figure, interval, short, size
from eval.statistics import Estimate

# Columns of the terminal; what is longer goes on in the next line.
_WIDEST, _LABEL, _HEADING, _SHORT_HEADING = 40, 24, 16, 13
COLOURS = {True: "green", False: "red", None: ""}


def show_summary(summary: Summary, out: Out) -> None:
    """Every figure, the ones that matter most first.

    95% intervals stand beside them unless the terminal is too narrow for that.
    """
    out.say((flat(summary.run.info.dataset), "bold"), f": {size(summary.run)}")
    layouts = ((_WIDEST, True), (_LABEL, True), (_WIDEST, False), (_LABEL, False))
    tables = ((_table(summary, width, beside), beside) for width, beside in layouts)
    table, intervals = next((t for t in tables if fits(t[0], out)), (None, False))
    show_table(table or _table(summary, _LABEL, False), out)
    if intervals:
        out.say(("Beside each figure stand the ends of its 95% interval.", "dim"))
    if summary.pairs:
        out.say((about_ratios("in colour"), "dim"))


def fits(table: Table, out: Out) -> bool:
    """True if nothing of the table need be folded or cut; a pipe has no edge."""
    return not out.is_terminal or _width(table, out) <= out.width


def show_table(table: Table, out: Out) -> None:
    """Print a table; in a pipe as wide as it needs to be."""
    if not out.is_terminal:
        out.width = max(out.width, _width(table, out))  # a pipe has no edge, but a console has
    out.print(table)


def _heading(name: str, width: int = _HEADING) -> Text:
    words = flat(name).replace(BASELINE, "baseline\n", 1).splitlines()
    return Text("\n".join(part for word in words for part in textwrap.wrap(word, width)))


def cells(column: Sequence[tuple[str, str]]) -> list[Text]:
    """Figures and their intervals, each right-aligned below the other."""
    figures = max((len(value) for value, _ in column), default=0)
    beside = max((len(more) for _, more in column), default=0)
    return [
        Text.assemble(
            (value.rjust(figures), "" if value == NOTHING else "bold"),
            (f"  {more.rjust(beside)}" if beside else "", "dim"),
        )
        for value, more in column
    ]


def new_table() -> Table:
    """An empty one with a column for labels."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("")
    return table


def _table(summary: Summary, width: int, intervals: bool) -> Table:
    table = new_table()
    for name in summary.systems:
        table.add_column(_heading(name), justify="right", no_wrap=True)
    for name, _ in summary.pairs:
        table.add_column(_heading(f"{name} × baseline", _SHORT_HEADING), justify="right")
    score = metric("score")
    lines = [
        (line.metric.label, line.metric, line.cells, line.ratios) for line in summary.lines
    ] + [(f"{kind.label} ({kind.cases})", score, kind.cells, ()) for kind in summary.kinds]
    columns = [
        cells([_parts(found[i], m, intervals) for _, m, found, _ in lines])
        for i in range(len(summary.systems))
    ]
    for row, (label, _, _, ratios) in enumerate(lines):
        if row in (len(summary.first), len(summary.lines)):
            table.add_section()
        if row == len(summary.lines):
            table.add_row(Text("by kind of question", "dim"))
        table.add_row(
            textwrap.fill(label, width), *(column[row] for column in columns), *map(_times, ratios)
        )
    return table


def _parts(found: Estimate | None, m: Metric, intervals: bool) -> tuple[str, str]:
    return figure(found.value if found else None, m), interval(found, m) if intervals else ""


def _times(ratio: Ratio | None) -> Text:
    if ratio is None:
        return Text(NOTHING, "dim")
    return Text(f"{short(ratio.times)}×", COLOURS[ratio.better])


def _width(table: Table, out: Out) -> int:
    return Measurement.get(out, out.options.update(width=10_000), table).maximum
