"""A language model's wording of a follow-up, where it can be trusted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from chatbot.followup.pointers import pointers
from chatbot.followup.turn import Turn
from chatbot.models import ModelError, model_name, stream_text
from chatbot.models.names import SMOLLM2
from chatbot.wording.dates import find_dates
from chatbot.wording.figures import find_figures
from chatbot.wording.mentions import content_stems, find_names, name_words
from prompts import render

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

_TOKENS = 60
_TURNS = 3
_LONGEST = 300  # characters of an answer that the model is shown, and of a question it may write
_OPENING = re.compile(
    r"^(?:[-*>#\s]|\d+[.)]\s|(?:rewritten |standalone )?question\s*:)+", re.IGNORECASE
)


def reworded(question: str, ruled: str, turns: Sequence[Turn], llm: LLM) -> str:
    """The model's standalone question if it keeps to what was said, else `ruled`.

    SmolLM2 is not asked: 135M parameters write a question that passes `keeps` too seldom to be
    worth the wait.

    Args:
        question: The follow-up as asked.
        ruled: What the rules made of it.
    """
    if model_name(llm) == SMOLLM2:
        return ruled
    turns = turns[-_TURNS:]
    said = [
        f"Q: {t.question}\nA: {t.answer[:_LONGEST] or 'The documents don’t say.'}" for t in turns
    ]
    prompt = render("follow_up", conversation="\n".join(said), question=question)
    try:
        with closing(stream_text(llm, system="", prompt=prompt, max_tokens=_TOKENS)) as words:
            told = _one_line("".join(words))
    except ModelError:  # the answer will meet it too, and tell; the question must not be lost
        return ruled
    return told if keeps(told, question, turns) else ruled


def keeps(told: str, question: str, turns: Sequence[Turn]) -> bool:
    """May this stand for the follow-up: does it keep all that was asked, and invent nothing?

    It must have every figure, date and name of the follow-up, and none that neither it nor the
    conversation has; must be a question, one that points back no more, in words that were said.
    """
    said = "\n".join([question, *(f"{t.question}\n{t.answer}" for t in turns)])
    asks = told.endswith("?") and told.count("?") == 1 and len(told) <= _LONGEST
    if not asks or pointers(told) or not (_stated(question, told) and _stated(told, said)):
        return False
    asked, new, known = map(set, map(content_stems, (question, told, said)))
    return len(new - known) <= 1 and 2 * len(asked & new) >= len(asked) and not new <= asked


def _stated(one: str, other: str) -> bool:
    """Has the other every figure, date and name of the one?"""
    figures, dates = find_figures(other), find_dates(other)
    words = set(name_words(other))
    return (
        all(any(f.same(g) for g in figures) for f in find_figures(one))
        and all(any(d.same(e) for e in dates) for d in find_dates(one))
        and all(set(name_words(name)) <= words for name in find_names(one))
    )


def _one_line(text: str) -> str:
    """The first line that says something, without marks and quotation marks around it."""
    text = re.sub(r"(?s)^\s*<think>.*?</think>", "", text)
    lines = [_OPENING.sub("", line).strip(" \t*\"“”'") for line in text.splitlines()]
    return next((line for line in lines if line), "")
