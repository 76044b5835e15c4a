"""How far a sentence is made of its source's words: what a calibrated model of support looks at.

Measures of extraction (Grusky et al. 2018, arXiv:1804.11283: sentences that copy long fragments
rarely go astray) over word stems, stop words too, because "for her" and "from her" differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from chatbot.wording.mentions import word_stem
from index.words import STOPWORDS, words

_APART = "|"  # between quotes; no word is this
_NEAR = 6  # words between two that still belong together


@dataclass(frozen=True, slots=True)
class Overlap:
    """Shares of a sentence, 0 to 1, that its source has.

    Attributes:
        words: All words in the one quote that has most of them.
        triples: Three words in a row, likewise; so for all that are not of all quotes together.
        order: Longest common subsequence of words.
        content: Words of meaning in the quotes together.
        pairs: Two words in a row in the quotes together.
        near: Neighbouring words of meaning that are near each other in the quotes, in order.
        around: Words of meaning in the quotes or the text around them.
        copied: Longest run of words that it shares with that quote, in words.
        length: In words.
    """

    words: float
    triples: float
    order: float
    content: float
    pairs: float
    near: float
    around: float
    copied: int
    length: int


def overlap(sentence: str, quotes: Sequence[str], context: str) -> Overlap:
    """Measure a sentence against the quotes it cites and the text around them."""
    said = _stems(sentence)
    meant = [word_stem(w) for w in words(sentence) if w not in STOPWORDS]
    sources = [_stems(quote) for quote in quotes]
    together = [stem for source in sources for stem in (*source, _APART)]
    around = [*together, *_stems(context)]
    best = max(sources, key=lambda s: _share(said, s) + _share(_rows(said, 2), _rows(s, 2)))
    return Overlap(
        words=_share(said, best),
        triples=_share(_rows(said, 3), _rows(best, 3)),
        order=max(_in_order(said, source) for source in sources),
        content=_share(meant, together),
        pairs=_share(_rows(said, 2), _rows(together, 2)),
        near=_near(meant, together),
        around=_share(meant, around),
        copied=SequenceMatcher(None, said, best, autojunk=False).find_longest_match().size,
        length=len(said),
    )


def _stems(text: str) -> list[str]:
    return [word_stem(word) for word in words(text)]


def _rows(stems: Sequence[str], size: int) -> list[tuple[str, ...]]:
    """Every `size` stems in a row; all of them together if there are fewer."""
    size = min(size, len(stems)) or 1
    return [tuple(stems[i : i + size]) for i in range(len(stems) - size + 1)]


def _share(some: Sequence[object], others: Sequence[object]) -> float:
    there = set(others)
    return sum(one in there for one in some) / len(some) if some else 0.0


def _in_order(some: Sequence[str], others: Sequence[str]) -> float:
    """Share of `some` in the longest common subsequence."""
    lengths = [0] * (len(others) + 1)
    for one in some:
        row = [0]
        for j, other in enumerate(others):
            row.append(lengths[j] + 1 if one == other else max(lengths[j + 1], row[-1]))
        lengths = row
    return lengths[-1] / len(some) if some else 0.0


def _near(some: Sequence[str], others: Sequence[str]) -> float:
    places: dict[str, list[int]] = {}
    for at, stem in enumerate(others):
        places.setdefault(stem, []).append(at)
    together = [
        any(0 < j - i <= _NEAR for i in places.get(one, ()) for j in places.get(two, ()))
        for one, two in pairwise(some)
    ]
    return sum(together) / len(together) if together else _share(some, others)
