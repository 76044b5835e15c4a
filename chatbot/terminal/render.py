"""What the command line shows a person: answers, documents, progress; plain text when piped."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.status import Status
from rich.style import Style
from rich.table import Table
from rich.text import Text

from chatbot.types import (
    Answer,
    AnswerDone,
    AnswerSentence,
    Citation,
    Event,
    EvidenceFound,
    SentenceWritten,
    as_a_line,
)
from index.errors import FootnoteError
from index.types import DocumentInfo

if TYPE_CHECKING:
    from chatbot.conversation import Conversation
    from index.ingest import Progress

# Escape sequences in a document must not reach the terminal that shows it.
_CONTROL = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_WIDEST = 100  # columns: longer lines of prose are hard to read
_NEAREST = 300  # characters shown of a quote that is no part of the answer


class Out(Console):
    """A stream, as a person or the next program of a pipe wants it.

    A terminal gets styles and wrapped lines; a pipe gets neither. `NO_COLOR` gets no styles.
    """

    def __init__(self, *, stderr: bool = False, terminal: bool | None = None) -> None:
        stream = sys.stderr if stderr else sys.stdout
        is_terminal = stream.isatty() if terminal is None else terminal
        super().__init__(
            stderr=stderr,
            force_terminal=is_terminal,
            soft_wrap=not is_terminal,
            highlight=False,
            markup=False,
            emoji=False,
        )
        if self.no_color:
            self._color_system = None

    def on_broken_pipe(self) -> None:
        """Leave it to the caller, who knows the exit code that is due."""
        raise BrokenPipeError

    def say(self, *parts: str | tuple[str, str | Style]) -> None:
        """Print one paragraph of (text, style) parts."""
        text = Text.assemble(*parts)
        self.print(text, width=min(self.width, _WIDEST) if self.is_terminal else None)


def clean(text: str) -> str:
    """`text` without the control characters that steer a terminal."""
    return _CONTROL.sub("", text)


def flat(text: str) -> str:
    """`text` cleaned, on one line."""
    return " ".join(clean(text).split())


def follow(events: Iterator[Event], out: Out, err: Out, live: bool) -> Answer:
    """Show an answer as its events come, and return it.

    Leaving early, by an error or Ctrl-C, closes `events` and so stops the model.

    Args:
        live: Show each sentence when it is written; else all at the end, the short fact set off.
    """
    waiting = Status("Searching…", console=err) if err.is_terminal else nullcontext()
    with closing(events), waiting as status:  # type: ignore[type-var]
        for event in events:
            match event:
                case EvidenceFound():
                    _show_understood(event, out)
                    if status:
                        status.update(f"Reading {len(event.evidence)} quotes…")
                case SentenceWritten(sentence) if live:
                    if status:
                        status.stop()
                    show_sentence(sentence, out)
                case AnswerDone(answer):
                    if status:
                        status.stop()
                    show_answer(answer, out, written=live)
                    return answer
    raise RuntimeError("The answer's events ended without an answer.")


def _show_understood(event: EvidenceFound, out: Out) -> None:
    """What was made of a follow-up, before its answer."""
    if event.asked:
        out.say((f"Understood as: {flat(event.question)}", "dim italic"))


def show_answer(answer: Answer, out: Out, written: bool = False) -> None:
    """Sentences with their marks, then sources and related quotes; `written`: sentences are out."""
    if answer.abstained:
        out.say((answer.text, "bold yellow"))
        _show_unsaid(answer, out)
        _show_quotes("Nearest passages", answer.related, out)
        return
    short = answer.short or ""
    shown = False
    if not written:
        for sentence in answer.sentences:
            shown = show_sentence(sentence, out, "" if shown else short) or shown
    if short and not shown:
        out.say("In short: ", (flat(short), "bold"))
    for conflict in answer.conflicts:
        told = (f"{flat(text)} [{c.number}]" for text, c in conflict.pieces())
        out.say((" ".join(told), "yellow"))
    if answer.as_of:
        out.say((flat(as_a_line(answer.as_of)), "dim"))
    if answer.dropped:
        out.say((f"{answer.dropped} citation marks pointed at nothing and were dropped.", "dim"))
    _show_unsaid(answer, out)
    show_sources(answer, out)
    _show_quotes("See also", answer.related, out)


def _show_unsaid(answer: Answer, out: Out) -> None:
    if answer.unsaid:
        out.say((flat(answer.unsaid), "yellow"))


def show_sentence(sentence: AnswerSentence, out: Out, short: str = "") -> bool:
    """One sentence, `short` set off inside it, and what its verdict has to say.

    Returns:
        Whether `short` stands in the sentence.
    """
    text, verdict = flat(sentence.text), sentence.verdict
    at = re.search(rf"(?<!\w){re.escape(flat(short))}(?!\w)", text) if short else None
    start, end = at.span() if at else (0, 0)
    marks = "".join(f"[{c.number}]" for c in sentence.citations)
    out.say(text[:start], (text[start:end], "bold"), text[end:], (f" {marks}".rstrip(), "cyan"))
    why = f" ({flat(verdict.reason)})" if verdict.reason else ""
    if verdict.withheld:
        out.say((f"Withheld: “{flat(verdict.withheld)}”{why}", "dim"))
    elif verdict.status in ("partly", "unsupported"):
        how = "Partly supported" if verdict.status == "partly" else "Not supported"
        out.say((f"{how}{why}", "dim"))
    return at is not None


def show_sources(answer: Answer, out: Out) -> None:
    """The words that each mark of the answer points at, and where they stand."""
    if answer.citations:
        out.say()
        out.say(("Sources", "bold"))
    for c in answer.citations:
        out.say((f"[{c.number}]", "cyan"), f" “{flat(c.quote)}” — ", (flat(c.source), _link(c)))


def _show_quotes(heading: str, quotes: Sequence[Citation], out: Out) -> None:
    if quotes:
        out.say()
        out.say((heading, "dim bold"))
    for c in quotes:
        quote = textwrap.shorten(clean(c.quote), _NEAREST, placeholder=" …")
        out.say((f"“{quote}” — ", "dim"), (flat(c.source), Style(dim=True) + _link(c)))


def _link(citation: Citation) -> Style:
    path = Path(citation.path)
    return Style(link=path.as_uri()) if path.is_absolute() else Style()


def converse(talk: Conversation, out: Out, err: Out, live: bool) -> bool:
    """Answer line after line of stdin until it ends or says /quit; `live` as in `follow`.

    Returns:
        Whether every question got its answer; a person at a terminal has seen, so True.
    """
    by_hand = sys.stdin.isatty()
    if by_hand:
        with suppress(ImportError):
            import readline  # noqa: F401  gives input() editing and a history
        out.say(("/sources repeats the sources; /quit or Ctrl-D leaves.", "dim"))
    last: Answer | None = None
    failed = False
    while (line := _next_line(by_hand, out)) not in (None, "/quit"):
        try:
            if line == "/sources":
                _repeat_sources(last, out)
            elif line and line.startswith("/") and " " not in line:
                out.say(f"There is no {flat(line)}; there are /sources and /quit.")
            elif line:
                last = follow(talk.stream(line), out, err, live)
        except FootnoteError as error:
            err.say(f"footnote: {flat(str(error))}")
            failed = True
        except KeyboardInterrupt:
            out.say(("Stopped.", "dim"))
        out.say()
    return by_hand or not failed


def _next_line(by_hand: bool, out: Out) -> str | None:
    """The next line of stdin, without spaces around it; None at its end."""
    while by_hand:
        try:
            return input("? ").strip()
        except EOFError:
            out.say()
            return None
        except KeyboardInterrupt:  # away with the half-typed line, as in any shell
            out.say()
    line = sys.stdin.readline()
    if line.strip():
        out.say(f"? {flat(line)}")  # so that the transcript can be read
    return line.strip() if line else None


def _repeat_sources(last: Answer | None, out: Out) -> None:
    if last and last.citations:
        show_sources(last, out)
    else:
        out.say("There is no answer with sources yet.")


def show_documents(documents: Sequence[DocumentInfo], out: Out) -> None:
    """A table on a terminal; lines of tab-separated cells, headings first, in a pipe."""
    headings = ("title", "date", "pages", "sentences", "path", "id")
    rows = [
        (d.title, d.date and d.date.isoformat(), d.pages or None, d.sentences, d.path, d.id)
        for d in documents
    ]
    cells = [["" if cell is None else flat(str(cell)) for cell in row] for row in rows]
    if not out.is_terminal:
        for line in (headings, *cells):
            print("\t".join(line), file=out.file)  # Console.print would make spaces of tabs
        return
    table = Table(box=box.SIMPLE_HEAD)
    for name in headings:
        table.add_column(
            name.capitalize() if name != "id" else "ID",
            justify="right" if name in ("pages", "sentences") else "left",
            overflow="fold",
            no_wrap=name in ("date", "id"),
        )
    for line in cells:
        table.add_row(*map(Text, line))
    out.print(table)


@contextmanager
def progress_bar(err: Out) -> Iterator[Callable[[Progress], None] | None]:
    """A bar to call with each `Progress`, gone when done; None where there is no terminal."""
    if not err.is_terminal:
        yield None
        return
    from rich import progress as bars  # 20 ms that the other verbs need not pay

    columns = (
        bars.BarColumn(24),
        bars.TextColumn("{task.completed:.0f}/{task.total:.0f} files · {task.fields[details]}"),
        bars.TextColumn("{task.fields[file]}", style="dim", markup=False),
    )
    with bars.Progress(*columns, console=err, transient=True, refresh_per_second=4) as bar:
        task = bar.add_task("", total=0, details="", file="")

        def update(now: Progress) -> None:
            details = f"{now.passages} passages · {now.rate:.0f}/s"
            if now.seconds_left is not None:
                details += f" · {_duration(now.seconds_left)} left"
            file = textwrap.shorten(flat(Path(now.file).name), 40, placeholder="…")
            bar.update(task, total=now.files, completed=now.files_done, details=details, file=file)

        yield update


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02} min"
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
