"""The library that a run asks: its documents read, and citations followed back into them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from chatbot import Chatbot
from chatbot.types import AnswerSentence, Citation
from eval.observed import Cited, Said
from index.errors import FootnoteError
from index.report import Progress

Told = Callable[[str, int, int], None]  # what is being done, how much of it, of how much


def telling(told: Told) -> Callable[[Progress], None]:
    """Tells how many documents are read."""
    return lambda progress: told("reading", progress.files_done, progress.files)


def read(
    bot: Chatbot,
    documents: Iterable[Path],
    progress: Callable[[Progress], None] | None = None,
) -> None:
    """Read the documents into the chatbot's library; raises FootnoteError if one can't be read."""
    report = bot.add(documents, progress=progress)
    if report.failed:
        first = report.failed[0]
        raise FootnoteError(
            f"{len(report.failed)} of the documents can't be read: {first.path}: {first.reason}",
            "Mend it, or take it out of the folder.",
        )


def observed(bot: Chatbot, sentence: AnswerSentence) -> Said:
    """The sentence with those of its citations that resolve."""
    good = (c for c in sentence.citations if resolves(bot, c))
    return Said(sentence.text, tuple(map(cited, good)), sentence.verdict.status)


def resolves(bot: Chatbot, citation: Citation) -> bool:
    """Does the quote stand in the document's text where the citation says?"""
    try:
        text = bot.text(citation.document)
    except FootnoteError:
        return False
    return bool(citation.quote) and text[citation.start : citation.end] == citation.quote


def cited(citation: Citation) -> Cited:
    """The citation as results keep it."""
    return Cited(
        Path(citation.path).name, citation.page, citation.start, citation.end, citation.quote
    )
