"""Names of bodies and people: when do two of them mean the same?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from chatbot.wording.mentions import name_words
from index.words import STOPWORDS

_SMALL = STOPWORDS | {"of", "the", "and", "for"}

_HONORIFICS = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady baroness cllr councillor rev".split()
)


def same_name(one: str, other: str) -> bool:
    """ "NHS England" and "the NHS England board" are; so are a name and its capitals."""
    mine, theirs = set(name_words(one)), set(name_words(other))
    if not mine or not theirs:
        return False
    if mine <= theirs or theirs <= mine:
        return True
    return (
        capitals(one) == capitals(other) if min(len(mine), len(theirs)) > 2 else _short(one, other)
    )


def share_name(some: Iterable[str], others: Iterable[str]) -> bool:
    """Does one of these names mean one of those?"""
    those = tuple(others)
    return any(same_name(one, other) for one in some for other in those)


def same_person(one: str, other: str) -> bool:
    """The same surname: "Barclay" is "Steve Barclay", and "Sir Jim Mackey" is "Mr Mackey"."""
    mine, theirs = (
        [word for word in name_words(name) if word not in _HONORIFICS] for name in (one, other)
    )
    if not mine or not theirs or mine[-1] != theirs[-1]:
        return False
    return len(mine) == 1 or len(theirs) == 1 or mine[0][0] == theirs[0][0]


def capitals(name: str) -> str:
    """ "DHSC" of "Department of Health and Social Care"; of an acronym itself."""
    parts = re.findall(r"[^\W_]+", name)
    if len(parts) == 1 and parts[0].isupper():
        return str(parts[0]).lower()
    return "".join(p[0] for p in parts if p.lower() not in _SMALL).lower()


def _short(one: str, other: str) -> bool:
    """Is one of them the other's capitals?"""
    a, b = (one, other) if len(one) < len(other) else (other, one)
    return a.isupper() and len(a) > 1 and capitals(b) == a.lower()
