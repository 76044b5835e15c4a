"""Evidence at odds: sentences of different documents that give different values of one thing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chatbot.compare.edits import edit
from chatbot.compare.slots import Setting, Slot, bucket, otherwise, same_thing, slots, worded
from chatbot.compare.slots import change as changed
from chatbot.types import Citation, Side


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that two sentences of different documents give otherwise.

    Attributes:
        what: What it is the value of; "" if unclear.
        one, other: As each words it.
        slot: What the first sentence gives the value for; None where both have the same words but
            for their values.
    """

    what: str
    one: str
    other: str
    slot: Slot | None = None


def differences(one: Citation, other: Citation) -> tuple[Difference, ...]:
    """The values of one thing that two sentences give otherwise.

    Their documents are taken to be about one subject; beyond that the same care is taken as in a
    comparison.
    """
    years = frozenset(c.date.year for c in (one, other) if c.date)
    setting = Setting(versions=False, related=True, years=years)
    ours, theirs = " ".join(one.quote.split()), " ".join(other.quote.split())
    found = tuple(_of_slots(ours, theirs, setting))
    edited = None if found else edit(ours, theirs)
    changes = edited.changes if edited else ()
    return found or tuple(Difference(c.what, c.old, c.new) for c in changes)


def newest_first(sides: Iterable[Side]) -> tuple[Side, ...]:
    """Sides in the order of their documents' dates, those without one last."""
    return tuple(sorted(sides, key=_age))


def _of_slots(ours: str, theirs: str, setting: Setting) -> Iterator[Difference]:
    for one in slots(ours):
        for other in slots(theirs):
            one_thing = bucket(one) == bucket(other) and same_thing(one, other, setting)
            if one_thing and otherwise(one, other):
                what = changed(one, other).what
                yield Difference(what, worded(one), worded(other), one)


def _age(side: Side) -> tuple[bool, int]:
    date = side.citation.date
    return date is None, -(date or dt.date.min).toordinal()
