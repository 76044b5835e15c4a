"""A run as one JSON file: written once it is finished, read by its report."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from eval.runs.results import ResultsError

T = TypeVar("T")


def write_json(path: Path, run: Any) -> None:
    """Store a run, a dataclass; its folder is made if missing. Raises ResultsError."""
    _write(path, TypeAdapter(type(run)).dump_json(run, indent=1) + b"\n")


def write_text(path: Path, text: str) -> None:
    """Store a report; its folder is made if missing. Raises ResultsError."""
    _write(path, text.encode("utf-8", "replace"))


def read_json(path: Path, kind: type[T]) -> T:
    """The run of that type in a file.

    Raises:
        ResultsError: There is none, or it is not as this version writes it.
    """
    try:
        return TypeAdapter(kind).validate_json(path.read_bytes())
    except OSError as error:
        raise ResultsError(
            f"{path.parent} holds no such run: {path.name} can't be read ({error.strerror}).",
            "Name the folder that --out wrote.",
        ) from None
    except ValidationError as error:
        raise ResultsError(
            f"{path} can't be read: {error.errors()[0]['msg']}.",
            "It may be another version's; run the eval again.",
        ) from None


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise ResultsError(
            f"{path} can't be written: {error.strerror}.", "Choose another folder with --out."
        ) from None
