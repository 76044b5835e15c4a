"""The library: the truth about documents, passages and vectors, kept in one SQLite file.

Everything else (Chroma above all) can be rebuilt from it.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.database import Database
from index.embed import PassageVectors
from index.errors import UnknownDocument
from index.minilm import Floats
from index.types import BLOCK_KINDS, Block, Document, DocumentInfo, Page, Passage, Sentence

_INFO = (
    "d.id, d.title, (SELECT min(path) FROM files WHERE document = d.id), d.date, "
    "json_array_length(d.pages), d.sentences"
)


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What is remembered of a file, to know at a glance that it has not changed."""

    path: str
    document: str
    size: int
    mtime_ns: int
    read_ns: int


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document with its passages and their vectors, ready to be stored."""

    document: Document
    passages: Sequence[Passage]
    vectors: Sequence[PassageVectors]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as the library holds it; `sentence_vectors` is (sentences, dimension)."""

    id: str
    document: DocumentInfo
    passage: Passage
    sentence_vectors: Floats


def passage_id(document: str, passage: Passage) -> str:
    """A passage's name: the same id always means the same words."""
    return f"{document}:{passage.start}:{passage.end}"


class Library:
    """Documents, passages and vectors of one library folder. Safe to use from many threads.

    Writers hold `database.writing()`. Methods that write return the ids of the passages that
    left the library by it, so that caches of vectors can follow.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def _rows(self, query: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        return self.database.connection().execute(query, values)

    # Manifest: how this library was made.

    def manifest(self) -> dict[str, str]:
        """Its id and generation, and the embedder and split settings that made its passages."""
        return dict(self._rows("SELECT key, value FROM manifest"))

    def describe(self, **entries: str) -> None:
        """Write manifest entries."""
        with self.database.transaction() as connection:
            _write_manifest(connection, entries)

    def generation(self) -> int:
        """Grows with every change."""
        return int(self.manifest().get("generation", 0))

    # Documents and the files that hold them.

    def documents(self) -> list[DocumentInfo]:
        """All documents, by title."""
        rows = self._rows(f"SELECT {_INFO} FROM documents d ORDER BY d.title, d.id")
        return [_info(row) for row in rows]

    def find(self, name: str) -> DocumentInfo:
        """The one document of this id, path, title or file name.

        Raises:
            UnknownDocument: None has that name, or several have.
        """
        documents = self.documents()
        absolute = str(Path(name).expanduser().absolute())
        at_path = {f.document for f in self.files() if f.path == absolute}
        named = {f.document for f in self.files() if Path(f.path).name == name}
        for found in (
            [d for d in documents if d.id == name or d.id in at_path],
            [d for d in documents if d.title.casefold() == name.casefold()],
            [d for d in documents if d.id in named],
        ):
            if len(found) == 1:
                return found[0]
            if found:
                choices = ", ".join(f"{d.id} ({d.path})" for d in found)
                raise UnknownDocument(
                    f"{len(found)} documents are called {name!r}.",
                    f"Say which by its id: {choices}.",
                )
        raise UnknownDocument(
            f"No document is called {name!r}.", "`footnote list` shows their ids, paths and titles."
        )

    def document(self, document_id: str) -> Document:
        """A whole document, as it was loaded."""
        row = self._rows(
            f"SELECT {_INFO}, d.text, d.pages, d.blocks FROM documents d WHERE d.id = ?",
            (document_id,),
        ).fetchone()
        if row is None:
            raise UnknownDocument(f"No document has the id {document_id!r}.")
        info = _info(row[:6])
        pages = tuple(Page(*page) for page in json.loads(row[7]))
        blocks = tuple(Block(*block) for block in json.loads(row[8]))
        return Document(info.id, info.path, info.title, row[6], info.date, pages, blocks)

    def text(self, document_id: str) -> str:
        """The text that every span of this document points into."""
        return self.document(document_id).text

    def files(self) -> list[FileRecord]:
        """Every file that was read, by path."""
        rows = self._rows("SELECT path, document, size, mtime_ns, read_ns FROM files ORDER BY path")
        return [FileRecord(*row) for row in rows]

    def has(self, document_id: str) -> bool:
        """Is there a document with this id?"""
        return bool(self._rows("SELECT 1 FROM documents WHERE id = ?", (document_id,)).fetchone())

    def store(self, indexed: IndexedDocument, file: FileRecord) -> list[str]:
        """Put a document in, at once and whole, in place of what its file held before."""
        with self.database.transaction() as connection:
            _insert_document(connection, indexed)
            return _link(connection, file)

    def link(self, file: FileRecord) -> list[str]:
        """Say that a file holds a document that is already here."""
        with self.database.transaction() as connection:
            return _link(connection, file)

    def rename(self, old_path: str, file: FileRecord, title: str) -> list[str]:
        """Say that a file moved; its title may have been its name."""
        with self.database.transaction() as connection:
            connection.execute("DELETE FROM files WHERE path = ?", (old_path,))
            values = (title, file.document)
            connection.execute("UPDATE documents SET title = ? WHERE id = ?", values)
            connection.execute(
                "UPDATE passage_words SET title = ? WHERE rowid IN "
                "(SELECT key FROM passages WHERE document = ?)",
                values,
            )
            return _link(connection, file)

    def forget_file(self, path: str) -> list[str]:
        """Remove a file, and its document unless another file holds it too."""
        with self.database.transaction() as connection:
            connection.execute("DELETE FROM files WHERE path = ?", (path,))
            return _delete_orphans(connection)

    def remove(self, document_id: str) -> list[str]:
        """Remove a document and the records of all its files."""
        with self.database.transaction() as connection:
            connection.execute("DELETE FROM files WHERE document = ?", (document_id,))
            return _delete_orphans(connection)

    def replace_passages(self, remade: Sequence[IndexedDocument], **manifest: str) -> None:
        """Swap the passages of all documents at once, with the manifest that says how."""
        with self.database.transaction() as connection:
            for indexed in remade:
                _delete_passages(connection, indexed.document.id)
                _insert_passages(connection, indexed)
            _write_manifest(connection, manifest)

    # Passages.

    def match(
        self, terms: Sequence[str], limit: int, documents: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """Passages with any of the terms: (passage id, BM25, higher is better), best first.

        A term is a word or phrase, matched in any inflection (Porter stems).
        """
        if not terms:
            return []
        query = " OR ".join('"' + term.replace('"', " ") + '"' for term in terms)
        within = "" if documents is None else f"AND p.document IN ({_marks(documents)}) "
        rows = self._rows(
            # A word in a heading or title counts half of one in the text.
            "SELECT p.id, -bm25(passage_words, 1.0, 0.5, 0.5) AS score FROM passage_words "
            "JOIN passages p ON p.key = passage_words.rowid WHERE passage_words MATCH ? "
            f"{within}ORDER BY score DESC, p.key LIMIT ?",
            (query, *(documents or ()), limit),
        )
        return [(str(row[0]), float(row[1])) for row in rows]

    def passages(self, ids: Sequence[str]) -> dict[str, StoredPassage]:
        """Passages by id; ids that are not in the library are left out."""
        rows = self._rows(
            f"SELECT {_INFO}, p.id, p.ordinal, p.start, w.text, w.heading, p.spans, "
            "p.sentence_vectors FROM passages p JOIN documents d ON d.id = p.document "
            f"JOIN passage_words w ON w.rowid = p.key WHERE p.id IN ({_marks(ids)})",
            ids,
        )
        return {row[6]: _stored(_info(row[:6]), *row[6:]) for row in rows}

    def vectors(self) -> Iterator[tuple[str, str, Floats]]:
        """(passage id, document id, vector (dimension,)) of every passage."""
        for key, document, blob in self._rows("SELECT id, document, vector FROM passages"):
            yield key, document, _floats(blob)

    def passage_count(self) -> int:
        """How many passages there are."""
        return int(self._rows("SELECT count(*) FROM passages").fetchone()[0])

    def document_frequency(self, stem: str) -> int:
        """In how many passages a word with this stem occurs."""
        row = self._rows("SELECT doc FROM vocabulary WHERE term = ?", (stem,)).fetchone()
        return int(row[0]) if row else 0


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _floats(blob: bytes) -> Floats:
    return np.frombuffer(blob, np.float16).astype(np.float32)


def _info(row: Sequence[object]) -> DocumentInfo:
    document, title, path, date, pages, sentences = row
    stated = dt.date.fromisoformat(str(date)) if date else None
    return DocumentInfo(
        str(document), str(title), str(path or ""), stated, int(str(pages)), int(str(sentences))
    )


def _stored(
    info: DocumentInfo, key: str, ordinal: int, start: int, text: str, heading: str,
    spans: bytes, vectors: bytes,
) -> StoredPassage:  # fmt: skip
    sentences = tuple(
        Sentence(a, b, text[a - start : b - start], BLOCK_KINDS[kind], page or None)
        for a, b, kind, page in np.frombuffer(spans, np.int32).reshape(-1, 4).tolist()
    )
    passage = Passage(ordinal, start, start + len(text), text, heading, sentences)
    return StoredPassage(key, info, passage, _floats(vectors).reshape(len(sentences), -1))


def _write_manifest(connection: sqlite3.Connection, entries: dict[str, str]) -> None:
    connection.executemany("INSERT OR REPLACE INTO manifest VALUES (?, ?)", entries.items())


def _insert_document(connection: sqlite3.Connection, indexed: IndexedDocument) -> None:
    document = indexed.document
    connection.execute(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            document.id,
            document.title,
            document.date.isoformat() if document.date else None,
            document.text,
            json.dumps([(p.number, p.start, p.end) for p in document.pages]),
            json.dumps([(b.start, b.end, b.kind) for b in document.blocks]),
            len({s.start for p in indexed.passages for s in p.sentences}),
        ),
    )
    _insert_passages(connection, indexed)


def _insert_passages(connection: sqlite3.Connection, indexed: IndexedDocument) -> None:
    document = indexed.document
    for passage, vectors in zip(indexed.passages, indexed.vectors, strict=True):
        spans = [
            (s.start, s.end, BLOCK_KINDS.index(s.kind), s.page or 0) for s in passage.sentences
        ]
        key = connection.execute(
            "INSERT INTO passages (id, document, ordinal, start, spans, vector, sentence_vectors) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                passage_id(document.id, passage),
                document.id,
                passage.ordinal,
                passage.start,
                np.array(spans, np.int32).tobytes(),
                vectors.passage.astype(np.float16).tobytes(),
                vectors.sentences.astype(np.float16).tobytes(),
            ),
        ).lastrowid
        connection.execute(
            "INSERT INTO passage_words (rowid, text, heading, title) VALUES (?, ?, ?, ?)",
            (key, passage.text, passage.heading, document.title),
        )


def _link(connection: sqlite3.Connection, file: FileRecord) -> list[str]:
    connection.execute(
        "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
        (file.path, file.document, file.size, file.mtime_ns, file.read_ns),
    )
    return _delete_orphans(connection)


def _delete_orphans(connection: sqlite3.Connection) -> list[str]:
    """Delete documents that no file holds any more; ids of their passages."""
    query = "SELECT id FROM documents WHERE id NOT IN (SELECT document FROM files)"
    gone = []
    for (document,) in connection.execute(query).fetchall():
        gone += _delete_passages(connection, document)
        connection.execute("DELETE FROM documents WHERE id = ?", (document,))
    return gone


def _delete_passages(connection: sqlite3.Connection, document: str) -> list[str]:
    query = "SELECT key, id FROM passages WHERE document = ?"
    rows = connection.execute(query, (document,)).fetchall()
    connection.executemany("DELETE FROM passage_words WHERE rowid = ?", [(key,) for key, _ in rows])
    connection.execute("DELETE FROM passages WHERE document = ?", (document,))
    return [row[1] for row in rows]
