"""Claims about the same thing in different words: the same meaning, or other values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from chatbot.compare.clauses import TIMES
from chatbot.compare.near import mutual, nearest
from chatbot.compare.roles import Holder
from chatbot.compare.slots import (
    Bucket,
    Setting,
    Slot,
    bucket,
    change,
    otherwise,
    roots,
    same_thing,
    slots,
)
from chatbot.compare.sources import Said, Source
from chatbot.compare.versions import Match
from chatbot.types import Change
from chatbot.verify import Similarity, verify
from chatbot.wording.dates import find_dates
from chatbot.wording.mentions import content_stems, find_names, word_stem

_RESTATED = 0.75  # cosine of two sentences that may say the same; then both are verified
_MOST = 200  # pairs are verified, the nearest first: more would take minutes
_ALIKE = 0.5  # cosine of two sentences that give one value, to say that they claim the same

# To be of one subject: how near their claims are, and how much of their titles or names they share.
_NEAR_IN_MEANING = 0.55
_NEAR_AS_EDITIONS = 0.7
_TITLED, _NAMED = 0.75, 0.4

_ROOT = 4  # letters of a stem that its word is looked for by

Filled = tuple[Said, Slot]
Buckets = dict[Bucket, list[Filled]]


def restated(
    old: Source, new: Source, taken: Iterable[Match], similarity: Similarity
) -> Iterator[Match]:
    """Claims of the same meaning: each is supported by the other alone."""
    matches = list(taken)
    ours, theirs = {m.old for m in matches}, {m.new for m in matches}
    near = [p for p in mutual(old.vectors, new.vectors, _RESTATED) if p[0] not in ours]
    for i, j, _ in sorted(near, key=lambda p: -p[2])[:_MOST]:
        a, b = old.claims[i], new.claims[j]
        if j in theirs or "row" in (a.sentence.kind, b.sentence.kind):
            continue
        if _supports(a, b, similarity) and _supports(b, a, similarity):
            yield Match(i, j, ())


def _supports(one: Said, other: Said, similarity: Similarity) -> bool:
    verdict = verify(one.text, [other.cited()], similarity)
    return verdict.status in ("quoted", "supported")


def revalued(old: Source, new: Source, taken: Iterable[Match], setting: Setting) -> list[Match]:
    """Sentences that give values for one thing: other ones, or the same.

    Where a document itself gives several values for the thing, nobody can say which one changed.
    """
    matches = list(taken)
    ours, theirs = {m.old for m in matches}, {m.new for m in matches}
    here, there = _by_bucket(old, ours), _by_bucket(new, theirs)
    asked = here.keys() & there.keys()
    _add_taken(here, old, ours, asked)
    _add_taken(there, new, theirs, asked)
    changed: dict[tuple[int, int], list[Change]] = {}
    same: dict[tuple[int, int], bool] = {}
    for key in [key for key in here if key in asked]:
        mine = here[key]
        for group, others in _things(mine, there.get(key, []), setting):
            pair = _pair(
                [f for f in group if f[0].at not in ours],
                [f for f in others if f[0].at not in theirs],
                old,
                new,
            )
            if pair is None or _at_odds(group) or _at_odds(others):
                continue
            (a, slot), (b, other), cosine = pair
            if otherwise(slot, other):
                changed.setdefault((a.at, b.at), []).append(change(slot, other))
            elif cosine >= _ALIKE and not isinstance(slot, Holder):
                same[a.at, b.at] = True
    found = [Match(i, j, tuple(dict.fromkeys(c)), False) for (i, j), c in changed.items()]
    used = {m.old for m in found}, {m.new for m in found}
    return found + [
        Match(i, j, (), False) for i, j in same if i not in used[0] and j not in used[1]
    ]


def _by_bucket(source: Source, taken: Set[int]) -> Buckets:
    """The slots of the claims that nothing is known of yet."""
    found: Buckets = {}
    for said in source.claims:
        if said.at not in taken:
            _put(found, said)
    return found


def _add_taken(found: Buckets, source: Source, taken: Set[int], asked: Set[Bucket]) -> None:
    """Add the other claims' slots for the same things: they may show that a thing has several
    values. Only sentences with a word of the thing are read."""
    starts = {word[:_ROOT] for key in asked for word in roots(key)}
    if not starts:
        return
    any_of = re.compile("|".join(map(re.escape, sorted(starts))), re.IGNORECASE)
    for at in sorted(taken):
        if any_of.search(source.claims[at].text):
            _put(found, source.claims[at], asked)


def _put(found: Buckets, said: Said, asked: Set[Bucket] | None = None) -> None:
    if said.sentence.kind != "row":
        for slot in slots(said.text):
            key = bucket(slot)
            if asked is None or key in asked:
                found.setdefault(key, []).append((said, slot))


def _things(
    ours: list[Filled], theirs: list[Filled], setting: Setting
) -> Iterator[tuple[list[Filled], list[Filled]]]:
    """The slots of a bucket by the thing that they are for, of both documents."""
    left = list(ours)
    while left and theirs:
        first = left[0]
        others = [f for f in theirs if same_thing(first[1], f[1], setting)]
        group = [
            first,
            *(f for f in left[1:] if any(same_thing(f[1], o[1], setting) for o in others)),
        ]
        if others:
            yield group, others
        left = [f for f in left if f not in group]


def _at_odds(group: list[Filled]) -> bool:
    """Does one document give several values?"""
    return any(otherwise(group[0][1], slot) for _, slot in group[1:])


def _pair(
    ours: list[Filled], theirs: list[Filled], old: Source, new: Source
) -> tuple[Filled, Filled, float] | None:
    """The two sentences nearest in meaning."""
    pairs = [
        (float(old.vectors[a[0].at] @ new.vectors[b[0].at]), i, j)
        for i, a in enumerate(ours)
        for j, b in enumerate(theirs)
    ]
    if not pairs:
        return None
    cosine, i, j = max(pairs, key=lambda p: (p[0], -p[1], -p[2]))
    return ours[i], theirs[j], cosine


def settings_of(old: Source, new: Source, versions: bool) -> Setting:
    """What is known of two documents."""
    dates = [s.info.date for s in (old, new) if s.info.date]
    titled = [_title_year(s) for s in (old, new)]
    later = None
    if all(titled):
        later = titled[1] - titled[0]
    elif len(dates) == 2:
        later = dates[1].year - dates[0].year
    near = 1.0 if versions else nearness(old, new)
    one_subject = versions or related(old, new, near)
    versions = versions or (one_subject and editions(old, new, near))
    return Setting(versions, one_subject, frozenset(d.year for d in dates), later)


def _title_year(source: Source) -> int:
    """The year that a title gives, as in "Annual review 2023"; 0 for none or several."""
    years = {d.year for d in find_dates(source.info.title) if d.year}
    return years.pop() if len(years) == 1 else 0


def editions(old: Source, new: Source, near: float) -> bool:
    """Are papers about one subject editions of one: of nearly the same title, claim by claim?"""
    return _title_in_common(old, new) >= _TITLED and near >= _NEAR_AS_EDITIONS


def related(old: Source, new: Source, near: float) -> bool:
    """Are two documents about one subject? They name the same people, bodies and places.

    Where they name few, their sentences have to be near one another in meaning besides: each of
    two clubs has a fee.
    """
    mine, theirs = _names(old), _names(new)
    shared = len(_in_common(mine, theirs))
    share = shared / max(1, min(len(mine), len(theirs)))
    if shared >= 3 and share >= 0.2:
        return True
    alike = _title_in_common(old, new) >= _TITLED and (shared or not mine or not theirs)
    return bool(alike or (shared and share >= _NAMED)) and near >= _NEAR_IN_MEANING


def _title_in_common(old: Source, new: Source) -> float:
    """Share of the shorter title's words; 0 where they name different things."""
    titles = [s.info.title for s in (old, new)]
    names = [{n.casefold() for n in find_names(title)} for title in titles]
    if names[0] and names[1] and not names[0] & names[1]:
        return 0.0
    one, other = (set(content_stems(title)) for title in titles)
    return len(one & other) / min(len(one), len(other)) if min(len(one), len(other)) > 2 else 0.0


def nearness(old: Source, new: Source) -> float:
    """Cosine of a claim and the other document's nearest, on average."""
    if not len(old.claims) or not len(new.claims):
        return 0.0
    there = nearest(old.vectors, new.vectors, 1)[1].mean()
    back = nearest(new.vectors, old.vectors, 1)[1].mean()
    return float(there + back) / 2


def _names(source: Source) -> frozenset[tuple[str, ...]]:
    """What a document names, in words; but for days, which any document may name."""
    named = {*source.names, *find_names(source.info.title)}
    found = (tuple(n.casefold().split()) for n in named if len(n) > 2)
    return frozenset(n for n in found if len(n) > 1 or word_stem(n[0]) not in TIMES)


def _in_common(
    mine: frozenset[tuple[str, ...]], theirs: frozenset[tuple[str, ...]]
) -> frozenset[tuple[str, ...]]:
    """The names of both, or those of the first that hold one of the other's of several words."""
    longer = {n for n in mine for run in _runs(n) if run in theirs}
    shorter = {run for n in theirs for run in _runs(n) if run in mine}
    return (mine & theirs) | longer | shorter


def _runs(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Its parts of several words: "Nether Mere" of "Nether Mere Club"."""
    for start in range(len(name)):
        for end in range(start + 2, len(name) + 1):
            yield name[start:end]
