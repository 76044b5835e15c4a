"""Files go into the library: only what changed, each document wholly or not at all.

One SQLite transaction puts a new document in and the old one out; then Chroma follows. A crash
before that transaction ends leaves the old version, a later one the new; `index/dense.py` mends
Chroma.
"""

from __future__ import annotations

import stat
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.dense import DenseIndex
from index.embed import Embedder
from index.errors import LibraryError, UnreadableFile
from index.files import Source, find_files, folders, is_gone
from index.library import Library
from index.load import SUFFIXES, content_id, is_current, load
from index.report import AddReport, FileOutcome, Progress
from index.rows import FileRecord, IndexedDocument, passage_id
from index.split import SPLIT_VERSION, split
from index.types import Document, Passage

__all__ = ["AddReport", "FileOutcome", "Ingest", "Progress"]

# Passages embedded together: enough to fill batches, few enough to show progress.
_GROUP = 64
# A file changed this shortly before it was read may have changed again within one clock tick.
_RACY_NS = 2_000_000_000


@dataclass(slots=True)
class _Job:
    """A document that waits for its vectors, and the file it came from."""

    document: Document
    passages: tuple[Passage, ...]
    file: FileRecord


@dataclass(slots=True)
class _Run:
    """The state of one `add`: known files, outcomes so far, documents waiting, and the clock."""

    files: int
    bytes: int
    tell: Callable[[Progress], None] | None
    known: dict[str, FileRecord] = field(default_factory=dict)
    writing: bool = False
    outcomes: dict[str, list[FileOutcome]] = field(
        default_factory=lambda: {name: [] for name in AddReport.__slots__}
    )
    waiting: list[_Job] = field(default_factory=list)
    started: float = field(default_factory=time.perf_counter)
    files_done: int = 0
    bytes_done: float = 0.0
    passages: int = 0

    def note(self, kind: str, path: str, document: str | None = None, reason: str = "") -> None:
        self.outcomes[kind].append(FileOutcome(path, document, reason))

    def show(self, file: str) -> None:
        if not self.tell:
            return
        seconds, done = time.perf_counter() - self.started, self.bytes_done
        left = seconds * max(0.0, self.bytes - done) / done if done else None
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
        run = _Run(len(files), sum(_size(path) for path in files), progress)
        for shown, error in failed:
            run.note("failed", shown, reason=str(error))
        with self._library.database.writing():
            self.check_manifest()
            if not self._library.passage_count():
                self._library.describe(**self.settings())
            run.known = {file.path: file for file in self._library.files()}
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
            self._dense.follow([], self._library.remove(document_id))
            self._dense.seal()

    def settings(self) -> dict[str, str]:
        """What the manifest records of how passages are made."""
        return {"embedder": self._embedder.name, "split": f"{SPLIT_VERSION}/{self._passage_tokens}"}

    def check_manifest(self) -> None:
        """Refuse to mix vectors of two embedders, or passages cut in two ways.

        Raises:
            LibraryError: The library was made otherwise; the message says how, and the remedy.
        """
        self._library.check_embedder(self._embedder.name)
        found, ours = self._library.manifest().get("split"), self.settings()["split"]
        if found != ours and self._library.passage_count():
            raise LibraryError(
                f"This library's passages were cut with other settings ({found}) "
                f"than those set ({ours}).",
                "`footnote doctor --fix` cuts them anew, or set FOOTNOTE_PASSAGE_TOKENS back.",
            )

    def remake(self, progress: Callable[[Progress], None] | None = None) -> None:
        """Cut and embed every document anew, from the text in the library, in one transaction."""
        with self._library.database.writing():
            infos = self._library.documents()
            run = _Run(len(infos), sum(info.sentences for info in infos), progress)
            remade = []
            for info in infos:
                document = self._library.document(info.id)
                passages = self._split(document)
                vectors = self._embedder.embed_passages(passages) if passages else []
                remade.append(IndexedDocument(document, passages, vectors))
                run.passages += len(passages)
                run.files_done += 1
                run.bytes_done += info.sentences
                run.show(info.title)
            self._library.replace_passages(remade, **self.settings())
            self._dense.rebuild()

    # One file.

    def _take(self, path: Path, run: _Run) -> None:
        old = run.known.get(str(path))
        try:
            settled = self._look(path, old, run)
        except UnreadableFile as error:
            settled = True
            run.note("failed", str(path), old.document if old else None, str(error))
        except OSError as error:
            settled = True
            reason = f"{path} cannot be read ({error.strerror or error}). Check its permissions."
            run.note("failed", str(path), old.document if old else None, reason)
        if settled:
            run.files_done += 1
            run.bytes_done += _size(path)
            run.show(path.name)
        if sum(len(job.passages) for job in run.waiting) >= _GROUP:
            self._flush(run)

    def _look(self, path: Path, old: FileRecord | None, run: _Run) -> bool:
        """Deal with a file; False if its document now waits to be embedded."""
        found = path.stat()
        if old and _looks_unchanged(old, found.st_size, found.st_mtime_ns):
            run.note("unchanged", str(path), old.document)
            return True
        if not stat.S_ISREG(found.st_mode) or path.suffix.lower() not in SUFFIXES:
            load(path)  # says why not, without reading it: a pipe might never end
        data, now = path.read_bytes(), time.time_ns()
        file = FileRecord(str(path), content_id(data), found.st_size, found.st_mtime_ns, now)
        if any(job.document.id == file.document for job in run.waiting):
            self._flush(run)
        if self._library.has(file.document):
            self._take_known(path, data, file, run)
            return True
        document = load(path, data)
        passages = self._split(document)
        if not passages:
            raise UnreadableFile(f"{path} holds no text.", "If it is a scan, run OCR on it first.")
        run.waiting.append(_Job(document, passages, file))
        return False

    def _take_known(self, path: Path, data: bytes, file: FileRecord, run: _Run) -> None:
        """A file whose content is in the library already, under this name or another."""
        self._begin_writing(run)
        others = run.known.values()
        twins = [f for f in others if f.document == file.document and f.path != file.path]
        gone = next((f.path for f in twins if is_gone(f.path)), None)
        old = run.known.get(file.path)
        if gone and (old is None or old.document != file.document):
            left = self._library.rename(gone, file, load(path, data))
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
        self._dense.follow([], left)

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
        passages = [passage for job in jobs for passage in job.passages]
        name = Path(jobs[0].file.path).name if len(jobs) == 1 else ""
        size = sum(job.file.size for job in jobs)
        passages_before, bytes_before = run.passages, run.bytes_done

        def embedded(count: int) -> None:
            run.passages = passages_before + count
            run.bytes_done = bytes_before + size * count / len(passages)
            run.show(name)

        vectors = iter(self._embedder.embed_passages(passages, embedded))
        for job in jobs:
            own = [next(vectors) for _ in job.passages]
            self._store(IndexedDocument(job.document, job.passages, own), job.file)
            kind = "updated" if job.file.path in run.known else "added"
            run.known[job.file.path] = job.file
            run.note(kind, job.file.path, job.document.id)
            run.files_done += 1
            run.show(Path(job.file.path).name)

    def _store(self, indexed: IndexedDocument, file: FileRecord) -> None:
        document = indexed.document.id
        pairs = zip(indexed.passages, indexed.vectors, strict=True)
        rows = [(passage_id(document, p), document, v.passage) for p, v in pairs]
        self._dense.follow(rows, self._library.store(indexed, file))

    def _prune(self, roots: Sequence[Path], run: _Run) -> None:
        for path, record in run.known.items():
            inside = any(root in Path(path).parents for root in roots)
            if inside and is_gone(path):
                self._begin_writing(run)
                self._dense.follow([], self._library.forget_file(path))
                run.note("removed", path, record.document, "the file is gone")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _looks_unchanged(old: FileRecord, size: int, mtime_ns: int) -> bool:
    same = (old.size, old.mtime_ns) == (size, mtime_ns) and is_current(old.document)
    return same and old.mtime_ns + _RACY_NS < old.read_ns
