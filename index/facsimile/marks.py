"""Where on its page a stretch of a document's text stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from index.facsimile.alignment import aligned
from index.facsimile.boxes import boxes
from index.facsimile.file import opened
from index.facsimile.letters import Frame, Letter, bare, bare_words, letters
from index.types import Document

Mark = tuple[float, float, float, float]
_LEAST = 0.4  # of the words: where fewer are found, nothing is marked
# Of a row's words, those that the rows around it have too weigh this much; a figure may be the same
# by chance.
_REPEATED, _SAME_FIGURE = 0.05, 0.5


def page_marks(path: Path, document: Document, start: int, end: int, number: int) -> list[Mark]:
    """Rectangles around the words of `document.text[start:end]` that stand on page `number`.

    Returns:
        (x0, y0, x1, y1), fractions of the page from its top left corner, in reading order; none if
        the words cannot be made out on the page.

    Raises:
        PageError: The page cannot be opened.
    """
    with opened(path, number) as page:
        seen, frame = letters(page), Frame(page)
    span = next(((p.start, p.end) for p in document.pages if p.number == number), None)
    if span is None:
        return []
    start, end = max(start, span[0]), min(end, span[1])
    found = _verbatim(document.text, start, end, span, seen)
    found = found or _pieced(document, start, end, seen)
    return [frame.place(box) for box in boxes(found, seen)]


def _verbatim(
    text: str, start: int, end: int, page: tuple[int, int], seen: Sequence[Letter]
) -> list[int]:
    """The letters that say it all in a row, of several such rows the one that comes as often."""
    sought = bare(text[start:end])
    owners = [at for at, letter in enumerate(seen) for _ in letter.text]
    shown = "".join(letter.text for letter in seen)
    places = list(_places(sought, shown))
    whole = [p for p in places if _is_whole(seen, owners, p, p + len(sought))]
    places = whole or places
    if not places:
        return []
    before, own = bare(text[page[0] : start]), bare(text[page[0] : page[1]])
    earlier = len([p for p in _places(sought, own) if p < len(before)])
    if len(places) == len(list(_places(sought, own))):
        place = places[earlier]
    else:  # a running header may say it too: the one at about the same share of the page
        share = len(before) / max(1, len(own))
        place = min(places, key=lambda p: abs(p / max(1, len(shown)) - share))
    return list(range(owners[place], owners[place + len(sought) - 1] + 1))


def _places(sought: str, text: str) -> Iterator[int]:
    at = text.find(sought) if sought else -1
    while at >= 0:
        yield at
        at = text.find(sought, at + 1)


def _is_whole(seen: Sequence[Letter], owners: Sequence[int], start: int, end: int) -> bool:
    """Does a stretch begin where a word does, and end where one ends?"""
    first, last = owners[start], owners[end - 1]
    opens = seen[first].spaced or first == 0 or not seen[first - 1].text
    after = seen[last + 1] if last + 1 < len(seen) else None
    return opens and (after is None or after.spaced or not after.text)


def _pieced(document: Document, start: int, end: int, seen: Sequence[Letter]) -> list[int]:
    """The letters of the words that were found in order, with others between them."""
    sought = bare_words(document.text[start:end])
    words = list(_words(seen))
    common = _around(document, start)
    weights = [_weight(word, common) for word in sought]
    pairs = aligned(sought, [_text(seen, word) for word in words], weights)
    if sum(weights[i] for i, _ in pairs) < _LEAST * sum(weights):
        return []
    return [at for _, word in pairs for at in words[word]]


def _weight(word: str, common: set[str]) -> float:
    if word not in common:
        return 1.0
    return _SAME_FIGURE if any(map(str.isdecimal, word)) else _REPEATED


def _around(document: Document, start: int) -> set[str]:
    """The words that the rows before and after a row of a table have in common with it, such as
    the names of its columns: where they stand says nothing of where the row does."""
    rows = [b for b in document.blocks if b.kind == "row"]
    at = next((n for n, b in enumerate(rows) if b.start <= start < b.end), None)
    if at is None:
        return set()
    near = [rows[n] for n in (at - 1, at + 1) if 0 <= n < len(rows)]
    return {w for b in near for w in bare_words(document.text[b.start : b.end])}


def _words(seen: Sequence[Letter]) -> Iterator[range]:
    """The letters of each word."""
    starts = [at for at, letter in enumerate(seen) if letter.spaced or not at]
    for start, end in zip(starts, [*starts[1:], len(seen)], strict=True):
        if any(letter.text for letter in seen[start:end]):
            yield range(start, end)


def _text(seen: Sequence[Letter], word: range) -> str:
    return "".join(seen[at].text for at in word)
