"""Files that came through the page: kept in the library folder, then read."""

from __future__ import annotations

import filecmp
import itertools
import queue
import re
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import UnfitRequest

if TYPE_CHECKING:
    from chatbot.bot import Chatbot
    from index.ingest import AddReport, Progress


def folder(bot: Chatbot) -> Path:
    """Where uploads stay: the server's temporary copies vanish."""
    return bot.settings.home / "uploads"


def add(
    bot: Chatbot, files: Sequence[str], progress: Callable[[Progress], None] | None = None
) -> AddReport:
    """Keeps the files, then adds them as `bot.add` does."""
    return bot.add([keep(Path(file), folder(bot)) for file in files], progress=progress)


def adding(bot: Chatbot, files: Sequence[str], keep: bool = True) -> Iterator[Progress | AddReport]:
    """`add` as it goes: its progress, at last its report. With `keep=False` files stay put."""
    from index.ingest import AddReport  # slow to import, and the page is up before it is needed

    news: queue.SimpleQueue[Progress | AddReport | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            report = add(bot, files, news.put) if keep else bot.add(files, progress=news.put)
            news.put(report)
        except Exception as error:  # raised again below, in the thread that asked
            news.put(error)

    threading.Thread(target=work, daemon=True).start()
    while not isinstance(step := news.get(), AddReport):
        if isinstance(step, Exception):
            raise step
        yield step
    yield step


def supersede(bot: Chatbot, old: str, report: AddReport) -> None:
    """Removes a document that another file has replaced; not if both are the same."""
    new = {outcome.document for outcome in (*report.added, *report.updated, *report.unchanged)}
    if new and old not in new:
        forget(bot, bot.remove(old).path)


def examples() -> list[Path]:
    """The documents that come along with Footnote, to try it on."""
    found = Path(__file__).parents[2] / "eval" / "documents"  # by path: eval stands on chatbot
    return sorted(file for file in found.glob("*") if file.is_file())


def check_number(bot: Chatbot, files: Sequence[str]) -> None:
    """Refuses more files at once than the settings allow."""
    most = bot.settings.max_files
    if len(files) > most:
        raise UnfitRequest(
            f"These are {len(files):,} files, and {most:,} can be added at once.",
            "Add them in several goes, or a whole folder with `footnote add`.",
        )


def forget(bot: Chatbot, path: str) -> None:
    """Deletes the copy that was kept of an upload; any other file is left alone."""
    if Path(path).parent == folder(bot):
        Path(path).unlink(missing_ok=True)


def keep(file: Path, folder: Path) -> Path:
    """Copies an upload to where it can stay, under its own name.

    The same content under the same name is kept once; other content gets "name (2)".
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = Path(safe_name(file.name))
    for number in itertools.count(1):
        kept = folder / (name if number == 1 else f"{name.stem} ({number}){name.suffix}")
        if not kept.exists():
            shutil.copyfile(file, kept)
        if filecmp.cmp(file, kept, shallow=False):
            return kept
    raise AssertionError("count() does not end")


def safe_name(name: str) -> str:
    """A name that stays in its folder, is not hidden, and fits every file system."""
    name = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]', "_", name).strip(" .") or "document"
    return f"{Path(name).stem[:50]}{Path(name).suffix[:10]}"
