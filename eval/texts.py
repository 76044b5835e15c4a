"""`footnote eval summaries`, `footnote eval comparisons` and `footnote eval long`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from chatbot.terminal.verb import complain
from eval.terminal import bars, command, models, run_folder
from index.errors import FootnoteError

if TYPE_CHECKING:
    from eval.cases.changes import ChangesFile
    from eval.cases.keyfacts import KeyFactsFile

T = TypeVar("T")
_Models = Annotated[
    list[str] | None,
    typer.Option("--model", metavar="NAME", help="What writes, builtin by default; repeatable."),
]
_Documents = Annotated[
    list[str] | None,
    typer.Option("--document", metavar="NAME", help="Only this one, by file name; repeatable."),
]
_Out = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        file_okay=False,
        help="Where results and the report go, eval-runs/<date and time> by default.",
    ),
]


def summaries(
    words: Annotated[int, typer.Option(metavar="N", min=10, help="The length asked for.")] = 150,
    document: _Documents = None,
    model: _Models = None,
    facts: Annotated[
        list[Path] | None,
        typer.Option(
            "--facts", metavar="FILE", help="Your own lists of key facts; as eval/keyfacts/."
        ),
    ] = None,
    out: _Out = None,
    check: Annotated[
        bool, typer.Option("--check", help="Fail where a threshold is broken.")
    ] = False,
) -> None:
    """Summarise documents whose key facts are known, beside their first sentences.

    Prints the table, writes summaries.json and summaries.md. Without --facts: the bundled ones.
    """
    from chatbot.terminal.render import Out
    from eval.cases.keyfacts import at_hand, bundled_key_facts, load_key_facts
    from eval.report.summaries import show_summaries, summaries_markdown
    from eval.runs.stored import write_text
    from eval.runs.summaries import SummaryPlan, run
    from eval.thresholds import (
        OF_SUMMARIES,
        SUMMARY_THRESHOLDS,
        load_thresholds,
        summary_breaches,
    )

    floors = load_thresholds(SUMMARY_THRESHOLDS, OF_SUMMARIES) if check else ()
    given = at_hand([load_key_facts(path) for path in facts]) if facts else bundled_key_facts()
    files = _chosen(given, document, _document)
    plan = SummaryPlan(files, models(model), words, command())
    folder = run_folder(out)
    with bars(Out(stderr=True)) as told:
        finished = run(plan, folder, told)
    write_text(folder / "summaries.md", summaries_markdown(finished))
    screen = Out()
    show_summaries(finished, screen)
    screen.say(f"{folder / 'summaries.md'} has it all.")
    broken = summary_breaches(finished, floors)
    for breach in broken:
        complain(f"below its threshold: {breach}")
    if broken:
        raise typer.Exit(1)


def comparisons(
    document: _Documents = None,
    model: _Models = None,
    changes: Annotated[
        list[Path] | None,
        typer.Option("--changes", metavar="FILE", help="Your own lists; as eval/changes/."),
    ] = None,
    out: _Out = None,
    check: Annotated[
        bool, typer.Option("--check", help="Fail where a threshold is broken.")
    ] = False,
    thresholds: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Other thresholds than the bundled.")
    ] = None,
) -> None:
    """Compare pairs of documents whose changes are known.

    Prints the table, writes comparisons.json and comparisons.md. Without --changes: the bundled
    pairs.
    """
    from chatbot.terminal.render import Out
    from eval.cases.changes import bundled_changes, load_changes, present
    from eval.metrics import COMPARISON_METRICS
    from eval.report.comparisons import comparisons_markdown, show_comparisons
    from eval.runs.comparisons import ComparisonPlan, run
    from eval.runs.stored import write_text
    from eval.thresholds import COMPARISON_THRESHOLDS, breaches, load_thresholds

    floors = thresholds or (COMPARISON_THRESHOLDS if check else None)
    limits = load_thresholds(floors, COMPARISON_METRICS) if floors else ()
    given = present([load_changes(path) for path in changes]) if changes else bundled_changes()
    files = _chosen(given, document, _pair)
    plan = ComparisonPlan(files, models(model), command())
    folder = run_folder(out)
    with bars(Out(stderr=True)) as told:
        finished = run(plan, folder, told)
    write_text(folder / "comparisons.md", comparisons_markdown(finished))
    screen = Out()
    show_comparisons(finished, screen)
    screen.say(f"{folder / 'comparisons.md'} has it all.")
    broken = breaches(finished, limits, COMPARISON_METRICS)
    for breach in broken:
        complain(f"below its threshold: {breach}")
    if broken:
        raise typer.Exit(1)


def long(
    pages: Annotated[int, typer.Option(metavar="N", min=1, help="Of some 400 words.")] = 300,
    words: Annotated[int, typer.Option(metavar="N", min=20, help="The length asked for.")] = 150,
    out: _Out = None,
) -> None:
    """Summarise a long document made of the bundled ones: seconds, and memory.

    Reading it in takes longer than the summary, and is not counted.
    """
    from chatbot.terminal.render import Out
    from eval.cases.keyfacts import bundled_key_facts
    from eval.runs.long import run

    documents = [file.path for file in bundled_key_facts() if not file.optional]
    Out().say(str(run(documents, pages, words, run_folder(out))))


def _document(file: KeyFactsFile) -> tuple[str, ...]:
    return (file.case.document,)


def _pair(file: ChangesFile) -> tuple[str, ...]:
    return file.case.old, file.case.new


def _chosen(
    files: Sequence[T], names: Sequence[str] | None, names_of: Callable[[T], tuple[str, ...]]
) -> tuple[T, ...]:
    """Those that have one of the names, all without any; raises FootnoteError for an unknown."""
    known = {name for file in files for name in names_of(file)}
    if unknown := [name for name in names or () if name not in known]:
        raise FootnoteError(
            f"Nothing is known of {unknown[0]}.", f"There are: {', '.join(sorted(known))}."
        )
    return tuple(file for file in files if not names or set(names) & set(names_of(file)))
