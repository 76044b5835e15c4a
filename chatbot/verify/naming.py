"""Is everybody a sentence names named by its source, or meant by its "he" and "she"?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chatbot.wording.mentions import find_names, name_words
from index.sentences import sentence_spans
from index.words import words

_PRONOUN = re.compile(r"\b(?:he|she|it|they|his|her|its|their|him|them)\b", re.IGNORECASE)
_TITLE_CASE = re.compile(r"[A-Z]\w*(?:(?:\s+(?:of|and|the|for|&))*\s+[A-Z]\w*)+")
_ACRONYM = re.compile(r"\b[A-Z]{2,}\b")
# What may be added to a name's word: "Conservatives", "German" for "Germany", "Tunisian".
_ENDINGS = ("s", "n", "an", "ian", "ean", "y", "ese", "ish")


def unnamed(sentence: str, quote: str, context: str) -> str:
    """The first name in the sentence that its source does not give; "" if there is none.

    Args:
        quote: The cited words. Of each name they must give one word.
        context: Title, heading and passage of the quote: may give a name's other words, or say who
            the quote's "he" is.
    """
    quoted = set(words(quote))
    around = quoted | set(words(context))
    meant, same = _meant(quote, context), _other_forms(sentence, quote)
    for name in (*find_names(sentence), *_opening_name(sentence, context)):
        parts = name_words(name)
        given = [part for part in parts if _among(part, quoted)]
        if given and all(_among(part, around) for part in parts):
            continue
        if not all(_among(part, meant) for part in parts) and not set(parts) <= same:
            return name
    return ""


def _other_forms(sentence: str, quote: str) -> set[str]:
    """Words of the sentence's names that the quote has as "DHSC", or in full where it has that."""
    short = {i.lower() for phrase in _TITLE_CASE.findall(quote) for i in _initials(phrase)}
    acronyms = set(_ACRONYM.findall(quote))
    full = [phrase for phrase in _TITLE_CASE.findall(sentence) if _initials(phrase) & acronyms]
    return short | {part for phrase in full for part in name_words(phrase)}


def spelled_out(text: str, other: str) -> str:
    """The text with its acronyms in full where the other has them so: "DHSC"."""
    for phrase in _TITLE_CASE.findall(other):
        for short in _initials(phrase) & set(_ACRONYM.findall(text)):
            text = re.sub(rf"\b{short}\b", phrase, text)
    return text


def _opening_name(sentence: str, context: str) -> Iterator[str]:
    """A first word that might be any word, unless the context shows it to be a name."""
    first = re.match(r"\W*([^\W\d_]+)", sentence)
    known = {part for name in find_names(context) for part in name.split()}
    known -= {part for name in find_names(sentence) for part in name.split()}
    if first and first[1] in known:
        yield first[1]


def _meant(quote: str, context: str) -> set[str]:
    """The words of the names that the quote's pronouns stand for: the nearest ones before it."""
    if find_names(quote) and not _PRONOUN.search(quote):
        return set()
    before = context[: max(0, context.find(quote))]
    for start, end in reversed(sentence_spans(before)):
        names = [*find_names(before[start:end]), *_opening_name(before[start:end], before)]
        if names:
            return {part for name in names for part in name_words(name)}
    return set()


def _initials(name: str) -> set[str]:
    """ "Department of Health and Social Care": DHSC, and DOHASC in case."""
    parts = name.removeprefix("The ").split()
    capitals = "".join(p[0] for p in parts if p[0].isupper())
    return {capitals, "".join(p[0] for p in parts).upper()} if len(parts) > 1 else set()


def _among(part: str, found: set[str]) -> bool:
    return part in found or any(
        part + ending in found or (part.removesuffix(ending) in found and part.endswith(ending))
        for ending in _ENDINGS
        if len(part) > 4
    )
