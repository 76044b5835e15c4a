"""In what two sentences that are worded nearly alike differ: figures and dates.

For documents of one kind and one house, a policy and its next version, two years' reviews: there
the same sentence about the same thing comes back with another value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chatbot.summary.stated import Fact, stated
from chatbot.wording.mentions import content_stems

_AROUND = 6  # words either side that say what a value is of
_BEFORE = 40  # characters
_CHANGE = re.compile(
    r"\b(?:by|reduc\w*|cut|cuts|cutting|shed|lost|losing|lose|added?|adding|gain\w*|increas\w*"
    r"|decreas\w*|rise of|fall of|rose|fell|drop\w*|further|extra|additional|another|more)\b[^;]*$",
    re.IGNORECASE,
)
_MORE = re.compile(r"\s+(?:\w+\s+)?(?:more|fewer|less|extra|higher|lower)\b", re.IGNORECASE)
_SHARED = 2  # of which two values must have so many in common


@dataclass(frozen=True, slots=True)
class Difference:
    """Two values of what seems to be one thing, as each sentence has them."""

    one: str
    other: str


def differences(one: str, other: str) -> list[Difference]:
    """What one sentence states otherwise than the other; empty if nothing is.

    A value that both state is no difference, whatever each counts by it, nor are two of unlike
    kinds: "52,940 visitors, after 48,210 in the year before" and "48,210 visitors" agree.
    """
    mine, theirs = stated(one), stated(other)
    keys = {_value(f) for f in mine} & {_value(f) for f in theirs}
    found: list[tuple[int, Fact, Fact]] = []
    for fact in mine:
        for rival in theirs:
            if fact.kind == rival.kind and not {_value(fact), _value(rival)} & keys:
                alike = _alike(one, fact, other, rival)
                if alike:
                    found.append((alike, fact, rival))
    return list(_paired(found))


def _value(fact: Fact) -> str:
    """What it comes to, without what it counts."""
    return " ".join(fact.key.split(" ")[:2])


def _paired(found: list[tuple[int, Fact, Fact]]) -> Iterator[Difference]:
    """Each value against the one that most is said alike of."""
    taken: set[str] = set()
    for _, fact, rival in sorted(found, key=lambda f: -f[0]):
        if not {fact.key, f"/{rival.key}"} & taken:
            taken |= {fact.key, f"/{rival.key}"}
            yield Difference(fact.text, rival.text)


def _alike(one: str, fact: Fact, other: str, rival: Fact) -> int:
    """How much is said alike of two values; 0 if they are not of the same thing."""
    if fact.kind not in ("figure", "date") or _measure(fact) != _measure(rival):
        return 0
    if _of_change(one, fact) != _of_change(other, rival):
        return 0
    shared = _near(one, fact) & _near(other, rival)
    if fact.kind == "figure" and not any(_measure(fact)):
        return 0  # numbers of who knows what
    counted = fact.kind == "figure" and bool(_measure(fact)[-1])  # both of people, or of boats
    return len(shared) + counted if len(shared) >= _SHARED - counted else 0


def _of_change(text: str, fact: Fact) -> bool:
    """Is it how much something changed, and not what it is? "A reduction of 6,000 staff"."""
    before = text[max(0, fact.start - _BEFORE) : fact.start]
    return bool(_CHANGE.search(before) or _MORE.match(text, fact.end))


def _measure(fact: Fact) -> tuple[str, ...]:
    """The unit and what is counted; of a date, which of year, month and day it gives."""
    if fact.kind == "date":
        return tuple("given" if part else "" for part in fact.key.split("-"))
    return tuple(fact.key.split(" ")[1:])


def _near(text: str, fact: Fact) -> set[str]:
    """Stems of the words around a fact, other facts left out."""
    before = text[: fact.start].split()[-_AROUND:]
    after = text[fact.end :].split()[:_AROUND]
    figures = {stem for f in stated(text) for stem in content_stems(f.text) if f.kind != "name"}
    return {s for s in content_stems(" ".join([*before, *after])) if s not in figures}
