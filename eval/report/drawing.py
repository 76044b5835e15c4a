"""Matplotlib figures as SVG that takes on the page's colours and its font, in light and dark."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from io import StringIO
from typing import TYPE_CHECKING, Any

from eval.report.summary import BASELINE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Colours that stand for the page's own, which take their place in the SVG.
INK, SOFT, LINE, CARD = "#010101", "#020202", "#030303", "#040404"
_NAMES = {INK: "ink", SOFT: "soft", LINE: "line", CARD: "card"}
_SERIES = {f"#0505{n:02}": f"series-{n}" for n in range(4)}
_BASELINES = {f"#0606{n:02}": f"base-{n}" for n in range(2)}
_VARIABLES = _NAMES | _SERIES | _BASELINES
SIZE = (5.2, 4.3)  # of a plot, in inches of 72 units; the page makes it as wide as its place
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",  # comes with matplotlib; the page's own font takes its place
    "font.size": 9.5,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": LINE,
    "grid.linewidth": 0.7,
    "xtick.color": LINE,
    "ytick.color": LINE,
    "xtick.labelcolor": SOFT,
    "ytick.labelcolor": SOFT,
    "legend.frameon": False,
    "text.parse_math": False,  # a dollar in a name is a dollar
}


@dataclass(frozen=True, slots=True)
class Plot:
    """An SVG element, what it shows, and how to read it."""

    title: str
    note: str
    svg: str


@dataclass(frozen=True, slots=True)
class Look:
    """How a system looks in every plot: told apart by shape as well as by colour."""

    colour: str
    marker: str
    dashes: str

    @property
    def mark(self) -> dict[str, Any]:
        """A marker's colours, set off from the line."""
        return {"color": self.colour, "markeredgecolor": CARD}


def looks(systems: Sequence[str]) -> dict[str, Look]:
    """Shades of the accent for the systems, of grey for the baselines."""
    found: dict[str, Look] = {}
    for name in systems:
        colours = list(_BASELINES if name.startswith(BASELINE) else _SERIES)
        like = sum(other.startswith(BASELINE) == name.startswith(BASELINE) for other in found)
        colour = colours[like % len(colours)]
        found[name] = Look(
            colour, "osD^vPX*"[len(found) % 8], ("-", "--", "-.", ":")[len(found) % 4]
        )
    return found


def shares(axes: Axes, which: str, label: str = "") -> None:
    """Make an axis one of shares, 0 to 100%."""
    ticks = (0, 0.25, 0.5, 0.75, 1)
    bounds, name, axis = (
        (axes.set_xlim, axes.set_xlabel, axes.xaxis)
        if which == "x"
        else (axes.set_ylim, axes.set_ylabel, axes.yaxis)
    )
    bounds(-0.01, 1.03)
    axis.set_ticks(ticks, [f"{100 * tick:.0f}%" for tick in ticks])
    name(label)


def legend(canvas: Figure, axes: Axes) -> None:
    """Below everything, one entry for each system."""
    handles, labels = axes.get_legend_handles_labels()
    canvas.legend(handles, labels, loc="outside lower center", ncols=min(3, len(labels)))


def draw(name: str, alt: str, paint: Callable[[Figure], None]) -> str:
    """An SVG element.

    Args:
        name: Keeps the ids of one plot apart from those of the next on the page.
        alt: What it shows, for those who can't see it.
        paint: Fills the figure.
    """
    import matplotlib  # here, because it takes a second that `footnote eval --help` need not pay
    from matplotlib.figure import Figure

    with matplotlib.rc_context({**_STYLE, "svg.hashsalt": name}):
        figure = Figure(figsize=SIZE, layout="constrained")
        figure.patch.set_alpha(0)
        paint(figure)
        for axes in figure.axes:
            axes.patch.set_alpha(0)
            axes.tick_params(length=0)
        file = StringIO()
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph")  # the reader's fonts may well have it
            figure.savefig(file, format="svg", metadata=nothing)
    return _for_page(file.getvalue(), alt)


def _for_page(svg: str, alt: str) -> str:
    svg = svg[svg.index("<svg") :].strip()
    svg = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", svg, count=1, flags=re.DOTALL)
    svg = re.sub(r' id="(?!p|m|C)[^"]*"| xmlns(:xlink)?="[^"]*"', "", svg)
    svg = re.sub(r"#0\d0\d0\d", lambda m: f"var(--{_VARIABLES[m[0]]})", svg)
    return svg.replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1)
