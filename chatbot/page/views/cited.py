"""Sentences with their footnotes and verdicts: what answers, summaries and comparisons share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from chatbot.page.exchange import span
from chatbot.types import AnswerSentence, Citation, Verdict
from chatbot.wording.dates import written
from chatbot.wording.shown import count

_MEANING = {
    "quoted": "The document’s own words.",
    "supported": "Checked: the cited words support this.",
    "partly": "Checked: the cited words support only part of this.",
    "unsupported": "Checked: the cited words do not support this.",
}


class Numbers:
    """Footnotes numbered as they come up: the same words have the same number throughout."""

    def __init__(self, citations: Iterable[Citation] = ()) -> None:
        self._numbers: dict[tuple[str, int, int], int] = {}
        for citation in citations:
            self.of(citation)

    def of(self, citation: Citation) -> int:
        """The number of a citation; the next one if it is new."""
        return self._numbers.setdefault(span(citation), len(self._numbers) + 1)


def address(citation: Citation) -> str:
    """Where a link to the cited words leads: the page opens them beside the text."""
    return f"#source/{quote(citation.document, safe='')}/{citation.start}/{citation.end}"


def link_html(citation: Citation, number: int | None = None) -> str:
    """A footnote's number, leading to the cited words."""
    number, source = number or citation.number, escape(source_of(citation))
    return (
        f'<a class="fn-cite" href="{escape(address(citation))}" title="{source}"'
        f' aria-label="Source {number}: {source}">{number}</a>'
    )


def sentence_html(
    sentence: AnswerSentence, short: str | None = None, numbers: Numbers | None = None
) -> str:
    """A sentence with its footnotes and its verdict; the bare fact in it emphasised."""
    links = "".join(link_html(c, numbers.of(c) if numbers else None) for c in sentence.citations)
    words = _emphasised(sentence.text, short)
    notes = f'<span class="fn-notes">{links}{verdict_html(sentence.verdict)}</span>'
    return f'<span class="fn-sentence">{words}{notes}</span> '


def _emphasised(text: str, short: str | None) -> str:
    found = re.search(rf"(?<!\w){re.escape(short)}(?!\w)", text) if short else None
    if not found:
        return escape(text)
    before, after = escape(text[: found.start()]), escape(text[found.end() :])
    return f"{before}<strong>{escape(found[0])}</strong>{after}"


def verdict_html(verdict: Verdict) -> str:
    """A small mark; the line that explains it comes when it is pointed at or focused."""
    meaning, name = _MEANING[verdict.status], str(verdict.status)
    if verdict.withheld:
        meaning = f"A sentence was withheld, and this quoted instead: “{verdict.withheld}”."
        name = "withheld"
    note = escape(f"{meaning[:-1]}: {verdict.reason}" if verdict.reason else meaning)
    return (
        f'<button type="button" class="fn-verdict fn-{name}" aria-label="{note}"'
        f' data-note="{note}"></button>'
    )


def withheld_html(withheld: tuple[Verdict, ...]) -> str:
    """What a model wrote that is not shown, folded away, each with its reason."""
    if not withheld:
        return ""
    items = "".join(f"<li>{escape(_withheld(verdict))}</li>" for verdict in withheld)
    summary = f"{count(len(withheld), 'sentence')} withheld"
    return (
        f'<details class="fn-withheld-list"><summary>{summary}</summary><ul>{items}</ul></details>'
    )


def _withheld(verdict: Verdict) -> str:
    return f"“{verdict.withheld}”" + (f": {verdict.reason}" if verdict.reason else "")


def source_of(citation: Citation) -> str:
    """Where the words stand: title, date, page."""
    return ", ".join([citation.title, *where(citation)])


def where(citation: Citation) -> list[str]:
    """The date and the page of the cited words, as far as they are known."""
    date = [written(citation.date)] if citation.date else []
    return date + ([f"page {citation.page}"] if citation.page is not None else [])


def clip(text: str, length: int = 220) -> str:
    """The text, cut at a word when it is long."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + "…"
