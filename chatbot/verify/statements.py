"""A sentence taken apart: its figures, dates and names, and which of them are said together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from chatbot.verify.voice import converse
from chatbot.wording.dates import Date, find_dates
from chatbot.wording.figures import Figure, find_figures, find_ordinals
from chatbot.wording.mentions import content_stems, find_names, name_words, word_stem
from index.words import STOPWORDS, words

_EDGE = re.compile(
    r"[;:,]\s|\s[—–-]\s|—"
    r"|\s(?=(?:and|but|while|whereas|although|though|because|which|who|whose|where)\s)",
    re.IGNORECASE,
)
# Speaks of what the clause before named: "…, all of them under forty".
_OF_THOSE = re.compile(
    r"^\W*(?:and\s+)?(?:\w+\s+)?of\s+(?:them|those|these|whom|which)\b", re.IGNORECASE
)
_TITLES = frozenset("mr mrs ms dr prof sir dame lord lady".split())  # no meaning of their own
Fact = Figure | Date | str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or a clause of one.

    Attributes:
        text: As written.
        stems: Of the words that carry meaning; figures and dates left out.
        figures: Ordinals too.
        names: As written.
    """

    text: str
    stems: frozenset[str]
    figures: tuple[Figure, ...]
    dates: tuple[Date, ...]
    names: tuple[str, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (*self.figures, *self.dates, *self.names)

    @property
    def nameless(self) -> str:
        """The text without the names in it."""
        text = self.text
        for name in self.names:
            text = text.replace(name, " ")
        return text

    def states(self, fact: Fact) -> bool:
        """Does it hold this figure or date, or a word of this name?"""
        if isinstance(fact, Figure):
            return any(fact.same(f) for f in self.figures)
        if isinstance(fact, Date):
            return any(fact.same(d) for d in self.dates)
        return bool(_name_stems(fact) & self.stems)


@lru_cache(maxsize=512)  # each quote is read for every sentence that cites it
def read(text: str) -> Statement:
    """Take a text apart."""
    figures = (*find_figures(text), *find_ordinals(text))
    dates = tuple(find_dates(text))
    rest = text
    numbers: list[Figure | Date] = [*figures, *dates]
    for fact in sorted(numbers, key=lambda fact: -fact.start):
        rest = f"{rest[: fact.start]} {rest[fact.end :]}"
    stems = frozenset(word_stem(w) for w in words(rest) if w not in STOPWORDS | _TITLES)
    return Statement(text, stems, figures, dates, tuple(find_names(text)))


def clauses(text: str) -> list[Statement]:
    """Its clauses, in order; a fragment of a word or two stays with the one before."""
    facts: list[Figure | Date] = [*find_figures(text), *find_dates(text)]
    edges = [
        edge.start()
        for edge in _EDGE.finditer(text)
        if not any(fact.start < edge.end() and edge.start() < fact.end for fact in facts)
    ]
    groups: list[list[Statement]] = []
    for start, end in pairwise([0, *edges, len(text)]):
        piece = read(text[start:end])
        light = _weight([piece]) < 2 and not piece.text.startswith(";")
        if groups and (light or _weight(groups[-1]) < 2 or _OF_THOSE.search(piece.text)):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [read("".join(piece.text for piece in group)) for group in groups]


def nearest(clause: Statement, others: Sequence[Statement]) -> list[Statement]:
    """Those of the others that share most words and facts with the clause, or one less."""
    facts: list[Fact] = [*clause.figures, *clause.dates]
    scores = [len(clause.stems & other.stems) + sum(map(other.states, facts)) for other in others]
    least = max(1, max(scores) - 1)
    return [o for o, score in zip(others, scores, strict=True) if score >= least] or list(others)


def misplaced(clause: Statement, source: Sequence[Statement]) -> Fact | None:
    """A fact that the source states, but of something else than the clause does.

    "Sales rose by 12 per cent, costs by 3" does not say that sales rose by 3: the words of that
    stand with another figure of the same kind.
    """
    for fact in clause.facts:
        holders = [s for s in source if s.states(fact)]
        others = [s for s in source if not s.states(fact)]
        if holders and (
            _elsewhere(fact, clause, holders, others) or _apart(fact, clause, holders, others)
        ):
            return fact
    return None


def _elsewhere(
    fact: Fact, clause: Statement, holders: Sequence[Statement], others: Sequence[Statement]
) -> bool:
    """What the clause says of the fact, others say of a rival of it, and no holder does."""
    about = clause.stems - (_name_stems(fact) if isinstance(fact, str) else frozenset())
    holding = max(len(about & s.stems) for s in holders)
    others = [s for s in others if len(about & s.stems) > holding]
    shared = {stem for other in others for stem in about & other.stems}
    return holding < 2 <= len(shared) - holding and any(_rivals(fact, s, clause) for s in others)


def _apart(
    fact: Fact, clause: Statement, holders: Sequence[Statement], others: Sequence[Statement]
) -> bool:
    """Another fact of the clause stands elsewhere, next to a rival of this one.

    A name may stand for several clauses; only where another has its place it is elsewhere.
    """
    return any(
        not isinstance(second, type(fact))
        and not any(s.states(second) for s in holders)
        and any(s.states(second) and _rivals(fact, s, clause) for s in others)
        and (not isinstance(second, str) or all(_rivals(second, s, clause) for s in holders))
        for second in clause.facts
    )


def names_turned_round(clause: Statement, source: Sequence[Statement]) -> tuple[str, str] | None:
    """Two names on the other sides of the same verb: "A succeeds B" for "B succeeds A"."""
    for one, two in pairwise(clause.names):
        between = clause.text.partition(one)[2].partition(two)[0]
        for other in source:
            start, _, rest = other.text.partition(two.split()[-1])
            turned, found, _ = rest.partition(one.split()[-1])
            if found and one.split()[-1] not in start and _same_verb(between, turned):
                return one, two
    return None


def _same_verb(one: str, other: str) -> bool:
    mine, theirs = content_stems(one), content_stems(other)
    if converse(mine, theirs):  # "A bought it from B" is "B sold it to A"
        return False
    return bool(set(mine) & set(theirs)) and (" by " in one) == (" by " in other)


def _rivals(fact: Fact, holder: Statement, clause: Statement) -> bool:
    """Does the holder state another fact of that kind, which the clause does not?"""
    return any(_rival(fact, f) and not clause.states(f) and f != fact for f in holder.facts)


def _rival(one: Fact, other: Fact) -> bool:
    """Of a kind, so that one may be put for the other."""
    if isinstance(one, Figure) and isinstance(other, Figure):
        return one.unit == other.unit
    return type(one) is type(other)


def _name_stems(name: str) -> frozenset[str]:
    return frozenset(map(word_stem, name_words(name)))


def _weight(pieces: Sequence[Statement]) -> int:
    """Words and facts, all names as one: ", Agnes Rowe," belongs to what is said of her."""
    named = {stem for p in pieces for name in p.names for stem in _name_stems(name)}
    stems = {stem for p in pieces for stem in p.stems}
    return len(stems - named) + sum(len(p.figures) + len(p.dates) for p in pieces) + bool(named)
