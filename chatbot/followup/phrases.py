"""Noun phrases of a question or a plain sentence: no tagger is loaded for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from chatbot.followup.chunks import nouns, runs
from chatbot.followup.lexicon import ARTICLES, PREPOSITIONS
from chatbot.followup.nouns import Kind, is_plural, kind_of_name, kind_of_noun
from chatbot.followup.tokens import Token, tokens

HONORIFICS = frozenset(
    "mr mrs ms miss dr prof professor sir lady lord dame rev cllr captain".split()
)
_MANY = frozenset("these those many both several all few".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: `source[start:end] == text`, always.

    Attributes:
        head: Its last word, lower case.
        determiner: What it opens with ("the", "any"), lower case; "" if nothing.
        before: The preposition before it, lower case; "" if none.
        outer: Where that preposition starts; `start` without one.
        asked: Whether "how many", "which" … asks for it.
        owner: Whether "’s" follows.
        known: Whether it has a name in it.
    """

    text: str
    start: int
    end: int
    head: str
    kind: Kind
    plural: bool
    determiner: str = ""
    before: str = ""
    outer: int = 0
    asked: bool = False
    owner: bool = False
    known: bool = False

    @property
    def bare(self) -> str:
        """Without its determiner."""
        return self.text[len(self.determiner) :].strip() if self.determiner else self.text


@lru_cache(maxsize=512)
def phrases(text: str) -> tuple[Phrase, ...]:
    """The noun phrases of a text, in order; dates count, pronouns do not."""
    words = tokens(text)
    found: list[Phrase] = []
    for start, end in runs(words):
        for low, high in nouns(words, start, end):
            found.append(_phrase(text, words, low, high))
    return tuple(found)


def whole_phrase(text: str, phrase: Phrase, found: Sequence[Phrase]) -> Phrase:
    """The phrase with what belongs to it: "the price of a ticket", "homes in Mill Lane"."""
    places = 0
    for other in found:
        if other.start <= phrase.end or other.outer != phrase.end + 1:
            continue
        near = other.before in ("in", "at", "for", "on", "between", "about") and not places
        if other.kind == "time" or not (other.before == "of" or near):
            break
        places += other.before != "of"
        text_there = text[phrase.start : other.end]
        phrase = replace(phrase, text=text_there, end=other.end, owner=other.owner)
        phrase = replace(phrase, known=phrase.known or other.known)
    return phrase


def _phrase(text: str, words: Sequence[Token], low: int, high: int) -> Phrase:
    first, last = words[low], words[high - 1]
    previous = words[low - 1] if low else None
    before = previous.word if previous and previous.word in PREPOSITIONS else ""
    determiner = first.word if first.sort == "determiner" and low < high - 1 else ""
    names = [t for t in words[low:high] if t.sort == "name"]
    head = last.word.split()[-1]
    honorific = any(t.word in HONORIFICS for t in words[max(0, low - 1) : high])
    counted = any(t.sort == "number" or t.word in _MANY for t in words[low : high - 1])
    if previous is not None and previous.word in HONORIFICS:
        first = previous
    return Phrase(
        text=text[first.start : last.end],
        start=first.start,
        end=last.end,
        head=head,
        kind=_kind(last, determiner, honorific, before, names),
        plural=counted or ((last.sort == "open" or determiner == "the") and is_plural(head)),
        determiner=determiner,
        before=before,
        outer=previous.start if previous and before else first.start,
        asked=_is_asked(words, low),
        owner=last.owner,
        known=bool(names),
    )


def _kind(
    last: Token, determiner: str, honorific: bool, before: str, names: Sequence[Token]
) -> Kind:
    if last.sort == "date":
        return "time"
    if last.sort == "name":
        article = determiner in ARTICLES  # "the Lady Isolde" is a ship
        return kind_of_name(last.text, article, honorific and not article, before)
    return kind_of_noun(last.word)


def _is_asked(words: Sequence[Token], low: int) -> bool:
    before = [t.word for t in words[max(0, low - 2) : low]]
    return before[-2:-1] == ["how"] or before[-1:] in (["which"], ["what"])
