"""In what two sentences about the same thing differ: figures, dates, and who holds an office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chatbot.summary.stated import Fact, stated
from chatbot.wording.mentions import content_stems

_AROUND = 6  # words either side that say what a value is of
_SHARED = 2  # of which two values must have so many in common
_OFFICE = re.compile(
    r"\b(?:(?:[A-Za-z]+\s){0,2}(?:secretary|minister|president|chancellor|mayor|treasurer|manager)"
    r"|(?:[A-Za-z]+\s){0,1}chief (?:executive|officer)|chief \w+ officer|(?:managing |\w+ )?director"
    r"|chair(?:man|woman)?|head of \w+)\b",
    re.IGNORECASE,
)
_ARTICLES = frozenset("the a an former new incoming outgoing interim acting".split())


@dataclass(frozen=True, slots=True)
class Difference:
    """Two values of what seems to be one thing, as each sentence has them."""

    one: str
    other: str


def differences(one: str, other: str) -> list[Difference]:
    """What one sentence states otherwise than the other; empty if nothing is.

    A value that both state is no difference, nor are two of unlike kinds.
    """
    mine, theirs = stated(one), stated(other)
    keys = {f.key for f in mine} & {f.key for f in theirs}
    found: list[tuple[int, Fact, Fact]] = []
    for fact in mine:
        for rival in theirs:
            if fact.kind == rival.kind and not {fact.key, rival.key} & keys:
                alike = _alike(one, fact, other, rival)
                if alike:
                    found.append((alike, fact, rival))
    return list(_paired(found))


def _paired(found: list[tuple[int, Fact, Fact]]) -> Iterator[Difference]:
    """Each value against the one that most is said alike of."""
    taken: set[str] = set()
    for _, fact, rival in sorted(found, key=lambda f: -f[0]):
        if not {fact.key, f"/{rival.key}"} & taken:
            taken |= {fact.key, f"/{rival.key}"}
            yield Difference(fact.text, rival.text)


def _alike(one: str, fact: Fact, other: str, rival: Fact) -> int:
    """How much is said alike of two values; 0 if they are not of the same thing."""
    if fact.kind == "quote":
        return 0
    if fact.kind == "name":
        return _same_office(one, fact, other, rival)
    if fact.kind == "date":
        if _grain(fact) != _grain(rival):
            return 0
    elif _measure(fact) != _measure(rival):
        return 0
    shared = _near(one, fact) & _near(other, rival)
    return len(shared) if len(shared) >= _SHARED else 0


def _measure(fact: Fact) -> tuple[str, ...]:
    """The unit, and what is counted: of pounds and of people there are no two values."""
    return tuple(fact.key.split(" ")[1:])


def _grain(fact: Fact) -> tuple[bool, ...]:
    return tuple(bool(part) for part in fact.key.split("-"))


def _near(text: str, fact: Fact) -> set[str]:
    """Stems of the words around a fact, other facts left out."""
    before = text[: fact.start].split()[-_AROUND:]
    after = text[fact.end :].split()[:_AROUND]
    figures = {stem for f in stated(text) for stem in content_stems(f.text) if f.kind != "name"}
    return {s for s in content_stems(" ".join([*before, *after])) if s not in figures}


def _same_office(one: str, fact: Fact, other: str, rival: Fact) -> int:
    mine, theirs = _office(one, fact), _office(other, rival)
    return 10 if mine and mine == theirs else 0


def _office(text: str, fact: Fact) -> frozenset[str]:
    """The office that stands right before or behind a name: "Health Secretary", or nothing."""
    before, after = text[max(0, fact.start - 40) : fact.start], text[fact.end : fact.end + 45]
    ahead = [m for m in _OFFICE.finditer(before) if not before[m.end() :].strip(" ,")]
    behind = _OFFICE.match(after.lstrip(" ,").removeprefix("the ")) if after[:1] == "," else None
    office = ahead[-1] if ahead else behind
    stems = frozenset(content_stems(office.group()) if office else ()) - _ARTICLES
    return stems if len(stems) > 1 else frozenset()
