"""The SQLite file under the library: schema, connections, transactions, the write lock."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from index.errors import LibraryError

SCHEMA_VERSION = 1
_LOCK_SECONDS = 10.0

_SCHEMA = """
CREATE TABLE manifest (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE documents (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, date TEXT, text TEXT NOT NULL,
    pages TEXT NOT NULL,  -- JSON [[number, start, end], …]
    blocks TEXT NOT NULL, -- JSON [[start, end, kind], …]
    sentences INTEGER NOT NULL
);
CREATE TABLE files (
    path TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, read_ns INTEGER NOT NULL
);
CREATE INDEX files_by_document ON files (document);
CREATE TABLE passages (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE, -- document:start:end, so the same id is always the same words
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, start INTEGER NOT NULL,
    spans BLOB NOT NULL,            -- int32 (sentences, 4): start, end, kind, page or 0
    vector BLOB NOT NULL,           -- float16 (dimension,)
    sentence_vectors BLOB NOT NULL  -- float16 (sentences, dimension)
);
CREATE INDEX passages_by_document ON passages (document, ordinal);
-- rowid is the passage's key; the words are kept here and nowhere else
CREATE VIRTUAL TABLE passage_words USING fts5(
    text, heading, title, tokenize='porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(passage_words, row);
"""
# What can be made again: a library without it is none the older, so it has no version of its own;
# such a library is given it when it is opened.
_SUMMARIES = """
CREATE TABLE IF NOT EXISTS summaries (
    key TEXT PRIMARY KEY,
    documents TEXT NOT NULL, -- JSON [id, …]
    made TEXT NOT NULL       -- JSON
);
CREATE TRIGGER IF NOT EXISTS summaries_follow_documents AFTER DELETE ON documents BEGIN
    DELETE FROM summaries WHERE old.id IN (SELECT value FROM json_each(documents));
END;
CREATE TRIGGER IF NOT EXISTS summaries_follow_titles AFTER UPDATE OF title, date ON documents BEGIN
    DELETE FROM summaries WHERE old.id IN (SELECT value FROM json_each(documents));
END;
"""


class Database:
    """One connection a thread, WAL so that readers go on while one process writes.

    Args:
        home: The library folder; made if missing.

    Raises:
        LibraryError: The folder cannot be used, or the file is damaged or of a newer Footnote.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.path = home / "library.db"
        self._connections: dict[threading.Thread, sqlite3.Connection] = {}
        self._guard = threading.Lock()
        with self._explained():
            home.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(home / "write.lock")
            self._prepare()

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.OperationalError) as error:
            raise self._unusable(error) from error
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:  # a subclass: our mistake, not damage
                raise
            raise LibraryError(
                f"The library {self.path} is damaged ({error}).",
                "Move it away and add your documents again; your files themselves are untouched.",
            ) from error

    def _unusable(self, error: OSError | sqlite3.OperationalError) -> LibraryError:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        return LibraryError(
            f"The library in {self.home} cannot be used ({reason}).",
            "Check that you may write there, or choose another with --home or FOOTNOTE_HOME.",
        )

    def _prepare(self) -> None:
        found = self.connection().execute("PRAGMA user_version").fetchone()[0]
        if found > SCHEMA_VERSION:
            raise LibraryError(
                f"The library in {self.home} was made by a newer Footnote.",
                "Update Footnote, or choose another library with --home or FOOTNOTE_HOME.",
            )
        if found == SCHEMA_VERSION and self._keeps_summaries():
            return
        with self.writing():
            if self.connection().execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
                # Another process made it while this one waited, or it is older than summaries.
                self.connection().executescript(f"BEGIN; {_SUMMARIES} COMMIT;")
                return
            made = f"INSERT INTO manifest VALUES ('library', '{uuid.uuid4().hex}');"
            version = f"PRAGMA user_version = {SCHEMA_VERSION};"
            self.connection().executescript(
                f"BEGIN; {_SCHEMA} {_SUMMARIES} {made} {version} COMMIT;"
            )

    def _keeps_summaries(self) -> bool:
        last = "SELECT 1 FROM sqlite_master WHERE name = 'summaries_follow_titles'"
        return self.connection().execute(last).fetchone() is not None

    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        connection = self._connections.get(threading.current_thread())
        if connection is None:
            connection = sqlite3.connect(
                self.path, timeout=30, isolation_level=None, check_same_thread=False
            )
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            with self._guard:
                # A server's threads come and go: their connections must not pile up.
                for thread in [t for t in self._connections if not t.is_alive()]:
                    self._connections.pop(thread).close()
                self._connections[threading.current_thread()] = connection
        return connection

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """All rows of a query."""
        with self._explained():
            return self.connection().execute(query, values).fetchall()

    def write(self, query: str, values: Sequence[object] = ()) -> None:
        """One statement that changes nothing about the documents: no new generation."""
        with self._explained():
            self.connection().execute(query, values)

    def close(self) -> None:
        """Close every thread's connection."""
        with self._guard:
            for connection in self._connections.values():
                connection.close()
            self._connections.clear()

    @contextlib.contextmanager
    def writing(self, wait: float = _LOCK_SECONDS) -> Iterator[None]:
        """Hold the library's write lock, against other processes and other threads; re-entrant.

        Raises:
            LibraryError: Another writer has held it for `wait` seconds.
        """
        try:
            self._lock.acquire(timeout=wait)
        except Timeout:
            raise LibraryError(
                f"Another process or task is writing to the library in {self.home}.",
                "Wait until it has finished, then try again; questions can be asked meanwhile.",
            ) from None
        except OSError as error:
            raise self._unusable(error) from error
        try:
            yield
        finally:
            self._lock.release()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; a success counts as one new generation of the library."""
        with self._explained():
            connection = self.connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute(
                    "INSERT INTO manifest VALUES ('generation', '1') "
                    "ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
                )
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # a full disk makes SQLite roll back by itself
                    connection.execute("ROLLBACK")
                raise

    def damage(self) -> str:
        """What SQLite's own check finds wrong with the file; "" when it is whole."""
        try:
            found = self.connection().execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            return str(error)
        return "" if found == "ok" else str(found)
