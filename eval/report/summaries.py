"""What a run over summaries shows a person: a table, and `summaries.md`."""

from __future__ import annotations

from collections.abc import Iterator

from chatbot.terminal.render import Out
from chatbot.wording.shown import count
from eval.metrics import FOCUS_METRICS, SUMMARY_METRICS, metric_of, value
from eval.metrics.summaries import focus_kept, focus_strayed, stated
from eval.observed.summary import FocusRow, SummaryRow
from eval.report.figures import (
    Figures,
    about_run,
    figure_lines,
    figures,
    meaning_lines,
    show_figures,
)
from eval.report.markdown import head, literal, row
from eval.report.wording import figure
from eval.runs.lead import LEAD
from eval.runs.summaries import SummaryRun

_RECALL = metric_of(SUMMARY_METRICS, "key_fact_recall")
_STARS = {3: "***", 2: "**", 1: "*"}


def show_summaries(run: SummaryRun, out: Out) -> None:
    """Every figure of the run on the terminal."""
    out.say((run.info.dataset, "bold"), f" of {count(len(run.info.documents), 'document')}")
    show_figures(_figures(run), out)
    if run.focused:
        out.say((f"Asked about one thing, {len(_asked(run))} times", "bold"))
        show_figures(_focus_figures(run), out)


def summaries_markdown(run: SummaryRun) -> str:
    """The whole report."""
    found = _figures(run)
    parts = [
        "# How good are the summaries?",
        f"{run.info.dataset} of {count(len(run.info.documents), 'document')}, beside their first "
        "sentences.",
        *about_run(run.info),
        "## Figures",
        "\n".join(figure_lines(found)),
        "In brackets the 95% interval, documents resampled.",
        "## Document by document",
        "\n".join(_documents(run)),
        "## What the figures mean",
        "\n".join(meaning_lines(found)),
        *(_focus_parts(run) if run.focused else ()),
        "## Key facts left out",
        "The most important have three stars.",
        *_left_out(run),
    ]
    return "\n\n".join(parts) + "\n"


def _figures(run: SummaryRun) -> Figures:
    return figures(SUMMARY_METRICS, {name: run.of(name) for name in run.info.systems}, LEAD)


def _focus_figures(run: SummaryRun) -> Figures:
    systems = [name for name in run.info.systems if name != LEAD]
    return figures(FOCUS_METRICS, {name: run.on_focus(name) for name in systems})


def _asked(run: SummaryRun) -> list[FocusRow]:
    """The rows of the first system: each thing asked, once."""
    return [row for row in run.focused if row.system == run.focused[0].system]


def _focus_parts(run: SummaryRun) -> Iterator[str]:
    """What came of asking about one thing: the figures, and where they fall short."""
    found = _focus_figures(run)
    yield "## Asked about one thing"
    yield "\n".join(figure_lines(found))
    yield "\n".join(meaning_lines(found))
    yield "\n".join(
        f"- {literal(r.case.document)}, “{literal(r.case.about)}”: kept {focus_kept(r)[0]:.0%}, "
        f"strayed {focus_strayed(r)[0]:.0f}, {count(r.observed.words, 'word')}"
        for r in run.focused
    )


def _documents(run: SummaryRun) -> Iterator[str]:
    """Words and key facts kept, for each document and system."""
    systems = run.info.systems
    yield from head("", "key facts", *systems, *(f"words, {name}" for name in systems))
    for document in run.info.documents:
        of = [_row_of(run, system, document) for system in systems]
        kept = [figure(value(_RECALL, [r]) if r else None, _RECALL) for r in of]
        words = [f"{r.observed.words:,}" if r else "" for r in of]
        facts = next((len(r.case.facts) for r in of if r), 0)
        yield row(literal(document), str(facts), *kept, *words)


def _left_out(run: SummaryRun) -> Iterator[str]:
    for system in run.info.systems:
        if system != LEAD:
            yield f"### {literal(system)}"
            yield "\n".join(line for r in run.of(system) for line in _missing(r))


def _missing(asked: SummaryRow) -> Iterator[str]:
    yield f"- **{literal(asked.case.document)}**"
    if asked.observed.error:
        yield f"  - failed: {literal(asked.observed.error)}"
    kept = stated(asked)
    for fact in asked.case.facts:
        if fact not in kept:
            yield f"  - {literal(_STARS[fact.importance])} {literal(fact.fact)}"


def _row_of(run: SummaryRun, system: str, document: str) -> SummaryRow | None:
    return next((r for r in run.of(system) if r.case.document == document), None)
