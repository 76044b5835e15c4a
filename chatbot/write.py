"""An LLM writes over numbered evidence; its words come out as whole sentences with their marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from chatbot.types import Citation
from index.sentences import sentence_spans
from prompts import render

# "It fell by half. [2]": the mark belongs to the sentence before it.
_MARK_AFTER_STOP = re.compile(r"([.!?][”’\"')]*)\s*((?:\[[\d,;\s–-]+\]\s*)+)")
_LIST_MARK = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)")
# How models say that they cannot tell, whatever the prompt asked them to write.
_ABSTENTION = re.compile(
    r"\b(?:documents|quotes|evidence|context|text|passages?)\b[^.]{0,40}\b(?:do(?:es)?n[’']?t|do(?:es)? not|"
    r"no)\b[^.]{0,30}\b(?:say|answer|mention|state|contain|provide|specify|information)",
    re.IGNORECASE,
)


def prompt_for(question: str, evidence: Sequence[Citation]) -> str:
    """The prompt that shows a model the question and its evidence."""
    lines = [f"[{c.number}] “{c.quote}” ({c.source})" for c in evidence]
    return render("answer", evidence="\n".join(lines), question=question)


def system_prompt() -> str:
    """What the model is told about its task."""
    return render("answer_system")


def abstains(sentence: str) -> bool:
    """Does the model say here that the evidence doesn't answer?"""
    return bool(_ABSTENTION.search(sentence))


def whole_sentences(deltas: Iterable[str]) -> Iterator[str]:
    """Sentences as soon as each is complete, list marks and emphasis taken off."""
    text = ""
    for delta in deltas:
        text += delta
        *complete, text = _pieces(text)
        yield from filter(None, map(_clean, complete))
    yield from filter(None, map(_clean, _pieces(text)))


def _pieces(text: str) -> list[str]:
    """Sentences so far; the last may go on."""
    pieces = []
    for line in text.split("\n"):
        line = _MARK_AFTER_STOP.sub(lambda m: f" {m.group(2).strip()}{m.group(1)} ", line)
        spans = sentence_spans(line)
        pieces += [line[a:b] for a, b in spans] if spans else [""]
        if spans and line[spans[-1][1] :]:
            pieces[-1] += " "  # keep the space, so that the next word is not glued on
    return pieces


def _clean(sentence: str) -> str:
    return _EMPHASIS.sub("", _LIST_MARK.sub("", sentence)).strip()
