"""report.md: what was run, the figures, what they mean, and the wrong answers."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from chatbot.terminal.render import flat
from chatbot.wording.shown import count
from eval.cases.case import KIND_LABELS, KINDS
from eval.metrics import Metric, metric
from eval.observed import Observed
from eval.report.summary import Ratio, Summary, Verdict
from eval.report.wording import (
    ABOUT_CHOICES,
    CHOICES,
    NOTHING,
    about_ratios,
    chosen,
    expected,
    figure,
    interval,
    meanings,
    said,
    short,
    size,
)
from eval.statistics import Estimate

_MOST = 50  # wrong answers listed
_LONGEST = 600  # characters shown of an answer
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$]")


def as_markdown(summary: Summary) -> str:
    """The whole report, as Markdown with tables."""
    parts = [
        "# How good are the answers?",
        f"{literal(summary.run.info.dataset)}: {size(summary.run)}.",
        *_what_was_run(summary),
        "## Figures",
        "\n".join(_figures(summary)),
        f"In brackets the 95% interval. {about_ratios('bold') if summary.pairs else ''}".strip(),
        "## Handled rightly, by kind of question",
        "\n".join(_kinds(summary)),
        *_choices(summary),
        "## What the figures mean",
        "\n".join(_meanings(summary)),
        "## Wrong answers",
        *_failures(summary.failures),
    ]
    return "\n\n".join(parts) + "\n"


def literal(text: str) -> str:
    """Text on one line, which Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\g<0>", flat(text))


def _what_was_run(summary: Summary) -> Iterator[str]:
    info = summary.run.info
    facts = {
        "Documents": ", ".join(info.documents),
        "Systems": ", ".join(info.systems),
        "Also judged by": info.judge,
        "Started": info.started,
        "Machine": info.machine,
    }
    yield "\n".join(f"- {name}: {literal(fact)}" for name, fact in facts.items() if fact)
    if info.command:
        yield "This repeats it:"
        yield "    " + flat(info.command)


def _figures(summary: Summary) -> Iterator[str]:
    yield from head("", *summary.systems, *(f"{name} × baseline" for name, _ in summary.pairs))
    for line in summary.lines:
        m = line.metric
        yield row(literal(m.label), *_cells(line.cells, m), *map(_times, line.ratios))


def _kinds(summary: Summary) -> Iterator[str]:
    yield from head("", "cases", *summary.systems)
    for kind in summary.kinds:
        yield row(kind.label, f"{kind.cases:,}", *_cells(kind.cells, metric("score")))


def _choices(summary: Summary) -> Iterator[str]:
    """What each word for strictness would do; nothing without a confidence."""
    rows = [
        row(literal(label), *cells)
        for system, found in summary.choices.items()
        for label, *cells in (chosen(system, c, len(summary.choices) == 1) for c in found)
    ]
    if rows:
        yield "## How sure to be"
        yield "\n".join([*head(*CHOICES), *rows])
        yield literal(ABOUT_CHOICES)


def _cells(cells: Iterable[Estimate | None], m: Metric) -> list[str]:
    return [f"{figure(c.value, m)} ({interval(c, m)})" if c else NOTHING for c in cells]


def _times(ratio: Ratio | None) -> str:
    if ratio is None:
        return NOTHING
    text = f"{short(ratio.times)}×"
    return text if ratio.better is None else f"**{text}**"


def head(*names: str) -> Iterator[str]:
    """The first two lines of a table: its columns, figures to the right."""
    yield row(*map(literal, names))
    yield "|---|" + "---:|" * (len(names) - 1)


def row(*cells: str) -> str:
    """A line of a table."""
    return f"| {' | '.join(cells)} |"


def _meanings(summary: Summary) -> Iterator[str]:
    for labels, text in meanings(line.metric for line in summary.lines).items():
        yield f"- **{literal(labels)}**: {literal(text)}"


def _failures(failures: Sequence[Verdict]) -> Iterator[str]:
    shown = _fair_share(failures)
    if not shown:
        yield "None."
    for kind in KINDS:
        of_kind = [failure for failure in shown if failure.row.case.kind == kind]
        if of_kind:
            yield f"### {KIND_LABELS[kind].capitalize()}"
            yield "\n".join(map(_failure, of_kind))
    if rest := len(failures) - len(shown):
        yield f"And {count(rest, 'more wrong answer')}; `results.jsonl` has every answer."


def _fair_share(failures: Sequence[Verdict]) -> list[Verdict]:
    """The first of each kind, then the second of each …, so that no kind crowds out another."""
    of_kind = [[f for f in failures if f.row.case.kind == kind] for kind in KINDS]
    deepest = max(map(len, of_kind), default=0)
    ranked = [found[rank] for rank in range(deepest) for found in of_kind if rank < len(found)]
    return ranked[:_MOST]


def _failure(failure: Verdict) -> str:
    case = failure.row.case
    after = f" (after {' '.join(f'“{q}”' for q in case.earlier)})" if case.earlier else ""
    lines = [
        f"- **{literal(case.question)}**{literal(after)}",
        f"  - expected: {literal(expected(case))}",
        f"  - {literal(failure.row.system)} said: {literal(_cut(failure.row.observed))}",
        f"  - why wrong: {literal(failure.reason)}",
    ]
    return "\n".join(lines)


def _cut(answer: Observed) -> str:
    text = "nothing" if answer.error else said(answer)  # the reason says how it failed
    return textwrap.shorten(text, _LONGEST, placeholder=" …")
