"""Two runs side by side: what changed, by how much, and which cases were gained and lost."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from rich.table import Table

from chatbot.terminal.render import Out, flat
from chatbot.wording.shown import count
from eval.metrics import METRICS, Metric
from eval.observed import Observed, Row
from eval.report.terminal import COLOURS, cells, new_table, show_table
from eval.report.wording import change, figure, said
from eval.runs.results import ResultsError, Run
from eval.statistics import Comparison, Estimate, compare

_LONGEST = 300  # characters shown of an answer


def show_comparison(a: Run, b: Run, out: Out) -> None:
    """Compare each system that both runs have, or the only ones of both, over the cases of both.

    Raises:
        ResultsError: Nothing in them can be compared.
    """
    for one, other in _pairs(a, b):
        before, after = a.of(one), b.of(other)
        found = [(m, compare(m, before, after)) for m in METRICS]
        score = next(c for m, c in found if m.name == "score")
        name = one if one == other else f"A {one}, B {other}"
        out.say((flat(name), "bold"), f": {_cases(score)}")
        show_table(_table([(m, c.a, c.b, c.difference) for m, c in found if c.difference]), out)
        out.say(("Beside each difference stand the ends of its paired 95% interval.", "dim"))
        out.say(_split(score))
        _show_pairs("Gained", score.gained, out)
        _show_pairs("Lost", score.lost, out)


def _pairs(a: Run, b: Run) -> list[tuple[str, str]]:
    both = [(name, name) for name in a.systems if name in b.systems]
    if not both and len(a.systems) == len(b.systems) == 1:
        both = [(a.systems[0], b.systems[0])]
    if not both:
        raise ResultsError(
            f"The runs have no system in common: A asked {', '.join(a.systems)}; "
            f"B asked {', '.join(b.systems)}.",
            "Compare runs of the same system, or of one system each.",
        )
    if not {row.case.id for row in a.rows} & {row.case.id for row in b.rows}:
        raise ResultsError(
            "The runs have no question in common.", "Compare runs over the same facts."
        )
    return both


def _cases(score: Comparison) -> str:
    both = score.difference.count if score.difference else 0
    alone = [f"{n:,} only in {name}" for n, name in ((score.only_a, "A"), (score.only_b, "B")) if n]
    return f"{count(both, 'question')} in both" + "".join(f", {text}" for text in alone)


def _table(found: Sequence[tuple[Metric, float | None, float | None, Estimate]]) -> Table:
    table = new_table()
    for name in ("A", "B", "B − A"):
        table.add_column(name, justify="right", no_wrap=True)
    differences = cells([change(d, m) for m, _, _, d in found])
    for (m, a, b, d), text in zip(found, differences, strict=True):
        sure = d.low > 0 or d.high < 0
        better = (d.value > 0) == (m.better == "higher") if m.better != "neither" else None
        text.stylize(COLOURS[better if sure else None])
        table.add_row(m.label, figure(a, m), figure(b, m), text)
    return table


def _split(score: Comparison) -> str:
    gained, lost = count(len(score.gained), "case"), f"{len(score.lost):,}"
    p = score.p or 0.0
    how = "p < 0.001" if p < 0.001 else f"p = {p:.3f}"
    return f"{gained} gained, {lost} lost: {how} by McNemar's exact test."


def _show_pairs(title: str, pairs: Sequence[tuple[Row, Row]], out: Out) -> None:
    if not pairs:
        return
    out.say()
    out.say((title, "bold"))
    for a, b in pairs:
        after = f" (after “{a.case.earlier[-1]}”)" if a.case.earlier else ""
        out.say(flat(f"• {a.case.question}{after}"))
        out.say(("  A: ", "cyan"), _said(a.observed))
        out.say(("  B: ", "cyan"), _said(b.observed))


def _said(answer: Observed) -> str:
    return textwrap.shorten(flat(said(answer)), _LONGEST, placeholder=" …")
