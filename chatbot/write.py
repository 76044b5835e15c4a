"""An LLM writes over numbered evidence; its words come out as whole sentences with their marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from chatbot.types import Citation
from index.sentences import sentence_spans
from prompts import render

_MARKS = r"(?:[\[【]\^?[\d,;\s–-]{1,40}[\]】]\s*)+"
_BEGUN_MARK = re.compile(r"[\[【]\^?[\d,;\s–-]{0,40}$")
# "It fell by half. [2]": the mark belongs to the sentence before it.
_MARK_AFTER_STOP = re.compile(rf"([.!?][”’\"')]*)\s*({_MARKS})")
_ONLY_MARKS = re.compile(rf"\s*{_MARKS}[.\s]*")
# What opens a line before its sentence: "- ", "## ", "1. ", "Answer:".
_PREFIX = re.compile(
    r"^(?:\s*(?:(?:[-*•]|#+|\d{1,2}[.)])(?:\s+|(?=[\[【])|$)|answer\s*:))+", re.IGNORECASE
)
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)\*(?=\w)|(?<=[\w.!?])\*(?!\w)")
_STUCK = re.compile(r"\b(\w+\W+)\1{4,}")  # a model that can't stop: "2024: 2024: 2024: …"
_LONGEST = 800  # characters of a sentence that a person would write
_THOUGHT, _THOUGHT_ENDS = "<think>", "</think>"
# How models say that they cannot tell, whatever the prompt asked them to write.
_GIVEN = r"(?:documents?|quotes?|evidence|context|texts?|passages?|sources?|information|excerpts?)"
_ABSTENTION = re.compile(
    rf"\b{_GIVEN}\b[^.]{{0,40}}\b(?:(?:do|does|did|ca)n[’']?t|(?:do|does|did|can) ?not|no)\b"
    r"[^.]{0,30}\b(?:say|answer|mention|state|contain|provide|specif|address|include|indicate|information)"
    rf"|(?:not|n[’']t)\s(?:\w+\s)?(?:mentioned|stated|specified|provided|given|answered|found)\b"
    rf"[^.]{{0,20}}\b{_GIVEN}\b"
    r"|\bI(?:[’']m| am)? (?:do not|don[’']t|cannot|can[’']t|not able to|unable to)\s(?:\w+\s)?"
    r"(?:know|answer|tell|find|determine|say)\b"
    r"|\b(?:unable|impossible|not possible) to (?:answer|determine|tell|say)\b"
    r"|\b(?:no|not enough|insufficient) information\b",
    re.IGNORECASE,
)


def prompt_for(question: str, evidence: Sequence[Citation]) -> str:
    """The prompt that shows a model the question and its evidence, one quote a line."""
    lines = [" ".join(f"[{c.number}] “{c.quote}” ({c.source})".split()) for c in evidence]
    return render("answer", evidence="\n".join(lines), question=question)


def system_prompt() -> str:
    """What the model is told about its task."""
    return render("answer_system")


def abstains(sentence: str) -> bool:
    """Does the model say here that the evidence doesn't answer?"""
    return bool(_ABSTENTION.search(sentence))


def at_most(deltas: Iterable[str], characters: int) -> Iterator[str]:
    """The deltas until they are that long: some servers don't heed the limit they are given."""
    for delta in deltas:
        yield delta
        characters -= len(delta)
        if characters <= 0:
            return


def whole_sentences(deltas: Iterable[str]) -> Iterator[str]:
    """Sentences as soon as the next one begins, thoughts, list marks and emphasis taken off.

    However the text is cut into deltas, the sentences are the same.
    """
    held = ""  # the last sentence, until it is clear that no mark follows it
    for piece in _pieces(_spoken(deltas)):
        if held and _ONLY_MARKS.fullmatch(piece):
            held = f"{held} {piece}"
            continue
        if held:
            yield held
        held = _clean(piece)
    if held:
        yield held


def _pieces(deltas: Iterable[str]) -> Iterator[str]:
    """Sentences of each line, only where whole words show that one has ended; "" as one begins."""
    line, said = "", 0
    for delta in deltas:
        *lines, line = (line + delta).split("\n")
        for whole in lines:
            yield from _sentences(whole)[said:]
            said = 0
        settled = _BEGUN_MARK.sub("", line[: 1 + max(line.rfind(" "), line.rfind("\t"))])
        *complete, begun = _sentences(settled) or [""]
        yield from complete[said:]
        said = max(said, len(complete))
        if begun[:1].isalnum():
            yield ""
    yield from _sentences(line)[said:]


def _sentences(line: str) -> list[str]:
    line = _PREFIX.sub("", line)
    line = _MARK_AFTER_STOP.sub(lambda m: f" {m.group(2).strip()}{m.group(1)} ", line)
    return [line[a:b] for a, b in sentence_spans(line)]


def _spoken(deltas: Iterable[str]) -> Iterator[str]:
    """The deltas without the thoughts that reasoning models open with."""
    begun, thinking = "", True
    for delta in deltas:
        if not thinking:
            yield delta
            continue
        begun += delta
        opening = begun.lstrip()
        if opening.startswith(_THOUGHT):
            _, ended, begun_after = opening.partition(_THOUGHT_ENDS)
            if ended:
                thinking = False
                yield begun_after
        elif not _THOUGHT.startswith(opening):
            thinking = False
            yield begun
    if thinking and not begun.lstrip().startswith(_THOUGHT):
        yield begun


def _clean(sentence: str) -> str:
    """The sentence alone; "" when there is none, or one without an end."""
    text = _EMPHASIS.sub("", sentence).strip()
    endless = len(text) > _LONGEST or _STUCK.search(text)
    return text if any(map(str.isalnum, text)) and not endless else ""
