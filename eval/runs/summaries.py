"""A run over summaries: each document summarised by each system, the first sentences beside them.

`summaries.json` holds it all; the report is made from it alone.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from chatbot import Chatbot
from chatbot.types import Summary
from eval.cases.keyfacts import KeyFactsFile
from eval.observed.summary import FocusRow, Summarised, SummaryRow
from eval.runs import library
from eval.runs.lead import LEAD, Lead
from eval.runs.machine import machine, now
from eval.runs.results import RunInfo
from eval.runs.stored import read_json, write_json
from index.errors import FootnoteError

FILE = "summaries.json"


@dataclass(frozen=True, slots=True)
class SummaryRun:
    """What was asked and what came of it; `words` is the length asked for.

    Attributes:
        focused: What came of it when a document was asked about one thing in it.
    """

    info: RunInfo
    words: int
    rows: tuple[SummaryRow, ...]
    focused: tuple[FocusRow, ...] = ()

    def of(self, system: str) -> tuple[SummaryRow, ...]:
        """One system's rows, in the order in which they were asked."""
        return tuple(row for row in self.rows if row.system == system)

    def on_focus(self, system: str) -> tuple[FocusRow, ...]:
        """One system's rows where it was asked about one thing, in that order."""
        return tuple(row for row in self.focused if row.system == system)


@dataclass(frozen=True, slots=True)
class SummaryPlan:
    """What to run: the lists whose documents to summarise, and by which models."""

    files: tuple[KeyFactsFile, ...]
    models: tuple[str, ...]
    words: int = 150
    command: str = ""


class Summariser(Protocol):
    """Anything that summarises a file."""

    name: str

    def summarise(self, document: Path, words: int) -> Summarised:
        """A summary in about so many words."""


class Footnote:
    """A chatbot, asked through its public API."""

    def __init__(self, bot: Chatbot) -> None:
        self.name = bot.settings.model
        self._bot = bot

    def summarise(self, document: Path, words: int, focus: str | None = None) -> Summarised:
        """Its summary; raises FootnoteError where there is none."""
        started = time.perf_counter()
        summary = self._bot.summarise(str(document), words=words, focus=focus)
        return observed(self._bot, summary, time.perf_counter() - started)


def observed(bot: Chatbot, summary: Summary, seconds: float) -> Summarised:
    """A summary as results keep it, its citations followed back into the documents."""
    sections = summary.coverage.sections
    citations = [c for sentence in summary.sentences for c in sentence.citations]
    return Summarised(
        sentences=tuple(library.observed(bot, s) for s in summary.sentences),
        unresolved=sum(not library.resolves(bot, c) for c in citations),
        sections=len(sections),
        read=summary.coverage.count("read"),
        rests_on=sum(section.cited > 0 for section in sections),
        replaced=summary.replaced,
        omitted=summary.omitted,
        seconds=0.0 if summary.cached else seconds,
    )


def run(
    plan: SummaryPlan,
    out: Path,
    told: library.Told = lambda *_: None,
) -> SummaryRun:
    """Summarise every document with every model, and store what came of it.

    Raises:
        FootnoteError: A document or a model cannot be used at all, or `out` not be written.
    """
    rows = list(_rows(plan, Lead(), told))
    focused: list[FocusRow] = []
    with ExitStack() as stack:
        for model in plan.models:
            bot = stack.enter_context(Chatbot(home=out / "library", model=model))
            library.read(bot, [file.path for file in plan.files], library.telling(told))
            bot.warm()
            rows += _rows(plan, Footnote(bot), told)
            focused += _focused(plan, Footnote(bot))
    finished = SummaryRun(_info(plan), plan.words, tuple(rows), tuple(focused))
    write_json(out / FILE, finished)
    return finished


def read_summaries(folder: Path) -> SummaryRun:
    """The run in a folder; raises ResultsError if there is none."""
    return read_json(folder / FILE, SummaryRun)


def _rows(plan: SummaryPlan, system: Summariser, told: library.Told) -> Iterator[SummaryRow]:
    for number, file in enumerate(plan.files):
        told(system.name, number, len(plan.files))
        try:
            made = system.summarise(file.path, plan.words)
        except FootnoteError as error:
            made = Summarised(error=str(error))
        yield SummaryRow(system.name, file.case, plan.words, made)
    told(system.name, len(plan.files), len(plan.files))


def _focused(plan: SummaryPlan, system: Footnote) -> Iterator[FocusRow]:
    for file in plan.files:
        for asked in file.case.focuses:
            try:
                made = system.summarise(file.path, plan.words, asked.about)
            except FootnoteError as error:
                made = Summarised(error=str(error))
            yield FocusRow(system.name, asked, plan.words, made)


def _info(plan: SummaryPlan) -> RunInfo:
    names = tuple(file.case.document for file in plan.files)
    return RunInfo(
        dataset=f"Summaries of {plan.words} words",
        documents=names,
        cases=names,
        systems=(*plan.models, LEAD),
        command=plan.command,
        started=now(),
        machine=machine(),
    )
