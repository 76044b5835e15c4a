"""Evidence at odds: sentences of different documents that give different values of one thing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from chatbot.compare.edits import edit
from chatbot.compare.slots import Setting, bucket, otherwise, same_thing, slots, worded
from chatbot.compare.slots import change as changed
from chatbot.types import Citation


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two documents that give different values of one thing.

    Attributes:
        what: What it is the value of; "" if unclear.
        sides: (value as worded, citation) of each, the newest document first; documents without
            a date come last.
    """

    what: str
    sides: tuple[tuple[str, Citation], ...]

    def __str__(self) -> str:
        """In a line for a person: "staff: 15,000 (2025-03-11), 6,500 (2022-11-27)"."""
        told = ", ".join(
            f"{value} ({c.date.isoformat() if c.date else f'{c.title}, undated'})"
            for value, c in self.sides
        )
        return f"{self.what}: {told}" if self.what else told


def conflicts(citations: Sequence[Citation]) -> tuple[Conflict, ...]:
    """Where two of these sentences, of different documents, differ about one thing.

    Their documents answer one question, so that they are about one subject; beyond that the same
    care is taken as in a comparison.
    """
    found: dict[tuple[str, frozenset[int]], Conflict] = {}
    for one, other in combinations(citations, 2):
        if one.document != other.document:
            for conflict in _between(*sorted((one, other), key=_age)):
                key = (conflict.what, frozenset(c.number for _, c in conflict.sides))
                found.setdefault(key, conflict)
    return tuple(found.values())


def _age(citation: Citation) -> tuple[bool, int]:
    """Newest first, undated last."""
    return citation.date is None, -(citation.date or dt.date.min).toordinal()


def _between(newer: Citation, older: Citation) -> list[Conflict]:
    old, new = " ".join(older.quote.split()), " ".join(newer.quote.split())
    years = frozenset(c.date.year for c in (older, newer) if c.date)
    setting = Setting(versions=False, related=True, years=years)
    found = []
    for mine in slots(old):
        for theirs in slots(new):
            one_thing = bucket(mine) == bucket(theirs) and same_thing(mine, theirs, setting)
            if one_thing and otherwise(mine, theirs):
                sides = ((worded(theirs), newer), (worded(mine), older))
                found.append(Conflict(changed(mine, theirs).what, sides))
    edited = None if found else edit(old, new)
    return found or [
        Conflict(c.what, ((c.new, newer), (c.old, older)))
        for c in (edited.changes if edited else ())
    ]
