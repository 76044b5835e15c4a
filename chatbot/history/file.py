"""The SQLite file of kept conversations. It is not the library's: indexing never blocks it."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

from chatbot.history.errors import HistoryError

_VERSION = 1
_WAIT_SECONDS = 10.0
# An owner is part of every key: whoever guesses an id finds nothing under their own name.
_SCHEMA = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS conversations (
    owner TEXT NOT NULL, id TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '', -- as the person named it; '' for that of the first question
    changed REAL NOT NULL,         -- seconds since 1970
    deleted REAL,                  -- NULL until it is
    PRIMARY KEY (owner, id)
);
CREATE TABLE IF NOT EXISTS turns (
    owner TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL,
    question TEXT NOT NULL,
    words TEXT NOT NULL,           -- question and answer, folded for search
    answer TEXT NOT NULL,          -- JSON
    PRIMARY KEY (owner, id, number),
    FOREIGN KEY (owner, id) REFERENCES conversations ON DELETE CASCADE
);
PRAGMA user_version = 1;
COMMIT;
"""


class HistoryFile:
    """Opens `conversations.db` in a library folder; safe to use from many threads and processes.

    Each use has a connection of its own: they are cheap, and no thread can be left holding one.

    Args:
        home: The library folder.
    """

    def __init__(self, home: Path) -> None:
        self.path = home / "conversations.db"

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read with.

        Raises:
            HistoryError: The file is damaged, made by a newer Footnote, or cannot be opened.
        """
        with self._explained(), closing(self._open()) as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection inside a transaction: all of it happens, or nothing.

        Raises:
            HistoryError: As for `reading`, or the disk is full, or another holds the file too long.
        """
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                if connection.in_transaction:  # a full disk makes SQLite roll back by itself
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def damage(self) -> HistoryError | None:
        """What is wrong with the file, if it is damaged."""
        if not self.path.exists():
            return None
        try:
            with self.reading() as connection:
                found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
                if found != "ok":
                    raise sqlite3.DatabaseError(found)
        except HistoryError as error:
            return error
        return None

    def set_aside(self) -> Path:
        """Give the file another name, so that a new one is begun; returns where it is now.

        Raises:
            HistoryError: It cannot be renamed.
        """
        names = (self.path.with_name(f"conversations-damaged-{n}.db") for n in count(1))
        aside = next(path for path in names if not path.exists())
        with self._explained():
            for ending in ("-wal", "-shm", ""):  # what was not yet written into it goes along
                part = self.path.with_name(self.path.name + ending)
                if part.exists():
                    part.rename(aside.with_name(aside.name + ending))
        return aside

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_WAIT_SECONDS, isolation_level=None)
        try:
            found = connection.execute("PRAGMA user_version").fetchone()[0]
            if found > _VERSION:
                raise HistoryError(
                    f"The conversations in {self.path} were kept by a newer Footnote.",
                    "Update Footnote, or move that file away to begin a new one.",
                )
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA secure_delete = ON")  # what a person deletes is to be gone
            if found < _VERSION:
                self._make(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _make(self, connection: sqlite3.Connection) -> None:
        """Turn an empty file into one of conversations; others may be doing so at the same time."""
        self.path.chmod(0o600)
        until = time.monotonic() + _WAIT_SECONDS
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.executescript(_SCHEMA)
                return
            except sqlite3.OperationalError as error:
                # For this switch SQLite does not wait by itself.
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
                time.sleep(0.02)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.OperationalError) as error:
            raise HistoryError(
                f"The conversations in {self.path} cannot be used ({error}).",
                "Check that you may write there and that the disk is not full, then try again.",
            ) from error
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:  # a subclass: our mistake, not damage
                raise
            raise HistoryError(
                f"The file of kept conversations {self.path} is damaged ({error}).",
                "It was left as it is; `footnote doctor --fix` sets it aside for a new one.",
            ) from error
