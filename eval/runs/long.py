"""How long a summary of a long document takes, and how much memory: of a report made for it."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chatbot import Chatbot
from index.load import load

WORDS_A_PAGE = 400
_UNITS = 2**20 if sys.platform == "darwin" else 2**10  # of a MiB: bytes there, KiB elsewhere


@dataclass(frozen=True, slots=True)
class LongRun:
    """What a summary of a long document took, once it was in the library.

    Attributes:
        cpu, wall: Seconds, for the first summary.
        again: Seconds, for the same one asked again.
        before, peak: Memory of the whole process, in MiB, before the summary and at its highest;
            reading the document in is part of the former.
    """

    pages: int
    sentences: int
    words: int
    cpu: float
    wall: float
    again: float
    before: float
    peak: float

    def __str__(self) -> str:
        return (
            f"{self.pages} pages, {self.sentences:,} sentences: {self.words} words in "
            f"{self.cpu:.1f} s of CPU time ({self.wall:.1f} s), again in {self.again:.3f} s; "
            f"memory {self.before:,.0f} MiB before, {self.peak:,.0f} MiB at most"
        )


def run(documents: Sequence[Path], pages: int, words: int, folder: Path) -> LongRun:
    """Make a document of so many pages, add it, and summarise it.

    Args:
        documents: What its sentences are taken from.
        folder: Where it and its library go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{pages}-pages.md"
    path.write_text(lengthened([load(p).text for p in documents], pages), encoding="utf-8")
    with Chatbot(home=folder / "library", model="builtin") as bot:
        bot.add(path)
        bot.warm()
        before = _peak()
        cpu, wall = time.process_time(), time.perf_counter()
        summary = bot.summarise(str(path), words=words)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        started = time.perf_counter()
        bot.summarise(str(path), words=words)
        again = time.perf_counter() - started
        sentences = bot.find(str(path)).sentences
    return LongRun(pages, sentences, summary.words, cpu, wall, again, before, _peak())


def lengthened(texts: Sequence[str], pages: int) -> str:
    """The texts one after the other, again and again, with other figures each time."""
    parts: list[str] = []
    words = 0
    for turn in range(pages * WORDS_A_PAGE):
        for text in texts:
            digits = str.maketrans("0123456789", "".join(str((d + turn) % 10) for d in range(10)))
            parts.append(f"## Part {len(parts) + 1}\n\n{text.translate(digits)}")
            words += len(text.split())
            if words >= pages * WORDS_A_PAGE:
                return "# A long report\n\n" + "\n\n".join(parts) + "\n"
    return ""


def _peak() -> float:
    import resource  # not on Windows, where only this command needs it

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _UNITS
