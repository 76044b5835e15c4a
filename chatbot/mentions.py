"""What a sentence names: people, bodies and places, and the words it quotes."""

from __future__ import annotations

import re

from index.words import STOPWORDS, stem, words

_NAME = re.compile(
    r"\b[A-Z][\w’'&-]*(?:\.(?=\s[A-Z]))?"
    r"(?:\s+(?:(?:of|the|for|de|van|von|der|la|al|bin)\s+){0,2}[A-Z][\w’'&-]*(?:\.(?=\s[A-Z]))?)*"
)
_QUOTED = re.compile(r"[“\"]([^”\"]{3,300})[”\"]|(?<!\w)[‘']([^’']{3,300}?)[’'](?!\w)")
_HONORIFICS = frozenset(
    "mr mrs ms miss dr prof professor sir lord lady dame rev president minister secretary".split()
)
_MONTHS_AND_DAYS = frozenset(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday".split()
)
# Capitalised at the start of a sentence as often as not, and no name.
_COMMON_OPENERS = STOPWORDS | frozenset(
    """although among another because before between both each every few here however including
    instead later meanwhile moreover nearly one two three four five six seven eight nine ten
    roughly several since staff under until many yes together people ministers officials under
    during despite further against""".split()
)


def find_names(text: str) -> list[str]:
    """Names in a sentence, as written, honorifics and opening common words left out."""
    names = []
    for match in _NAME.finditer(text):
        parts = match.group().split()
        opening = _opens_sentence(text, match.start())
        while parts and (
            parts[0].lower().rstrip(".") in _HONORIFICS
            or (opening and parts[0].lower() in _COMMON_OPENERS)
        ):
            parts, opening = parts[1:], False
        parts = _without_tail(parts)
        if not parts or (opening and len(parts) == 1 and not _is_acronym(parts[0])):
            continue  # one capitalised word at the start may be any word
        name = " ".join(parts)
        if name.lower() not in _MONTHS_AND_DAYS and name != "I":
            names.append(name)
    return names


def name_words(name: str) -> list[str]:
    """The words of a name that must be found again: no particles, possessive off."""
    return [w for w in words(re.sub(r"[’']s\b", "", name)) if w not in STOPWORDS and len(w) > 1]


def find_quotes(text: str) -> list[str]:
    """Words between quotation marks, as written."""
    return [(m.group(1) or m.group(2)).strip(" ,.") for m in _QUOTED.finditer(text)]


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order, repeats kept."""
    return [stem(w) for w in words(text) if w not in STOPWORDS]


def _opens_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip("“‘\"'( ")
    return not before or before[-1] in ".!?:;—–“‘"


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _without_tail(parts: list[str]) -> list[str]:
    """A trailing possessive belongs to the grammar, not the name."""
    if parts and re.search(r"[’']s?$", parts[-1]):
        parts = [*parts[:-1], re.sub(r"[’']s?$", "", parts[-1])]
    return parts
