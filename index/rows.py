"""How documents, files and passages lie in the library's tables, and how they get in and out."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.embed import PassageVectors
from index.minilm import Floats
from index.types import BLOCK_KINDS, Block, Document, DocumentInfo, Page, Passage, Sentence

INFO = (
    "d.id, d.title, (SELECT min(path) FROM files WHERE document = d.id), d.date, "
    "json_array_length(d.pages), d.sentences"
)
# One JSON array for a list of any length: SQLite limits how many values a query may have.
LISTED = "SELECT value FROM json_each(?)"


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


@dataclass(frozen=True, slots=True)
class PassageMatrix:
    """The vectors of all passages, (passages, dimension), with each one's id and document."""

    ids: list[str]
    documents: list[str]
    vectors: Floats


def passage_id(document: str, passage: Passage) -> str:
    """A passage's name: the same id always means the same words."""
    return f"{document}:{passage.start}:{passage.end}"


def iso(date: dt.date | None) -> str | None:
    """A date as it is kept."""
    return date.isoformat() if date else None


def count_sentences(passages: Sequence[Passage]) -> int:
    """How many sentences there are; neighbouring passages share one."""
    return len({s.start for p in passages for s in p.sentences})


def write_manifest(connection: sqlite3.Connection, entries: dict[str, str]) -> None:
    """Say how the library is made."""
    connection.executemany("INSERT OR REPLACE INTO manifest VALUES (?, ?)", entries.items())


def insert_document(connection: sqlite3.Connection, indexed: IndexedDocument) -> None:
    """Put a document and its passages in."""
    document = indexed.document
    connection.execute(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            document.id,
            document.title,
            iso(document.date),
            document.text,
            json.dumps([(p.number, p.start, p.end) for p in document.pages]),
            json.dumps([(b.start, b.end, b.kind) for b in document.blocks]),
            count_sentences(indexed.passages),
        ),
    )
    insert_passages(connection, indexed)


def insert_passages(connection: sqlite3.Connection, indexed: IndexedDocument) -> None:
    """Put a document's passages in, their vectors and their words."""
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


def link(connection: sqlite3.Connection, file: FileRecord) -> list[str]:
    """Say which document a file holds; ids of the passages nobody holds any more."""
    connection.execute(
        "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
        (file.path, file.document, file.size, file.mtime_ns, file.read_ns),
    )
    return delete_orphans(connection)


def delete_orphans(connection: sqlite3.Connection) -> list[str]:
    """Delete documents that no file holds any more; ids of their passages."""
    query = "SELECT id FROM documents WHERE id NOT IN (SELECT document FROM files)"
    gone = []
    for (document,) in connection.execute(query).fetchall():
        gone += delete_passages(connection, document)
        connection.execute("DELETE FROM documents WHERE id = ?", (document,))
    return gone


def delete_passages(connection: sqlite3.Connection, document: str) -> list[str]:
    """Delete a document's passages; their ids."""
    query = "SELECT key, id FROM passages WHERE document = ?"
    rows = connection.execute(query, (document,)).fetchall()
    connection.executemany("DELETE FROM passage_words WHERE rowid = ?", [(key,) for key, _ in rows])
    connection.execute("DELETE FROM passages WHERE document = ?", (document,))
    return [row[1] for row in rows]


def floats(blob: bytes) -> Floats:
    """A flat vector of what is kept as float16."""
    return np.frombuffer(blob, np.float16).astype(np.float32)


def info(row: Sequence[object]) -> DocumentInfo:
    """A row of `INFO`."""
    document, title, path, date, pages, sentences = row
    stated = dt.date.fromisoformat(str(date)) if date else None
    return DocumentInfo(
        str(document), str(title), str(path or ""), stated, int(str(pages)), int(str(sentences))
    )


def stored(
    info: DocumentInfo, key: str, ordinal: int, start: int, text: str, heading: str,
    spans: bytes, vectors: bytes,
) -> StoredPassage:  # fmt: skip
    """A passage out of its columns; `info` is its document."""
    sentences = tuple(
        Sentence(a, b, text[a - start : b - start], BLOCK_KINDS[kind], page or None)
        for a, b, kind, page in np.frombuffer(spans, np.int32).reshape(-1, 4).tolist()
    )
    passage = Passage(ordinal, start, start + len(text), text, heading, sentences)
    return StoredPassage(key, info, passage, floats(vectors).reshape(len(sentences), -1))


def document(row: Sequence[Any]) -> Document:
    """A row of `INFO`, text, pages and blocks."""
    seen = info(row[:6])
    pages = tuple(Page(*page) for page in json.loads(row[7]))
    blocks = tuple(Block(*block) for block in json.loads(row[8]))
    return Document(seen.id, seen.path, seen.title, row[6], seen.date, pages, blocks)
