"""A run: every case of a dataset, asked of every system, each answer stored as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from chatbot import Chatbot
from eval.cases.case import Case
from eval.cases.dataset import Dataset
from eval.judging.llm_judge import Judge
from eval.observed import Observed, Row
from eval.runs import library, results
from eval.runs.library import Told
from eval.runs.machine import machine, now
from eval.runs.results import Run, RunInfo
from eval.runs.systems import Footnote, System
from index.errors import FootnoteError
from index.report import Progress

BASELINE = "baseline"
_FAILURES = 3  # in a row: the model is gone, and every further question would only wait for it


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run.

    Attributes:
        models: Names of models; each is asked through Footnote.
        baseline: Also ask LlamaIndex's citation query engine, once with each language model.
        judge: A model that judges each answer as well; "" for none.
        command: What repeats the run, for its report.
    """

    dataset: Dataset
    models: tuple[str, ...]
    baseline: bool = False
    judge: str = ""
    command: str = ""

    @property
    def systems(self) -> tuple[str, ...]:
        """Names of the systems, in the order in which they are asked."""
        writing = [model for model in self.models if model != "builtin"] or ["local:smollm2"]
        return (*self.models, *(f"{BASELINE} {m}" for m in writing if self.baseline))


def run(plan: Plan, out: Path, told: Told = lambda *_: None) -> Run:
    """Ask everything that `out` does not hold yet; an interrupted run goes on where it stopped.

    Raises:
        FootnoteError: A document or a model cannot be used at all, or `out` holds another run.
    """
    before = read_documents(plan, out)
    with ExitStack() as stack:
        bot = stack.enter_context(_library(out))
        done = {(row.system, row.case.id) for row in before.rows}
        judge = Judge(plan.judge) if plan.judge else None
        for name in plan.systems:
            cases = [case for case in plan.dataset.cases if (name, case.id) not in done]
            if cases:
                told(f"loading {name}", 0, 1)
                system = _system(name, bot, stack)
                system.warm()
                for row in _rows(system, cases, judge, told):
                    results.append(out, row)
    return results.read_run(out)


def read_documents(
    plan: Plan, out: Path, progress: Callable[[Progress], None] | None = None
) -> Run:
    """Read the documents into the run's own library; `run` does too, but shows no progress.

    Returns:
        The run as `out` has it so far.

    Raises:
        FootnoteError: One of them cannot be read, or `out` holds another run.
    """
    before = results.begin(out, _info(plan))
    with _library(out) as bot:
        library.read(bot, plan.dataset.documents, progress)
    return before


def _library(out: Path) -> Chatbot:
    return Chatbot(home=out / "library", model="builtin")


def _system(name: str, bot: Chatbot, stack: ExitStack) -> System:
    home = bot.settings.home
    if name.startswith(BASELINE):
        from chatbot.models import open_llm  # llama-index takes a second to import
        from chatbot.settings import load_settings
        from eval.runs.baseline import Baseline
        from index.embed import Embedder

        settings = load_settings(model=name.removeprefix(BASELINE).strip())
        llm = open_llm(settings)
        assert llm is not None  # `Plan.systems` has no baseline with the built-in reader
        texts = [(Path(d.path).name, bot.text(d.id)) for d in bot.documents()]
        return Baseline(name, texts, Embedder(settings.embedder), llm)
    answering = stack.enter_context(Chatbot(home=home, model=name))
    if name != "builtin":
        return Footnote(answering)
    lenient = stack.enter_context(Chatbot(home=home, model=name, min_confidence=0.0))
    return Footnote(answering, lenient)


def _rows(system: System, cases: Sequence[Case], judge: Judge | None, told: Told) -> Iterator[Row]:
    failures = 0
    for number, case in enumerate(cases):
        told(system.name, number, len(cases))
        try:
            observed = system.ask(case)
            failures = 0
        except FootnoteError as error:
            failures += 1
            if failures == _FAILURES:
                raise
            observed = Observed(text="", error=str(error))
        judged = judge.right(case, observed) if judge else None
        yield Row(system.name, case, observed, judged)
    told(system.name, len(cases), len(cases))


def _info(plan: Plan) -> RunInfo:
    return RunInfo(
        dataset=plan.dataset.name,
        documents=tuple(sorted(document.name for document in plan.dataset.documents)),
        cases=tuple(case.id for case in plan.dataset.cases),
        systems=plan.systems,
        judge=plan.judge,
        command=plan.command,
        started=now(),
        machine=machine(),
    )
