"""A value in its clause: the words before and after it, with times and names told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chatbot.compare.skeleton import facts
from chatbot.compare.values import Value
from chatbot.verify.statements import clauses
from chatbot.wording.dates import Date, find_dates
from chatbot.wording.mentions import find_names, name_words, word_stem
from index.words import STOPWORDS, words

_TIMES = frozenset(
    map(
        word_stem,
        """yesterday today tomorrow tonight morning afternoon evening night day week fortnight month
        year decade last next previous past past now currently already recently monday tuesday
        wednesday thursday friday saturday sunday far date spring summer autumn winter annual
        january february march april may june july august september october november december
        early earlier late later time since ago end start beginning mid""".split(),
    )
)


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
    found = []
    years = frozenset(d.year for d in find_dates(text) if d.year)
    offset = 0
    edges = []
    for clause in clauses(text):
        edges.append((offset, offset + len(clause.text)))
        offset += len(clause.text)
    for fact in facts(text):
        start, end = next(((a, b) for a, b in edges if a <= fact.start < b), (0, len(text)))
        if text[start : fact.start].strip(" ,").lower() in ("and", "or"):
            start = next((a for a, b in edges if b == start), start)  # a list goes on
        clause = f"{text[start : fact.start]}, {text[fact.end : max(end, fact.end)]}"
        names = tuple(dict.fromkeys(find_names(clause)))
        found.append(
            Stated(
                fact,
                text,
                _dateless(text[start : fact.start]),
                text[fact.end : max(end, fact.end)],
                text[fact.end :],
                names,
                years,
            )
        )
    return found


def _dateless(text: str) -> str:
    for date in reversed(find_dates(text)):
        text = text[: date.start] + text[date.end :]
    return text


def meaning_stems(text: str, names: tuple[str, ...] = ()) -> list[str]:
    """Stems of the words of a text that carry meaning: no times, no names, no numbers."""
    named = {w for name in names for w in name_words(name)}
    return [
        s
        for w in words(text)
        if w not in STOPWORDS
        and w not in named
        and not w.isdigit()
        and (s := word_stem(w)) not in _TIMES
    ]


def plain_words(text: str) -> list[str]:
    """Its words as written, small, with the stops between them as words of their own."""
    return re.findall(r"[a-z][\w’'-]*|[,;:.()—]", text.lower())
