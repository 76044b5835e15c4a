"""What a question says about time: "now", "the latest", "at first", "in 2022", "since 2023".

By rules of wording and in doubt nothing: most dates in questions belong to what happened ("after
the 2015 flood"), to names and titles, and say nothing about which document is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from chatbot.times.dated import dated
from chatbot.times.periods import Period
from chatbot.wording.mentions import find_quotes

# "current": as things are; "newest": the last that is known; "first": as it was at first;
# "earlier": as it was before; "in": a stated time; "edition": the document of a stated time;
# "until": as of a stated time.
When = Literal["current", "newest", "first", "earlier", "in", "edition", "until"]

# What is issued more than once, and so has a first and a last.
_ISSUED = (
    r"(?:\w+ )?(?:report|account|article|statement|version|draft|edition|briefing|estimate|figure|"
    r"count|announcement|forecast|assessment|newsletter|minute|review|bulletin|update|survey|"
    r"projection|valuation)s?\b"
)
_TOLD = (
    r"(?:said|reported|thought|estimated|put|believed|announced|published|stated|expected|claimed|"
    r"planned|proposed|quoted|priced|set|valued)\b"
)
# A "latest time" is a limit, "the latest train" one of a day's: neither is the newest of many.
_LIMIT = (
    r"(?: (?:possible|permitted|allowed|permissible))?(?: \w+)? (?:time|date|day|hour|moment|"
    r"deadline|arrival|departure|train|bus|tram|ferry|flight|point|start|check)s?\b"
)
_SPAN = r"(?:year|month|week|day|night|evening|morning|decade|century|season|occasion|time)s?\b"
_PATTERNS: list[tuple[When, str]] = [
    ("current",
     r"\b(?:now(?! that\b)|nowadays|currently|presently|today|at present|"
    r"at the moment(?! (?:of|when|that|the|it|he|she|they)\b)|"
     r"these days|as things stand|present-day|(?<!up )(?<!up-)to date|"
     r"so far(?! (?:as|that|away|from|apart)\b))\b"),
    ("current", r"\b(?:[Ii]s|[Aa]re|[Dd]o|[Dd]oes|[Hh]as|[Hh]ave|[Cc]an|[Ww]ill)\b.*\bstill\b"
     r"(?! (?:water|life|image|photograph))"),
    ("current",
     r"(?<!electric )(?<!ocean )(?<!tidal )(?<!strong )(?<!river )(?<!alternating )"
     r"(?<!direct )\bcurrent (?!accounts?\b|affairs\b|events?\b|speed\b|strength\b|meter\b|"
     r"in\b|of\b|on\b|at\b|is\b|was\b|that\b|which\b|through\b|between\b|flow|r[ua]n)[a-z]"),
    ("newest", rf"(?<!at the )\blatest\b(?!{_LIMIT})|\bnewest\b|\bmost recent(?:ly)?\b"),
    ("newest", rf"\b(?:final|revised|updated|corrected|up-to-date) {_ISSUED}"),
    ("first", r"\b(?:[Oo]riginally|[Ii]nitially|at the outset|[Tt]o begin with|"
     r"[Aa]t first(?! (?:light|sight|glance|hand|instance|floor|base|aid)\b))"),
    ("first", rf"\b(?:first|original|initial|preliminary|earliest|interim) {_ISSUED}"),
    ("first", rf"\bfirst {_TOLD}|\b(?:[Dd]id|was|were)\b.*\bfirst (?:say|report|think|"
     r"estimate|believe|announce|state|expect|claim|plan|propose|quote|put|set)\b"),
    ("earlier", r"\b(?:[Pp]reviously|[Ff]ormerly|[Ii]n the past|beforehand)\b"),
    ("earlier", rf"\b(?:earlier|previous|prior|older|past) {_ISSUED}"),
    ("earlier", rf"\b(?:the|its|their|his|her|whose|[’']s) (?:previous|former) (?!{_SPAN})"
     r"[a-z]+\b"),
    ("earlier", r"^(?!.*\b(?:is|are|was|were|be|been|being|gets?|got)\b.*\bused to\b)"
     r".*\b(?:used|[Dd]id .* use) to\b"),
    ("earlier", r"^(?!.*\b(?:ever|never|happen))(?=.*\b(?:was|were|did|had)\b)"
     r".*\bbefore(?: (?:that|then|this))?\W*$"),
]  # fmt: skip
# Small letters only: "USA Today" and "Apocalypse Now" are names.
_RULES = [(when, re.compile(pattern)) for when, pattern in _PATTERNS]


@dataclass(frozen=True, slots=True)
class Time:
    """One time that a question asks about.

    Attributes:
        period: The days that are meant, for "in", "edition" and "until"; None for the others.
        words: What states the period in the question, "" for the others.
    """

    when: When
    period: Period | None = None
    words: str = ""


@lru_cache(maxsize=64)
def times_asked(question: str) -> tuple[Time, ...]:
    """The times a question asks about, each once; empty where it says nothing of time."""
    text = _without_quotes(question)
    stated = [Time(named.when, named.period, named.words) for named in dated(text)]
    told = [Time(when) for when, pattern in _RULES if pattern.search(text)]
    if any(time.when == "edition" for time in stated):
        told = [time for time in told if time.when == "current"]  # "the final report of 2024"
    return tuple(dict.fromkeys([*stated, *told]))


def _without_quotes(question: str) -> str:
    """What is quoted, a title perhaps, is not the question's own wording."""
    for quote in find_quotes(question):
        question = question.replace(quote, "…")
    return question
