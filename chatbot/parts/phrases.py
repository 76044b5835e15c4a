"""Noun phrases of a question, found by articles, names and the verbs around them."""

from __future__ import annotations

import re

from chatbot.parts.grammar import (
    AUXILIARY,
    DETERMINER,
    PREPOSITION,
    WH,
    YEAR,
    is_closed,
    is_do,
    is_past,
)

# Prepositions that go with the noun before them even after a verb: "pay for" does not.
_ATTACHES = frozenset("of over near under".split())


def phrase_end(words: list[str]) -> int:
    """How many of the words the noun phrase takes that they begin with."""
    return _end(words, 0)


def noun_phrases(clause: str) -> list[str]:
    """Phrases that begin with an article, a possessive or a name, in order, verbs left off."""
    words = clause.split()
    found, at = [], 0
    while at < len(words):
        if not _begins(words, at):
            at += 1
            continue
        end = _end(words, at)
        phrase = words[at:end]
        if len(phrase) > 1 or phrase[0][:1].isupper():
            found.append(" ".join(phrase).strip(",.:;"))
        at = max(end, at + 1)
    return found


def _begins(words: list[str], at: int) -> bool:
    word = words[at]
    if re.fullmatch(DETERMINER, word, re.IGNORECASE):
        return True
    opening = re.fullmatch(f"{WH}|{AUXILIARY}|{PREPOSITION}", word, re.IGNORECASE)
    return word[:1].isupper() and not opening


def _end(words: list[str], at: int) -> int:
    """Where the phrase that begins at a word ends."""
    end = _run(words, at)
    verb_follows = at > 0 and (is_do(words[at - 1]) or bool(re.fullmatch(WH, words[at - 1], re.I)))
    one_noun = end - at == 2
    while end + 1 < len(words) and _attaches(words, end, verb_follows and not one_noun):
        end = _run(words, end + 1)
        one_noun = False
    lower = words[end - 1][:1].islower()
    if lower and end - at > 2 and ((verb_follows and not one_noun) or is_past(words[end - 1])):
        end -= 1
    return end


def _attaches(words: list[str], at: int, verb_before: bool) -> bool:
    """Does a preposition go with the noun before it? After a verb only "of" and its like do."""
    preposition, following = words[at].lower(), words[at + 1]
    if not re.fullmatch(PREPOSITION, preposition) or re.match(YEAR, following):
        return False
    return preposition in _ATTACHES or (not verb_before and _begins(words, at + 1))


def _run(words: list[str], at: int) -> int:
    """The end of a run of nouns and adjectives; small words end a run that is a name."""
    named = words[at][:1].isupper() and not re.fullmatch(DETERMINER, words[at], re.IGNORECASE)
    end = at + 1
    while end < len(words) and not is_closed(words[end]) and words[end - 1][-1] not in ",;:":
        possessive = re.search(r"[’']s?$", words[end - 1])
        if named and words[end][:1].islower() and not possessive:
            break
        named = named and not possessive
        end += 1
    return end
