"""Which files a person means by the folders, globs and paths they give."""

# os.path says no where Path raises: a name too long, a folder that may not be entered.
# ruff: noqa: PTH100, PTH111, PTH112, PTH116, PTH207

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.errors import UnreadableFile
from index.load import SUFFIXES

Source = str | os.PathLike[str]


def find_files(sources: Iterable[Source]) -> tuple[list[Path], list[tuple[str, UnreadableFile]]]:
    """Absolute paths of the readable files meant, each once, sorted within a source.

    A folder means every file in it, at any depth, whose suffix is known; hidden ones are left out.
    A file named outright is always meant.

    Returns:
        The files; and for every source that means nothing, and every file whose name cannot be
        kept, its path as it may be shown and what is wrong with it.
    """
    files: dict[Path, None] = {}
    failed = []
    for source in sources:
        found = list(_meant(source))
        if not found:
            failed.append(_nothing(source))
        for path in dict.fromkeys(found):
            if (shown := printable(path)) == str(path):
                files[path] = None
            else:
                what = f"{shown}: this file's name is not valid Unicode."
                failed.append((shown, UnreadableFile(what, "Rename it.")))
    return list(files), failed


def folders(sources: Iterable[Source]) -> list[Path]:
    """The folders among the sources, absolute."""
    return [path for source in sources if os.path.isdir(path := absolute(source))]


def absolute(source: Source) -> Path:
    """The path meant, from the root, without `~`, `.` and `..`; links are kept."""
    return Path(os.path.abspath(os.path.expanduser(source)))


def printable(path: Source) -> str:
    """The path with what is not Unicode replaced: it could be neither shown nor stored."""
    return os.fspath(path).encode("utf-8", "replace").decode()


def is_gone(path: str) -> bool:
    """Is there certainly no such file? One that cannot be reached is not gone."""
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _meant(source: Source) -> Iterator[Path]:
    if not os.fspath(source):
        return  # a slip, not the current folder
    path = absolute(source)
    if os.path.isdir(path):
        yield from _inside(path)
    elif os.path.lexists(path):
        yield path
    elif glob.has_magic(str(source)):
        for match in sorted(glob.glob(str(path), recursive=True)):
            found = Path(match)
            if os.path.isdir(found):
                yield from _inside(found)
            elif _is_readable(found):
                yield found


def _inside(folder: Path) -> Iterator[Path]:
    for parent, names, files in os.walk(folder):
        names[:] = sorted(n for n in names if not n.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if _is_readable(path) and not name.startswith("."):
                yield path


def _is_readable(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith("~$")  # Word's lock files


def _nothing(source: Source) -> tuple[str, UnreadableFile]:
    shown = printable(absolute(source))
    if not os.fspath(source):
        shown, what, remedy = "", "an empty name", "Say which file or folder."
    elif os.path.isdir(shown):
        known = " ".join(sorted(SUFFIXES))
        what, remedy = "no readable files in this folder", f"Readable: {known}."
    elif glob.has_magic(str(source)):
        shown, what, remedy = (
            printable(source),
            "no file matches this pattern",
            "Check the pattern.",
        )
    else:
        what, remedy = "there is no such file or folder", "Check the path."
    return shown, UnreadableFile(
        f"{shown!r}: {what}." if not shown else f"{shown}: {what}.", remedy
    )
