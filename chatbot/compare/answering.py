"""Do the documents give different answers to a question?

A sentence that answers is held against what other documents say: a conflict is only what was asked
for, of one subject, and not what the time asked about settles. In doubt there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from chatbot.asks import FIGURES, answer_type, counted, new_dates, new_figures
from chatbot.compare.conflicts import Difference, differences, newest_first
from chatbot.compare.counts import STAFF, Count
from chatbot.compare.roles import Holder
from chatbot.compare.shares import WORKFORCE
from chatbot.compare.slots import Slot
from chatbot.found import Evidence, Found, Part
from chatbot.reader.quoting import NEARLY
from chatbot.sought import Occurs
from chatbot.times.asked import Time
from chatbot.times.fitting import Dated, fit
from chatbot.times.ordering import asks_one_source
from chatbot.types import Conflict, Side
from chatbot.wording.mentions import content_stems, find_names, name_words, word_stem
from index.words import words

# Who asks for differing figures wants those, whichever sentence comes first.
_ASKS_FOR_ALL = re.compile(
    r"\b(?:differ\w*|conflict\w*|disagree\w*|contradict\w*|inconsistent)\b|"
    r"\b(?:which|what) (?:two|three|several|various) \w+",
    re.IGNORECASE,
)
_ENOUGH_NAMES = 2  # that two documents share, to speak of one subject
# Words that ask for anything, and what is done with whatever there is.
_GENERAL = frozenset(
    content_stems(
        """different conflicting figure figures number numbers total size amount count counts
        estimate name person hold held serve served current currently now latest newest work works
        come came go going get got take took pay paid cost costs go present there aboard give given
        report reported put two three"""
    )
)
_ACT = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|do|does|did|will|would|can|could|may|might|"
    r"must|should)\s+(?:(?:is|are|was|were|be|been|being|has|have|had|already|now|still|also|ever|"
    r"yet|going|to|the|a|an|it|they|he|she|expected|said|thought)\s+)*([a-z]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AtOdds:
    """A conflict and the evidence for each of its sides, in their order."""

    conflict: Conflict
    evidence: tuple[Evidence, ...]


Rival = tuple[Evidence, Difference]


def at_odds(part: Part, found: Found, occurs: Occurs) -> AtOdds | None:
    """Where documents differ on what a part of a question asks for, or None.

    Args:
        found: All evidence, which tells what the documents are about.
        occurs: Does a word stand in one of these documents?
    """
    if part.document or len(part.times) > 1 or asks_one_source(part.question):
        return None
    asked = _Asked(part.question, found, occurs)
    least = part.evidence[0].score - NEARLY if part.evidence else 0.0
    for first in (e for e in part.evidence if asked.for_all or e.score > least):
        if rivals := list(_rivals(part, first, asked)):
            return _settled(part, first, rivals)
    return None


def _rivals(part: Part, first: Evidence, asked: _Asked) -> Iterator[Rival]:
    """What gives another value of what the first sentence is asked for, each with the value."""
    for other in part.evidence:
        if other.citation.document == first.citation.document or other.offers < first.offers:
            continue
        given = differences(first.citation, other.citation)
        difference = next((d for d in given if asked.is_answered_by(first, d)), None)
        if difference and asked.of_one_subject(first, other, difference):
            yield other, difference


@dataclass(frozen=True)
class _Asked:
    """What a question asks for, held against sentences."""

    question: str
    found: Found
    occurs: Occurs

    @cached_property
    def for_all(self) -> bool:
        return bool(_ASKS_FOR_ALL.search(self.question))

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(w for name in find_names(self.question) for w in name_words(name))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of its words but names and those that ask for anything."""
        rest = set(content_stems(self.question)) - _GENERAL
        return frozenset(rest - {word_stem(name) for name in self.names})

    @cached_property
    def acts(self) -> frozenset[str]:
        """Of the verbs that follow an auxiliary: "how many have *left*"."""
        named = re.compile("|".join(map(re.escape, find_names(self.question))) or "(?!)")
        found = (m[1] for m in _ACT.finditer(named.sub("", self.question)))
        return frozenset(s for verb in found for s in content_stems(verb)) - _GENERAL

    def is_answered_by(self, first: Evidence, difference: Difference) -> bool:
        """Is the value the answer: what the reader marked, or else of the kind asked for?"""
        slot, quote, kind = difference.slot, first.citation.quote, answer_type(self.question)
        if isinstance(slot, Count) and not self._counts(slot):
            return False
        if isinstance(slot, Holder):
            return kind == "person" and self.stems <= set(content_stems(slot.what))
        if first.short and not self.for_all:
            return _overlap(quote[slice(*first.short)], difference.one)
        if kind in FIGURES:
            told = new_figures(kind, self.question, quote)
            return any(_overlap(f.text, difference.one) for f in told)
        if kind == "date":
            dates = new_dates(self.question, quote)
            return any(_overlap(d.text, difference.one) for d in dates)
        return self.for_all

    def _counts(self, slot: Count) -> bool:
        """Does the question count what the slot does, if it says what?"""
        named = {slot.thing, *_words_for(slot)} & set(content_stems(self.question))
        return bool(named) or not counted(self.question)

    def of_one_subject(self, first: Evidence, other: Evidence, difference: Difference) -> bool:
        """Does the other speak of all that the question asks about, as far as the first does?

        Who and what the question names may stand anywhere in its document; its other words have to
        be near the sentence, and what is done in one of the two.
        """
        asked = self.stems - _words_for(difference.slot)
        here = set(content_stems(f"{first.citation.heading} {first.citation.quote}"))
        if (asked & here) - set(content_stems(f"{other.context} {other.citation.title}")):
            return False
        if not self.for_all and (self.acts & asked) - here - set(
            content_stems(other.citation.quote)
        ):
            return False
        documents = [one.citation.document for one in (first, other)]
        if self.names:
            return all(self.occurs(name, [doc]) for name in self.names for doc in documents)
        return _related(*(self._all_of(document) for document in documents))

    def _all_of(self, document: str) -> str:
        """What is known here of a document: what surrounds its evidence."""
        around = (e.context for e in self.found.evidence if e.citation.document == document)
        return " \n".join(dict.fromkeys(around))


def _overlap(one: str, other: str) -> bool:
    """Is the one a run of the other's words?"""
    mine, theirs = (f" {' '.join(words(text))} " for text in (one, other))
    return bool(mine.strip() and theirs.strip()) and (mine in theirs or theirs in mine)


def _words_for(slot: Slot | None) -> frozenset[str]:
    """Words for what is counted, which may be other ones in each document."""
    return WORKFORCE if isinstance(slot, Count) and slot.thing == STAFF else frozenset()


def _related(one: str, other: str) -> bool:
    """Do two texts name the same, as far as they name anything?"""
    mine, theirs = ({n.casefold() for n in find_names(text)} for text in (one, other))
    return len(mine & theirs) >= min(_ENOUGH_NAMES, len(mine), len(theirs))


def _settled(part: Part, first: Evidence, rivals: Sequence[Rival]) -> AtOdds | None:
    """The sides in order; None where all but the first are of a time that is not asked about."""
    what, value = rivals[0][1].what, rivals[0][1].one
    pairs = [(Side(value, first.citation), first)]
    for other, difference in rivals:
        if (difference.what, difference.one) == (what, value):
            pairs.append((Side(difference.other, other.citation), other))
    if part.times:
        pairs = _at_the_time(part.times[0], pairs)
    kept: dict[str, tuple[Side, Evidence]] = {}
    order = newest_first([side for side, _ in pairs])
    for pair in pairs if part.times else sorted(pairs, key=lambda p: order.index(p[0])):
        kept.setdefault(" ".join(words(pair[0].value)), pair)
    if len(kept) < 2:
        return None
    sides, evidence = zip(*kept.values(), strict=True)
    return AtOdds(Conflict(what, tuple(sides)), tuple(evidence))


def _at_the_time(time: Time, pairs: Sequence[tuple[Side, Evidence]]) -> list[tuple[Side, Evidence]]:
    """The sides by how well they fit the time asked about.

    Where the first already fits it best, those that fit it less and have a date are left out.
    """
    dated = [Dated(c.quote, c.heading, c.title, c.date) for c in (s.citation for s, _ in pairs)]
    suits = fit(time, dated)
    fits = [suits(one) for one in dated]
    if fits[0] == max(fits):
        keep = [f == fits[0] or one.date is None for f, one in zip(fits, dated, strict=True)]
        pairs = [pair for pair, kept in zip(pairs, keep, strict=True) if kept]
        fits = [f for f, kept in zip(fits, keep, strict=True) if kept]
    order = sorted(range(len(pairs)), key=lambda i: -fits[i])
    return [pairs[i] for i in order]
