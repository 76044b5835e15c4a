"""Who holds an office, as a sentence says it beside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chatbot.followup.nouns import PEOPLE, kind_of_name
from chatbot.followup.verbs import base_of, is_past
from chatbot.suggesting.draft import Draft, ask
from chatbot.wording.dates import find_dates

_HONORIFIC = r"(?:Mr|Mrs|Ms|Dr|Sir|Dame|Prof|Professor|Lord|Lady|Captain|Councillor)\.?\s"
FULL_NAME = rf"(?P<name>(?:{_HONORIFIC})?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)+)"
_ENDS = r"(?=,\s|\.?$)"
# "Ann Lee, the chair of the board, …", "Ann Lee, chair of the board, …"
_AFTER = re.compile(rf"\b{FULL_NAME},\s(?P<the>the\s)?(?P<role>[\w’' &-]{{4,70}}?){_ENDS}")
# "The safety adviser, Tom Lee, …"
_BEFORE = re.compile(rf"^The\s(?P<role>[a-z][\w’' &-]{{3,60}}),\s{FULL_NAME},\s")
_LONG_AGO = 2000
_PREPOSITION = re.compile(r"\s(?:of|at|for|in|to|on)\s")
# Whom one would not look for by that word alone.
_MANY = frozenset(
    """staff people men women children member members crew son daughter brother sister wife husband
    father mother uncle aunt nephew niece person man woman""".split()
)
_NO_ROLE = ("a", "an", "or", "who", "his", "her", "their", "then", "now", "former")
_ODD = frozenset("who which and time or".split())
# What somebody said is seldom worth a question of who said it.
SPEECH = frozenset(
    """say tell add ask reply explain argue think believe want feel hope suggest warn claim call see
    know hear find note""".split()
)


def holders(line: str) -> Iterator[Draft]:
    """The questions of who somebody is."""
    for match in [*_AFTER.finditer(line), *_BEFORE.finditer(line)]:
        role = match["role"]
        stated = match.re is _BEFORE or match["the"] or " of " in role
        if stated and _is_role(role):
            be = "was" if _is_history(line) else "is"
            yield Draft(ask("Who", be, "the", role), match["name"], "role")


def is_person(name: str) -> bool:
    """Is it plainly a person's, by its honorific or its first name?"""
    honorific = re.match(_HONORIFIC, name) is not None
    return kind_of_name(name, article=False, honorific=honorific, before="") == "person"


def _is_history(line: str) -> bool:
    """Does it name a year after which another will hold the office?"""
    years = [date.year for date in find_dates(line) if date.year]
    return bool(years) and max(years) < _LONG_AGO


def _is_role(role: str) -> bool:
    """Is it the name of an office or a trade, and nothing else?"""
    words = role.lower().split()
    head = _PREPOSITION.split(role.lower())[0].split()[-1]
    if head not in PEOPLE - _MANY and head not in ("head", "chief"):
        return False
    odd = any((is_past(w) and base_of(w)) or not w[0].isalpha() for w in words)
    return len(words) > 1 and words[0] not in _NO_ROLE and not odd and not {*words} & _ODD
