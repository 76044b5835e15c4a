"""Things in each other's place: "rents rose faster than wages" for wages than rents.

What a thing stands between tells what is said of it. Two words that fit their source better in
each other's place have changed places; one word between two neighbours that the source has
around another word has taken that one's place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from chatbot.verify.novelty import BEFORE_A_THING
from chatbot.verify.statements import Statement
from chatbot.verify.voice import PASSIVE
from chatbot.wording.mentions import word_stem
from index.words import STOPWORDS, words

_LONGEST = 30  # words of meaning; the check looks at every two phrases of them
_PHRASE = 2  # words of a phrase that may change places, "salt marshes"
_SYNONYMS = 0.45  # cosine of two words, one in the place of the other, that mean the same
_STOP = re.compile(r"[,;:]\s")
_JOINED = re.compile(r"\b(?:and|or|both|between)\b", re.IGNORECASE)
# Words that say which part a thing plays: "from A to B" is "to B from A".
_PARTS = frozenset("from to by of in at on for with than after before under over into".split())


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of meaning, the preposition that it stands behind, or "", and the words beside it."""

    stem: str
    written: str
    part: str
    left: str
    right: str


def exchanged(said: Statement, source: Sequence[Statement]) -> tuple[str, str] | None:
    """Two phrases of the sentence that the source has in each other's place."""
    ours = list(_words(said.text))[:_LONGEST]
    stems = [word.stem for word in ours]
    numbers = {word.stem for figure in said.figures for word in _words(figure.text)}
    for other in source:
        theirs = list(_words(other.text))
        parts = {(word.stem, word.part) for word in theirs}
        pairs = _together(other.text)
        if bool(PASSIVE.search(said.text)) != bool(PASSIVE.search(other.text)):
            continue
        for (i, j), (k, m) in combinations(_phrases(stems, {s for s, _ in parts}, pairs), 2):
            one, two = ours[i], ours[k]
            kept = {(one.stem, one.part), (two.stem, two.part)} <= parts
            if (one.stem in numbers) != (two.stem in numbers):
                continue
            if j >= k or one.stem == two.stem or (one.part != two.part and kept):
                continue  # "the wet runway", "the runway was wet"; "to B from A"
            if _fit_better(stems, (i, j), (k, m), pairs) and not _listed(said.text, one, two):
                return one.written, two.written
    return None


def displaced(
    said: Statement, source: Sequence[Statement], similarity: Callable[[str, str], float]
) -> tuple[str, list[str]] | None:
    """A word in the place of another that the source has there, and that one.

    Args:
        similarity: Cosine of two texts; asked only where the word might be a synonym.
    """
    ours = list(_words(said.text))
    stems = {word.stem for word in ours}
    for other in source:
        theirs = list(_words(other.text))
        pairs = set(pairwise(word.stem for word in theirs))
        there = {word.stem for word in theirs}
        for before, word, after in zip(ours, ours[1:], ours[2:], strict=False):
            if (before.stem, word.stem) in pairs or (word.stem, after.stem) in pairs:
                continue
            for rival in _between(before, after, theirs):
                if (word.left, word.right) != (rival[0].left, rival[-1].right):
                    continue
                thing = word.left in BEFORE_A_THING or word.left.isdigit()
                if not {w.stem for w in rival} & stems and (
                    word.stem in there
                    or (thing and similarity(word.written, _text(rival)) < _SYNONYMS)
                ):
                    return word.written, [_text(rival)]
    return None


def _phrases(
    stems: Sequence[str], there: set[str], pairs: set[tuple[str, str]]
) -> list[tuple[int, int]]:
    """Spans of words that the source has too, longer ones only if in a row there."""
    return [
        (i, i + size)
        for i in range(len(stems))
        for size in range(1, _PHRASE + 1)
        if i + size <= len(stems)
        and stems[i] in there
        and all(pair in pairs for pair in pairwise(stems[i : i + size]))
    ]


def _fit_better(
    stems: list[str], one: tuple[int, int], two: tuple[int, int], pairs: set[tuple[str, str]]
) -> bool:
    """Has each of the two more of its neighbours in the other's place than in its own?"""
    (i, j), (k, m) = one, two
    first, second = stems[i:j], stems[k:m]
    before, between, after = stems[:i][-1:], stems[j:k], stems[m:][:1]
    if not between:
        return False
    left, right = between[:1], between[-1:]
    return _known(before, second, left, pairs) > _known(before, first, left, pairs) and _known(
        right, first, after, pairs
    ) > _known(right, second, after, pairs)


def _known(
    before: list[str], phrase: list[str], after: list[str], pairs: set[tuple[str, str]]
) -> int:
    """How many of a phrase's neighbours it has in the source."""
    edges = [*before[-1:], phrase[0]], [phrase[-1], *after[:1]]
    return sum(tuple(edge) in pairs for edge in edges)


def _between(before: _Word, after: _Word, theirs: Sequence[_Word]) -> Iterator[Sequence[_Word]]:
    """The phrases that the source has between two words."""
    for at, word in enumerate(theirs):
        for size in range(1, _PHRASE + 1):
            end = at + 1 + size
            if word.stem == before.stem and [w.stem for w in theirs[end : end + 1]] == [after.stem]:
                yield theirs[at + 1 : end]


def _together(text: str) -> set[tuple[str, str]]:
    """Words in a row with no comma between them: what that parts is not said of one another."""
    parts = (_words(part) for part in _STOP.split(text))
    return {pair for part in parts for pair in pairwise(word.stem for word in part)}


def _text(phrase: Sequence[_Word]) -> str:
    return " ".join(word.written for word in phrase)


def _listed(text: str, one: _Word, two: _Word) -> bool:
    """ "A and B" is "B and A"."""
    between = text.lower().partition(one.written)[2].partition(two.written)[0]
    return len(words(between)) <= 2 and bool(_JOINED.search(between))


def _words(text: str) -> Iterator[_Word]:
    part, every = "", ["", *words(text), ""]
    for left, word, right in zip(every, every[1:], every[2:], strict=False):
        if word in _PARTS:
            part = word
        elif word not in STOPWORDS:
            yield _Word(word_stem(word), word, part, left, right)
            part = ""
