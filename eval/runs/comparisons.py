"""A run over comparisons: each pair of documents compared, its changes kept.

`comparisons.json` holds it all; the report is made from it alone.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from chatbot import Chatbot
from chatbot.types import AnswerSentence, Claim
from eval.cases.changes import ChangesFile
from eval.observed import Said
from eval.observed.comparison import Beside, Compared, ComparisonRow, Reported
from eval.runs import library
from eval.runs.machine import machine, now
from eval.runs.results import RunInfo
from eval.runs.stored import read_json, write_json
from index.errors import FootnoteError

FILE = "comparisons.json"


@dataclass(frozen=True, slots=True)
class ComparisonRun:
    """What was asked and what came of it."""

    info: RunInfo
    rows: tuple[ComparisonRow, ...]

    @property
    def systems(self) -> tuple[str, ...]:
        """The names of those asked."""
        return self.info.systems

    def of(self, system: str) -> tuple[ComparisonRow, ...]:
        """One system's rows, in the order in which they were asked."""
        return tuple(row for row in self.rows if row.system == system)


@dataclass(frozen=True, slots=True)
class ComparisonPlan:
    """What to run: the lists whose documents to compare, and by which models."""

    files: tuple[ChangesFile, ...]
    models: tuple[str, ...]
    command: str = ""


def compared(bot: Chatbot, file: ChangesFile) -> Compared:
    """The chatbot's comparison as results keep it, its citations followed back."""
    started = time.perf_counter()
    try:
        made = bot.compare(str(file.old), str(file.new))
    except FootnoteError as error:
        return Compared(error=str(error))
    seconds = time.perf_counter() - started
    return Compared(tuple(_beside(bot, claim) for claim in made.claims), seconds)


def run(
    plan: ComparisonPlan,
    out: Path,
    told: library.Told = lambda *_: None,
) -> ComparisonRun:
    """Compare every pair with every model, and store what came of it.

    Raises:
        FootnoteError: A document or a model cannot be used at all, or `out` not be written.
    """
    rows: list[ComparisonRow] = []
    with ExitStack() as stack:
        for model in plan.models:
            bot = stack.enter_context(Chatbot(home=out / "library", model=model))
            library.read(bot, dict.fromkeys(_documents(plan)), library.telling(told))
            bot.warm()
            rows += _rows(plan, bot, told)
    finished = ComparisonRun(_info(plan), tuple(rows))
    write_json(out / FILE, finished)
    return finished


def read_comparisons(folder: Path) -> ComparisonRun:
    """The run in a folder; raises ResultsError if there is none."""
    return read_json(folder / FILE, ComparisonRun)


def _documents(plan: ComparisonPlan) -> Iterator[Path]:
    for file in plan.files:
        yield from (file.old, file.new)


def _rows(plan: ComparisonPlan, bot: Chatbot, told: library.Told) -> Iterator[ComparisonRow]:
    name = bot.settings.model
    for number, file in enumerate(plan.files):
        told(name, number, len(plan.files))
        yield ComparisonRow(name, file.case, compared(bot, file))
    told(name, len(plan.files), len(plan.files))


def _beside(bot: Chatbot, claim: Claim) -> Beside:
    changes = tuple(Reported(c.what, c.old, c.new) for c in claim.changes)
    return Beside(claim.status, _side(bot, claim.old), _side(bot, claim.new), changes)


def _side(bot: Chatbot, sentence: AnswerSentence | None) -> Said | None:
    return None if sentence is None else library.observed(bot, sentence)


def _info(plan: ComparisonPlan) -> RunInfo:
    return RunInfo(
        dataset="Comparisons",
        documents=tuple(dict.fromkeys(path.name for path in _documents(plan))),
        cases=tuple(file.case.id for file in plan.files),
        systems=plan.models,
        command=plan.command,
        started=now(),
        machine=machine(),
    )
