"""Citations, verdicts, and a sentence that carries both."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from index.types import DocumentInfo, Sentence

Status = Literal["quoted", "supported", "partly", "unsupported"]


def fields_of(kind: type, made: Mapping[str, Any]) -> dict[str, Any]:
    """What `plain` made of a dataclass, without what is none of its fields.

    A newer Footnote may have written more of them, and `to_dict` adds what only derives from them.
    """
    names = {field.name for field in dataclasses.fields(kind)}
    return {name: value for name, value in made.items() if name in names}


def plain(value: Any) -> Any:
    """Dataclasses, tuples and dates as the dicts, lists and strings that JSON knows."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return value


@dataclass(frozen=True, slots=True)
class Citation:
    """A pointer to exact words: `bot.text(c.document)[c.start:c.end] == c.quote`, always.

    Attributes:
        number: The evidence's number, as shown: [1], [2] …
        document: The document's id.
        page: From 1; None for files without pages.
        heading: The heading the words stand under, or "".
    """

    number: int
    document: str
    title: str
    path: str
    date: dt.date | None
    page: int | None
    heading: str
    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, number: int, document: DocumentInfo, sentence: Sentence, heading: str) -> Citation:
        """The pointer to a sentence of a document, under the heading that it stands under."""
        return cls(
            number=number,
            document=document.id,
            title=document.title,
            path=document.path,
            date=document.date,
            page=sentence.page,
            heading=heading,
            start=sentence.start,
            end=sentence.end,
            quote=sentence.text,
        )

    def to_dict(self) -> dict[str, Any]:
        return {**plain(self)}

    @classmethod
    def from_dict(cls, made: Mapping[str, Any]) -> Citation:
        """The citation again, from its `to_dict()`."""
        date = made["date"]
        given = fields_of(cls, made)
        return cls(**{**given, "date": dt.date.fromisoformat(date) if date else None})

    @property
    def source(self) -> str:
        """Where the words stand, for a person: title, date and page."""
        parts = [self.title]
        if self.date:
            parts.append(self.date.isoformat())
        if self.page is not None:
            parts.append(f"page {self.page}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence stands on what it cites.

    Attributes:
        status: "quoted" (the document's own words), "supported", "partly" or "unsupported".
        reason: What decided it, for a person; "" when there is nothing to explain.
        withheld: The sentence a model wrote that was not supported and is not shown as part of
            the answer: the quote stands in its place. "" when nothing was withheld.
    """

    status: Status
    reason: str = ""
    withheld: str = ""

    @classmethod
    def from_dict(cls, made: Mapping[str, Any]) -> Verdict:
        """The verdict again, from its `plain` form."""
        return cls(**fields_of(cls, made))


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer, the citations it rests on, and the verdict on it."""

    text: str
    citations: tuple[Citation, ...]
    verdict: Verdict

    @classmethod
    def from_dict(cls, made: Mapping[str, Any]) -> AnswerSentence:
        """The sentence again, from its `plain` form."""
        cited = tuple(map(Citation.from_dict, made["citations"]))
        return cls(made["text"], cited, Verdict.from_dict(made["verdict"]))


def note(citation: Citation) -> str:
    """Quote and source on one line: a line break would end a Markdown footnote."""
    return " ".join(f"“{citation.quote}” — {citation.source}".split())
