"""A question as it is put to a document whose title already says what it is about.

In a report on the Lady Isolde no sentence says which ship is meant: asked "How many passengers were
aboard the Lady Isolde?", the reader would rather have a sentence with the name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from chatbot.wording.mentions import content_stems, find_names, name_words
from index.words import stem, stems

# Capitalised words before a name belong to it, "Lady" of "Lady Isolde" too.
_BEFORE = r"(?<!^)(?:\b[A-Z][\w’'-]*\.?\s+)*"
# What stands before a name and, once that is gone, before nothing.
_HANGING = re.compile(
    r"\s+(?:(?:the|a|an|of|at|in|on|by|for|to|from|with)\s+)+(?=[?.!,;]|$)", re.IGNORECASE
)
_SPACE = re.compile(r"\s+(?=[?.!,;:])")


def beyond_title(question: str, title: str, here: str = "") -> str:
    """The question without the names that the title gives; as it was if nothing else is asked.

    Args:
        here: What is read; a name of which it has a word stays in the question.
    """
    names = _in_title(question, title)
    if not names:
        return question
    said = set(stems(here))
    return _without(
        question, tuple(n for n in names if not said & {stem(w) for w in name_words(n)})
    )


@lru_cache(maxsize=64)  # one question is put to every sentence of a document
def _in_title(question: str, title: str) -> tuple[str, ...]:
    given = set(stems(title))
    return tuple(n for n in find_names(question) if {stem(w) for w in name_words(n)} <= given)


@lru_cache(maxsize=64)
def _without(question: str, named: tuple[str, ...]) -> str:
    rest = question
    for name in sorted(named, key=len, reverse=True):
        rest = re.sub(rf"{_BEFORE}(?<!\w){re.escape(name)}(?:[’']s)?(?!\w)", " ", rest)
    if rest == question:
        return question
    rest = _SPACE.sub("", _HANGING.sub("", f" {' '.join(rest.split())}")).strip()
    return rest if content_stems(rest) else question
