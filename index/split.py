"""A `Document` becomes sentences and passages, each with the exact span it was cut from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.sentences import sentence_spans, stripped
from index.types import Block, BlockKind, Document, Passage, Sentence

# Counts the tokens of each text as the embedder will, special tokens left out.
TokenCounter = Callable[[Sequence[str]], list[int]]

# Raised whenever the same document would be cut differently than before.
SPLIT_VERSION = 1

_SPACE = re.compile(r"\s+")
_CLAUSE_END = frozenset(";:,.!?—–)")


@dataclass(frozen=True, slots=True)
class _Cut:
    """A sentence and its length in tokens."""

    sentence: Sentence
    tokens: int

    @property
    def heading(self) -> bool:
        return self.sentence.kind == "heading"


def split(document: Document, *, count: TokenCounter, limit: int) -> tuple[Passage, ...]:
    """Cut a document into overlapping passages of whole sentences.

    Args:
        count: Token counter of the embedder that will read the passages.
        limit: Most tokens a passage may have, special tokens left out.

    Returns:
        Passages in reading order. Neighbours share one sentence wherever it fits. A sentence
        longer than `limit` by itself is cut at clause ends into pieces that are not.
    """
    cuts = _cuts(document, count, limit)
    headings = [c.sentence for c in cuts if c.heading]
    starts = [h.start for h in headings]
    passages = []
    for ordinal, (first, last) in enumerate(_pack(cuts, limit)):
        inside = tuple(c.sentence for c in cuts[first : last + 1])
        start, end = inside[0].start, inside[-1].end
        above = bisect_right(starts, start)
        passages.append(
            Passage(
                ordinal=ordinal,
                start=start,
                end=end,
                text=document.text[start:end],
                heading=headings[above - 1].text if above else "",
                sentences=inside,
            )
        )
    return tuple(passages)


def _cuts(document: Document, count: TokenCounter, limit: int) -> list[_Cut]:
    sentences = [s for block in document.blocks for s in _sentences(document, block)]
    cuts = []
    for sentence, tokens in zip(sentences, count([s.text for s in sentences]), strict=True):
        if tokens <= limit:
            cuts.append(_Cut(sentence, tokens))
        else:
            cuts += _pieces(document, sentence, count, limit)
    return cuts


def _sentences(document: Document, block: Block) -> Iterator[Sentence]:
    text = document.text[block.start : block.end]
    whole = block.kind in ("heading", "row")
    for start, end in [(0, len(text))] if whole else sentence_spans(text):
        yield _sentence(document, block.start + start, block.start + end, block.kind)


def _sentence(document: Document, start: int, end: int, kind: BlockKind) -> Sentence:
    return Sentence(start, end, document.text[start:end], kind, document.page_at(start))


def _pieces(document: Document, long: Sentence, count: TokenCounter, limit: int) -> list[_Cut]:
    """Cut an over-long sentence where clauses or, failing that, words or characters end."""
    pieces, start = [], long.start
    while start < long.end:
        stop = long.end
        while (tokens := count([document.text[start:stop]])[0]) > limit:
            # Aim a little under the limit; every round shortens the piece, so this ends.
            aim = start + max(1, int((stop - start) * 0.9 * limit / tokens))
            stop = _cut_before(document.text, start, aim)
        if span := stripped(document.text, start, stop):
            pieces.append(_Cut(_sentence(document, *span, long.kind), tokens))
        start = stop
    return pieces


def _cut_before(text: str, start: int, aim: int) -> int:
    """The last clause end in the second half before `aim`, else the last word end, else `aim`."""
    spaces = [m.end() for m in _SPACE.finditer(text, start, aim)]
    clauses = [at for at in spaces if text[start:at].rstrip()[-1:] in _CLAUSE_END]
    late = [at for at in clauses if at > (start + aim) // 2]
    return (late or [at for at in spaces if at > start] or [aim])[-1]


def _pack(cuts: Sequence[_Cut], limit: int) -> list[tuple[int, int]]:
    """Index ranges (first, last, both inclusive) of the passages.

    A passage closes when the next sentence no longer fits, or, once half full, before a heading:
    a section's words belong under its own heading.
    """
    ranges: list[tuple[int, int]] = []
    first, tokens = 0, 0
    for i, cut in enumerate(cuts):
        full = tokens + cut.tokens > limit
        section = cut.heading and tokens > limit // 2
        if i > first and (full or section):
            last = i - 1
            while last > first and cuts[last].heading:  # a heading goes with what it heads
                last -= 1
            ranges.append((first, last))
            first = last + 1
            tokens = sum(c.tokens for c in cuts[first:i])
            shared = cuts[last].tokens + tokens + cut.tokens <= limit
            if shared and last > ranges[-1][0]:
                first, tokens = last, tokens + cuts[last].tokens
            elif tokens + cut.tokens > limit:
                ranges.append((first, i - 1))
                first, tokens = i, 0
        tokens += cut.tokens
    if cuts:
        ranges.append((first, len(cuts) - 1))
    return ranges
