"""The two plots of what confidence is worth: the abstention trade-off and the calibration."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from eval.metrics import metric, value
from eval.report.drawing import CARD, SOFT, Plot, draw, legend, looks, shares
from eval.report.summary import Summary
from eval.report.wording import figure
from eval.statistics import calibration as confidence
from eval.statistics.strictness import Choice

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def trade_off(summary: Summary) -> Plot | None:
    """Right answers against right abstentions; None if there is neither kind of question."""
    look = looks(summary.systems)
    curves = {s: confidence.trade_off(summary.run.of(s)) for s in summary.systems}
    points = {s: _point(summary, s) for s in summary.systems}
    if not any(points.values()):
        return None

    def paint(canvas: Figure) -> None:
        axes = canvas.subplots()
        for system in summary.systems:
            known = [
                (p.abstained, p.right)
                for p in curves[system]
                if p.abstained is not None and p.right is not None
            ]
            style = look[system]
            if known:
                axes.plot(*zip(*known, strict=True), style.dashes, color=style.colour)
            for at, words in _words(summary.choices.get(system, ())).items():
                axes.plot(*at, "o", color=CARD, markeredgecolor=style.colour, markersize=5)
                label = ", ".join(words)
                axes.annotate(label, at, (5, 5), textcoords="offset points", fontsize=7, color=SOFT)
            if point := points[system]:
                axes.plot(*point, style.marker, **style.mark, markersize=9, label=system)
        shares(axes, "x", "unanswerable questions abstained on")
        shares(axes, "y", "answerable questions answered rightly")
        legend(canvas, axes)

    right, abstained = metric("right"), metric("abstention_recall")
    alt = "; ".join(
        f"{s} answers {figure(p[1], right)} of the answerable questions rightly and abstains on "
        f"{figure(p[0], abstained)} of the unanswerable"
        for s, p in points.items()
        if p
    )
    note = (
        "What other thresholds on confidence would do; the mark is what the system did, the rings "
        "what the words for min_confidence would. "
        "The upper right corner is best."
    )
    return Plot("Answering and abstaining", note, draw("trade-off", alt, paint))


def _point(summary: Summary, system: str) -> tuple[float, float] | None:
    """Share of the unanswerable abstained on, and of the answerable answered rightly."""
    rows = summary.run.of(system)
    abstained, right = (value(metric(name), rows) for name in ("abstention_recall", "right"))
    return None if abstained is None or right is None else (abstained, right)


def _words(choices: Iterable[Choice]) -> dict[tuple[float, float], list[str]]:
    """The words for strictness by where they stand on the curve."""
    places: dict[tuple[float, float], list[str]] = {}
    for choice in choices:
        if choice.abstained is not None and choice.recall is not None:
            places.setdefault((choice.abstained, choice.recall), []).append(choice.word)
    return places


def calibration(summary: Summary) -> Plot | None:
    """How often each confidence is right, with its ECE; None if no system gives a confidence."""
    bins = {s: confidence.reliability(summary.run.of(s)) for s in summary.systems}
    bins = {system: found for system, found in bins.items() if found}
    if not bins:
        return None
    look = looks(summary.systems)

    def paint(canvas: Figure) -> None:
        axes, counts = canvas.subplots(2, sharex=True, height_ratios=(4, 1))
        axes.plot((0, 1), (0, 1), color=SOFT, linewidth=0.8, dashes=(2, 3))
        for i, (system, found) in enumerate(bins.items()):
            style = look[system]
            at = [b.confidence for b in found]
            line = style.marker + style.dashes
            axes.plot(at, [b.right for b in found], line, **style.mark, markersize=6, label=system)
            thick = 0.08 / len(bins)
            left = [b.low + 0.01 + (i + 0.5) * thick for b in found]
            drawn = counts.bar(left, [b.count for b in found], thick * 0.9, color=style.colour)
            counts.bar_label(drawn, fontsize=6.5, color=SOFT, padding=1)
        counts.set_ylabel("answers")
        counts.set_yticks([])
        counts.grid(visible=False)
        counts.margins(y=0.35)
        shares(counts, "x", "confidence")
        shares(axes, "y", "right")
        legend(canvas, axes)

    errors = {s: confidence.expected_calibration_error(summary.run.of(s)) for s in bins}
    known = [f"{e:.2f} ({s})" for s, e in errors.items() if e is not None]
    title = f"Calibration of confidence: ECE {', '.join(known)}"
    alt = "; ".join(
        f"{s}: " + ", ".join(f"confidence {b.confidence:.2f}, right {b.right:.2f}" for b in found)
        for s, found in bins.items()
    )
    note = (
        "On the dotted line, of the answers given with a confidence of 80%, 80% are right. Below: "
        "how many answers. ECE, the expected calibration error, is the mean distance from the line."
    )
    return Plot(title, note, draw("calibration", alt, paint))
