"""What a model wrote, held against the sentences it cites."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chatbot.checker import read_again
from chatbot.cite import resolve
from chatbot.summary.material import Said
from chatbot.summary.openings import leans, trimmed
from chatbot.summary.writing.items import CUT, place
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
        sources: What it rests on; where it does not stand what it points at, if anything.
    """

    text: str
    sources: tuple[Said, ...]
    verdict: Verdict

    @property
    def dangles(self) -> bool:
        """Whether it has copied words such as "she" or "the latter", but not whom they mean.

        A model's own "she" for a name in its source is not that.
        """
        own = self.sources[0].sentence.text if self.sources else ""
        return bool(own) and leans(self.text) and leans(trimmed(own))

    @property
    def stands(self) -> bool:
        """Whether it may be said: where a quote can be had, partly supported is not enough."""
        return self.verdict.status in ("quoted", "supported")


@dataclass(slots=True)
class Tally:
    """Sentences that were not supported wholly, and what became of them."""

    replaced: int = 0
    omitted: int = 0
    withheld: list[Verdict] = field(default_factory=list)

    def knows(self, judged: Judged) -> bool:
        """Whether the very sentence was counted before: a model that circles is told once."""
        return any(verdict.withheld == judged.text for verdict in self.withheld)

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
        may: small models get the words right more often than the marks.
        """
        raw = _LABEL.sub(r"[\1] ", raw)
        resolved = resolve(raw, sheet.sources)
        text = resolved.text
        if not _sentence(raw, text):
            return None
        judged = self._best(text, resolved.numbers, sheet)
        return None if abstains(text) and not judged.stands else judged

    def _best(self, text: str, numbers: Sequence[int], sheet: Sheet) -> Judged:
        cited = tuple(sheet.sources[n] for n in numbers[:_MOST_SOURCES])
        judged = self._judged(text, cited)
        near = None if judged.stands else sheet.nearest(text)
        if near and place(near) not in map(place, cited):
            second = self._judged(text, (near,))
            return second if second.stands or not cited else judged
        return judged

    def _judged(self, text: str, cited: tuple[Said, ...]) -> Judged:
        text = text if _ENDED.search(text) else f"{text}."
        if any(_same_opening(text, said.sentence.text) for said in cited):
            text = trimmed(text)  # "However" answers what stood before it, which is not here
        return Judged(text, cited, self._verdict(text, cited))

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
    if len(text.split()) < _FEWEST_WORDS or text.endswith((":", CUT)):
        return False
    return bool(_ENDED.search(text) or _MARKED.search(raw))


def _same_opening(text: str, source: str) -> bool:
    """Do both open with the same words that lean on another sentence?"""
    source = " ".join(source.split())
    return trimmed(source) != source and text.split()[:1] == source.split()[:1]
