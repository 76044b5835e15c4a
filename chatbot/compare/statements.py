"""The value of a whole clause: the same words in both, but for the value and small words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chatbot.compare.clauses import Stated, meaning_stems
from chatbot.compare.naming import names_in, thing
from chatbot.compare.values import Value
from chatbot.wording.mentions import name_words
from index.words import words

_PEOPLE = frozenset(("he", "she"))
_FEWEST = 2  # words of meaning
_PLACED = re.compile(r"\b(from|to|until|till|before|after|by|per|since)\s+$", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|no|never|without|except|neither|nor|cannot)\b|n[’']t\b", re.I)


@dataclass(frozen=True, slots=True)
class Clause:
    """What a clause says of its only value of a kind.

    Attributes:
        key: The kind of the value, its preposition and all words of meaning; equal for one thing.
        named: Whether it names anybody or anything.
    """

    stated: Stated
    key: tuple[str, str, frozenset[str]]
    named: bool
    what: str


def clause(stated: Stated, alone: bool) -> Clause | None:
    """The clause of a value, or None if it says too little or denies.

    Args:
        alone: Whether it is the only value of its kind in the clause.
    """
    around = f"{stated.before} {stated.after}"
    stems = frozenset(meaning_stems(around))
    if not alone or len(stems) < _FEWEST or _DENIED.search(around):
        return None
    value = stated.value
    unit = f"<{value.unit}>" if isinstance(value, Value) else f"<{_grain(value)}>"
    placed = _PLACED.search(stated.before)
    names = [n for n in names_in(around) if name_words(n)]
    key = (unit, placed[1].lower() if placed else "", stems | (_PEOPLE & set(words(around))))
    return Clause(stated, key, bool(names), thing(stated.text, value.start, value.end))


def _grain(date: object) -> str:
    parts = [getattr(date, part) is not None for part in ("year", "month", "day")]
    return "date" + "".join(str(int(part)) for part in parts)
