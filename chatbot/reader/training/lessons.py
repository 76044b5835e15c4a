"""Our own exercises as a corpus; `lessons/README.md` says how they are written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from chatbot.reader.training.corpus import Corpus, Exercise, Text
from index.sentences import sentence_spans

FOLDER = Path(__file__).parents[1] / "lessons"
# Of these files every sixth document is kept apart.
_PARTLY_KEPT_APART = (
    "analyst", "changes", "everyday", "far", "folders", "ideas", "local", "mixed", "public",
    "statistics", "world",
)  # fmt: skip
_SIXTH = 6


@dataclass
class Lesson:
    """A passage and what is asked about it: (question, "=", "~" or "-", answer)."""

    title: str
    lines: list[str] = field(default_factory=list)
    asked: list[tuple[str, str, str]] = field(default_factory=list)


def lessons(*, kept_apart: bool = False, folder: Path = FOLDER) -> Corpus:
    """The exercises to train on, or those kept apart."""
    corpus = Corpus("lessons")
    for path in sorted(folder.glob("*.txt")):
        for lesson in read_lessons(path):
            if is_kept_apart(path, lesson.title) == kept_apart:
                _add(corpus, lesson)
    return corpus


def is_kept_apart(path: Path, title: str) -> bool:
    first = hashlib.sha1(title.encode(), usedforsecurity=False).digest()[0]
    return path.stem in _PARTLY_KEPT_APART and first % _SIXTH == 0


def read_lessons(path: Path) -> Iterator[Lesson]:
    """The passages of a file, each with its questions.

    Raises:
        ValueError: An answer stands without a question, or isn't in its passage.
    """
    lesson, question = Lesson(""), ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        mark, _, rest = line.strip().partition(" ")
        if mark == "?":
            question = rest
        elif mark in ("=", "~", "-") and (rest or mark == "-"):
            if not question or not any(rest in said for said in lesson.lines):
                raise ValueError(f"{path.name}, line {number}: {line!r} answers nothing.")
            lesson.asked.append((question, mark, rest))
            question = ""
        elif mark:
            if lesson.asked:
                yield lesson
                lesson = Lesson(lesson.title)
            if mark == "#":
                lesson = Lesson(rest)
            else:
                lesson.lines.append(line.strip())
    if lesson.asked:
        yield lesson


def _add(corpus: Corpus, lesson: Lesson) -> None:
    sentences = tuple(s for line in lesson.lines for s in _sentences(line))
    index = len(corpus.texts)
    corpus.texts.append(Text(lesson.title, sentences, lesson.title))
    for question, mark, answer in lesson.asked:
        where = next((i for i, s in enumerate(sentences) if answer in s), -1)
        if mark == "-":
            corpus.exercises.append(Exercise(question, index, -1, None, False))
        elif where >= 0:
            start = sentences[where].index(answer)
            span = (start, start + len(answer)) if mark == "=" else None
            corpus.exercises.append(Exercise(question, index, where, span, True, (answer,)))


def _sentences(line: str) -> list[str]:
    """Of a line; a table row ("Site: Hill; Visitors: 48") is one."""
    if "; " in line and ": " in line:
        return [line]
    return [line[start:end] for start, end in sentence_spans(line)]
