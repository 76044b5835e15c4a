"""report.html: one self-contained file that a person would show to their boss.

Whatever comes from documents, facts files and models is escaped; besides, the page's policy runs no
script but its own and loads nothing at all.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from pathlib import Path
from string import Template

from eval.report.drawing import Plot
from eval.report.html_cases import cases
from eval.report.html_tables import choices_table, figures_table, kinds_table
from eval.report.plots import plots
from eval.report.summary import Line, Summary
from eval.report.wording import (
    NOTHING,
    about_ratios,
    figure,
    interval,
    listed,
    meanings,
    short,
    size,
)

_HERE = Path(__file__).parent
_ABOUT_TABLE = "In small the 95% interval, by bootstrap over conversations. "
_BIG = {
    "score": "of all questions handled rightly",
    "right_and_cited": "of the answerable right and rightly cited",
    "wrong": "of all questions answered wrongly",
    "end_p50": "to a whole answer, half of the time",
}


def as_html(summary: Summary) -> str:
    """The whole page; the same summary gives the same text."""
    page, style, script = (
        (_HERE / name).read_text("utf-8") for name in ("report.html", "report.css", "report.js")
    )
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    info = summary.run.info
    return Template(page).substitute(
        policy=f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'",
        style=style,
        script=script,
        dataset=escape(info.dataset),
        lead=escape(_lead(summary)),
        big="".join(_big(line, summary) for line in _big_lines(summary)),
        big_about=escape(summary.systems[0]),
        figures=figures_table(summary),
        table_note=escape(_ABOUT_TABLE + (about_ratios("in colour") if summary.pairs else "")),
        plots="".join(map(_plot, plots(summary))),
        choices=choices_table(summary),
        kinds=kinds_table(summary),
        meanings="".join(
            f"<dt>{escape(labels)}</dt><dd>{escape(text)}</dd>"
            for labels, text in meanings(line.metric for line in summary.lines).items()
        ),
        cases=cases(summary),
        run=_run(summary),
    )


def _lead(summary: Summary) -> str:
    """What was done, and what came of it for the first system, in two sentences."""
    systems, first = summary.systems, summary.first
    text = f"{size(summary.run)}, put to {listed(systems)}."
    score = next((line for line in first if line.metric.name == "score" and line.cells[0]), None)
    if score is None:
        return text
    text += f" Handled rightly: {_value(score, 0)} by {systems[0]}"
    against = dict(summary.pairs).get(systems[0])
    if against is None:
        return f"{text}."
    return f"{text}, {_value(score, systems.index(against))} by {against}."


def _value(line: Line, system: int) -> str:
    cell = line.cells[system]
    return figure(cell.value if cell else None, line.metric)


def _big_lines(summary: Summary) -> list[Line]:
    return [line for name in _BIG for line in summary.first if line.metric.name == name]


def _big(line: Line, summary: Summary) -> str:
    cell = line.cells[0]
    beside = f"95% interval {interval(cell, line.metric)}" if cell else ""
    against = dict(summary.pairs).get(summary.systems[0])
    if against is not None:
        theirs = _value(line, summary.systems.index(against))
        ratio = line.ratios[0]
        times = f" ({short(ratio.times)}×)" if ratio else ""
        beside += f"<br>baseline {theirs}{times}" if theirs != NOTHING else ""
    return (
        f"<li><b>{_value(line, 0)}</b><span>{_BIG[line.metric.name]}</span>"
        f"<small>{beside}</small></li>"
    )


def _plot(plot: Plot) -> str:
    return (
        f"<figure><h3>{escape(plot.title)}</h3><div class=scroll>{plot.svg}</div>"
        f"<figcaption>{escape(plot.note)}</figcaption></figure>"
    )


def _run(summary: Summary) -> str:
    info = summary.run.info
    facts = {
        "Command": f"<code>{escape(info.command)}</code>" if info.command else "",
        "Started": escape(info.started),
        "Machine": escape(info.machine),
        "Documents": escape(", ".join(info.documents)),
        "LLM judge": escape(info.judge),
    }
    return "".join(f"<dt>{name}</dt><dd>{fact}</dd>" for name, fact in facts.items() if fact)
