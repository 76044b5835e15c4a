"""How far an ingestion has come, and what it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingestion has come; `str()` makes a line of it.

    Attributes:
        file: Name of the file at hand, "" when there are several or none.
        files_done: Files whose fate is settled.
        passages: Passages embedded so far.
        rate: Passages per second.
        seconds_left: Estimated from bytes done and to do; None before there is an estimate.
    """

    file: str
    files_done: int
    files: int
    passages: int
    rate: float
    seconds_left: float | None

    def __str__(self) -> str:
        left = "" if self.seconds_left is None else f", {self.seconds_left:.0f} s left"
        return (
            f"{self.files_done}/{self.files} files, {self.passages} passages "
            f"({self.rate:.0f}/s{left}) {self.file}"
        ).rstrip()


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file; `reason` says why, where there is a why."""

    path: str
    document: str | None = None
    reason: str = ""

    def __str__(self) -> str:
        return self.path


@dataclass(frozen=True, slots=True)
class AddReport:
    """What an ingestion did, file by file. `unchanged` includes the `renamed`."""

    added: tuple[FileOutcome, ...] = ()
    updated: tuple[FileOutcome, ...] = ()
    unchanged: tuple[FileOutcome, ...] = ()
    renamed: tuple[FileOutcome, ...] = ()
    removed: tuple[FileOutcome, ...] = ()
    failed: tuple[FileOutcome, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            name: [
                {"path": o.path, "document": o.document, "reason": o.reason}
                for o in getattr(self, name)
            ]
            for name in self.__slots__
        }

    def to_markdown(self) -> str:
        """A list of what became of the files; the unchanged ones are only counted."""
        items = [
            f"- {name}: {outcome.path} {outcome.reason}".rstrip()
            for name in ("added", "updated", "renamed", "removed", "failed")
            for outcome in getattr(self, name)
        ]
        return "\n".join([str(self), "", *items]).strip() + "\n"

    def __str__(self) -> str:
        counts = ((name, len(getattr(self, name))) for name in self.__slots__)
        return ", ".join(f"{count} {name}" for name, count in counts if count) or "nothing to do"
