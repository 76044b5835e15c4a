"""An answer as a report."""

from __future__ import annotations

from collections.abc import Iterator

from chatbot.export.phrases import model_name, said, withheld
from chatbot.export.report import Block, Heading, Items, Paragraph, Report, Run
from chatbot.types import ABSTENTION, Answer, as_a_line


def answer_report(answer: Answer) -> Report:
    """The answer under its question, what it leaves unsaid, and what else bears on it."""
    blocks = (*_text(answer), *_related(answer), *withheld(answer.withheld), *_about(answer))
    return Report("Answer", answer.question, blocks)


def _text(answer: Answer) -> Iterator[Block]:
    if answer.asked:
        yield Paragraph((Run(f"Asked as “{answer.asked}”", "soft"),), "small")
    line = tuple(run for sentence in answer.sentences for run in said(sentence))
    yield Paragraph((Run(ABSTENTION),) if answer.abstained else line, "lead")
    for conflict in answer.conflicts:
        yield Paragraph(tuple(Run(text, notes=(c,)) for text, c in conflict.pieces()))
    if answer.as_of:
        yield Paragraph((Run(as_a_line(answer.as_of), "soft"),))
    if answer.unsaid:
        yield Paragraph((Run(answer.unsaid),))


def _related(answer: Answer) -> Iterator[Block]:
    if answer.related:
        yield Heading(2, "Nearest passages" if answer.abstained else "See also")
        yield nearest(answer)


def nearest(answer: Answer) -> Items:
    """The further quotes, each with its source."""
    lines = ((Run(f"“{c.quote}”"), Run(f"– {c.source}", "soft")) for c in answer.related)
    return Items(tuple(lines))


def _about(answer: Answer) -> Iterator[Block]:
    yield Heading(2, "About this answer")
    yield Paragraph((Run(f"Answered by {model_name(answer.model)}."),), "small")
