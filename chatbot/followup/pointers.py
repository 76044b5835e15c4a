"""The words of a question that point back at what was said before it.

A pronoun whose antecedent stands in the question itself points nowhere else, nor does the "it" of
"Is it true that …": rules after Lappin & Leass (1994, J94-4002), who list such "its".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from chatbot.followup.choosing import PRONOUN_CLASS, PRONOUN_GENDER, Class, may_mean
from chatbot.followup.lexicon import (
    AUXILIARIES,
    BE,
    DEMONSTRATIVES,
    DO,
    HAVE,
    PREPOSITIONS,
    SUBORDINATORS,
)
from chatbot.followup.nouns import kind_of_noun
from chatbot.followup.phrases import Phrase, phrases
from chatbot.followup.tokens import Token, tokens
from chatbot.followup.verbs import VERBS, base_of

_OWNING = frozenset("his her its their".split())
_EXPLETIVE = re.compile(
    r"\b(?:what time (?:is|was) it|how far (?:is|was) it\b"
    r"|(?:is|was|isn’t|wasn’t) it (?:\w+ ){0,3}?"
    r"(?:that|to|if|for|who|whether|(?<!it )(?:how|when|why|what))\b"
    r"|(?:does|did|will|would|can|could) it (?:take|cost|matter|help|make sense)(?: \w+){0,4}? "
    r"(?:to \w+ (?!\?|$)|if|that|whether)"
    r"|(?:make|makes|made|find|found) it (?:\w+ ){1,2}?(?:to|that|for)\b"
    r"|it (?:is|was|be|seems?) (?:\w+ ){1,3}?(?:that|to|if)\b"
    r"|(?:is|was) it (?:raining|snowing|cold|hot|late|dark)\b)",
    re.IGNORECASE,
)
Sort = Literal["pronoun", "noun", "of", "time", "that"]


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that mean something said before: `question[start:end] == text`, always.

    Attributes:
        sort: "pronoun" ("he"), "noun" ("that man"), "of" (the "those" of "how many of those"),
            "time" ("then", "that year"), "that" (alone: mostly a whole statement).
        owns: Whether "’s" must follow what stands in its place ("his").
    """

    text: str
    start: int
    end: int
    sort: Sort
    kind: Class
    owns: bool = False

    @property
    def word(self) -> str:
        return self.text.lower()


def pointers(question: str) -> list[Pointer]:
    """What points back, in order; of several words for one thing only the first."""
    words, found = tokens(question), phrases(question)
    pointing: list[Pointer] = []
    for i, token in enumerate(words):
        pointer = _pointer(question, words, i)
        if pointer is None or _has_antecedent(question, words, i, pointer, found):
            continue
        same = (pointer.kind, PRONOUN_GENDER.get(token.word, ""))
        if not any((p.kind, PRONOUN_GENDER.get(p.word, "")) == same for p in pointing):
            pointing.append(pointer)
    return pointing


def _pointer(question: str, words: Sequence[Token], i: int) -> Pointer | None:
    token = words[i]
    after = words[i + 1] if i + 1 < len(words) else None
    span = (token.text, token.start, token.end)
    if token.word in DEMONSTRATIVES:
        return _demonstrative(question, words, i)
    if i and words[i - 1].text in "“\"‘'":
        return None  # another's words
    if token.word == "then":
        ends = after is None or after.sort == "mark" or after.word in PREPOSITIONS
        aside = i > 0 and words[i - 1].sort == "mark"
        return Pointer(*span, "time", "time") if ends and i > 1 and not aside else None
    if token.word == "such" and after is not None and after.sort == "open":
        return Pointer(*span, "that", "thing")
    if token.word == "there":
        return None if _is_existential(words, i) else Pointer(*span, "pronoun", "place")
    if token.word not in PRONOUN_CLASS or (token.word == "it" and _EXPLETIVE.search(question)):
        return None
    if token.word == "them" and i and words[i - 1].word == "of":
        return Pointer(*span, "of", "many")
    owned = after is not None and (after.sort not in ("closed", "mark") or after.text in '“‘"')
    owns = token.word in _OWNING and owned
    return Pointer(*span, "pronoun", PRONOUN_CLASS[token.word], owns)


def _demonstrative(question: str, words: Sequence[Token], i: int) -> Pointer | None:
    """ "That man", "those", "that year", "that"; not the "that" of "said that" nor "those who"."""
    token, before = words[i], words[i - 1].word if i else ""
    after = words[i + 1] if i + 1 < len(words) else None
    if token.sort == "closed":
        if after is not None and after.word in ("who", "which", "that", "in", "with", "of", "on"):
            return None
        if token.word in ("those", "these"):
            sort: Sort = "of" if before == "of" else "pronoun"
            return Pointer(token.text, token.start, token.end, sort, "many")
        standing = after is None or after.sort in ("mark", "closed") or base_of(after.word)
        ends = after is None or after.sort == "mark" or after.word in PREPOSITIONS
        opens = before in AUXILIARIES | PREPOSITIONS or before in ("", "what")
        opens = opens or (ends and base_of(before) != "")
        alone = standing and opens and after is not None and after.word not in ("he", "she", "they")
        return Pointer(token.text, token.start, token.end, "that", "thing") if alone else None
    phrase = next((p for p in phrases(question) if p.start == token.start), None)
    if phrase is None:
        return None
    alone = before in DO and phrase.head in VERBS and phrase.text.count(" ") == 1
    alone = alone and question[phrase.end :].strip(" ?.") == ""
    if alone or (before in AUXILIARIES and phrase.head in ("true", "right", "correct", "legal")):
        return Pointer(token.text, token.start, token.end, "that", "thing")
    if phrase.plural and token.word in ("that", "this"):
        return None  # "the rules state that drivers …"
    kind = _class_of(phrase)
    sort = "time" if kind == "time" else "noun"
    return Pointer(phrase.text, phrase.start, phrase.end, sort, kind)


def _class_of(phrase: Phrase) -> Class:
    kind = kind_of_noun(phrase.head)
    if kind == "time":
        return "time"
    if phrase.plural or phrase.determiner in ("these", "those"):
        return "many"
    return "person" if kind == "person" else "thing"


def _is_existential(words: Sequence[Token], i: int) -> bool:
    """ "Is there a chemist?", "How many shops are there in Vine Street?" """
    before = words[i - 1].word if i else ""
    after = words[i + 1].word if i + 1 < len(words) else ""
    if before in BE | HAVE or after in ("exist", "exists", "existed"):
        return True
    return after in AUXILIARIES or before in ("will", "would", "can", "could", "must", "should")


def _has_antecedent(
    question: str, words: Sequence[Token], i: int, pointer: Pointer, found: Sequence[Phrase]
) -> bool:
    """Does the question itself name what the pointer means?

    An owner may be named before it in the same clause, anything else only in another clause:
    "Did the council approve it?" is about something else than the council.
    """
    if pointer.sort != "pronoun":
        return False
    if pointer.kind == "place":
        places = [p.end for p in found if p.known and p.end <= pointer.start]
        after = [t.word for t in words[:i] if places and t.start >= places[0]]
        return not SUBORDINATORS.isdisjoint(after)
    gender = PRONOUN_GENDER.get(pointer.word, "")
    named = [p for p in found if may_mean(pointer.kind, p, gender)]
    named = [p for p in named if not p.text.lower().startswith(pointer.word + " ")]
    before = [p for p in named if p.end <= pointer.start]
    if pointer.kind in ("thing", "many") and _has_any(words, found, i, pointer):
        return True
    asks = words[0].word in ("who", "which", "whose") and words[1].word not in AUXILIARIES
    if pointer.owns and (before or asks):
        return True
    starts = [p.end for p in before] + ([words[0].end] if asks else [])
    if any(_clause_between(words, start, i) for start in starts):
        return True
    # "Why did the court tell the council to repair it?": of two, the one is told of the other.
    if len(before) > 1 and _is_infinitive(words, before[-1].end, i):
        return True
    comma = question.find(",", pointer.end)
    opens = words[0].word in SUBORDINATORS and words[0].word not in ("which", "who", "where", "and")
    fronted = opens and comma > 0 and not question.startswith(("When did", "When was"))
    return fronted and any(p.start > comma for p in named)


def _has_any(words: Sequence[Token], found: Sequence[Phrase], i: int, pointer: Pointer) -> bool:
    """Where "its" owner or the "they" of a later clause is near, any noun may be it."""
    near = [p for p in found if p.end <= pointer.start and p.kind != "time" and not p.asked]
    later = any(t.word in ("whether", "when", "while", "if", "because") for t in words[1:i])
    return bool(near) and (pointer.owns or later)


def _is_infinitive(words: Sequence[Token], start: int, i: int) -> bool:
    """Is the pronoun the object of "to repair" or "of repairing" since there?"""
    return any(
        (one.word == "to" and two.word in VERBS)
        or (one.word in PREPOSITIONS and two.word.endswith("ing"))
        for one, two in pairwise(words[:i])
        if one.start >= start
    )


def _clause_between(words: Sequence[Token], start: int, i: int) -> bool:
    """Does a clause begin between there and the pronoun, or with it ("say she resigned")?"""
    between = [t for t in words[:i] if t.start >= start]
    if any(t.word in SUBORDINATORS - {"and"} for t in between):
        return True
    if words[0].word in SUBORDINATORS and any(t.text == "," for t in between):
        return True
    before, after = words[i - 1].word, words[i + 1].word if i + 1 < len(words) else ""
    nominative = words[i].word in ("he", "she", "they", "it")
    acts = after in AUXILIARIES or base_of(after) != ""
    return nominative and acts and before not in AUXILIARIES | PREPOSITIONS
