"""Among sentences that answer nearly equally well, those that fit the time go first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from chatbot.reader.quoting import NEARLY
from chatbot.strength import Ranked
from chatbot.times.asked import Time
from chatbot.times.fitting import Fit, dated, fit
from chatbot.times.values import akin, differ, twins
from index.search import SentenceHit

# Share of the question's information that the passage of the best has, and another must have to
# take its place: two documents may count the staff of two offices.
_AS_CLEARLY = 0.9
# Sentences that differ in little but a name or a figure answer equally well, even where the reader
# prefers one name to another by more than NEARLY.
_TWIN = 2 * NEARLY
_NEWEST = Time("newest")
# Who asks what one source says wants neither another's nor the newest.
_SOURCE = re.compile(
    r"\baccording to\b|\b(?:do|does|did)\b.*\b(?:say|think|claim|believe|find|announce|state)\b|"
    r"\bas\b[^,?]*\b(?:says?|said|found|told|reported|claimed|announced|stated)\b",
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
    if not ranked or (not times and asks_one_source(question)):
        return list(ranked)
    near = [i for i, one in enumerate(ranked) if _as_good(one, ranked[0])]
    group = [ranked[i] for i in near]
    fits = [fit(time, [dated(one.found) for one in group]) for time in times]
    if len({one.found.hit.document.date for one in group}) > 1:
        group = _fitting(fits, group) if times else _newest_first(question, group)
    moved = list(ranked)
    for place, one in zip(near, group, strict=True):
        moved[place] = replace(one, score=ranked[place].score)
    suits = fits[0] if len(fits) == 1 else None
    told = {i: _standing(question, suits, group[0], moved[i]) for i in near[1:]}
    return [told.get(i, one) for i, one in enumerate(moved)]


def asks_one_source(question: str) -> bool:
    """Does it ask what one source says, as in "according to the newspaper"?"""
    return bool(_SOURCE.search(question))


def timelier(times: Sequence[Time], one: SentenceHit, other: SentenceHit) -> bool:
    """Of the same words in two documents: does the first fit the time asked about better?

    Where the question says nothing of time, the newer does.
    """
    ours, theirs = dated(one), dated(other)
    if ours.date == theirs.date or one.context_overlap < other.context_overlap:
        return False
    suits = fit(times[0] if times else _NEWEST, [ours, theirs])
    return suits(ours) > suits(theirs)


def _as_good(one: Ranked, best: Ranked) -> bool:
    """May it be the answer as well as the best, and is it about the same?"""
    if one.score <= best.score - _TWIN or one.offers < best.offers:
        return False
    if one.signals.context_overlap < _AS_CLEARLY * best.signals.context_overlap:
        return False
    alike = akin if one.score > best.score - NEARLY else twins
    return alike(one.found.sentence.text, best.found.sentence.text)


def _fitting(fits: Sequence[Fit], group: list[Ranked]) -> list[Ranked]:
    """The best fit for each time asked about, in the question's order, then the others."""
    if len(fits) == 1:
        return sorted(group, key=lambda one: -fits[0](dated(one.found)))
    first: list[Ranked] = []
    for suits in fits:
        left = [one for one in group if one not in first]
        first += [max(left, key=lambda one: suits(dated(one.found)))] if left else []
    return first + [one for one in group if one not in first]


def _newest_first(question: str, group: list[Ranked]) -> list[Ranked]:
    """Those that answer otherwise than the best, and it, the newest first; others stay in place."""
    best = group[0]
    rivals = {
        i: day
        for i, one in enumerate(group)
        if (day := dated(one.found).holds_on) and (i == 0 or _otherwise(question, one, best))
    }
    if 0 not in rivals:
        return group  # nobody knows whether it is older
    order = list(group)
    newest = sorted(rivals, key=lambda i: rivals[i], reverse=True)
    for place, i in zip(rivals, newest, strict=True):
        order[place] = group[i]
    return order


def _standing(question: str, suits: Fit | None, first: Ranked, other: Ranked) -> Ranked:
    """The other with how it stands to the first: another time's answer, or nothing.

    Args:
        suits: How well they fit the one time that is asked about; None where none or several are.
    """
    if not _otherwise(question, other, first):
        return other
    ours, theirs = dated(first.found), dated(other.found)
    past = suits is not None and theirs.date is not None and suits(theirs) < suits(ours)
    return replace(other, standing="past" if past else "differs")


def _otherwise(question: str, one: Ranked, other: Ranked) -> bool:
    """Do they answer differently, in documents of different dates?"""
    if one.found.hit.document.date == other.found.hit.document.date:
        return False
    return differ(question, other.found.sentence.text, one.found.sentence.text)
