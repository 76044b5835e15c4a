"""A conversation as a report: question after question, the notes numbered through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chatbot.export.answer import nearest
from chatbot.export.phrases import said
from chatbot.export.report import Block, Heading, Paragraph, Report, Run
from chatbot.types import ABSTENTION, Answer, as_a_line


def conversation_report(name: str, turns: Sequence[Answer]) -> Report:
    """Each question as it was asked, over its answer."""
    return Report("Conversation", name, tuple(b for turn in turns for b in _turn(turn)))


def _turn(answer: Answer) -> Iterator[Block]:
    yield Heading(2, answer.asked or answer.question)
    if answer.asked:
        yield Paragraph((Run(f"Understood as “{answer.question}”", "soft"),), "small")
    line = tuple(run for sentence in answer.sentences for run in said(sentence))
    yield Paragraph((Run(ABSTENTION),) if answer.abstained else line)
    if answer.as_of:
        yield Paragraph((Run(as_a_line(answer.as_of), "soft"),), "small")
    if answer.unsaid:
        yield Paragraph((Run(answer.unsaid),))
    if answer.abstained and answer.related:
        yield Paragraph((Run("Nearest passages", "strong"),))
        yield nearest(answer)
