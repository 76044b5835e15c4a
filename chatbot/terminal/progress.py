"""How far something is that takes a while, on a terminal; nothing in a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, nullcontext

from rich.status import Status
from rich.text import Text

from chatbot.terminal.render import Out, flat
from chatbot.types import Summary, SummaryDone, SummaryEvent, SummaryProgress


def follow_summary(events: Iterator[SummaryEvent], err: Out) -> Summary:
    """Show how far a summary is while its events come, and return it.

    Leaving early, by an error or Ctrl-C, closes `events` and so stops the model.
    """
    waiting = Status("Reading…", console=err) if err.is_terminal else nullcontext()
    with closing(events), waiting as status:  # type: ignore[type-var]
        for event in events:
            match event:
                case SummaryProgress() if status:
                    status.update(Text(flat(str(event))))
                case SummaryDone(summary):
                    return summary
    raise RuntimeError("The summary's events ended without a summary.")
