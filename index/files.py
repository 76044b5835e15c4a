"""Which files a person means by the folders, globs and paths they give."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.errors import UnreadableFile
from index.load import SUFFIXES

Source = str | os.PathLike[str]


def find_files(sources: Iterable[Source]) -> tuple[list[Path], list[UnreadableFile]]:
    """Absolute paths of the readable files meant, each once, sorted within a source.

    A folder means every file in it, at any depth, whose suffix is known; hidden ones are left out.
    A file named outright is always meant.

    Returns:
        The files, and an error for every source that means nothing.
    """
    files: dict[Path, None] = {}
    failed = []
    for source in sources:
        found = list(_meant(source))
        if not found:
            failed.append(_nothing(source))
        files.update(dict.fromkeys(found))
    return list(files), failed


def folders(sources: Iterable[Source]) -> list[Path]:
    """The folders among the sources, absolute."""
    return [path for source in sources if (path := _absolute(source)).is_dir()]


def _absolute(source: Source) -> Path:
    return Path(os.path.abspath(Path(source).expanduser()))  # keeps links, unlike resolve()


def _meant(source: Source) -> Iterator[Path]:
    path = _absolute(source)
    if path.is_dir():
        yield from _inside(path)
    elif path.exists():
        yield path
    elif glob.has_magic(str(source)):
        for match in sorted(glob.glob(str(path), recursive=True)):
            found = Path(match)
            if found.is_dir():
                yield from _inside(found)
            elif found.suffix.lower() in SUFFIXES:
                yield found


def _inside(folder: Path) -> Iterator[Path]:
    for parent, names, files in os.walk(folder):
        names[:] = sorted(n for n in names if not n.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if path.suffix.lower() in SUFFIXES and not name.startswith((".", "~$")):
                yield path


def _nothing(source: Source) -> UnreadableFile:
    path = _absolute(source)
    if path.is_dir():
        known = " ".join(sorted(SUFFIXES))
        return UnreadableFile(f"{path}: no readable files in this folder.", f"Readable: {known}.")
    if glob.has_magic(str(source)):
        return UnreadableFile(f"{source}: no file matches this pattern.", "Check the pattern.")
    return UnreadableFile(f"{path}: there is no such file or folder.", "Check the path.")
