"""Files go into the library: only what changed, each document wholly or not at all.

The order of writes keeps every promise after a crash at any point. New vectors go to Chroma first
(ids nobody looks up yet), then one SQLite transaction puts the new document in and the old one out,
then old vectors leave Chroma (ids nobody looks up any more).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.dense import DenseIndex
from index.embed import Embedder
from index.errors import LibraryError, UnreadableFile
from index.files import Source, find_files, folders
from index.library import FileRecord, IndexedDocument, Library, passage_id
from index.load import content_id, load
from index.split import SPLIT_VERSION, split
from index.types import Document, Passage

# Passages embedded together: enough to fill batches, few enough to show progress.
_GROUP = 64
# A file changed this shortly before it was read may have changed again within one clock tick.
_RACY_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingestion has come; `str()` makes a line of it.

    Attributes:
        file: Name of the file at hand.
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

    def __str__(self) -> str:
        counts = ((name, len(getattr(self, name))) for name in self.__slots__)
        return ", ".join(f"{count} {name}" for name, count in counts if count) or "nothing to do"


@dataclass(slots=True)
class _Job:
    """A document that waits for its vectors, and the file it came from."""

    document: Document
    passages: tuple[Passage, ...]
    file: FileRecord


@dataclass(slots=True)
class _Run:
    """The state of one `add`: known files, outcomes so far, documents waiting, and the clock."""

    known: dict[str, FileRecord]
    files: int
    bytes: int
    tell: Callable[[Progress], None] | None
    writing: bool = False
    outcomes: dict[str, list[FileOutcome]] = field(
        default_factory=lambda: {name: [] for name in AddReport.__slots__}
    )
    waiting: list[_Job] = field(default_factory=list)
    started: float = field(default_factory=time.perf_counter)
    files_done: int = 0
    bytes_done: int = 0
    passages: int = 0

    def note(self, kind: str, path: str, document: str | None = None, reason: str = "") -> None:
        self.outcomes[kind].append(FileOutcome(path, document, reason))

    def show(self, file: str) -> None:
        if not self.tell:
            return
        seconds = time.perf_counter() - self.started
        left = (
            seconds * (self.bytes - self.bytes_done) / self.bytes_done if self.bytes_done else None
        )
        rate = self.passages / seconds if seconds else 0.0
        self.tell(Progress(file, self.files_done, self.files, self.passages, rate, left))

    def report(self) -> AddReport:
        return AddReport(**{name: tuple(found) for name, found in self.outcomes.items()})


class Ingest:
    """Puts files into one library.

    Args:
        passage_tokens: Longest passage wished for; the embedder's own limit caps it.
    """

    def __init__(
        self, library: Library, dense: DenseIndex, embedder: Embedder, passage_tokens: int
    ) -> None:
        self._library = library
        self._dense = dense
        self._embedder = embedder
        self._passage_tokens = passage_tokens

    def add(
        self,
        sources: Iterable[Source],
        progress: Callable[[Progress], None] | None = None,
        prune: bool = False,
    ) -> AddReport:
        """Read files, folders and globs; unchanged files cost a look at their size and time.

        Args:
            progress: Told after every batch and file.
            prune: Also remove what came from these folders and is no longer there.

        Raises:
            LibraryError: Another writer is busy, or the library was made by another embedder.
        """
        sources = list(sources)
        files, failed = find_files(sources)
        known = {f.path: f for f in self._library.files()}
        run = _Run(known, len(files), sum(_size(path) for path in files), progress)
        for error in failed:
            run.note("failed", error.what.split(": ")[0], reason=str(error))
        with self._library.database.writing():
            self.check_manifest()
            try:
                for path in files:
                    self._take(path, run)
                self._flush(run)
                if prune:
                    self._prune(folders(sources), run)
            finally:
                if run.writing:
                    self._dense.seal()
        run.show("")
        return run.report()

    def remove(self, document_id: str) -> None:
        """Remove a document from the library; its files stay where they are."""
        with self._library.database.writing():
            self._dense.prepare()
            self._dense.drop(self._library.remove(document_id))
            self._dense.seal()

    def settings(self) -> dict[str, str]:
        """What the manifest records of how passages are made."""
        return {"embedder": self._embedder.name, "split": f"{SPLIT_VERSION}/{self._passage_tokens}"}

    def check_manifest(self) -> None:
        """Refuse to mix vectors of two embedders, or passages cut in two ways.

        Raises:
            LibraryError: The library was made otherwise; the message says how, and the remedy.
        """
        found, ours = self._library.manifest(), self.settings()
        if "embedder" not in found or not self._library.passage_count():
            if any(found.get(k) != v for k, v in ours.items()):
                self._library.describe(**ours)
            return
        if found["embedder"] != ours["embedder"]:
            raise LibraryError(
                f"This library was embedded with {found['embedder']}, "
                f"and {ours['embedder']} is set.",
                "`footnote doctor --fix` embeds it anew, or set FOOTNOTE_EMBEDDER back.",
            )
        if found["split"] != ours["split"]:
            raise LibraryError(
                f"This library's passages were cut with other settings ({found['split']}) "
                f"than those set ({ours['split']}).",
                "`footnote doctor --fix` cuts them anew, or set FOOTNOTE_PASSAGE_TOKENS back.",
            )

    def remake(self, progress: Callable[[Progress], None] | None = None) -> None:
        """Cut and embed every document anew, from the text in the library, in one transaction."""
        with self._library.database.writing():
            infos = self._library.documents()
            run = _Run({}, len(infos), sum(info.sentences for info in infos), progress)
            remade = []
            for info in infos:
                document = self._library.document(info.id)
                passages = self._split(document)
                vectors = self._embedder.embed_passages(passages) if passages else []
                remade.append(IndexedDocument(document, passages, vectors))
                run.files_done, run.passages = run.files_done + 1, run.passages + len(passages)
                run.bytes_done += info.sentences
                run.show(info.title)
            self._library.replace_passages(remade, **self.settings())
            self._dense.rebuild()

    # One file.

    def _take(self, path: Path, run: _Run) -> None:
        old = run.known.get(str(path))
        try:
            stat = path.stat()
            if old and _looks_unchanged(old, stat.st_size, stat.st_mtime_ns):
                run.note("unchanged", str(path), old.document)
            else:
                data = path.read_bytes()
                file = FileRecord(
                    str(path), content_id(data), stat.st_size, stat.st_mtime_ns, time.time_ns()
                )
                self._take_content(path, data, file, run)
        except UnreadableFile as error:
            run.note("failed", str(path), old.document if old else None, str(error))
        except OSError as error:
            reason = f"{path} cannot be read ({error.strerror or error}). Check its permissions."
            run.note("failed", str(path), old.document if old else None, reason)
        run.files_done += 1
        run.bytes_done += _size(path)
        if sum(len(job.passages) for job in run.waiting) >= _GROUP:
            self._flush(run)
        run.show(path.name)

    def _take_content(self, path: Path, data: bytes, file: FileRecord, run: _Run) -> None:
        if any(job.document.id == file.document for job in run.waiting):
            self._flush(run)
        if self._library.has(file.document):
            self._take_known(path, data, file, run)
            return
        document = load(path, data)
        passages = self._split(document)
        if not passages:
            raise UnreadableFile(f"{path} holds no text.", "If it is a scan, run OCR on it first.")
        run.waiting.append(_Job(document, passages, file))

    def _take_known(self, path: Path, data: bytes, file: FileRecord, run: _Run) -> None:
        """A file whose content is in the library already, under this name or another."""
        self._begin_writing(run)
        others = run.known.values()
        twins = [f for f in others if f.document == file.document and f.path != file.path]
        gone = next((f.path for f in twins if not Path(f.path).exists()), None)
        old = run.known.get(file.path)
        if gone and (old is None or old.document != file.document):
            left = self._library.rename(gone, file, load(path, data).title)
            del run.known[gone]
            run.note("renamed", file.path, file.document, f"was {gone}")
            run.note("unchanged", file.path, file.document, f"was {gone}")
        else:
            left = self._library.link(file)
            if old and old.document != file.document:
                run.note("updated", file.path, file.document, f"now the same as {twins[0].path}")
            else:
                reason = f"same content as {twins[0].path}" if twins else ""
                run.note("unchanged", file.path, file.document, reason)
        run.known[file.path] = file
        self._dense.drop(left)

    def _split(self, document: Document) -> tuple[Passage, ...]:
        limit = min(self._passage_tokens, self._embedder.max_tokens)
        return split(document, count=self._embedder.count_tokens, limit=limit)

    def _begin_writing(self, run: _Run) -> None:
        """Before the first write only: a run that finds nothing new never opens Chroma."""
        if not run.writing:
            self._dense.prepare()
            run.writing = True

    def _flush(self, run: _Run) -> None:
        """Embed the documents that wait, and commit them one by one."""
        if not run.waiting:
            return
        self._begin_writing(run)
        jobs, run.waiting = run.waiting, []
        before = run.passages

        def embedded(count: int) -> None:
            run.passages = before + count
            run.show(jobs[0].document.title if len(jobs) == 1 else "")

        passages = [passage for job in jobs for passage in job.passages]
        vectors = iter(self._embedder.embed_passages(passages, embedded))
        for job in jobs:
            own = [next(vectors) for _ in job.passages]
            self._store(IndexedDocument(job.document, job.passages, own), job.file)
            kind = "updated" if job.file.path in run.known else "added"
            run.known[job.file.path] = job.file
            run.note(kind, job.file.path, job.document.id)

    def _store(self, indexed: IndexedDocument, file: FileRecord) -> None:
        document = indexed.document.id
        pairs = zip(indexed.passages, indexed.vectors, strict=True)
        self._dense.put([(passage_id(document, p), document, v.passage) for p, v in pairs])
        self._dense.drop(self._library.store(indexed, file))

    def _prune(self, roots: Sequence[Path], run: _Run) -> None:
        for path, record in run.known.items():
            inside = any(root in Path(path).parents for root in roots)
            if inside and not Path(path).exists():
                self._begin_writing(run)
                self._dense.drop(self._library.forget_file(path))
                run.note("removed", path, record.document, "the file is gone")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _looks_unchanged(old: FileRecord, size: int, mtime_ns: int) -> bool:
    same = (old.size, old.mtime_ns) == (size, mtime_ns)
    return same and old.mtime_ns + _RACY_NS < old.read_ns
