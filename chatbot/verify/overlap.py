"""How far a sentence is made of its source's words: what a model of support looks at.

Measures of extraction (Grusky et al. 2018, arXiv:1804.11283: sentences that copy long fragments
rarely go astray) over word stems, stop words too, because "for her" and "from her" differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chatbot.verify.statements import clauses
from chatbot.wording.mentions import content_stems, word_stem
from index.words import words

_APART = "|"  # between quotes; no word is this
_FAR = 20  # words; pieces further apart than this are just from elsewhere


@dataclass(frozen=True, slots=True)
class Overlap:
    """Shares of a sentence, 0 to 1, that its source has.

    Attributes:
        pairs: Neighbouring words of meaning that are neighbours in the quotes too.
        triples: Three words in a row, in the one quote that has most of the sentence.
        around: Three words in a row, in the text around the quotes.
        clause: Two words in a row of the clause that has least of them.
        gap: Words between the places in the text around that its pieces come from, on average.
        content: Words of meaning.
        order: Words of meaning in the longest subsequence that it has in common with that quote.
        copied: Longest run of words that it shares with the quotes, in words.
        length: In words.
    """

    pairs: float
    triples: float
    around: float
    clause: float
    gap: float
    content: float
    order: float
    copied: int
    length: int


def overlap(sentence: str, quotes: Sequence[str], context: str) -> Overlap:
    """Measure a sentence against the quotes it cites and the text around them, quotes included."""
    said, meant = _stems(sentence), content_stems(sentence)
    sources = [_stems(quote) for quote in quotes]
    together = _joined(sources)
    around = _stems(context)
    best = max(range(len(quotes)), key=lambda i: share(_rows(said, 2), _rows(sources[i], 2)))
    return Overlap(
        pairs=share(_rows(meant, 2), _rows(_joined([content_stems(q) for q in quotes]), 2)),
        triples=share(_rows(said, 3), _rows(sources[best], 3)),
        around=share(_rows(said, 3), _rows(around, 3)),
        clause=min(
            (_best_pairs(clause.text, [*sources, around]) for clause in clauses(sentence)),
            default=0.0,
        ),
        gap=_gap(list(_pieces(said, around))),
        content=share(meant, together),
        order=_in_order(meant, content_stems(quotes[best])),
        copied=max((size for _, size in _pieces(said, together)), default=0),
        length=len(said),
    )


def share(some: Sequence[object], others: Sequence[object]) -> float:
    """Of `some`, how many are among the others; nothing at all is no share."""
    there = set(others)
    return sum(one in there for one in some) / len(some) if some else 0.0


def _stems(text: str) -> list[str]:
    return [word_stem(word) for word in words(text)]


def _joined(texts: Sequence[Sequence[str]]) -> list[str]:
    return [stem for text in texts for stem in (*text, _APART)]


def _rows(stems: Sequence[str], size: int) -> list[tuple[str, ...]]:
    """Every `size` stems in a row; all of them together if there are fewer."""
    size = min(size, len(stems)) or 1
    return [tuple(stems[i : i + size]) for i in range(len(stems) - size + 1)]


def _best_pairs(clause: str, texts: Sequence[Sequence[str]]) -> float:
    pairs = _rows(_stems(clause), 2)
    return max(share(pairs, _rows(text, 2)) for text in texts)


def _pieces(some: Sequence[str], others: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The longest runs that the others have too, from the left: (where in the others, length)."""
    places: dict[str, list[int]] = {}
    for at, stem in enumerate(others):
        places.setdefault(stem, []).append(at)
    start = 0
    while start < len(some):
        runs = [(_run(some, start, others, at), -at) for at in places.get(some[start], ())]
        length, at = max(runs, default=(0, 0))
        if length:
            yield -at, length
        start += max(1, length)


def _run(some: Sequence[str], start: int, others: Sequence[str], at: int) -> int:
    length = 0
    for one, other in zip(some[start:], others[at:], strict=False):
        if one != other:
            break
        length += 1
    return length


def _gap(pieces: Sequence[tuple[int, int]]) -> float:
    gaps = [abs(after - (at + size)) for (at, size), (after, _) in pairwise(pieces)]
    return sum(min(_FAR, gap) for gap in gaps) / len(gaps) if gaps else 0.0


def _in_order(some: Sequence[str], others: Sequence[str]) -> float:
    """Share of `some` in the longest common subsequence."""
    lengths = [0] * (len(others) + 1)
    for one in some:
        row = [0]
        for j, other in enumerate(others):
            row.append(lengths[j] + 1 if one == other else max(lengths[j + 1], row[-1]))
        lengths = row
    return lengths[-1] / len(some) if some else 0.0
