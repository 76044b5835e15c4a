"""The four plots of a run; a plot without anything to show is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.metrics import metric, value
from eval.report.confidence import calibration, trade_off
from eval.report.drawing import CARD, INK, Plot, draw, legend, looks, shares
from eval.report.summary import Summary
from eval.report.wording import figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MOST = 300  # points of a curve; more only make the file longer


def plots(summary: Summary) -> tuple[Plot, ...]:
    """Score by kind, abstention trade-off, latency, calibration of confidence."""
    found = (_by_kind(summary), trade_off(summary), _latency(summary), calibration(summary))
    return tuple(plot for plot in found if plot)


def _by_kind(summary: Summary) -> Plot | None:
    if not summary.kinds:
        return None
    look = looks(summary.systems)
    thick = 0.8 / len(summary.systems)

    def paint(canvas: Figure) -> None:
        axes = canvas.subplots()
        for i, system in enumerate(summary.systems):
            known = [(row, k.cells[i]) for row, k in enumerate(summary.kinds)]
            bars = [(row + (i + 0.5) * thick - 0.4, cell) for row, cell in known if cell]
            at = [place for place, _ in bars]
            values = [cell.value for _, cell in bars]
            axes.barh(at, values, thick * 0.86, color=look[system].colour, label=system)
            ends = [c.low for _, c in bars], [c.high for _, c in bars]
            axes.hlines(at, *ends, color=CARD, linewidth=2.4)  # to be seen on its bar as well
            axes.hlines(at, *ends, color=INK, linewidth=0.9)
        axes.set_yticks(
            range(len(summary.kinds)), [f"{k.label} ({k.cases})" for k in summary.kinds]
        )
        axes.tick_params(axis="y", labelcolor=INK)
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        axes.spines["bottom"].set_visible(False)
        shares(axes, "x")
        legend(canvas, axes)

    score = metric("score")
    alt = "; ".join(
        f"{kind.label}: " + ", ".join(f"{s} {figure(c.value, score)}" for s, c in known)
        for kind in summary.kinds
        if (known := [(s, c) for s, c in zip(summary.systems, kind.cells, strict=True) if c])
    )
    note = "Share of the questions handled rightly, with 95% intervals; how many in brackets."
    return Plot("By kind of question", note, draw("kinds", alt, paint))


def _latency(summary: Summary) -> Plot | None:
    end = metric("end_p50")
    times = {
        s: sorted(part[0] for row in summary.run.of(s) if (part := end.measure(row)))
        for s in summary.systems
    }
    times = {system: seconds for system, seconds in times.items() if seconds}
    if not times:
        return None
    look = looks(summary.systems)

    def paint(canvas: Figure) -> None:
        axes = canvas.subplots()
        for system, seconds in times.items():
            step = -(-len(seconds) // _MOST)
            shown = [(s, (i + 1) / len(seconds)) for i, s in enumerate(seconds)]
            shown = [(seconds[0], 0.0), *shown[::step], shown[-1]]
            style = look[system]
            axes.plot(
                *zip(*shown, strict=True),
                style.dashes,
                color=style.colour,
                drawstyle="steps-post",
                label=system,
            )
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter(lambda s, _: figure(s, end))
        axes.xaxis.set_minor_formatter(lambda *_: "")
        axes.set_xlabel("time from the question to the end of the answer")
        shares(axes, "y", "questions answered by then")
        legend(canvas, axes)

    alt = "; ".join(
        f"{s}: half of the answers within {figure(value(end, rows), end)}, "
        f"95% within {figure(value(metric('end_p95'), rows), end)}"
        for s in times
        if (rows := summary.run.of(s))
    )
    note = "Share of the answers that were complete after so long; the scale is logarithmic."
    return Plot("How long answers take", note, draw("latency", alt, paint))
