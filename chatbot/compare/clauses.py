"""A value in its clause: the words before and after it, with times and names told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from chatbot.compare.skeleton import facts
from chatbot.compare.values import Value
from chatbot.wording.dates import Date
from chatbot.wording.mentions import find_names, name_words, word_stem
from index.words import STOPWORDS, words

TIMES = frozenset(
    map(
        word_stem,
        """yesterday today tomorrow tonight morning afternoon evening night day week fortnight month
        year decade last next previous past past now currently already recently monday tuesday
        wednesday thursday friday saturday sunday far date spring summer autumn winter annual
        january february march april may june july august september october november december
        early earlier late later time since ago end start beginning mid""".split(),
    )
)

_EDGE = re.compile(
    r"[;:,]\s|\s[—–-]\s|—"
    r"|\s(?=(?:and|but|while|whereas|although|though|because|which|who|whose|where)\s)",
    re.IGNORECASE,
)
_WHOLE = 2  # words: a clause of fewer is none


@dataclass(frozen=True, slots=True)
class Stated:
    """A value where it is stated.

    Attributes:
        before, after: The rest of its clause; dates before it left out.
        rest: What follows it in its sentence.
        names: In its clause, as written.
        years: In its sentence.
    """

    value: Value | Date
    text: str
    before: str
    after: str
    rest: str
    names: tuple[str, ...]
    years: frozenset[int]


def stated(text: str) -> list[Stated]:
    """Every value of a sentence in its clause."""
    there = facts(text)
    if not there:
        return []
    dates = [fact for fact in there if isinstance(fact, Date)]
    years = frozenset(d.year for d in dates if d.year)
    edges = _clauses(text, there)
    found = []
    for fact in there:
        start, end = next((a, b) for a, b in edges if a <= fact.start < b)
        if text[start : fact.start].strip(" ,").lower() in ("and", "or"):
            start = next((a for a, b in edges if b == start), start)  # a list goes on
        end = max(end, fact.end)
        names = tuple(
            dict.fromkeys(find_names(f"{text[start : fact.start]}, {text[fact.end : end]}"))
        )
        before = _without(dates, text, start, fact.start)
        found.append(
            Stated(fact, text, before, text[fact.end : end], text[fact.end :], names, years)
        )
    return found


def _clauses(text: str, there: Sequence[Value | Date]) -> list[tuple[int, int]]:
    """Where its clauses are; one of a word or two belongs to the one before."""
    edges = [
        edge.start()
        for edge in _EDGE.finditer(text)
        if not any(fact.start < edge.end() and edge.start() < fact.end for fact in there)
    ]
    found: list[tuple[int, int]] = []
    for start, end in pairwise([0, *edges, len(text)]):
        light = len(_told(text[start:end])) < _WHOLE
        if found and (light or len(_told(text[slice(*found[-1])])) < _WHOLE):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _told(text: str) -> list[str]:
    return [w for w in words(text) if w not in STOPWORDS]


def _without(dates: Sequence[Date], text: str, start: int, end: int) -> str:
    """A piece of the text without the dates in it."""
    for date in reversed(dates):
        if start <= date.start and date.end <= end:
            text = text[: date.start] + text[date.end :]
            end -= date.end - date.start
    return text[start:end]


def meaning_stems(text: str, names: tuple[str, ...] = ()) -> list[str]:
    """Stems of the words of a text that carry meaning: no times, no names, no numbers."""
    named = {w for name in names for w in name_words(name)}
    return [
        s
        for w in words(text)
        if w not in STOPWORDS
        and w not in named
        and not w.isdigit()
        and (s := word_stem(w)) not in TIMES
    ]
