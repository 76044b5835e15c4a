"""Which sentences read well only after the one before them, though they name what they speak of.

"The batch went to 42 schools" is a whole sentence, and yet a reader asks which batch. Such a
sentence may stand alone; it had better not. (One that leans, see `openings`, must not.)
"""

from __future__ import annotations

import re

from chatbot.wording.mentions import word_stem

_OPENING = 9  # words in which a sentence takes up what was said
_DEFINITE = re.compile(r"\b[Tt]he (?:[a-z][\w’'-]* )?(?P<noun>[a-z][\w’'-]+)")
_COMPARES = re.compile(
    r"^(?:Only|Just|Nearly|Almost|About|Some|Over|At least)?\s?(?:another|a further|the (?:other"
    r"|following|previous|same|next|remaining|second|third|last one)|most|few|many|more|none|half"
    r"|[a-z]+ of them|only \w+ of|(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+) of"
    r" (?!the\b))\b"
    r"|^(?:By|In|On|At|From|Until|Since|Before|After) (?:the )?(?:following|same|next|previous"
    r"|other|then|that|those)\b"
    r"|^(?:Later|Earlier|Since|Afterwards|Until then|Then|Otherwise)\b",
    re.IGNORECASE,
)


def tied(text: str, before: str, known: frozenset[str]) -> bool:
    """Does a sentence take up, in its first words, what only the one before it tells of?

    Args:
        before: The sentence before it in its section; "" if it is the first.
        known: Stems of the title's and the heading's words: what they name needs no sentence.
    """
    if not before:
        return False
    if _COMPARES.match(text):
        return True
    opening = " ".join(text.split()[:_OPENING])
    heads = {word_stem(m["noun"]) for m in _DEFINITE.finditer(opening)} - known
    return bool(heads & {word_stem(word) for word in re.findall(r"[a-z][\w’'-]+", before.lower())})
