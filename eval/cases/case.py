"""Questions with known answers: what is asked, what is right, and where it stands."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from index.errors import FootnoteError

Kind = Literal[
    "single",
    "paraphrase",
    "several",
    "across",
    "conflict",
    "follow-up",
    "near",
    "false-premise",
    "injection",
    "far",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
KIND_LABELS: dict[Kind, str] = {
    "single": "single fact",
    "paraphrase": "far paraphrase",
    "several": "several facts",
    "across": "across documents",
    "conflict": "conflict and time",
    "follow-up": "follow-up",
    "near": "unanswerable, near",
    "false-premise": "false premise",
    "injection": "hidden instruction",
    "far": "unanswerable, far",
}

Fact = tuple[str, ...]  # its alternatives in wording


class FactsError(FootnoteError):
    """A facts file that cannot be used as it is; the message names the line."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that must be cited, by file name, and its page, from 1, if it matters which."""

    file: str
    page: int | None = None

    def __str__(self) -> str:
        return self.file if self.page is None else f"{self.file}, page {self.page}"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a document, by file name."""

    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Case:
    """One question and what a right answer is.

    Attributes:
        earlier: The questions asked before this one in the same conversation, oldest first.
        expect: Facts that must all be in the answer, each as its alternatives in wording.
        forbid: Facts of which none may be in the answer.
        cite: What the answer must cite, each of them; empty if any source will do.
        abstain: True when the documents don't say, and the right answer is to say so.
        instead: Facts which, all said, are right as well as abstaining: a premise corrected.
        gold: Where the answer stands, if that is known exactly; only retrieval is measured by it.
        line: Where the case starts in its file, from 1.
    """

    question: str
    earlier: tuple[str, ...] = ()
    expect: tuple[Fact, ...] = ()
    forbid: tuple[str, ...] = ()
    cite: tuple[Source, ...] = ()
    abstain: bool = False
    instead: tuple[Fact, ...] = ()
    kind: Kind = "single"
    tags: tuple[str, ...] = ()
    gold: Span | None = None
    line: int = 0

    @property
    def id(self) -> str:
        """Ten hexadecimal digits that stay the same while the question, and those before it, do."""
        return _digest((*self.earlier, self.question))

    @property
    def conversation(self) -> str:
        """The id of the conversation's first question: its own for a question asked alone.

        Turns of one conversation are not independent of each other; intervals resample by this.
        """
        return _digest((*self.earlier, self.question)[:1])


@dataclass(frozen=True, slots=True)
class FactsFile:
    """The documents that a set of cases asks about, as paths that exist, and the cases."""

    documents: tuple[Path, ...]
    cases: tuple[Case, ...]


@cache  # reports ask for each of them a hundred times
def _digest(questions: tuple[str, ...]) -> str:
    key = "\n".join(" ".join(q.casefold().split()) for q in questions)
    return hashlib.sha256(key.encode()).hexdigest()[:10]
