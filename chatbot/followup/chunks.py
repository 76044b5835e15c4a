"""Runs of words that are noun phrases, and the verbs in and beside them, by rule.

A run goes from a determiner or a noun to the next word of a closed class (Abney 1991 calls such
runs chunks); a verb inside it is found by the auxiliary before it and by its form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chatbot.followup.lexicon import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DEMONSTRATIVES,
    DO,
    HAVE,
    MODALS,
    PREDICATIVE,
    PREPOSITIONS,
    PRONOUNS,
    WH,
)
from chatbot.followup.nouns import is_plural, kind_of_noun
from chatbot.followup.tokens import Token, tokens
from chatbot.followup.verbs import VERBS, base_of, is_past, is_third_person

_COMPARATIVE = frozenset("more less most least better best worse worst first".split())


def runs(words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Index ranges without words of closed classes; dates are ranges of their own."""
    start: int | None = None
    for i, token in enumerate([*words, Token("", "", 0, 0, "mark")]):
        dated = token.sort == "date" and start is not None and words[i + 1 : i + 2]
        inside = token.sort in ("open", "name", "number", "determiner") or (
            bool(dated) and words[i + 1].sort == "open"  # "the March meeting"
        )
        opens = token.sort == "determiner" and start is not None and i > start
        if start is not None and (not inside or opens or words[i - 1].owner):
            yield start, i
            start = None
        if token.sort == "date" and not inside:
            yield i, i + 1
        elif inside and start is None:
            start = i


def nouns(words: Sequence[Token], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The run without its verb, before and after it."""
    verb = verb_among(words, start, end)
    for low, high in [(start, end)] if verb is None else [(start, verb), (verb + 1, end)]:
        if _is_adjective(words, start, low, high):
            continue
        if words[high - 1].word in ("first", "last") and high - low > 1:
            high -= 1  # "did the Normans first gain"
        if any(t.sort in ("open", "name", "date") for t in words[low:high]) or (
            high - low == 1 and words[low].sort == "number"
        ):
            yield low, high


def has_verb(text: str) -> bool:
    """Does a verb other than an auxiliary stand in it, as far as its form and place tell?"""
    words = tokens(text)
    return any(verb_among(words, start, end) is not None for start, end in runs(words))


def is_comparative(word: str) -> bool:
    """ "Dearer", "best", "more": what is said of one of two or many."""
    if word in _COMPARATIVE:
        return True
    return word.endswith(("er", "est")) and len(word) > 4 and kind_of_noun(word) == "thing"


def _is_adjective(words: Sequence[Token], start: int, low: int, high: int) -> bool:
    """ "Were lost", "is dearer", "was made redundant": one word that "is" says of something."""
    if high - low != 1 or words[low].sort != "open":
        return False
    before, word = words[start - 1].word if start else "", words[low].word
    if before in HAVE:
        return is_past(word)
    if before not in BE or start < 2 or is_plural(word):
        return False
    if is_comparative(word) or is_past(word) or word in PREDICATIVE:
        return True
    asked = words[start - 2].word in ("who", "what", "which")
    return not asked and (high == len(words) or words[high].sort in ("mark", "closed"))


def verb_among(words: Sequence[Token], start: int, end: int) -> int | None:
    """Index of the verb among a run of words, or None."""
    before = _before(words, start)
    after = words[end].word if end < len(words) else ""
    if _opens_with_verb(words, start, end, before, after):
        return start
    if before in WH and after in AUXILIARIES:
        return None
    candidates = [i for i in range(start + 1, end) if _may_be_verb(words, start, i)]
    based = [i for i in candidates if words[i].word in VERBS]
    if before in DO | MODALS:
        return _after_do(words, start, end, based)
    if before in BE | HAVE:
        return next((i for i in candidates if _is_predicate(words[i].word)), None)
    if before in PREPOSITIONS and _awaits_verb(words, start):
        return based[-1] if based else None  # "Does work at the harbour begin in May?"
    finite = [i for i in candidates if _is_finite(words[i - 1].word, words[i].word)]
    if before in PREPOSITIONS and after in ("", "?", "."):  # "for eye tests?"
        finite = [i for i in finite if is_past(words[i].word)]
    return finite[0] if finite else None


def _opens_with_verb(words: Sequence[Token], start: int, end: int, before: str, after: str) -> bool:
    """Is the run's first word the verb of what stands before the run?"""
    first = words[start]
    if first.sort != "open" or not before:
        return False
    subject = before in PRONOUNS | DEMONSTRATIVES or (before in WH and after not in AUXILIARIES)
    if subject and (base_of(first.word) or is_past(first.word)):
        return True
    if before in ("many", "much"):
        return is_past(first.word) and end - start == 1  # "how many died"
    if before == "to":
        return first.word in VERBS
    return before in BE | HAVE and start > 1 and is_past(first.word)  # "were made redundant"


def _after_do(words: Sequence[Token], start: int, end: int, based: Sequence[int]) -> int | None:
    """After "did" the last base form of the run; one further on may be the verb instead."""
    later = [i for i in range(end, len(words)) if words[i].word in VERBS]
    if based or any(words[i - 1].word != "to" for i in later if words[i].sort == "open"):
        return based[-1] if based else None
    return _guess(words, start, end)


def _before(words: Sequence[Token], start: int) -> str:
    """The word before a run, adverbs and "how many" passed over."""
    i = start - 1
    while i >= 0 and words[i].owner:  # "did Ann’s father leave"
        while i >= 0 and words[i].sort in ("name", "open", "determiner", "number"):
            i -= 1
    while i >= 0 and words[i].word in ADVERBS:
        i -= 1
    if i > 0 and words[i].word == "and":  # "did Ann and Bob vote": the auxiliary is both's
        while i >= 0 and (words[i].sort in ("name", "open") or words[i].word == "and"):
            i -= 1
    return words[i].word if i >= 0 else ""


def _may_be_verb(words: Sequence[Token], start: int, i: int) -> bool:
    """Is it a common word with a noun of the run before it?"""
    nouns = [t for t in words[start:i] if t.sort in ("open", "name", "number")]
    if words[i].sort != "open" or words[i].owner or not nouns:
        return False
    return not (nouns[-1].word.endswith("ly") and len(nouns) == 1)


def _is_predicate(word: str) -> bool:
    noun = word in ("thing", "spring", "string", "king", "ring") or kind_of_noun(word) != "thing"
    doing = word.endswith("ing") and not noun
    return doing or word in PREDICATIVE or is_past(word)


def _is_finite(noun: str, word: str) -> bool:
    if is_plural(noun):
        return is_past(word) or word in VERBS
    return is_past(word) or is_third_person(word)


def _awaits_verb(words: Sequence[Token], start: int) -> bool:
    """Has "did" come before, and no verb since?"""
    done = [i for i in range(start) if words[i].word in DO | MODALS]
    return bool(done) and not any(
        t.word in VERBS and t.sort == "open" for t in words[done[-1] + 1 : start]
    )


def _guess(words: Sequence[Token], start: int, end: int) -> int | None:
    """An unknown verb after "did": what follows the name, or the last word of two and more."""
    opens = [i for i in range(start, end) if words[i].sort == "open"]
    names = [i for i in range(start, end) if words[i].sort == "name"]
    if names and opens and opens[-1] > names[-1]:
        return next(i for i in opens if i > names[-1])
    nouns = [i for i in opens if not is_plural(words[i].word)]
    return nouns[-1] if len(opens) > 1 and nouns and nouns[-1] > opens[0] else None
