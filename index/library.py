"""The library: the truth about documents, passages and vectors, kept in one SQLite file.

Everything else (Chroma above all) can be rebuilt from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from index import rows
from index.database import Database
from index.errors import LibraryError, UnknownDocument
from index.files import absolute
from index.rows import INFO, LISTED, FileRecord, IndexedDocument, PassageMatrix, StoredPassage
from index.types import Document, DocumentInfo
from index.words import sound

_AT_ONCE = 256  # passages fetched together
_SUMMARIES = 500  # most that are kept; the oldest go


class Library:
    """Documents, passages and vectors of one library folder. Safe to use from many threads.

    Writers hold `database.writing()`. Methods that write return the ids of the passages that
    left the library by it, so that caches of vectors can follow.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        return self.database.rows(query, values)

    # Manifest: how this library was made.

    def manifest(self) -> dict[str, str]:
        """Its id and generation, and the embedder and split settings that made its passages."""
        return dict(self._rows("SELECT key, value FROM manifest"))

    def describe(self, **entries: str) -> None:
        """Write manifest entries."""
        with self.database.transaction() as connection:
            rows.write_manifest(connection, entries)

    def generation(self) -> int:
        """Grows with every change."""
        return int(self.manifest().get("generation", 0))

    def check_embedder(self, name: str) -> None:
        """Refuse to compare vectors of two embedders.

        Raises:
            LibraryError: The passages here were embedded with another; says what to do.
        """
        found = self.manifest().get("embedder", name)
        if found != name and self.passage_count():
            raise LibraryError(
                f"This library was embedded with {found}, and {name} is set.",
                "`footnote doctor --fix` embeds it anew, or set FOOTNOTE_EMBEDDER back.",
            )

    # Documents and the files that hold them.

    def documents(self) -> list[DocumentInfo]:
        """All documents, by title."""
        found = self._rows(f"SELECT {INFO} FROM documents d ORDER BY d.title, d.id")
        return [rows.info(row) for row in found]

    def find(self, name: str) -> DocumentInfo:
        """The one document of this id, path, title or file name.

        Raises:
            UnknownDocument: None has that name, or several have.
        """
        for ids in self._called(sound(name)):
            found = self._infos(ids) if ids else []
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

    def _called(self, name: str) -> Iterator[set[str]]:
        """Ids of the documents with this id or path, then with this title, then file name."""
        query = (
            "SELECT id FROM documents WHERE id = ? UNION SELECT document FROM files WHERE path = ?"
        )
        yield {row[0] for row in self._rows(query, (name, str(absolute(name))))}
        titles = self._rows("SELECT id, title FROM documents")
        yield {document for document, title in titles if title.casefold() == name.casefold()}
        paths = self._rows("SELECT document, path FROM files")
        yield {document for document, path in paths if Path(path).name == name}

    def _infos(self, ids: Iterable[str]) -> list[DocumentInfo]:
        query = f"SELECT {INFO} FROM documents d WHERE d.id IN ({LISTED}) ORDER BY d.title, d.id"
        return [rows.info(row) for row in self._rows(query, (json.dumps(list(ids)),))]

    def document(self, document_id: str) -> Document:
        """A whole document, as it was loaded."""
        query = f"SELECT {INFO}, d.text, d.pages, d.blocks FROM documents d WHERE d.id = ?"
        return rows.document(_only(self._rows(query, (document_id,)), document_id))

    def text(self, document_id: str) -> str:
        """The text that every span of this document points into."""
        found = self._rows("SELECT text FROM documents WHERE id = ?", (document_id,))
        return str(_only(found, document_id)[0])

    def files(self) -> list[FileRecord]:
        """Every file that was read, by path."""
        found = self._rows(
            "SELECT path, document, size, mtime_ns, read_ns FROM files ORDER BY path"
        )
        return [FileRecord(*row) for row in found]

    def paths(self, document_id: str) -> list[str]:
        """The files that hold a document."""
        query = "SELECT path FROM files WHERE document = ? ORDER BY path"
        return [str(row[0]) for row in self._rows(query, (document_id,))]

    def has(self, document_id: str) -> bool:
        """Is there a document with this id?"""
        return bool(self._rows("SELECT 1 FROM documents WHERE id = ?", (document_id,)))

    def store(self, indexed: IndexedDocument, file: FileRecord) -> list[str]:
        """Put a document in, at once and whole, in place of what its file held before."""
        with self.database.transaction() as connection:
            rows.insert_document(connection, indexed)
            return rows.link(connection, file)

    def link(self, file: FileRecord) -> list[str]:
        """Say that a file holds a document that is already here."""
        with self.database.transaction() as connection:
            return rows.link(connection, file)

    def rename(self, old_path: str, file: FileRecord, renamed: Document) -> list[str]:
        """Say that a file moved; its title and date may have been in its name."""
        with self.database.transaction() as connection:
            connection.execute("DELETE FROM files WHERE path = ?", (old_path,))
            connection.execute(
                "UPDATE documents SET title = ?, date = ? WHERE id = ?",
                (renamed.title, rows.iso(renamed.date), file.document),
            )
            connection.execute(
                "UPDATE passage_words SET title = ? WHERE rowid IN "
                "(SELECT key FROM passages WHERE document = ?)",
                (renamed.title, file.document),
            )
            return rows.link(connection, file)

    def forget_file(self, path: str) -> list[str]:
        """Remove a file, and its document unless another file holds it too."""
        with self.database.transaction() as connection:
            connection.execute("DELETE FROM files WHERE path = ?", (path,))
            return rows.delete_orphans(connection)

    def remove(self, document_id: str) -> list[str]:
        """Remove a document and the records of all its files."""
        with self.database.transaction() as connection:
            connection.execute("DELETE FROM files WHERE document = ?", (document_id,))
            return rows.delete_orphans(connection)

    def replace_passages(self, remade: Sequence[IndexedDocument], **manifest: str) -> None:
        """Swap the passages of all documents at once, with the manifest that says how."""
        with self.database.transaction() as connection:
            for indexed in remade:
                rows.delete_passages(connection, indexed.document.id)
                rows.insert_passages(connection, indexed)
                connection.execute(
                    "UPDATE documents SET sentences = ? WHERE id = ?",
                    (rows.count_sentences(indexed.passages), indexed.document.id),
                )
            rows.write_manifest(connection, manifest)

    # Passages.

    def match(
        self, terms: Sequence[str], limit: int, documents: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """Passages with any of the terms: (passage id, BM25, higher is better), best first.

        A term is a word or phrase, matched in any inflection (Porter stems).
        """
        if not terms:
            return []
        query = " OR ".join(map(_phrase, terms))
        within = "" if documents is None else f"AND p.document IN ({LISTED}) "
        found = self._rows(
            # A word in a heading or title counts half of one in the text.
            "SELECT p.id, -bm25(passage_words, 1.0, 0.5, 0.5) AS score FROM passage_words "
            "JOIN passages p ON p.key = passage_words.rowid WHERE passage_words MATCH ? "
            f"{within}ORDER BY score DESC, p.key LIMIT ?",
            (query, *([] if documents is None else [json.dumps(list(documents))]), limit),
        )
        return [(str(row[0]), float(row[1])) for row in found]

    def mentions(self, term: str, documents: Sequence[str] | None = None) -> bool:
        """Does a word or phrase, in any inflection, stand in a text, heading or title?"""
        within = "" if documents is None else f"AND p.document IN ({LISTED}) "
        found = self._rows(
            "SELECT 1 FROM passage_words JOIN passages p ON p.key = passage_words.rowid "
            f"WHERE passage_words MATCH ? {within}LIMIT 1",
            (_phrase(term), *([] if documents is None else [json.dumps(list(documents))])),
        )
        return bool(found)

    def passages(self, ids: Sequence[str]) -> dict[str, StoredPassage]:
        """Passages by id; ids that are not in the library are left out."""
        found = self._rows(
            f"SELECT {INFO}, p.id, p.ordinal, p.start, w.text, w.heading, p.spans, "
            "p.sentence_vectors FROM passages p JOIN documents d ON d.id = p.document "
            f"JOIN passage_words w ON w.rowid = p.key WHERE p.id IN ({LISTED})",
            (json.dumps(list(ids)),),
        )
        return {row[6]: rows.stored(rows.info(row[:6]), *row[6:]) for row in found}

    def passages_of(self, document_id: str) -> Iterator[StoredPassage]:
        """A document's passages in reading order, one after the other: of a long document all at
        once are many."""
        query = (
            f"SELECT {INFO}, p.id, p.ordinal, p.start, w.text, w.heading, p.spans, "
            "p.sentence_vectors FROM passages p JOIN documents d ON d.id = p.document "
            "JOIN passage_words w ON w.rowid = p.key "
            "WHERE p.document = ? AND p.ordinal >= ? AND p.ordinal < ? ORDER BY p.ordinal"
        )
        for first in count(0, _AT_ONCE):
            found = self._rows(query, (document_id, first, first + _AT_ONCE))
            yield from (rows.stored(rows.info(row[:6]), *row[6:]) for row in found)
            if len(found) < _AT_ONCE:
                return

    def vectors(self, every: int = 1) -> PassageMatrix:
        """The vector of every passage; or of a sample, one in so many."""
        found = self._rows(
            "SELECT id, document, vector FROM passages WHERE key % ? = 0 ORDER BY key", (every,)
        )
        matrix = rows.floats(b"".join(row[2] for row in found)).reshape(
            len(found), -1 if found else 0
        )
        return PassageMatrix([row[0] for row in found], [row[1] for row in found], matrix)

    # Summaries that were made before.

    def summary(self, key: str) -> str | None:
        """The summary that was kept under this key, or None."""
        found = self._rows("SELECT made FROM summaries WHERE key = ?", (key,))
        return str(found[0][0]) if found else None

    def keep_summary(self, key: str, documents: Sequence[str], made: str) -> None:
        """Keep a summary until one of its documents leaves the library or is renamed.

        Args:
            key: Names everything it depends on beside the documents' content.
            documents: Their ids.
        """
        self.database.write(
            "INSERT OR REPLACE INTO summaries (key, documents, made) VALUES (?, ?, ?)",
            (key, json.dumps(list(documents)), made),
        )
        self.database.write(
            "DELETE FROM summaries WHERE rowid NOT IN "
            "(SELECT rowid FROM summaries ORDER BY rowid DESC LIMIT ?)",
            (_SUMMARIES,),
        )

    def passage_count(self) -> int:
        """How many passages there are."""
        return int(self._rows("SELECT count(*) FROM passages")[0][0])

    def document_frequency(self, stem: str) -> int:
        """In how many passages a word with this stem occurs."""
        found = self._rows("SELECT doc FROM vocabulary WHERE term = ?", (stem,))
        return int(found[0][0]) if found else 0

    def phrase_frequency(self, phrase: str) -> int:
        """In how many passages these words stand in a row, in any inflection."""
        query = "SELECT count(*) FROM passage_words WHERE passage_words MATCH ?"
        return int(self._rows(query, (f'"{phrase}"',))[0][0])


def _phrase(term: str) -> str:
    """A term as FTS5 wants it: quoted, nothing in it is an operator."""
    return '"' + term.replace('"', " ") + '"'


def _only(found: list[Any], document_id: str) -> Any:
    if not found:
        raise UnknownDocument(f"No document has the id {document_id!r}.")
    return found[0]
