"""Hard wraps: line breaks that stand for nothing but the edge of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.formats.lines import ends_sentence, goes_on

NARROWEST, WIDEST = 40, 120  # characters a line that somebody wrapped can hold
_GOES_ON_FROM = 30  # characters: a shorter line is verse or a list, whatever its letters say
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")


def _first_word(line: str) -> int:
    return len(line.split(None, 1)[0]) if line.strip() else 0


def wrap_width(pairs: Sequence[tuple[str, str]]) -> int | None:
    """The width at which a text was wrapped, from its pairs of neighbouring lines.

    Every line that ends only because the next word did not fit allows the widths between its own
    length and that with the next word; the width that most lines allow wins. None if too few
    agree, or if the lines simply are the sentences.
    """
    votes = [0] * (WIDEST + 2)
    for line, following in pairs:
        low = max(NARROWEST, len(line))
        high = min(WIDEST, len(line) + _first_word(following))
        if low <= high:
            votes[low] += 1
            votes[high + 1] -= 1
    best, most, running = 0, 0, 0
    for width, change in enumerate(votes):
        running += change
        if running > most:
            best, most = width, running
    if not most or most < 0.6 * len(pairs):
        return None
    full = [line for line, following in pairs if is_full(line, following, best)]
    return best if sum(map(ends_sentence, full)) <= 0.6 * len(full) else None


def is_full(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this line."""
    if len(line) > 1.5 * width and " " in line.strip():
        return False  # a whole paragraph on one line, among wrapped ones
    gap = 0 if line.endswith("-") else 1
    return len(line) + gap + _first_word(following) > width


def is_wrap(line: str, following: str, width: int | None) -> bool:
    """Whether the break between two lines is a wrap at `width` (None: nothing was wrapped)."""
    if width is not None and is_full(line, following, width):
        return True
    return _GOES_ON_FROM <= len(line) <= WIDEST and goes_on(line.strip(), following.strip())


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """The words of a document, small letters, compounds whole and in parts; without those that
    are broken over two lines, which are the ones in doubt."""
    words: set[str] = set()
    broken = False
    for line in lines:
        found = _WORD.findall(line.lower())
        start, broken = int(broken), line.endswith("-")
        for word in found[start : len(found) - broken]:
            words.add(word)
            words.update(word.split("-"))
    return frozenset(words)


def join(lines: Sequence[str], words: frozenset[str], hyphenated: bool) -> str:
    """Lines as one, with words that were broken at a hyphen whole again.

    Args:
        words: The document's `vocabulary`, which tells "exam-ple" from "long-term".
        hyphenated: Whether an unknown word lost its hyphen to the wrap (PDF) or keeps it (text).
    """
    glued = [_glued(line, following, words, hyphenated) for line, following in pairwise(lines)]
    return "".join([*glued, *lines[-1:]])


def _glued(line: str, following: str, words: frozenset[str], hyphenated: bool) -> str:
    """The line with what stands between it and the next."""
    if not line.endswith("-") or line.endswith(" -"):
        return f"{line} "
    head = line.rsplit(None, 1)[-1][:-1].lower()
    tail = _LETTERS.match(following)
    if not (tail and line[-2:-1].islower() and following[0].islower()):
        return line
    end = tail[0].lower()
    if head + end in words:
        return line[:-1]
    compound = f"{head}-{end}" in words or (head in words and end in words)
    return line if compound or not hyphenated else line[:-1]
