"""Numbers at the head of what they count: how they are written, and whether they count."""

from __future__ import annotations

from chatbot.followup.lexicon import AUXILIARIES, DETERMINERS, PREPOSITIONS
from chatbot.followup.nouns import is_plural
from chatbot.wording.figures import find_figures

ROUGHLY = (
    r"(?:(?:about|around|nearly|almost|some|over|approximately|roughly|at least|up to|just over|"
    r"just under|more than|fewer than|less than|as many as|as much as|a total of)\s)?"
)
NUMBER = r"(?:\d[\d,]*(?:\.\d+)?(?:\s(?:million|billion))?|[A-Za-z][a-z]+(?:-[a-z]+)?)"
THINGS = r"(?P<things>(?:[a-z][a-z-]+\s){0,2}[a-z][a-z-]+)"
RATE = r"(?P<rate>\s(?:a|per)\s(?:second|minute|hour|day|week|month|year|plate|head))?"
UNITS = r"(?P<unit>(?:working\s)?(?:days|weeks|months|years|hours|minutes))"
_SHARES = frozenset(
    """quarters thirds halves fifths sixths sevenths eighths tenths times ways others hundred
    thousand million billion dozen""".split()
)


def counts(number: str, things: str) -> bool:
    """Is it a number, and of several things?"""
    figures = find_figures(number)
    several = bool(figures) and figures[0].text == number and figures[0].value > 1
    if not several or figures[0].unit not in ("", "m"):
        return False
    if {*things.split()} & (_SHARES | PREPOSITIONS | DETERMINERS | AUXILIARIES):
        return False
    return is_plural(things.split()[-1])


def up_to_plural(text: str) -> str:
    """The words up to the first plural, at most three."""
    words = text.split()[:3]
    at = next((n for n, word in enumerate(words) if is_plural(word)), None)
    return " ".join(words[: at + 1]) if at is not None else "thing"
