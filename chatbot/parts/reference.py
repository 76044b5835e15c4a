"""What "it", "she", "there" and "then" stand for in the later part of a question.

Only the earlier part is looked at, by position: a pronoun that is a subject takes up the subject,
one that is an object the object, the parallelism of centering (Grosz, Joshi & Weinstein 1995).
"""

from __future__ import annotations

import re

from chatbot.parts.grammar import (
    AUXILIARY,
    DETERMINER,
    NAME,
    PREPOSITION,
    YEAR,
    is_auxiliary,
    is_do,
)
from chatbot.parts.phrases import noun_phrases
from index.words import STOPWORDS
from index.words import words as words_of

_PERSONS = frozenset("he she him her his hers".split())
_POSSESSIVE = frozenset("its their his her".split())
_PLURAL = frozenset("they them their those these".split())
_PRONOUN = re.compile(
    r"\b(?:it|its|they|them|their|he|she|him|his|her|hers)\b|\b(?:those|these|this|that)\b(?=\W*$)",
    re.IGNORECASE,
)
_EXPLETIVE = re.compile(
    r"\bit (?:takes?|true|possible|clear|likely|necessary)\b|\bit take\b", re.IGNORECASE
)
_THERE = re.compile(rf"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\bthere\b(?! {AUXILIARY}\b)")
_THEN = re.compile(r"\b(?:then|(?:in )?that year|at that time)\b", re.IGNORECASE)
_PLACE = re.compile(rf"\b(?:in|at|on|near|under) (?!{YEAR})(?:{NAME}|(?:the|a) [\w’'-]+)")
_TIME = re.compile(rf"\b(?:in|since|during|of) {YEAR}")
_SOME_OF = re.compile(
    rf"^(?:(?P<who>who)|(?:which|what|how many) (?P<noun>(?!(?:{AUXILIARY}|{DETERMINER})\b)[\w’'-]+"
    rf"(?: (?!{AUXILIARY}\b|{PREPOSITION}\b|{DETERMINER}\b)[\w’'-]+)??)) (?P<did>.+)$",
    re.IGNORECASE,
)


def resolve(clause: str, earlier: str) -> str | None:
    """The clause with its pronouns put into words from the earlier one; None if one can't be."""
    if re.search(r"\beach\b(?! of the\b)", clause, re.IGNORECASE):
        return None  # each of what the first part asks for: one answer
    clause = _replace(_THEN, clause, _TIME.search(earlier))
    clause = _replace(_THERE, clause, _PLACE.search(earlier))
    pronoun = _PRONOUN.search(clause)
    if not pronoun or _EXPLETIVE.search(clause) or noun_phrases(clause[: pronoun.start()]):
        return clause
    stands_for = _antecedent(clause, pronoun, earlier)
    if stands_for:
        possessive = pronoun.group().lower() in _POSSESSIVE and not _ends(clause, pronoun)
        put = f"{stands_for}’s" if possessive else stands_for
        return clause[: pronoun.start()] + put + clause[pronoun.end() :]
    return clause if _PRONOUN.search(earlier) else None  # both may point out of the question


def with_topic(clause: str, earlier: str) -> str:
    """The clause with what the earlier one is about, if it names nothing of its own.

    "How many were hurt?" after "When did the boiler burst?" is "… as to the boiler?".
    """
    own = noun_phrases(clause)
    topics = [p for p in noun_phrases(earlier) if p.split()[0].lower() not in _POSSESSIVE]
    says = len(own) > 1 or any(map(_is_name, own)) or re.search(YEAR, clause)
    if says or not topics or set(words_of(clause)) & set(words_of(" ".join(topics))) - STOPWORDS:
        return clause
    named = [p for p in topics if _is_name(p)]
    return f"{clause}, as to {(named or topics)[0]}"


def _is_name(phrase: str) -> bool:
    return any(word[0].isupper() for word in phrase.split())


def _replace(what: re.Pattern[str], clause: str, put: re.Match[str] | None) -> str:
    return what.sub(lambda _: put.group(), clause, count=1) if put else clause


def _antecedent(clause: str, pronoun: re.Match[str], earlier: str) -> str:
    word = pronoun.group().lower()
    phrases = noun_phrases(earlier)
    if word in _PERSONS:
        named = [p for p in phrases if re.fullmatch(NAME, p)]
        return named[0] if named else _asked_for(earlier) or (phrases[0] if phrases else "")
    asked = _asked_for(earlier)
    if asked and (word in _PLURAL or not asked.startswith("the person")):
        plural = earlier.lower().startswith("how many")
        if plural == (word in _PLURAL) or not phrases:
            return asked
    if not phrases:
        return ""
    before = clause[: pronoun.start()].split()
    subject = not before or is_auxiliary(before[-1]) or word in _POSSESSIVE
    return phrases[0] if subject else phrases[-1]


def _asked_for(earlier: str) -> str:
    """What the answer to the earlier part is: "the boat that won the race"; "" if unclear."""
    match = _SOME_OF.match(earlier)
    if not match:
        return ""
    if match["who"]:
        return f"the person who {match['did']}"
    did = match["did"].split()
    if is_do(did[0]) and did[0].lower() in ("do", "does", "did"):
        return ""
    return f"the {match['noun']} that {match['did']}"


def _ends(clause: str, match: re.Match[str]) -> bool:
    return not clause[match.end() :].strip(" ?.")
