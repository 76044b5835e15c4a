"""A run's folder: `run.json` says what was asked of whom, `results.jsonl` has a line per answer.

Lines are added as answers come, so an interrupted run goes on where it stopped; reports are made
from the folder alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval.observed import Row
from index.errors import FootnoteError

_INFO, _ROWS = "run.json", "results.jsonl"


class ResultsError(FootnoteError):
    """A run's folder that can't be used as it is; the message names the file."""


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What a run is: two of the same `dataset`, `cases` and `systems` can go on as one.

    Attributes:
        dataset: For a person: "the bundled documents", or a file's name.
        documents: File names of the documents, all indexed together.
        cases: Ids of the cases, in the order in which they are asked.
        systems: Names of the systems, in the order in which they are asked.
        judge: The LLM judge's name; "" without one.
        command: What repeats it.
        started: When, ISO 8601.
        machine: Processor cores, Python and package versions, for a person.
    """

    dataset: str
    documents: tuple[str, ...]
    cases: tuple[str, ...]
    systems: tuple[str, ...]
    judge: str = ""
    command: str = ""
    started: str = ""
    machine: str = ""

    def same(self, other: RunInfo) -> bool:
        """Does the other ask the same of the same?"""
        return all(
            getattr(self, name) == getattr(other, name)
            for name in ("dataset", "documents", "cases", "systems", "judge")
        )


@dataclass(frozen=True, slots=True)
class Run:
    """A run as its folder has it, finished or not."""

    info: RunInfo
    rows: tuple[Row, ...] = ()

    @property
    def systems(self) -> tuple[str, ...]:
        return self.info.systems

    def of(self, system: str) -> tuple[Row, ...]:
        """One system's rows, in the order in which they were asked."""
        return tuple(row for row in self.rows if row.system == system)

    @property
    def finished(self) -> bool:
        return len(self.rows) == len(self.info.cases) * len(self.info.systems)


_INFO_JSON = TypeAdapter(RunInfo)
_ROW_JSON = TypeAdapter(Row)


def read_run(folder: Path) -> Run:
    """The run in a folder; a last line broken off by a crash is left out.

    Raises:
        ResultsError: There is none, or it is not as this version writes it.
    """
    try:
        info = _INFO_JSON.validate_json((folder / _INFO).read_bytes())
        rows = folder / _ROWS
        lines = rows.read_bytes().splitlines(keepends=True) if rows.exists() else []
        whole = [line for line in lines if line.endswith(b"\n") and line.strip()]
        return Run(info, tuple(map(_ROW_JSON.validate_json, whole)))
    except OSError as error:
        raise ResultsError(
            f"{folder} holds no eval run: {error.filename} can't be read ({error.strerror}).",
            "Name the folder that `footnote eval --out` wrote.",
        ) from None
    except ValidationError as error:
        raise ResultsError(
            f"The results in {folder} can't be read: {error.errors()[0]['msg']}.",
            "They may be another version's; run the eval again into another folder.",
        ) from None


def begin(folder: Path, info: RunInfo) -> Run:
    """Make a run's folder, or take up the same run where it stopped.

    Raises:
        ResultsError: The folder holds another run.
    """
    if (folder / _INFO).exists():
        before = read_run(folder)
        if not before.info.same(info):
            raise ResultsError(
                f"{folder} holds a run over other documents, cases or models.",
                "Choose another folder with --out, or delete this one.",
            )
        # Without the line that a crash broke off, and without failures: they are asked again.
        kept = tuple(row for row in before.rows if not row.observed.error)
        _rewrite(folder, kept)
        return Run(before.info, kept)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _INFO).write_bytes(_INFO_JSON.dump_json(info, indent=1))
    except OSError as error:
        raise ResultsError(
            f"The run can't be stored in {folder}: {error.strerror}.", "Choose another with --out."
        ) from None
    return Run(info)


def append(folder: Path, row: Row) -> None:
    """Add one line, on disk before the next question is asked."""
    with (folder / _ROWS).open("ab") as file:
        file.write(_line(row))


def _rewrite(folder: Path, rows: Iterable[Row]) -> None:
    new = folder / f"{_ROWS}.new"
    new.write_bytes(b"".join(map(_line, rows)))
    new.replace(folder / _ROWS)


def _line(row: Row) -> bytes:
    return _ROW_JSON.dump_json(row, exclude_defaults=True) + b"\n"
