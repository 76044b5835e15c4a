"""The whole story of one summary, written by a language model or chosen without one."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chatbot.models import model_name
from chatbot.summary.assembly import Assembly, Outline, outline
from chatbot.summary.candidates import Candidate, candidates
from chatbot.summary.citing import Citer
from chatbot.summary.focus import Focus, focus_on, relevance
from chatbot.summary.gist import gist
from chatbot.summary.kept import kept, recalled, request_key
from chatbot.summary.keyfacts import key_facts
from chatbot.summary.levelling import levelled
from chatbot.summary.material import Said, Source, read
from chatbot.summary.merits import unfit
from chatbot.summary.selection import Selection
from chatbot.summary.themes import themes
from chatbot.summary.writing import Request, Writer, Written
from chatbot.types import SentenceWritten, Summary, SummaryDone, SummaryEvent
from chatbot.verify import Similarity
from index.errors import LibraryError, UnfitRequest
from index.library import Library
from index.minilm import Floats
from index.types import DocumentInfo
from index.words import sound

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

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
        llm: Opens the language model, or None for the built-in; called only when needed.
        checker: Opens the model that is asked about sentences partly supported, or None for none.
    """

    library: Library
    embed: Callable[[str], Floats]
    similarity: Similarity
    llm: Callable[[], LLM | None] = lambda: None
    checker: Callable[[], LLM | None] = lambda: None

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
        llm = self.llm()
        material = self.material(documents, words, focus, whole=llm is not None)
        citer = Citer(self.similarity)
        written = yield from self._written(llm, material, words, focus, citer)
        summary = self._summary(material, written, citer, documents, words, focus)
        name = model_name(llm) if llm is not None else "builtin"
        summary = replace(summary, model=name, seconds=time.perf_counter() - started)
        if not written.failed:  # what could not be read now may be read next time
            self._keep(key, summary)
        yield SummaryDone(summary)

    def _written(
        self, llm: LLM | None, material: Material, words: int, focus: str, citer: Citer
    ) -> Generator[SummaryEvent, None, Written]:
        if llm is not None:
            several = len(material.outlines) > 1
            request = Request(material.sentences, material.candidates, words, focus, several)
            return (yield from Writer(llm, self.similarity, self.checker).write(request, citer))
        found = material.candidates
        chosen = Selection(found).choose(words) if found else []
        sentences = tuple(citer.shortened(c.said, c.text) for c in chosen)
        yield from map(SentenceWritten, sentences)
        return Written(sentences)

    def material(
        self, documents: Sequence[DocumentInfo], words: int, focus: str, whole: bool = False
    ) -> Material:
        """The sentences that may stand in a summary, and the outlines of their documents.

        Args:
            whole: Whether a model will read all that may be read.
        """
        asked = focus_on(focus, self.embed) if focus else None
        most = max(_OF_EACH, min(_LOOKED_AT // 2, _LOOKED_AT // len(documents)))
        share = max(1, words // len(documents))
        outlines: list[Outline] = []
        found: list[Candidate] = []
        readable: dict[str, Said] = {}
        for info in documents:
            source = read(self.library, info)
            bearing = relevance(asked, source) if asked else None
            outlines.append(_outlined(source, bearing, asked))
            fit = candidates(source, share, bearing, most)
            found += levelled(fit) if len(documents) > 1 else fit
            for said in _readable(source, bearing) if whole else ():
                readable.setdefault(_words(said.sentence.text), said)
        return Material(tuple(outlines), tuple(_distinct(found)), tuple(readable.values()))

    def _summary(
        self,
        material: Material,
        written: Written,
        citer: Citer,
        documents: Sequence[DocumentInfo],
        words: int,
        focus: str,
    ) -> Summary:
        found = material.candidates
        best = gist(found) if written.sentences else None
        assembly = Assembly(material.outlines, found, citer, written.failed)
        return Summary(
            documents=tuple(documents),
            asked_words=words,
            focus=focus,
            gist=citer.shortened(best.said, best.text) if best else None,
            sentences=written.sentences,
            key_facts=key_facts(found, citer),
            themes=themes(found, citer) if len(documents) > 1 else (),
            coverage=assembly.coverage(written.sentences),
            model="builtin",
            seconds=0.0,
            replaced=written.replaced,
            omitted=written.omitted,
            withheld=written.withheld,
            filled=written.filled,
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
        sentences: All that a model may read, in the same order; empty where none will.
    """

    outlines: tuple[Outline, ...]
    candidates: tuple[Candidate, ...]
    sentences: tuple[Said, ...] = ()


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


def _outlined(source: Source, bearing: Floats | None, asked: Focus | None) -> Outline:
    if bearing is None or asked is None:
        return outline(source)
    return outline(source, [b > 0 for b in bearing], asked.text)


def _readable(source: Source, bearing: Floats | None) -> Iterator[Said]:
    """What of a document may be read: no boilerplate, and what bears on the focus if there is."""
    for at, said in enumerate(source.sentences):
        if not unfit(said) and (bearing is None or bearing[at] > 0):
            yield said


def _words(text: str) -> str:
    return " ".join(text.casefold().split())


def _distinct(found: Sequence[Candidate]) -> list[Candidate]:
    """The same words in two places, or two documents, stand where they are first."""
    first: dict[str, Candidate] = {}
    for candidate in found:
        first.setdefault(_words(candidate.text), candidate)
    return list(first.values())
