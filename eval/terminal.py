"""What the commands of `footnote eval` share: where runs go, models by name, bars."""

from __future__ import annotations

import datetime as dt
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

_RUNS = Path("eval-runs")


def run_folder(out: Path | None) -> Path:
    """The folder given, or a new one named for the time."""
    return out or _RUNS / dt.datetime.now().strftime("%Y-%m-%d-%H%M%S")


def models(given: Sequence[str] | None) -> tuple[str, ...]:
    """The models given, or that of the settings; raises FootnoteError for an unknown one."""
    from chatbot.models import check_name
    from chatbot.settings import load_settings

    names = tuple(dict.fromkeys(given or [load_settings().model]))
    for name in names:
        check_name(name)
    return names


@contextmanager
def bars(err: Console) -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each thing that takes time, with the time left."""
    from rich import progress

    columns = (
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(24),
        progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(compact=True),
        progress.TextColumn("left"),
    )
    with progress.Progress(
        *columns, console=err, transient=True, disable=not err.is_terminal
    ) as bars:
        tasks: dict[str, progress.TaskID] = {}

        def told(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=of)
            bars.update(tasks[what], completed=done, total=of)

        yield told


def command() -> str:
    """What repeats this run, without the folder it went to."""
    given = sys.argv[1:]
    words = [w for i, w in enumerate(given) if w != "--out" and given[i - 1 : i] != ["--out"]]
    words = [w for w in words if not w.startswith("--out=")]
    return shlex.join(["footnote", *([] if words[:1] == ["eval"] else ["eval"]), *words])
