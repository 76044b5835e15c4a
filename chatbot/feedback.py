"""What people thought of answers: kept in the library folder, one JSON line each.

Doors store it, `footnote feedback export` turns it into cases for the eval suite. Lines are only
ever added, so two doors open on one library cannot spoil each other's; taking a rating back adds a
line that says so.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from chatbot.types import Answer
from index.errors import FootnoteError
from index.words import sound

_FILE = "feedback.jsonl"


class FeedbackError(FootnoteError):
    """Feedback that can't be stored or read; the message names the file."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """One person's verdict on one answer.

    Attributes:
        question: As it was asked.
        earlier: The questions before it in the same conversation, oldest first.
        answer: The answer's text.
        short: The bare fact of the answer, if there was one.
        abstained: Whether the answer was that the documents don't say.
        cited: File names of the documents cited, in order of first use.
        good: True for a thumb up.
        correction: What would have been right, in the person's words; "" if they didn't say.
        time: When, in UTC.
        id: Names it, to take it back; "" of what an older version stored.
        owner: Whose it is, as in `Chatbot.conversations`; "" where nobody is told apart.
    """

    question: str
    earlier: tuple[str, ...]
    answer: str
    short: str | None
    abstained: bool
    cited: tuple[str, ...]
    good: bool
    correction: str
    time: dt.datetime
    id: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class _TakenBack:
    """A line that takes another back."""

    taken_back: str
    owner: str = ""


_JSON = TypeAdapter(Feedback)
_TAKEN_BACK = TypeAdapter(_TakenBack)


def feedback_on(
    answer: Answer,
    good: bool,
    correction: str = "",
    earlier: tuple[str, ...] = (),
    owner: str = "",
) -> Feedback:
    """Feedback on an answer, given now."""
    return Feedback(
        question=answer.asked or answer.question,
        earlier=tuple(map(sound, earlier)),
        answer=answer.text,
        short=answer.short,
        abstained=answer.abstained,
        cited=tuple(dict.fromkeys(Path(c.path).name for c in answer.citations)),
        good=good,
        correction=" ".join(sound(correction).split()),
        time=dt.datetime.now(dt.UTC),
        id=secrets.token_urlsafe(12),
        owner=sound(owner),
    )


def store(home: Path, feedback: Feedback) -> None:
    """Add a line to the library folder's feedback.

    Raises:
        FeedbackError: It can't be written.
    """
    _add(home, _JSON.dump_json(feedback))


def take_back(home: Path, id: str, owner: str = "") -> None:
    """Undo a rating.

    Raises:
        FeedbackError: This owner has given none of this id, or the file can't be written.
    """
    if not any(id and given.id == id and given.owner == sound(owner) for given in read(home)):
        raise FeedbackError("There is no such rating.", "It may have been taken back already.")
    _add(home, _TAKEN_BACK.dump_json(_TakenBack(id, sound(owner))))


def _add(home: Path, line: bytes) -> None:
    try:
        with (home / _FILE).open("ab") as file:
            file.write(line + b"\n")
    except OSError as error:
        raise FeedbackError(
            f"The feedback can't be stored in {home / _FILE}: {error.strerror}.",
            "Make room, or make the library folder writable.",
        ) from None


def read(home: Path) -> list[Feedback]:
    """All feedback that was not taken back, oldest first; empty if there is none.

    Raises:
        FeedbackError: The file can't be read, or a line of it is not as this version writes it.
    """
    path = home / _FILE
    try:
        lines = path.read_bytes().splitlines() if path.exists() else []
    except OSError as error:
        raise FeedbackError(f"{path} can't be read: {error.strerror}.") from None
    found = [_line(path, number, line) for number, line in enumerate(lines, start=1)]
    gone = {(line.taken_back, line.owner) for line in found if isinstance(line, _TakenBack)}
    given = [line for line in found if isinstance(line, Feedback)]
    return [line for line in given if not line.id or (line.id, line.owner) not in gone]


def _line(path: Path, number: int, line: bytes) -> Feedback | _TakenBack:
    try:
        if line.startswith(b'{"taken_back"'):
            return _TAKEN_BACK.validate_json(line)
        return _JSON.validate_json(line)
    except ValidationError:
        raise FeedbackError(
            f"{path}, line {number}: this is no feedback that this version understands.",
            "Take the line out, or ask the version that wrote it.",
        ) from None
