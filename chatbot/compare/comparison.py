"""Two documents become a comparison: aligned claims, each side quoted and cited."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from chatbot.compare.aligned import aligned
from chatbot.compare.bearing import Bearing
from chatbot.compare.independent import restated, revalued, settings_of
from chatbot.compare.sources import Said, Source
from chatbot.compare.versions import Match, are_versions, worded_alike
from chatbot.compare.years import latest_year
from chatbot.types import (
    AnswerSentence,
    Change,
    Citation,
    Claim,
    Comparison,
    LatestYear,
    Verdict,
)
from chatbot.verify import Similarity

Pair = tuple[Said | None, Said | None, Match | None]


def compare(
    one: Source, other: Source, similarity: Similarity, about: Bearing | None = None
) -> Comparison:
    """Two documents side by side, the older first.

    Args:
        one, other: As they were named.
        similarity: Cosine of two texts; asked of sentences that may say the same.
        about: Which claims bear on what it is to be about; None for all.
    """
    started = time.perf_counter()
    old, new = in_order(one, other)
    matches = matched(old, new, similarity)
    pairs = [pair for pair in _pairs(old, new, matches) if about is None or _bears(pair, about)]
    cite = _Citer()
    claims = tuple(_cited(pairs, cite))
    years = [(source, found) for source in (old, new) if (found := latest_year(source))]
    dated = old.info.date is not None and new.info.date is not None
    return Comparison(
        old=old.info,
        new=new.info,
        dated=dated and old.info.date != new.info.date,
        about=about.text if about else "",
        claims=claims,
        seconds=time.perf_counter() - started,
        years=tuple(LatestYear(s.info.id, year, cite(said)) for s, (year, said) in years),
    )


def in_order(one: Source, other: Source) -> tuple[Source, Source]:
    """The older first; as they were named where dates do not tell."""
    dates = one.info.date, other.info.date
    turned = dates[0] is not None and dates[1] is not None and dates[0] > dates[1]
    return (other, one) if turned else (one, other)


def matched(old: Source, new: Source, similarity: Similarity | None) -> list[Match]:
    """The claims that both documents make, as they do or with other values.

    Args:
        similarity: Cosine of two texts; None leaves out those that only their meaning shows.
    """
    found = worded_alike(old, new)
    setting = settings_of(old, new, are_versions(old, new, found))
    if not setting.related:
        # Of two clubs, each has its annual fee: the words alone do not make it one fee.
        found = [m for m in found if not m.changes]
    if similarity is not None:
        found += restated(old, new, found, similarity)
    slots = revalued(old, new, found, setting)
    return found + _merged([*slots, *aligned(old, new, found, setting)])


def _merged(matches: Iterable[Match]) -> list[Match]:
    """One match for each two sentences; a sentence that has changed is not the same besides."""
    changed: dict[tuple[int, int], dict[tuple[str, str], Change]] = {}
    same: dict[tuple[int, int], Match] = {}
    for match in matches:
        key = match.old, match.new
        if match.changes:
            known = changed.setdefault(key, {})
            for change in match.changes:
                known.setdefault((change.old, change.new), change)
        else:
            same.setdefault(key, match)
    ours, theirs = {i for i, _ in changed}, {j for _, j in changed}
    found = [Match(i, j, tuple(known.values()), False) for (i, j), known in changed.items()]
    for (i, j), match in same.items():
        if i not in ours and j not in theirs:
            found.append(match)
            ours.add(i)
            theirs.add(j)
    return found


def _pairs(old: Source, new: Source, matches: Sequence[Match]) -> Iterator[Pair]:
    """Changed claims first, then the same, then those of one only; each in reading order."""
    in_order = sorted(matches, key=lambda m: (not m.changes, m.old, m.new))
    for match in in_order:
        yield old.claims[match.old], new.claims[match.new], match
    ours, theirs = {m.old for m in matches}, {m.new for m in matches}
    yield from ((said, None, None) for said in old.claims if said.at not in ours)
    yield from ((None, said, None) for said in new.claims if said.at not in theirs)


def _bears(pair: Pair, about: Bearing) -> bool:
    old, new, match = pair
    whats = [c.what for c in match.changes] if match else []
    return any(about(said, whats) for said in (old, new) if said)


@dataclass(slots=True)
class _Citer:
    """Citations that count from 1; a sentence has one number wherever it is cited."""

    _numbers: dict[tuple[str, int, int], Citation] = field(default_factory=dict)

    def __call__(self, said: Said) -> Citation:
        key = (said.document.id, said.sentence.start, said.sentence.end)
        return self._numbers.setdefault(key, said.citation(len(self._numbers) + 1))

    def quoted(self, said: Said) -> AnswerSentence:
        return AnswerSentence(said.sentence.text, (self(said),), Verdict("quoted"))


def _cited(pairs: Iterable[Pair], cite: _Citer) -> Iterator[Claim]:
    for old, new, match in pairs:
        # Quoted in this order, so that the numbers run as a person reads.
        left = cite.quoted(old) if old else None
        right = cite.quoted(new) if new else None
        if match:
            status = "changed" if match.changes else "same"
            yield Claim(status, left, right, match.changes)  # type: ignore[arg-type]
        else:
            yield Claim("only_old" if left else "only_new", left, right)
