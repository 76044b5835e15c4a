"""Every question, what was expected and what each system said, as a list that can be filtered."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from chatbot.wording.shown import count
from eval.cases.case import KIND_LABELS, KINDS, Source
from eval.metrics import metric
from eval.observed import Cited, Observed, Said
from eval.report.summary import Outcome, Summary, Verdict
from eval.report.wording import expected, figure, said

_MOST = 1000  # answers listed; of more, the wrong ones
_LONGEST = 1000  # characters shown of an answer or a quote
_SIGNS: dict[Outcome, str] = {"right": "✓", "uncited": "≈", "wrong": "✗"}
_OUTCOMES: dict[Outcome, str] = {
    "right": "right",
    "uncited": "right, wrong source",
    "wrong": "wrong",
}


def cases(summary: Summary) -> str:
    """What the list leaves out, the filters, and the list."""
    listed = summary.verdicts
    note = ""
    if len(listed) > _MOST:
        listed = summary.failures[:_MOST]
        note = (
            f"<p>Of {count(len(summary.verdicts), 'answer')} only wrong ones are listed, "
            f"{len(listed):,} of {len(summary.failures):,}; <code>results.jsonl</code> has all.</p>"
        )
    of_case: dict[str, list[Verdict]] = {}
    for verdict in listed:
        of_case.setdefault(verdict.row.case.id, []).append(verdict)
    items = "".join(_case(found, summary.systems) for found in of_case.values())
    return f"{note}{_filters(summary)}{items}"


def _filters(summary: Summary) -> str:
    kinds = {v.row.case.kind for v in summary.verdicts}
    return (
        "<form name=filters hidden>"
        + _select("system", "every system", dict(enumerate(summary.systems)))
        + _select("outcome", "right and wrong", _OUTCOMES)
        + _select("kind", "every kind", {k: KIND_LABELS[k] for k in KINDS if k in kinds})
        + '<input type=search name=text placeholder="Search the texts" aria-label="Text">'
        "<output></output></form>"
    )


def _select(name: str, every: str, options: Mapping[Any, str]) -> str:
    choices = "".join(f"<option value={key}>{escape(text)}" for key, text in options.items())
    return f'<select name={name} aria-label="{name}"><option value="">{every}{choices}</select>'


def _case(found: Sequence[Verdict], systems: Sequence[str]) -> str:
    case = found[0].row.case
    marks = "".join(
        f"<i class={v.outcome} data-outcome={v.outcome} data-system={systems.index(v.row.system)} "
        f'title="{escape(v.row.system)}: {_OUTCOMES[v.outcome]}">{_SIGNS[v.outcome]}</i>'
        for v in found
    )
    earlier = "".join(f"<p class=earlier>after “{escape(q)}”</p>" for q in case.earlier)
    answers = "".join(_answer(v, systems.index(v.row.system)) for v in found)
    return (
        f"<details class=case data-kind={case.kind}><summary><span class=marks>{marks}</span>"
        f"<span class=question>{escape(case.question)}</span>"
        f"<small>{KIND_LABELS[case.kind]}</small></summary>{earlier}"
        f"<p class=expected><b>Expected</b> {escape(expected(case))}</p>{answers}</details>\n"
    )


def _answer(verdict: Verdict, system: int) -> str:
    answer = verdict.row.observed
    reason = f"<p class=reason>{escape(verdict.reason)}</p>" if verdict.reason else ""
    return (
        f"<article data-system={system} data-outcome={verdict.outcome}>"
        f"<h4>{escape(verdict.row.system)} "
        f"<em class={verdict.outcome}>{_OUTCOMES[verdict.outcome]}</em> "
        f"<small>{_details(answer)}</small></h4>{_text(answer)}{reason}{_quotes(answer.cited)}"
        "</article>"
    )


def _details(answer: Observed) -> str:
    details = [figure(answer.seconds, metric("end_p50"))] if answer.seconds else []
    if answer.confidence is not None:
        details.append(f"confidence {100 * answer.confidence:.0f}%")
    if answer.withheld:
        details.append(f"{count(answer.withheld, 'sentence')} withheld")
    return " · ".join(details)


def _text(answer: Observed) -> str:
    if answer.error:
        return ""  # the reason says it
    if answer.abstained or not answer.sentences:
        kept = f"<p class=kept>It kept to itself: “{_cut(answer.otherwise)}”</p>"
        return f"<p class=abstained>{_cut(said(answer))}</p>{kept if answer.otherwise else ''}"
    numbers = {cited: number for number, cited in enumerate(answer.cited, start=1)}
    return f"<p class=answer>{' '.join(_sentence(s, numbers) for s in answer.sentences)}</p>"


def _sentence(sentence: Said, numbers: dict[Cited, int]) -> str:
    marks = "".join(f"<sup>{numbers[cited]}</sup>" for cited in dict.fromkeys(sentence.cited))
    return f"{_cut(sentence.text)}{marks}"


def _quotes(cited: Sequence[Cited]) -> str:
    items = "".join(
        f"<li><q>{_cut(c.quote)}</q> <cite>{escape(str(Source(c.file, c.page)))}</cite></li>"
        for c in cited
    )
    return f"<ol>{items}</ol>" if items else ""


def _cut(text: str) -> str:
    return escape(textwrap.shorten(text, _LONGEST, placeholder=" …"))
