"""Search results become numbered evidence: the only thing an answer may rest on.

A question of several parts is searched for as a whole and part by part, one put to each document
document by document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Protocol

from chatbot.found import Evidence, Found, Part
from chatbot.parts import split
from chatbot.parts.sources import OfEach, asked_of_each
from chatbot.reader import Place, Told
from chatbot.strength import Ranked, confidence, rank, reranked
from chatbot.times.asked import Time, times_asked
from chatbot.times.leaving_out import timeless
from chatbot.times.ordering import in_time, timelier
from chatbot.types import Citation
from chatbot.wording.boilerplate import only_fills
from chatbot.wording.orders import asks_about_orders, orders_a_machine
from index.search import SentenceHit
from index.words import stem, stems

# Sentences shown and supplied; a question rarely needs more, and a person rarely reads more…
_MOST = 8
# …but each further part wants its own, up to what a small model's context holds.
_MORE_PER_PART, _MOST_OF_ALL = 2, 12
# Confidence of one part that speaks for the others.
_LIKELY = 0.35
# When every document is asked: how deep to look for them, and how many are answered from.
_PASSAGES, _DOCUMENTS = 30, 4
_ANY_DOCUMENT = frozenset("document paper file source".split())


class Search(Protocol):
    """Finds sentences: `Searcher.sentences`."""

    def __call__(
        self, question: str, documents: Sequence[str] | None, passages: int = 10
    ) -> list[SentenceHit]: ...


# Reads the best of the sentences found, given best first: `chatbot.reader.read` with a reader.
Read = Callable[[str, Sequence[SentenceHit]], Mapping[Place, Told]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A part's question, and its ranked sentences.

    Attributes:
        times: The times it asks about.
    """

    question: str
    ranked: list[Ranked]
    document: str = ""
    times: tuple[Time, ...] = ()


def find(
    question: str, search: Search, read: Read, documents: Sequence[str] | None = None
) -> Found:
    """Search for a question, and for each of its parts if it has several; number the best.

    Args:
        read: Reads the best sentences with the question; what it thinks of them counts.
        documents: Ids of the documents that may be used; None for all.
    """
    if each := asked_of_each(question):
        asked = _of_each(each, search, read, documents)
        if len(asked) > 1:
            return _numbered(question, asked, [])
    questions = split(question)
    if len(questions) == 1:
        return _numbered(
            question, [_Asked(question, _found(question, search, read, documents))], []
        )
    asked = [_Asked(q, _found(q, search, read, documents)) for q in questions]
    return _numbered(question, asked, candidates(question, search(question, documents)))


def _found(
    question: str, search: Search, read: Read, documents: Sequence[str] | None
) -> list[Ranked]:
    """The sentences found that may answer, in the order of search and reader together."""
    found = candidates(question, search(question, documents))
    asked = timeless(question, times_asked(question), found)
    if asked != question:
        found = candidates(asked, search(asked, documents))
    return _read(asked, found, read)


def _read(question: str, found: Sequence[Ranked], read: Read) -> list[Ranked]:
    return reranked(found, read(question, [r.found for r in found]))


def candidates(question: str, sentences: Iterable[SentenceHit]) -> list[Ranked]:
    """The sentences that may answer, in the order of search alone."""
    sound = [s for s in sentences if _says_something(question, s)]
    if not asks_about_orders(question):
        sound = [s for s in sound if not orders_a_machine(s.sentence.text)]
    return rank(question, _distinct(question, sound))


def _of_each(
    each: OfEach, search: Search, read: Read, documents: Sequence[str] | None
) -> list[_Asked]:
    """The question put to each document that a search for it finds, the most fitting first."""
    found: dict[str, list[SentenceHit]] = {}
    for hit in search(each.question, documents, _PASSAGES):
        found.setdefault(hit.hit.document.id, []).append(hit)
    called = [h for h in found.values() if stem(each.noun) in stems(h[0].hit.document.title)]
    if each.noun in _ANY_DOCUMENT or (len(called) < 2 and each.sure):
        called = list(found.values())
    asked = [
        _Asked(each.question, ranked, hits[0].hit.document.title)
        for hits in called
        if (ranked := _read(each.question, candidates(each.question, hits), read))
    ]
    asked.sort(key=lambda a: -confidence(a.question, a.ranked))
    return asked[: each.most or _DOCUMENTS]


def _numbered(question: str, asked: Sequence[_Asked], whole: Sequence[Ranked]) -> Found:
    """Number the sentences of all parts in turn, each once."""
    sure = [confidence(a.question, a.ranked) for a in asked]  # whatever time it is about
    asked = _timely(question, asked)
    most = min(_MOST + _MORE_PER_PART * (len(asked) - 1), _MOST_OF_ALL)
    numbers: dict[tuple[str, str], Evidence] = {}
    for ranked in _in_turn([*(a.ranked for a in asked), whole]):
        if len(numbers) < most:
            numbers.setdefault(_key(ranked.found), _evidence(len(numbers) + 1, ranked))
    parts = _together([_part(a, numbers, c) for a, c in zip(asked, sure, strict=True)])
    return Found(question, tuple(numbers.values()), parts)


def _timely(question: str, asked: Sequence[_Asked]) -> list[_Asked]:
    """Each part's sentences in the order of the times it asks about, or else the whole does."""
    times = [times_asked(part.question) for part in asked]
    if not any(times):
        times = [times_asked(question)] * len(asked)
    return [
        replace(part, ranked=in_time(part.question, own, part.ranked), times=own)
        for part, own in zip(asked, times, strict=True)
    ]


def _together(parts: list[Part]) -> tuple[Part, ...]:
    """The parts, each likelier to be answered where another very likely is.

    Who asks two things at once has reason to look for both in one place. That this doubles the
    odds is a choice, not a fit.
    """
    return tuple(
        replace(part, confidence=2 * part.confidence / (1 + part.confidence))
        if any(other.confidence > _LIKELY for other in parts if other is not part)
        else part
        for part in parts
    )


def _in_turn(lists: Sequence[Sequence[Ranked]]) -> Iterator[Ranked]:
    return (item for turn in zip_longest(*lists) for item in turn if item)


def _part(asked: _Asked, numbers: dict[tuple[str, str], Evidence], sure: float) -> Part:
    evidence = tuple(
        replace(
            numbers[_key(r.found)],
            score=r.score,
            offers=r.offers,
            short=r.short,
            standing=r.standing,
        )
        for r in asked.ranked
        if _key(r.found) in numbers
    )
    return Part(asked.question, evidence, sure, asked.document, asked.times)


def _says_something(question: str, found: SentenceHit) -> bool:
    """Headings, questions, "as follows:" and boilerplate are found easily and answer nothing."""
    sentence = found.sentence
    if sentence.kind == "heading" or sentence.text[-1] in "?:" or " " not in sentence.text:
        return False
    return sentence.kind == "row" or not only_fills(question, sentence.text)


def _distinct(question: str, found: Iterable[SentenceHit]) -> list[SentenceHit]:
    """The same words in two documents are one piece of evidence, at the time asked about."""
    times = times_asked(question)
    kept: dict[str, SentenceHit] = {}
    for item in found:
        words = _words(item)
        if words not in kept or timelier(times, item, kept[words]):
            kept[words] = item
    return list(kept.values())


def _words(found: SentenceHit) -> str:
    return " ".join(found.sentence.text.casefold().split())


def _key(found: SentenceHit) -> tuple[str, str]:
    return found.hit.document.id, _words(found)


def _evidence(number: int, ranked: Ranked) -> Evidence:
    hit, sentence = ranked.found.hit, ranked.found.sentence
    citation = Citation.of(number, hit.document, sentence, hit.passage.heading)
    context = f"{hit.passage.heading} {hit.passage.text}"
    return Evidence(citation, ranked.score, ranked.offers, context, ranked.short, ranked.standing)
