"""One person's kept conversations: listed, found, named, deleted and brought back."""

from __future__ import annotations

import datetime as dt
import json
import secrets
import sqlite3
import time
import unicodedata
from dataclasses import dataclass

from chatbot.export.conversation import conversation_report
from chatbot.export.text import as_markdown
from chatbot.history.errors import HistoryError, UnknownConversation
from chatbot.history.file import HistoryFile
from chatbot.history.names import name_of, shortened
from chatbot.types import Answer
from index.words import sound

UNDO_SECONDS = 3600.0
_MINE = "owner = ? AND id = ?"
_ITS_TURNS = "t.owner = c.owner AND t.id = c.id"
_HAS_WORD = (
    "AND (instr(folded(c.name), ?) OR EXISTS "
    f"(SELECT 1 FROM turns t WHERE {_ITS_TURNS} AND instr(t.words, ?))) "
)


@dataclass(frozen=True, slots=True)
class KeptInfo:
    """What a list of conversations shows of each.

    Attributes:
        name: As the person named it, else from its first question.
        when: Its last turn's time, in UTC.
        turns: How many it has.
    """

    id: str
    name: str
    when: dt.datetime
    turns: int


class Conversations:
    """The kept conversations of one owner, and of nobody else. Safe to share between threads.

    Args:
        file: Where they are kept.
        owner: Whose they are: a user's name, or whatever a door knows a person by.

    Every method raises HistoryError where the file cannot be used.
    """

    def __init__(self, file: HistoryFile, owner: str) -> None:
        self._file = file
        self._owner = sound(owner)

    def list(self, search: str = "") -> tuple[KeptInfo, ...]:
        """Those with every word of `search` in name, questions or answers; newest first."""
        self._forget()
        sought = _folded(search).split()
        query = (
            "SELECT c.id, c.name, c.changed, "
            f"(SELECT count(*) FROM turns t WHERE {_ITS_TURNS}), "
            f"(SELECT question FROM turns t WHERE {_ITS_TURNS} ORDER BY number LIMIT 1) "
            "FROM conversations c WHERE owner = ? AND deleted IS NULL "
            f"AND EXISTS (SELECT 1 FROM turns t WHERE {_ITS_TURNS}) {_HAS_WORD * len(sought)}"
            "ORDER BY changed DESC, rowid DESC"
        )
        values = [self._owner, *(word for word in sought for _ in range(2))]
        with self._file.reading() as connection:
            connection.create_function("folded", 1, _folded, deterministic=True)
            found = connection.execute(query, values).fetchall()
        return tuple(
            KeptInfo(id, name or name_of(first), dt.datetime.fromtimestamp(changed, dt.UTC), turns)
            for id, name, changed, turns, first in found
        )

    def new(self) -> str:
        """The id of a conversation to come; it is listed once it has a turn."""
        return secrets.token_urlsafe(16)

    def turns(self, id: str) -> tuple[Answer, ...]:
        """Its answers, oldest first; none of a conversation that is not there, or not theirs."""
        with self._file.reading() as connection:
            found = connection.execute(
                f"SELECT answer FROM turns NATURAL JOIN conversations "
                f"WHERE {_MINE} AND deleted IS NULL ORDER BY number",
                self._key(id),
            ).fetchall()
        return tuple(self._answer(row[0]) for row in found)

    def append(self, id: str, answer: Answer) -> None:
        """Keep one more turn. A deleted conversation that goes on is no longer deleted."""
        made = json.dumps(answer.to_dict())
        question = sound(answer.asked or answer.question)
        words = _folded(f"{question}\n{answer.question}\n{answer.text}")
        with self._file.writing() as connection:
            connection.execute(
                "INSERT INTO conversations (owner, id, changed) VALUES (?, ?, ?) "
                "ON CONFLICT DO UPDATE SET changed = excluded.changed, deleted = NULL",
                (*self._key(id), time.time()),
            )
            connection.execute(
                "INSERT INTO turns SELECT ?1, ?2, coalesce(max(number), 0) + 1, ?3, ?4, ?5 "
                "FROM turns WHERE owner = ?1 AND id = ?2",
                (*self._key(id), question, words, made),
            )

    def drop_last(self, id: str) -> None:
        """Take the last turn out, to ask it again; one without turns is not listed."""
        with self._file.writing() as connection:
            self._require(connection, id)
            connection.execute(
                f"DELETE FROM turns WHERE {_MINE} AND number = "
                f"(SELECT max(number) FROM turns WHERE {_MINE})",
                (*self._key(id), *self._key(id)),
            )

    def rename(self, id: str, name: str) -> None:
        """Give it a name; an empty one gives it back that of its first question."""
        self._set("name = ?", id, shortened(name))

    def delete(self, id: str) -> None:
        """Take it off the list; `restore` brings it back for an hour, then it is gone."""
        self._set("deleted = ?", id, time.time())

    def restore(self, id: str) -> None:
        """Undo `delete`."""
        self._set("deleted = ?", id, None)

    def to_markdown(self, id: str) -> str:
        """The whole conversation, its footnotes numbered through.

        Raises:
            UnknownConversation: There is none.
        """
        turns = self.turns(id)
        if not turns:
            raise _unknown()
        with self._file.reading() as connection:
            query = f"SELECT name FROM conversations WHERE {_MINE}"
            name = str(connection.execute(query, self._key(id)).fetchone()[0])
        named = name or name_of(turns[0].asked or turns[0].question)
        return as_markdown(conversation_report(named, turns))

    def _key(self, id: str) -> tuple[str, str]:
        return self._owner, sound(id)

    def _set(self, what: str, id: str, value: object) -> None:
        with self._file.writing() as connection:
            self._require(connection, id)
            connection.execute(
                f"UPDATE conversations SET {what} WHERE {_MINE}", (value, *self._key(id))
            )

    def _require(self, connection: sqlite3.Connection, id: str) -> None:
        query = f"SELECT 1 FROM conversations WHERE {_MINE}"
        if not connection.execute(query, self._key(id)).fetchone():
            raise _unknown()

    def _forget(self) -> None:
        """Let go of what was deleted, by anybody, longer ago than it can be brought back."""
        late = (time.time() - UNDO_SECONDS,)
        query = "FROM conversations WHERE deleted < ?"
        with self._file.reading() as connection:
            due = connection.execute(f"SELECT 1 {query} LIMIT 1", late).fetchone()
        if due:  # else nothing is written, and no reader ever waits for a writer
            with self._file.writing() as connection:
                connection.execute(f"DELETE {query}", late)

    def _answer(self, made: str) -> Answer:
        try:
            return Answer.from_dict(json.loads(made))
        except (KeyError, TypeError, ValueError):
            raise HistoryError(
                f"A kept answer in {self._file.path} is not as this version writes it.",
                "It was left as it is; delete the conversation, or ask the version that kept it.",
            ) from None


def _unknown() -> UnknownConversation:
    return UnknownConversation(
        "There is no such conversation.", "It may have been deleted in another window."
    )


def _folded(text: str) -> str:
    """Text as it is searched: without case, accents or odd forms of letters."""
    parts = unicodedata.normalize("NFKD", sound(text).casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))
