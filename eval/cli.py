"""`footnote eval …`, also `python -m eval …`: run an evaluation, compare two runs;
`summaries` and `comparisons` (eval/texts.py) measure the other things that Footnote writes.

Exit codes: 0 fine, 1 something failed or a threshold is broken, 2 wrong usage, 130 stopped.
Heavy modules are imported inside the commands: `--help` must not wait for them.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from chatbot.terminal.verb import Verb, complain
from eval.terminal import bars, command, run_folder
from eval.terminal import models as known_models
from eval.texts import comparisons, long, summaries
from index.errors import FootnoteError

if TYPE_CHECKING:
    from eval.cases.dataset import Dataset
    from eval.runs.results import Run
    from eval.runs.run import Plan
    from eval.thresholds import Threshold


class _Commands(TyperGroup):
    """`eval` alone, or with options, is `eval run`."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        if not args or args[0] not in self.commands:
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    name="footnote eval",
    cls=_Commands,
    help="Measure answers against known facts. `footnote eval` alone is `footnote eval run`.",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command(cls=Verb)
def run(
    models: Annotated[
        list[str] | None,
        typer.Option(
            "--model",
            metavar="NAME",
            help="What answers, builtin by default; repeatable.",
        ),
    ] = None,
    baseline: Annotated[
        bool,
        typer.Option(
            "--baseline",
            help="Also ask LlamaIndex's CitationQueryEngine with the language models given "
            "(local:smollm2 if none is).",
        ),
    ] = False,
    documents: Annotated[
        Path | None,
        typer.Option(metavar="DIR", exists=True, file_okay=False, help="Your documents."),
    ] = None,
    facts: Annotated[
        list[Path] | None,
        typer.Option("--facts", metavar="FILE", help="What you know of them; repeatable."),
    ] = None,
    squad: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A file in SQuAD's format, asked open-domain."),
    ] = None,
    article: Annotated[
        list[str] | None,
        typer.Option(metavar="TITLE", help="Of that file only this article; repeatable."),
    ] = None,
    judge: Annotated[
        str, typer.Option(metavar="MODEL", help="A model that judges the answers as well.")
    ] = "",
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Ask a random sample of N cases.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Draws the sample.")] = 0,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            file_okay=False,
            help="Where results and reports go, eval-runs/<date and time> by default; "
            "an unfinished run there goes on.",
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Fail where a threshold is broken.")
    ] = False,
    thresholds: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Other thresholds than the bundled.")
    ] = None,
) -> None:
    """Ask every case, print the table, write report.md, report.html and results.jsonl.

    Without --facts or --squad: the bundled documents and what is known of them.
    `footnote eval compare A B` compares the folders of two runs.
    """
    from chatbot.terminal.render import Out
    from eval.report import write_reports
    from eval.report.summary import summarise
    from eval.report.terminal import show_summary
    from eval.runs.run import Plan
    from eval.thresholds import breaches

    out = run_folder(out)
    floors = _floors(check, thresholds)
    dataset = _dataset(documents, facts, squad, article or (), out).sample(limit, seed)
    if not dataset.cases:
        raise FootnoteError("There is nothing to ask.", "Give a larger --limit, or more cases.")
    plan = Plan(dataset, known_models(models), baseline, judge, command())
    finished = _run(plan, out)
    summary = summarise(finished)
    write_reports(summary, out)
    screen = Out()
    if dataset.left_out:
        complain(f"{dataset.left_out}: left out.")
    show_summary(summary, screen)
    screen.say()
    screen.say(f"{out / 'report.html'} has it all; {out / 'results.jsonl'} every answer.")
    broken = breaches(finished, floors)
    for breach in broken:
        complain(f"below its threshold: {breach}")
    if broken:
        raise typer.Exit(1)


@app.command(cls=Verb)
def compare(
    a: Annotated[Path, typer.Argument(metavar="A", help="A run's folder.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="Another's, over the same cases.")],
) -> None:
    """What changed from run A to run B, with the cases gained and lost."""
    from chatbot.terminal.render import Out
    from eval.report.difference import show_comparison
    from eval.runs.results import read_run

    show_comparison(read_run(a), read_run(b), Out())


app.command(cls=Verb)(summaries)
app.command(cls=Verb)(comparisons)
app.command(cls=Verb)(long)


def _dataset(
    documents: Path | None,
    facts: Sequence[Path] | None,
    squad: Path | None,
    articles: Sequence[str],
    out: Path,
) -> Dataset:
    from eval.cases import dataset
    from eval.cases.squad import squad as read_squad

    if squad and (documents or facts):
        raise typer.BadParameter("--squad brings its own documents and questions.")
    if documents and not facts:
        raise typer.BadParameter("--documents wants --facts: what you know of them.")
    if squad:
        return read_squad(squad, out / "documents", articles)
    return dataset.own(facts, documents) if facts else dataset.bundled()


def _run(plan: Plan, out: Path) -> Run:
    from chatbot.terminal.render import Out, progress_bar
    from eval.runs.run import read_documents
    from eval.runs.run import run as run_plan

    err = Out(stderr=True)
    try:
        with progress_bar(err) as progress:
            read_documents(plan, out, progress)
        with bars(err) as told:
            return run_plan(plan, out, told)
    except (KeyboardInterrupt, FootnoteError):
        complain(f"Stopped. The same command with --out {shlex.quote(str(out))} goes on from here.")
        raise


def _floors(check: bool, path: Path | None) -> tuple[Threshold, ...]:
    """The thresholds, read before the run: a mistake in them must not cost an hour."""
    from eval.thresholds import THRESHOLDS, load_thresholds

    return load_thresholds(path or THRESHOLDS) if check or path else ()


def main(arguments: Sequence[str] | None = None) -> None:
    """The `footnote eval` command.

    Args:
        arguments: What follows `eval`; those of the process if not given.
    """
    app(args=None if arguments is None else list(arguments), prog_name="footnote eval")
