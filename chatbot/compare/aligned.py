"""Values of one thing in sentences of other words, matched by the words that surround them.

A value's match is the one of its kind whose clause and sentence share the most of their rarer words
with its own, and whose sentence is nearest in meaning. Both have to be each other's match, clearly
before any other value. Only documents of one subject are matched like this.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from chatbot.compare.apart import apart
from chatbot.compare.edits import bare, differ
from chatbot.compare.mentions import Mention, mentions, of_one_kind, telling
from chatbot.compare.naming import thing
from chatbot.compare.near import nearest
from chatbot.compare.slots import Setting
from chatbot.compare.sources import Source
from chatbot.compare.versions import Match
from chatbot.types import Change

# Of 3, the cosine of the sentences and how many words clauses and sentences share (Dice), and half
# of how far it lies before any other value's. What is wrong reaches 1.1 in the bundled pairs.
_LEAST = 1.5
_CLEARLY = 0.25
_EQUAL = 0.2  # the same value is the same thing's, though another fits so much better
_UNSAID = 0.3  # one of the two does not say what it counts
_CANDIDATES = 12  # sentences nearest in meaning that a value's match is looked for among

Weight = Callable[[str], float]
_Scored = dict[tuple[int, int], float]


@dataclass(frozen=True, slots=True)
class _Pair:
    old: Mention
    new: Mention
    score: float


def aligned(old: Source, new: Source, taken: Iterable[Match], setting: Setting) -> list[Match]:
    """Sentences that give other values for one thing, or the same.

    Args:
        taken: What is matched already; those sentences are left out.
    """
    if not setting.related:
        return []
    matches = list(taken)
    ours = list(mentions(old, {m.old for m in matches}))
    theirs = list(mentions(new, {m.new for m in matches}))
    scores = _scores(old, new, ours, theirs)
    return _matches(
        [pair for pair in _clear(ours, theirs, scores) if not apart(pair.old, pair.new, setting)]
    )


def _scores(
    old: Source, new: Source, ours: Sequence[Mention], theirs: Sequence[Mention]
) -> _Scored:
    """How much alike the values of one kind are in what surrounds them."""
    weight = _rarity(old, new)
    by_claim: dict[int, list[int]] = defaultdict(list)
    for j, mention in enumerate(theirs):
        by_claim[mention.said.at].append(j)
    places = sorted(by_claim)
    own = sorted({mention.said.at for mention in ours})
    there, cosines = nearest(old.vectors[own], new.vectors[places], _CANDIDATES)
    near = {
        at: [(places[int(p)], float(c)) for p, c in zip(row, values, strict=True)]
        for at, row, values in zip(own, there, cosines, strict=True)
    }
    found: _Scored = {}
    for i, mine in enumerate(ours):
        for at, cosine in near[mine.said.at]:
            for j in by_claim[at]:
                if of_one_kind(mine, theirs[j]):
                    shared = _dice(mine.near, theirs[j].near, weight)
                    shared += _dice(mine.around, theirs[j].around, weight)
                    found[i, j] = cosine + shared - _UNSAID * (mine.noun != theirs[j].noun)
    return found


def _clear(ours: Sequence[Mention], theirs: Sequence[Mention], scores: _Scored) -> Iterator[_Pair]:
    """Each other's best, clearly before any with another value; first those of the same value."""
    rivals = _Rivals(ours, theirs, scores)
    for score, i, j in sorted(((s, i, j) for (i, j), s in scores.items()), reverse=True):
        if not differ(ours[i].value, theirs[j].value) and rivals.both_free(i, j):
            best = rivals.best(i, j)
            if score >= best - _EQUAL and score + (score - best) / 2 >= _LEAST:
                rivals.take(i, j)
                yield _Pair(ours[i], theirs[j], score)
    for score, i, j in sorted(((s, i, j) for (i, j), s in scores.items()), reverse=True):
        if rivals.both_free(i, j):
            before = score - rivals.best(i, j)
            if before >= _CLEARLY and score + before / 2 >= _LEAST:
                yield _Pair(ours[i], theirs[j], score)


class _Rivals:
    """Which values are free, and how well others than a pair's own would fit it."""

    def __init__(self, ours: Sequence[Mention], theirs: Sequence[Mention], scores: _Scored) -> None:
        self._ours, self._theirs = ours, theirs
        self._rows: dict[int, dict[int, float]] = defaultdict(dict)
        self._columns: dict[int, dict[int, float]] = defaultdict(dict)
        self._taken: tuple[set[int], set[int]] = set(), set()
        for (i, j), score in scores.items():
            self._rows[i][j] = self._columns[j][i] = score

    def both_free(self, i: int, j: int) -> bool:
        return i not in self._taken[0] and j not in self._taken[1]

    def take(self, i: int, j: int) -> None:
        self._taken[0].add(i)
        self._taken[1].add(j)

    def best(self, i: int, j: int) -> float:
        """The best score of either with another value that is free, 0 for none."""
        mine, yours = self._ours[i].value, self._theirs[j].value
        row = (
            s
            for k, s in self._rows[i].items()
            if k not in self._taken[1] and differ(self._theirs[k].value, yours)
        )
        column = (
            s
            for k, s in self._columns[j].items()
            if k not in self._taken[0] and differ(self._ours[k].value, mine)
        )
        return max(max(row, default=0.0), max(column, default=0.0))


def _matches(pairs: Sequence[_Pair]) -> list[Match]:
    """One for each two sentences; a sentence belongs to the one that it has most in common with."""
    both: dict[tuple[int, int], list[_Pair]] = defaultdict(list)
    for pair in pairs:
        both[pair.old.said.at, pair.new.said.at].append(pair)
    ours: set[int] = set()
    theirs: set[int] = set()
    found = []
    for (a, b), some in sorted(both.items(), key=lambda item: -sum(p.score for p in item[1])):
        changed = [p for p in some if differ(p.old.value, p.new.value)]
        changed = [p for p in some if differ(p.old.value, p.new.value)]
        changes = tuple(dict.fromkeys(map(_change, changed)))
        # A sentence may be changed against two, each of which has one of its values.
        if changes or (a not in ours and b not in theirs):
            found.append(Match(a, b, changes, False))
            ours.add(a)
            theirs.add(b)
    return found


def _change(pair: _Pair) -> Change:
    old, new = pair.old.stated, pair.new.stated
    what = thing(old.text, old.value.start, old.value.end)
    what = what or thing(new.text, new.value.start, new.value.end)
    return Change(what, bare(old.value.text), bare(new.value.text))


def _rarity(old: Source, new: Source) -> Weight:
    """How much a word tells: the rarer in both documents, the more."""
    known = Counter(
        stem for source in (old, new) for said in source.claims for stem in telling(said.text)
    )
    most = len(old.claims) + len(new.claims)
    return lambda stem: math.log(1 + most / known.get(stem, 1))


def _dice(one: frozenset[str], other: frozenset[str], weight: Weight) -> float:
    """Share of words in common, 0..1, the rarer ones counting more."""
    shared = sum(map(weight, one & other))
    total = sum(map(weight, one)) + sum(map(weight, other))
    return 2 * shared / total if total else 0.0
