"""The closed classes of English words by which a question can be taken apart without a parser."""

from __future__ import annotations

import re

from chatbot.wording.mentions import word_stem
from index.words import stem

WH = r"(?:who|whom|whose|what|when|where|why|how|which)"
PREPOSITION = (
    r"(?:in|on|at|by|for|from|to|with|of|since|until|under|about|against|during|after|before|into|"
    r"over|near|between|among|through|without|within|as)"
)
_DO, _BE = "do does did", "is are was were"
_MODAL = "will would can could should must may might shall has have had"
AUXILIARY = rf"(?:(?:{'|'.join(f'{_DO} {_BE} {_MODAL}'.split())})(?:n[’']t)?)"
DETERMINER = r"(?:the|a|an|this|that|these|those|its|their|his|her|our|your|my)"
HOW_MUCH = (
    r"how (?:many|much|long|old|far|large|big|high|tall|deep|wide|heavy|often|fast|soon|late)"
)
PRONOUN = r"(?:it|he|she|they|we|you|i|him|them)"
# A year that is asked about, not an amount.
YEAR = r"(?:1[5-9]|20|21)\d\d(?:[/–-]\d\d(?!\d))?"
NAME = r"(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*(?:\s+(?:(?:of|the)\s+)?[A-ZÀ-ÖØ-Þ][\w’'.-]*)*)"
# A name that goes on after "and": "Alder and Beech Ltd", "the Harbour and Coast Trust".
_BODY = re.compile(
    r"\b(?:ltd|limited|plc|inc|llp|co|company|corporation|sons|brothers|partners|associates|bank|"
    r"council|committee|board|trust|department|ministry|office|university|college|school|society|"
    r"association|union|group|authority|commission|agency|service|institute|act|fund|party|club|"
    r"hospital|church|museum|railway|wales|herzegovina|tobago)\.?$",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    rf"(?:{WH}|{PREPOSITION}|{AUXILIARY}|{DETERMINER}|{PRONOUN}|and|or|but|than|there|then|not|"
    r"first|also|now|both|each|every|all|more|less|been|be|being)",
    re.IGNORECASE,
)
_NOT_A_NOUN = frozenset("due valid open shut closed new free ready available possible".split())


def is_closed(word: str) -> bool:
    """Is this a word of grammar, where a run of nouns and adjectives ends?"""
    return bool(_CLOSED.fullmatch(word))


def is_past(word: str) -> bool:
    """Does the word look like a past tense, a participle or what else follows "was the door"?"""
    low = word.lower()
    irregular = word_stem(low) != stem(low)
    return low in _NOT_A_NOUN or irregular or (low.endswith("ed") and len(low) > 3)


def is_do(word: str) -> bool:
    """An auxiliary that a bare verb follows: "did", "will"."""
    return word.lower() in [*_DO.split(), *_MODAL.split()[:9]]


def is_auxiliary(word: str) -> bool:
    return bool(re.fullmatch(AUXILIARY, word, re.IGNORECASE))


def names_one_body(name: str) -> bool:
    """Does what follows "and" end one name of two words: "… and Beech Ltd"?"""
    return bool(_BODY.search(name))


def has_verb(words: list[str]) -> bool:
    """May one of the words be a verb, as far as its form shows?"""
    return any(is_auxiliary(word) or is_past(word) for word in words)


def singular(words: str) -> str:
    """The words with a plural auxiliary at their end made singular: "what are" is "what is"."""
    one = {"are": "is", "were": "was", "have": "has", "do": "does"}
    return re.sub(
        r"\b(are|were|have|do)(?= ?$)", lambda m: one[m.group().lower()], words, flags=re.IGNORECASE
    )
