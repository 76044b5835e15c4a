"""What a model wrote, held against the sentences it cites."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chatbot.checker import read_again
from chatbot.cite import resolve
from chatbot.summary.material import Said
from chatbot.summary.writing.items import place
from chatbot.summary.writing.sheet import Sheet
from chatbot.types import Citation, Verdict
from chatbot.verify import Cited, Similarity, verify
from chatbot.write import abstains

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

_FEWEST_WORDS = 3
_MOST_SOURCES = 4  # a sentence that cites more cites nothing in particular
_ENDED = re.compile(r"[.!?…][”’\"')\]]*$")
_MARKED = re.compile(r"[\]】)][.\s]*$")
# "Sentence 3: …", as some models number what they write.
_LABEL = re.compile(r"^\W*(?:sentence|point|note|quote)s?\s*(\d{1,3})\s*[:.)–-]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence as a model wrote it, without its marks.

    Attributes:
        sources: What it rests on; where it is unsupported what it points at, if anything.
    """

    text: str
    sources: tuple[Said, ...]
    verdict: Verdict

    @property
    def stands(self) -> bool:
        """Whether it may be said."""
        return self.verdict.status != "unsupported"


@dataclass(slots=True)
class Tally:
    """Sentences that were not supported, and what became of them."""

    replaced: int = 0
    omitted: int = 0
    withheld: list[Verdict] = field(default_factory=list)

    def count(self, judged: Judged, replaced: bool) -> Verdict:
        """Count a sentence, and give the verdict on the quote that stands in its place."""
        verdict = Verdict("quoted", judged.verdict.reason, withheld=judged.text)
        self.withheld.append(verdict)
        self.replaced += replaced
        self.omitted += not replaced
        return verdict


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges what a model writes.

    Args:
        similarity: Cosine of two texts.
        checker: The model that is asked about sentences partly supported, or None for none.
    """

    similarity: Similarity
    checker: Callable[[], LLM | None]

    def judge(self, raw: str, sheet: Sheet) -> Judged | None:
        """The sentence and the verdict on it; None if it is no sentence, or one that breaks off.

        Where what it cites does not support it, or it cites nothing, the source nearest in words
        may: marks are what models get wrong most.
        """
        raw = _LABEL.sub(r"[\1] ", raw)
        resolved = resolve(raw, sheet.sources)
        text = resolved.text
        if not _sentence(raw, text):
            return None
        if not _ENDED.search(text):
            text = f"{text}."
        cited = tuple(sheet.sources[n] for n in resolved.numbers[:_MOST_SOURCES])
        verdict = self._verdict(text, cited)
        if verdict.status in ("unsupported", "partly"):
            near = sheet.nearest(text)
            if near and place(near) not in map(place, cited):
                second = self._verdict(text, (near,))
                if second.status in ("quoted", "supported") or not cited:
                    return Judged(text, (near,), second)
        return Judged(text, cited, verdict)

    def _verdict(self, text: str, sources: Sequence[Said]) -> Verdict:
        cited = [
            Cited(Citation.of(n, said.document, said.sentence, said.heading), said.context)
            for n, said in enumerate(sources, start=1)
        ]
        verdict = verify(text, cited, self.similarity)
        checker = self.checker() if verdict.status == "partly" else None
        return verdict if checker is None else read_again(checker, text, cited, verdict)


def _sentence(raw: str, text: str) -> bool:
    """Is it a sentence, and whole?"""
    if len(text.split()) < _FEWEST_WORDS or text.endswith(":") or abstains(text):
        return False
    return bool(_ENDED.search(text) or _MARKED.search(raw))
