"""Claims that both documents make in nearly the same words: unmoved, moved, or lightly edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from chatbot.compare.edits import Edit, edit
from chatbot.compare.near import nearest
from chatbot.compare.sources import Source
from chatbot.compare.tables import changes, matched, row
from chatbot.types import Change
from index.words import words

_CANDIDATES = 6  # of the nearest, how many an edited sentence is looked for among
_NEAR = 0.5  # cosine: an edit of values keeps a sentence nearer than this
# So large a part of the shorter document's claims stands in the other: versions of one text.
_VERSIONS = 0.3


@dataclass(frozen=True, slots=True)
class Match:
    """Two claims that state the same, or the same of other values.

    Attributes:
        old, new: Their places among the claims of their documents.
        worded_alike: Whether all but their values has nearly the same words.
    """

    old: int
    new: int
    changes: tuple[Change, ...]
    worded_alike: bool = True


def worded_alike(old: Source, new: Source) -> list[Match]:
    """The claims that both make in nearly the same words, each once, in reading order."""
    found = list(_identical(old, new))
    found += _rows(old, new, found)
    found += _edited(old, new, found)
    return sorted(found, key=lambda m: m.old)


def are_versions(old: Source, new: Source, found: Sequence[Match]) -> bool:
    """Do so many claims stand in both that they are versions of one text?"""
    return len(found) >= _VERSIONS * max(1, min(len(old.claims), len(new.claims)))


def _identical(old: Source, new: Source) -> Iterator[Match]:
    """The same words; of several such sentences the first with the first, and so on."""
    there: dict[str, list[int]] = {}
    for said in new.claims:
        there.setdefault(_plain(said.text), []).append(said.at)
    for said in old.claims:
        places = there.get(_plain(said.text))
        if places:
            yield Match(said.at, places.pop(0), ())


def _rows(old: Source, new: Source, found: Sequence[Match]) -> list[Match]:
    ours, theirs = _left(old, {m.old for m in found}), _left(new, {m.new for m in found})
    # A row that stands unaltered elsewhere is not free to be this one's new state.
    rows = [r for i in ours if (r := row(old.claims[i]))]
    others = [r for i in theirs if (r := row(new.claims[i]))]
    return [Match(a.said.at, b.said.at, changes(a, b)) for a, b in matched(rows, others)]


def _edited(old: Source, new: Source, found: Sequence[Match]) -> list[Match]:
    """Sentences with other values or small words, each with the best that is free."""
    ours, theirs = _left(old, {m.old for m in found}), _left(new, {m.new for m in found})
    there, cosines = nearest(old.vectors[ours], new.vectors[theirs], _CANDIDATES)
    anchors = {m.old: m.new for m in found}
    scored: list[tuple[float, int, int, Edit]] = []
    for i, (places, nears) in enumerate(zip(there, cosines, strict=True)):
        for place, near in zip(places, nears, strict=True):
            a, b = old.claims[ours[i]], new.claims[theirs[int(place)]]
            if near < _NEAR or (a.sentence.kind == "row") != (b.sentence.kind == "row"):
                continue
            edited = edit(a.text, b.text)
            if edited:
                unmoved = _follows(anchors, a.at, b.at)
                same_part = a.heading == b.heading
                score = 2.0 * edited.kept - len(edited.changes) + unmoved + same_part + float(near)
                scored.append((score, a.at, b.at, edited))
    return list(_best(scored))


def _best(scored: list[tuple[float, int, int, Edit]]) -> Iterator[Match]:
    """The best of each, one to one."""
    ours: set[int] = set()
    theirs: set[int] = set()
    for _, a, b, edited in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if a not in ours and b not in theirs:
            ours.add(a)
            theirs.add(b)
            yield Match(a, b, edited.changes)


def _follows(anchors: dict[int, int], a: int, b: int) -> bool:
    """Does it stand next to the same claim in both?"""
    return anchors.get(a - 1, -2) == b - 1 or anchors.get(a + 1, -2) == b + 1


def _left(source: Source, taken: set[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([s.at for s in source.claims if s.at not in taken], np.int64)


def _plain(text: str) -> str:
    return " ".join(words(text))
