"""Summaries as the library keeps them: JSON, under a key of all that they depend on."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from chatbot.types import (
    AnswerSentence,
    Citation,
    Coverage,
    KeyFact,
    Section,
    Summary,
    Theme,
    Verdict,
    plain,
)
from index.types import DocumentInfo

T = TypeVar("T")

# Raise it when the same documents would be summarised otherwise than before.
VERSION = 2


def request_key(
    manifest: Mapping[str, str],
    documents: Sequence[DocumentInfo],
    words: int,
    focus: str,
    model: str,
) -> str:
    """Names a summary: the same key always means the same summary.

    A document's id is its content's; its title, path and date stand in citations. How the library
    cuts and embeds sentences decides which are there to be chosen.
    """
    made = [manifest.get("embedder"), manifest.get("split")]
    asked = [VERSION, made, plain(list(documents)), words, focus, model]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


def kept(summary: Summary) -> str:
    """A summary as JSON; citations that it has many times over are written once."""
    pool: dict[str, int] = {}

    def packed(value: Any) -> Any:
        if isinstance(value, Citation):
            return pool.setdefault(json.dumps(plain(value)), len(pool))
        if isinstance(value, (tuple, list)):
            return [packed(item) for item in value]
        if hasattr(value, "__dataclass_fields__"):
            return {f.name: packed(getattr(value, f.name)) for f in fields(value)}
        return plain(value)

    body = packed(summary)
    return json.dumps({"summary": body, "citations": [json.loads(c) for c in pool]})


def recalled(made: str) -> Summary:
    """The summary again, from its JSON."""
    whole = json.loads(made)
    return _Reader([Citation.from_dict(c) for c in whole["citations"]]).summary(whole["summary"])


class _Reader:
    """Reads what `kept` wrote."""

    def __init__(self, citations: Sequence[Citation]) -> None:
        self._citations = citations

    def summary(self, body: dict[str, Any]) -> Summary:
        return Summary(
            **{
                **body,
                "documents": tuple(_info(d) for d in body["documents"]),
                "gist": self._sentence(body["gist"]) if body["gist"] else None,
                "sentences": _each(self._sentence, body["sentences"]),
                "key_facts": _each(self._fact, body["key_facts"]),
                "themes": _each(self._theme, body["themes"]),
                "coverage": self._coverage(body["coverage"]),
                "withheld": tuple(Verdict(**v) for v in body["withheld"]),
            }
        )

    def _sentence(self, body: dict[str, Any]) -> AnswerSentence:
        cited = tuple(self._citations[at] for at in body["citations"])
        return AnswerSentence(body["text"], cited, Verdict(**body["verdict"]))

    def _fact(self, body: dict[str, Any]) -> KeyFact:
        return KeyFact(body["kind"], body["text"], self._citations[body["citation"]])

    def _theme(self, body: dict[str, Any]) -> Theme:
        return Theme(**{**body, "sentences": _each(self._sentence, body["sentences"])})

    def _coverage(self, body: dict[str, Any]) -> Coverage:
        sections = tuple(
            Section(**{**s, "left_out": _each(self._fact, s["left_out"])}) for s in body["sections"]
        )
        return Coverage(sections, tuple((str(i), int(n)) for i, n in body["lengths"]))


def _each(read: Callable[[dict[str, Any]], T], bodies: Sequence[dict[str, Any]]) -> tuple[T, ...]:
    return tuple(map(read, bodies))


def _date(stated: str | None) -> dt.date | None:
    return dt.date.fromisoformat(stated) if stated else None


def _info(body: dict[str, Any]) -> DocumentInfo:
    return DocumentInfo(**{**body, "date": _date(body["date"])})
