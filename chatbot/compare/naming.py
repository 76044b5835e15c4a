"""What a value is the value of, in the document's words: "annual fee", "staff of NHS England"."""

from __future__ import annotations

import re

from chatbot.wording.mentions import find_names
from index.words import STOPWORDS

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_EDGE = re.compile(r"[,;:—()]\s*|\s(?:and|but|while|which|who)\s", re.IGNORECASE)
_BLUNT = STOPWORDS | frozenset(
    """said says stood stands rose fell reached costs cost total about around over under only nearly
    at least most than per cent there up down""".split()
)
_LONGEST = 6  # words


def thing(text: str, start: int, end: int) -> str:
    """What the value at `text[start:end]` is the value of; "" if its sentence does not tell."""
    counted = _counted(text, end)
    before = _before(text, start)
    if counted:
        return counted
    return before


def _counted(text: str, end: int) -> str:
    """The words that a plain figure counts."""
    match = re.match(r"[\s-]+((?:[a-z][\w’'-]*[ -]?){1,4})", text[end:])
    if not match or not text[end - 1 : end].isalnum():
        return ""
    kept: list[str] = []
    for word in match[1].split():
        if word.lower() in STOPWORDS:
            break
        kept.append(word)
        if is_plural(word):
            break
    return " ".join(kept) if kept and is_plural(kept[-1]) else ""


def _before(text: str, start: int) -> str:
    """The last words before the value, in its clause."""
    clause = _EDGE.split(text[:start])[-1]
    found = [m.group() for m in _WORD.finditer(clause)]
    while found and found[-1].lower() in _BLUNT:
        found.pop()
    found = found[-_LONGEST:]
    while found and found[0].lower() in STOPWORDS:
        found.pop(0)
    return " ".join(found)


_PLURALS = frozenset(
    """people staff crew children men women police personnel employees cattle sheep fish workforce
    headcount""".split()
)


def is_plural(word: str) -> bool:
    """Does a word count many: "boats", "people", "staff"?"""
    word = word.lower()
    return word in _PLURALS or (len(word) > 3 and word.endswith("s") and word[-2] not in "su’'i")


def names_in(text: str) -> tuple[str, ...]:
    """The names in a text, each once; "the Tenant" is a word with a capital and no name."""
    return tuple(n for n in dict.fromkeys(find_names(text)) if not is_term(text, n))


def is_term(text: str, name: str) -> bool:
    """Is it a word with a capital, such as "the Tenant" of a contract?"""
    if " " in name or not name[1:].islower():
        return False
    return bool(re.search(rf"\b(?:the|an?|our|its|each|every)\s+{re.escape(name)}\b", text, re.I))
