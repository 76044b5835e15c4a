"""The whole story of one summary without a language model."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from chatbot.summary.assembly import Assembly, Outline, outline
from chatbot.summary.candidates import Candidate, candidates
from chatbot.summary.citing import Citer
from chatbot.summary.focus import Focus, focus_on, relevance
from chatbot.summary.gist import gist
from chatbot.summary.kept import kept, recalled, request_key
from chatbot.summary.keyfacts import key_facts
from chatbot.summary.levelling import levelled
from chatbot.summary.material import read
from chatbot.summary.selection import Selection
from chatbot.summary.themes import themes
from chatbot.types import SentenceWritten, Summary, SummaryDone, SummaryEvent
from chatbot.verify import Similarity
from index.errors import LibraryError, UnfitRequest
from index.library import Library
from index.minilm import Floats
from index.types import DocumentInfo
from index.words import sound

FEWEST, MOST = 20, 5000  # words
_LOOKED_AT = 3000  # sentences of a collection that are looked at closely, all together
_OF_EACH = 8  # and of each document, at least


@dataclass(frozen=True, slots=True)
class Summariser:
    """Summarises documents of one library.

    Args:
        library: Holds the documents and the vectors of their sentences.
        embed: A question's vector; asked only for a focus.
        similarity: Cosine of two texts; asked only where words do not decide.
    """

    library: Library
    embed: Callable[[str], Floats]
    similarity: Similarity

    def stream(
        self, documents: Sequence[DocumentInfo], words: int, focus: str, model: str = "builtin"
    ) -> Iterator[SummaryEvent]:
        """A summary as it comes, made now or served from the library; its last event is all of it.

        Raises:
            UnfitRequest: It cannot be so short, or so long.
        """
        started = time.perf_counter()
        check_length(words)
        focus = " ".join(sound(focus).split())
        key = request_key(self.library.manifest(), documents, words, focus, model)
        if made := self._kept(key):
            yield SummaryDone(replace(made, seconds=time.perf_counter() - started, cached=True))
            return
        material = self.material(documents, words, focus)
        summary = self._chosen(material, documents, words, focus, model)
        summary = replace(summary, seconds=time.perf_counter() - started)
        self._keep(key, summary)
        yield from map(SentenceWritten, summary.sentences)
        yield SummaryDone(summary)

    def material(self, documents: Sequence[DocumentInfo], words: int, focus: str) -> Material:
        """The sentences that may stand in a summary, and the outlines of their documents."""
        asked = focus_on(focus, self.embed) if focus else None
        most = max(_OF_EACH, min(_LOOKED_AT // 2, _LOOKED_AT // len(documents)))
        share = max(1, words // len(documents))
        outlines: list[Outline] = []
        found: list[Candidate] = []
        for info in documents:
            outlined, fit = self._of(info, asked, share, most)
            outlines.append(outlined)
            found += levelled(fit) if len(documents) > 1 else fit
        return Material(tuple(outlines), tuple(_distinct(found)))

    def _of(
        self, info: DocumentInfo, asked: Focus | None, share: int, most: int
    ) -> tuple[Outline, list[Candidate]]:
        source = read(self.library, info)
        if asked is None:
            return outline(source), candidates(source, share, None, most)
        bearing = relevance(asked, source)
        outlined = outline(source, [b > 0 for b in bearing], asked.text)
        return outlined, candidates(source, share, bearing, most)

    def _chosen(
        self,
        material: Material,
        documents: Sequence[DocumentInfo],
        words: int,
        focus: str,
        model: str,
    ) -> Summary:
        citer = Citer(self.similarity)
        found = material.candidates
        chosen = Selection(found).choose(words) if found else []
        sentences = tuple(citer.shortened(c.said, c.text) for c in chosen)
        best = gist(found) if chosen else None
        assembly = Assembly(material.outlines, found, citer)
        return Summary(
            documents=tuple(documents),
            asked_words=words,
            focus=focus,
            gist=citer.shortened(best.said, best.text) if best else None,
            sentences=sentences,
            key_facts=key_facts(found, citer),
            themes=themes(found, citer) if len(documents) > 1 else (),
            coverage=assembly.coverage(sentences),
            model=model,
            seconds=0.0,
        )

    def _kept(self, key: str) -> Summary | None:
        made = self.library.summary(key)
        return recalled(made) if made else None

    def _keep(self, key: str, summary: Summary) -> None:
        try:
            self.library.keep_summary(key, [d.id for d in summary.documents], kept(summary))
        except LibraryError:  # it cannot be kept now, while another process writes: made anew then
            return


@dataclass(frozen=True, slots=True)
class Material:
    """What a summary can be made of: by choosing among it, or by a model that reads it.

    Attributes:
        outlines: Of the documents, in their order.
        candidates: In that order, each document's in reading order; no words twice.
    """

    outlines: tuple[Outline, ...]
    candidates: tuple[Candidate, ...]


def check_length(words: int) -> None:
    """Refuse a summary of no length or of no end.

    Raises:
        UnfitRequest: Says how long it may be.
    """
    if not FEWEST <= words <= MOST:
        raise UnfitRequest(
            f"A summary of {words:,} words cannot be made.",
            f"Ask for {FEWEST} to {MOST:,} words.",
        )


def _distinct(found: Sequence[Candidate]) -> list[Candidate]:
    """The same words in two places, or two documents, stand where they are first."""
    first: dict[str, Candidate] = {}
    for candidate in found:
        first.setdefault(" ".join(candidate.text.casefold().split()), candidate)
    return list(first.values())
