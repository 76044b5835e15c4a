"""What reports of every kind say in the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.export.report import Heading, Items, Line, Run
from chatbot.types import AnswerSentence, Verdict
from chatbot.wording.dates import written
from index.types import DocumentInfo
from index.words import sound

BEFORE = "Before the first heading"
_AROUND = 180  # characters shown of a sentence beside the fact that it states
# What XML forbids, what steers a terminal, and what makes words run the other way.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


def shown(text: str) -> str:
    """`text` on one line, without the characters that no file of any format should carry."""
    return " ".join(_UNSEEN.sub("", sound(text)).split())


def said(sentence: AnswerSentence) -> Line:
    """A sentence with its notes, and what its verdict has against it."""
    remark = _remark(sentence.verdict)
    text = Run(sentence.text, notes=sentence.citations)
    return (text, Run(remark, "soft")) if remark else (text,)


def _remark(verdict: Verdict) -> str:
    if verdict.status not in ("partly", "unsupported"):
        return ""
    how = "partly supported" if verdict.status == "partly" else "not supported"
    return f"({how}: {verdict.reason})" if verdict.reason else f"({how})"


def withheld(verdicts: Sequence[Verdict]) -> tuple[Heading | Items, ...]:
    """The sentences of a model that are not shown as said, each with its reason."""
    lines = tuple(
        (Run(f"“{v.withheld}”"), *((Run(v.reason, "soft"),) if v.reason else ()))
        for v in verdicts
        if v.withheld
    )
    return (Heading(2, "Withheld"), Items(lines)) if lines else ()


def described(document: DocumentInfo) -> str:
    """A document's title, date and number of pages."""
    facts = [written(document.date) if document.date else "no date stated"]
    if document.pages:
        facts.append("1 page" if document.pages == 1 else f"{document.pages:,} pages")
    return f"{document.title} ({', '.join(facts)})"


def model_name(model: str) -> str:
    """The model, for a person."""
    return "the built-in reader, which only quotes" if model == "builtin" else model


def around(fact: str, quote: str) -> str:
    """A sentence, or as much of a long one as stands around the fact."""
    fact, quote = shown(fact), shown(quote)
    if len(quote) <= _AROUND:
        return quote
    middle = max(quote.find(fact), 0) + len(fact) // 2
    start = min(max(0, middle - _AROUND // 2), len(quote) - _AROUND)
    end = start + _AROUND
    if start:  # from a whole word to a whole word
        start = quote.find(" ", start, end) + 1 or start
    if end < len(quote):
        end = max(quote.rfind(" ", start, end), start) if " " in quote[start:end] else end
    return f"{'… ' if start else ''}{quote[start:end]}{' …' if end < len(quote) else ''}"
