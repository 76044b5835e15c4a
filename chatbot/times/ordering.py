"""Among sentences that answer nearly equally well, those that fit the time go first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from chatbot.reader.quoting import NEARLY
from chatbot.strength import Ranked
from chatbot.times.asked import Time
from chatbot.times.fitting import Dated, fit
from chatbot.times.values import differ
from index.search import SentenceHit

# Share of the question's information that the passage of the best has, and another must have to
# take its place: two documents may count the staff of two offices.
_AS_CLEARLY = 0.9
_NEWEST = Time("newest")
# Who asks what one source says wants neither another's nor the newest.
_SOURCE = re.compile(
    r"\baccording to\b|\b(?:do|does|did)\b.*\b(?:say|think|claim|believe|find|announce|state)\b",
    re.IGNORECASE,
)


def in_time(question: str, times: Sequence[Time], ranked: Sequence[Ranked]) -> list[Ranked]:
    """The sentences in the order of the times asked about, and how each stands to the first.

    A sentence that is much less likely to answer is never moved. Where the question says nothing
    of time, the newest of those that answer differently comes first. Places keep their scores,
    so that what comes after is as far from the first as before.

    Args:
        ranked: Best first.
    """
    if not ranked:
        return []
    near = [i for i, one in enumerate(ranked) if _as_good(one, ranked[0])]
    group = [ranked[i] for i in near]
    if not times and _SOURCE.search(question):
        return list(ranked)
    if len({one.found.hit.document.date for one in group}) > 1:
        group = _fitting(times, group) if times else _newest_first(question, group)
    moved = list(ranked)
    for place, one in zip(near, group, strict=True):
        moved[place] = replace(one, score=ranked[place].score)
    first = moved[0]
    return [first, *(_standing(question, times, first, one) for one in moved[1:])]


def timelier(times: Sequence[Time], one: SentenceHit, other: SentenceHit) -> bool:
    """Of the same words in two documents: does the first fit the time asked about better?

    Where the question says nothing of time, the newer does.
    """
    ours, theirs = _dated(one), _dated(other)
    if ours.date == theirs.date or one.context_overlap < other.context_overlap:
        return False
    suits = fit(times[0] if times else _NEWEST, [ours, theirs])
    return suits(ours) > suits(theirs)


def _as_good(one: Ranked, best: Ranked) -> bool:
    """May it be the answer as well as the best, and is it about the same?"""
    context = one.signals.context_overlap >= _AS_CLEARLY * best.signals.context_overlap
    return one.score > best.score - NEARLY and one.offers >= best.offers and context


def _dated(one: SentenceHit) -> Dated:
    document = one.hit.document
    return Dated(one.sentence.text, one.hit.passage.heading, document.title, document.date)


def _fitting(times: Sequence[Time], group: list[Ranked]) -> list[Ranked]:
    """The best fit for each time asked about, in the question's order, then the others."""
    dated = {id(one): _dated(one.found) for one in group}
    first: list[Ranked] = []
    for time in times:
        suits = fit(time, list(dated.values()))
        rest = sorted(
            (one for one in group if one not in first), key=lambda r: -suits(dated[id(r)])
        )
        if len(times) == 1:
            return rest
        first += rest[:1]
    return first + [one for one in group if one not in first]


def _newest_first(question: str, group: list[Ranked]) -> list[Ranked]:
    """The newest of those that answer differently, then the others as they were."""
    best = group[0]
    known = _dated(best.found).holds_on
    if known is None:
        return group
    newer = [
        (day, one)
        for one in group[1:]
        if _elsewhere(one, best)
        and (day := _dated(one.found).holds_on) is not None
        and day > known
        and differ(question, best.found.sentence.text, one.found.sentence.text)
    ]
    if not newer:
        return group
    newest = max(newer, key=lambda pair: pair[0])[1]
    return [newest, *(one for one in group if one is not newest)]


def _standing(question: str, times: Sequence[Time], first: Ranked, other: Ranked) -> Ranked:
    """The other with how it stands to the first: another time's answer, or nothing."""
    if not _as_good(other, first) or not _elsewhere(other, first):
        return other
    if not differ(question, first.found.sentence.text, other.found.sentence.text):
        return other
    if len(times) != 1 or other.found.hit.document.date is None:
        return replace(other, standing="differs")
    ours, theirs = _dated(first.found), _dated(other.found)
    suits = fit(times[0], [ours, theirs])
    return replace(other, standing="past" if suits(theirs) < suits(ours) else "differs")


def _elsewhere(one: Ranked, other: Ranked) -> bool:
    """In documents of different dates?"""
    return one.found.hit.document.date != other.found.hit.document.date
