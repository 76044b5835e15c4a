"""What is wrong with a library, what to do about it, and doing it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from chatbot.history import HistoryFile
from chatbot.types import plain
from index.dense import DenseIndex
from index.errors import FootnoteError
from index.ingest import Ingest
from index.library import Library


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and what to do about it."""

    what: str
    remedy: str
    fixable: bool


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found wrong and is still so, and what was mended."""

    problems: tuple[Problem, ...]
    fixed: tuple[str, ...] = ()

    @property
    def healthy(self) -> bool:
        return not self.problems

    def to_dict(self) -> dict[str, Any]:
        return {**plain(self), "healthy": self.healthy}

    def to_markdown(self) -> str:
        lines = [f"- Fixed: {what}" for what in self.fixed]
        lines += [f"- Problem: {p.what} {p.remedy}" for p in self.problems]
        return "\n".join(lines or ["The library is healthy."]) + "\n"


def diagnose(library: Library, dense: DenseIndex, ingest: Ingest) -> Diagnosis:
    """Look at the database, the way its passages were made, Chroma, and the files."""
    if damage := library.database.damage():
        what = f"The library file {library.database.path} is damaged ({damage})."
        return Diagnosis((Problem(what, "Move it away and add your documents again.", False),))
    problems = []
    if stale := _stale_passages(ingest):
        problems.append(Problem(stale.what, stale.remedy, True))
    elif fault := dense.fault():
        problems.append(Problem(fault, "`footnote doctor --fix` rebuilds it.", True))
    problems += [
        Problem(f"{path} is no longer there.", "`footnote remove` it, or put it back.", False)
        for path in (file.path for file in library.files())
        if not Path(path).exists()
    ]
    return Diagnosis(tuple(problems))


def mend(library: Library, dense: DenseIndex, ingest: Ingest) -> Diagnosis:
    """Mend what can be mended, and say what was and what could not be."""
    if library.database.damage():
        return diagnose(library, dense, ingest)
    fixed = []
    try:
        if _stale_passages(ingest):
            ingest.remake()
            fixed.append("Every document was cut and embedded anew.")
        elif dense.fault():
            with library.database.writing():
                dense.rebuild()
            fixed.append("The vectors in Chroma were rebuilt from the library.")
    except FootnoteError as error:  # a server that is down, a writer that is busy
        return Diagnosis((Problem(error.what, error.remedy, False),), tuple(fixed))
    return Diagnosis(diagnose(library, dense, ingest).problems, tuple(fixed))


def with_history(found: Diagnosis, history: HistoryFile, fix: bool) -> Diagnosis:
    """The diagnosis with what is wrong with the kept conversations; set aside, not deleted."""
    damage: FootnoteError | None = history.damage()
    if damage is None:
        return found
    if fix:
        try:
            told = f"The damaged conversations were set aside as {history.set_aside()}."
            return replace(found, fixed=(*found.fixed, told))
        except FootnoteError as error:
            damage = error
    problem = Problem(damage.what, damage.remedy, True)
    return replace(found, problems=(*found.problems, problem))


def _stale_passages(ingest: Ingest) -> FootnoteError | None:
    try:
        ingest.check_manifest()
    except FootnoteError as error:
        return error
    return None
