"""Who does what to whom: two words for one event, told from its two sides, are no opposites."""

from __future__ import annotations

import re
from collections.abc import Collection

from chatbot.wording.mentions import content_stems, word_stem

PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|got)\s+(?:\w+\s+)?(?:\w+(?:ed|en)|lent|sold|bought|won|lost)\b",
    re.IGNORECASE,
)
# Two sides of one event: who borrows is lent to, and what is before is followed by what is after.
_CONVERSE = [
    [frozenset(map(word_stem, side.split())) for side in line.split("/")]
    for line in (
        "borrow / lend loan",
        "buy purchase / sell",
        "win beat defeat / lose",
        "teacher / pupil student",
        "give send / receive get",
        "before / after",
    )
]
_TIMES = frozenset(("before", "after"))


def converse(one: Collection[str], other: Collection[str]) -> bool:
    """Do stems of the two name an event from its two sides?"""
    return any(
        (mine & set(one) and theirs & set(other)) or (theirs & set(one) and mine & set(other))
        for mine, theirs in _CONVERSE
    )


def turned_round(said: str, word: str, source: str, other: str) -> bool:
    """Does the sentence tell the event of its source from the other side?

    "E-books can be borrowed" of "The library lends e-books"; "A before B" of "B after A".

    Args:
        word: The sentence's word, as "borrowed".
        other: The source's, as "lends".
    """
    ours, theirs = _sides(said, word), _sides(source, other)
    if word.lower() in _TIMES:
        straight = len(ours[0] & theirs[0]) + len(ours[1] & theirs[1])
        return len(ours[0] & theirs[1]) + len(ours[1] & theirs[0]) > straight
    if bool(PASSIVE.search(said)) == bool(PASSIVE.search(source)):
        return not ours[0] & theirs[0]
    return not (_doer(said, word) & _doer(source, other))


def _doer(text: str, word: str) -> frozenset[str]:
    """Who does it: before the verb, or in the passive after "by"."""
    if not PASSIVE.search(text):
        return _sides(text, word)[0]
    _, by, agent = text.partition(" by ")
    return frozenset(content_stems(agent)) if by else frozenset()


def _sides(text: str, word: str) -> tuple[frozenset[str], frozenset[str]]:
    """Stems before and after the word; what it opens with stands after what follows the comma."""
    match = re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
    at, end = match.span() if match else (0, 0)
    before, after = content_stems(text[:at]), content_stems(text[end:])
    if not before:
        first, _, rest = text[end:].partition(",")
        before, after = content_stems(rest), content_stems(first)
    return frozenset(before), frozenset(after)
