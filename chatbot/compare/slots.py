"""What a sentence gives a value for: an office, a count, a share, or a clause's only value.

Two sentences that share few words may still give values for one thing; whether they do is decided
slot by slot, and rather not than wrongly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from chatbot.compare.bodies import same_person
from chatbot.compare.clauses import Stated, stated
from chatbot.compare.counts import STAFF, Count, count, same_count
from chatbot.compare.edits import bare, differ
from chatbot.compare.roles import Holder, holders, same_office
from chatbot.compare.shares import WORKFORCE, Share, same_share, share
from chatbot.compare.statements import Clause, clause
from chatbot.compare.values import Value
from chatbot.types import Change
from chatbot.wording.dates import Date

Slot = Holder | Count | Share | Clause
Bucket = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the two texts that slots come from.

    Attributes:
        versions: They are versions of one text, where "it" and "the chair" are the same.
        related: They are about one subject.
        years: Of the documents' dates.
        later: How many years the second is later than the first; None where that is not known.
    """

    versions: bool
    related: bool
    years: frozenset[int] = frozenset()
    later: int | None = None


@lru_cache(maxsize=8192)
def slots(text: str) -> tuple[Slot, ...]:
    """The slots that a sentence fills."""
    found: list[Slot] = list(holders(text))
    there = stated(text)
    for one in there:
        slot = count(one) or share(one) or clause(one, _alone(one, there))
        if slot:
            found.append(slot)
    return tuple(found)


def bucket(slot: Slot) -> Bucket:
    """What two slots for one thing surely have in common, to look for them only there."""
    if isinstance(slot, Holder):
        return ("office", slot.office)
    if isinstance(slot, Count):
        return ("count", slot.thing, slot.act)
    if isinstance(slot, Share):
        return ("share", slot.direction, slot.thing)
    return ("clause", *slot.key)


def roots(bucket: Bucket) -> Iterator[str]:
    """Stems of words that a sentence with such a slot has one of."""
    for part in bucket[1:3]:
        words = part if isinstance(part, frozenset) else (part,)
        for word in words:
            yield from WORKFORCE if word == STAFF else [str(word)] if word else []
    for part in bucket[3:]:
        yield from part if isinstance(part, frozenset) else ()


def same_thing(one: Slot, other: Slot, setting: Setting) -> bool:
    """Are the two values of one thing?"""
    if isinstance(one, Holder) and isinstance(other, Holder):
        return same_office(one, other, setting.versions)
    if isinstance(one, Holder) or isinstance(other, Holder):
        return False
    if not _one_time(one, other, setting):
        return False
    if isinstance(one, Count) and isinstance(other, Count):
        owned = bool(one.owner and other.owner)
        sound = owned or setting.versions or setting.related
        return sound and same_count(one, other, setting.versions)
    if isinstance(one, Share) and isinstance(other, Share):
        return same_share(one, other, setting.versions)
    if isinstance(one, Clause) and isinstance(other, Clause):
        return one.key == other.key and (one.named or setting.versions or setting.related)
    return False


def otherwise(one: Slot, other: Slot) -> bool:
    """Do two slots for one thing give different values?"""
    if isinstance(one, Holder) and isinstance(other, Holder):
        return not same_person(one.person, other.person)
    if isinstance(one, Holder) or isinstance(other, Holder):
        return False
    return differ(one.stated.value, other.stated.value)


def change(old: Slot, new: Slot) -> Change:
    """What differs between two slots for one thing, as worded."""
    return Change(_what(old, new), worded(old), worded(new))


def worded(slot: Slot) -> str:
    """The value of a slot, as worded."""
    return slot.person if isinstance(slot, Holder) else bare(slot.stated.value.text)


def _what(old: Slot, new: Slot) -> str:
    if isinstance(old, Count) and isinstance(new, Count):
        mine, theirs = old.what, new.what
        return theirs if " of " in theirs and " of " not in mine else mine
    return old.what or new.what


def _alone(one: Stated, others: Iterable[Stated]) -> bool:
    """Is no other value in its clause? A date may be beside a figure, and says when."""
    start, end = one.value.start - len(one.before), one.value.end + len(one.after)
    when = isinstance(one.value, Value)
    return not any(
        start <= other.value.start < end
        for other in others
        if other is not one and not (when and isinstance(other.value, Date))
    )


def _one_time(one: Count | Share | Clause, other: Count | Share | Clause, setting: Setting) -> bool:
    """Do they not speak of different years?

    A year that only one names must be a document's; how many there simply are has no such year.
    """
    mine, theirs = one.stated.years, other.stated.years
    if not isinstance(one.stated.value, Value) and isinstance(one, Clause):
        return True  # the date is the value
    if mine and theirs:
        return bool(mine & theirs)
    named = mine | theirs
    level = isinstance(one, Count) and not one.act and one.owner
    return not named or bool(level) or setting.versions or bool(named & setting.years)
