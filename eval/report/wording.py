"""How figures, and what was expected and said, read in a report."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Sequence

from chatbot.wording.shown import count
from eval.cases.case import Case, Fact
from eval.metrics import METRICS, Metric, metric
from eval.observed import Observed
from eval.runs.results import Run
from eval.statistics import Estimate
from eval.statistics.strictness import Choice

_CODE = re.compile(r"`([^`]+)`")
NOTHING = "–"  # a figure that this system, or this run, does not have


def figure(value: float | None, metric: Metric) -> str:
    """A value with its unit: "82%", "25 ms", "1.5 s", "312"."""
    if value is None:
        return NOTHING
    factor, unit = _scale(value, metric)
    return f"{value * factor:.0f}{unit}" if unit == "%" else f"{short(value * factor)}{unit}"


def interval(found: Estimate | None, metric: Metric) -> str:
    """The ends of the 95% interval in the unit of its value: "75–88"; "" without one."""
    if found is None:
        return ""
    factor, unit = _scale(found.value, metric)
    low, high = found.low * factor, found.high * factor
    return f"{low:.0f}–{high:.0f}" if unit == "%" else f"{short(low)}–{short(high)}"


def change(found: Estimate, metric: Metric) -> tuple[str, str]:
    """A difference and the ends of its interval: ("+12 points", "+5 to +19")."""
    factor, unit = _scale(found.value, metric)
    if unit == "%":
        unit = " points"
    value, low, high = (_signed(x * factor) for x in (found.value, found.low, found.high))
    return f"{value}{unit}", f"{low} to {high}"


def _scale(value: float, metric: Metric) -> tuple[float, str]:
    if metric.unit == "share":
        return 100, "%"
    if metric.unit == "seconds":
        return (1000, " ms") if abs(value) < 1 else (1, " s")
    return 1, ""


def _signed(value: float) -> str:
    return ("−" if value < 0 else "+" if value > 0 else "") + short(abs(value))


def short(value: float) -> str:
    """Two digits that count, more before the point."""
    if value == 0:
        return "0"
    if value >= 9.95:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 0.995 else f"{value:.2g}"


CHOICES = ("", "least confidence", "precision", "recall", "unanswerable abstained on")
ABOUT_CHOICES = (
    "What each word for min_confidence would do over these questions. Precision is the share of "
    "the answers given that are right, recall the share of the answerable questions that are "
    "answered rightly; which to trade for the other is your choice."
)


def chosen(system: str, choice: Choice, alone: bool) -> tuple[str, ...]:
    """The cells of a choice, below `CHOICES`; the system is named unless it is the only one."""
    shares = choice.precision, choice.recall, choice.abstained
    label = choice.word if alone else f"{system}, {choice.word}"
    right = metric("right")
    return (label, f"{choice.threshold:.2g}", *(figure(share, right) for share in shares))


def expected(case: Case) -> str:
    """What a right answer is, for a person."""
    if case.abstain:
        return "to abstain" + (f", or to say {_facts(case.instead)}" if case.instead else "")
    parts = [_facts(case.expect)] if case.expect else []
    if case.forbid:
        parts.append(f"not {_alternatives(case.forbid)}")
    if case.cite:
        parts.append(f"cited from {' and '.join(map(str, case.cite))}")
    return ", ".join(parts)


def meanings(metrics: Iterable[Metric]) -> dict[str, str]:
    """What metrics mean, by the docstrings that define them; those of one measure together."""
    known: dict[str, str] = {}
    for m in metrics:
        text = _CODE.sub(_label, " ".join((inspect.getdoc(m.measure) or "").split()))
        known[text] = f"{known[text]}; {m.label}" if text in known else m.label
    return {labels: text for text, labels in known.items()}


def _label(code: re.Match[str]) -> str:
    """A metric's label for its name; other code as it is."""
    labels = {m.name: m.label for m in METRICS}
    return f"“{labels[code[1]]}”" if code[1] in labels else code[1]


def size(run: Run) -> str:
    """How much is asked, of how many documents, and how much of it is done."""
    text = f"{count(len(run.info.cases), 'question')} over "
    text += count(len(run.info.documents), "document")
    due = len(run.info.cases) * len(run.systems)
    if run.finished:
        return text
    return f"{text}; unfinished, {len(run.rows):,} of {due:,} answers are in"


def said(answer: Observed) -> str:
    """What a system said, also when it abstained; how it failed, if it did."""
    return f"(failed: {answer.error})" if answer.error else answer.text or "(nothing)"


def listed(names: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join((", ".join(names[:-1]), names[-1]) if len(names) > 1 else names)


def about_ratios(shown: str) -> str:
    """What a ratio is, and what those mean that are shown like this: "in colour"."""
    return (
        f"× is how many times the baseline's figure a system's is; {shown} where the paired 95% "
        "interval of the difference leaves out 0."
    )


def _facts(facts: Iterable[Fact]) -> str:
    return " and ".join(map(_alternatives, facts))


def _alternatives(ways: Iterable[str]) -> str:
    return " or ".join(f"“{way}”" for way in ways)
