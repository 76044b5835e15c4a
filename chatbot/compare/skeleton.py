"""A sentence as its words in order, with its values blanked: what a light edit leaves alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from chatbot.compare.values import Value, values
from chatbot.wording.dates import Date, find_dates
from chatbot.wording.figures import find_figures
from chatbot.wording.mentions import word_stem
from index.words import STOPWORDS, words

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
# Small words that tell one statement from another; the other stop words come and go in an edit.
_TELLING = frozenset(
    """not no nor only off out up down under over below above before after until since from to
    without with against other more most less least few all any each every both he she i we you
    his her my your our who can could may might will would should must""".split()
)
_LIGHT = (STOPWORDS - _TELLING) | frozenset("now currently also still just around some".split())
# Before a number these make it a name: "zone 1" is no value.
_NAMED_BY_NUMBER = frozenset(
    """zone line route table figure fig section chapter article appendix annex page step phase stage
    unit block flat room floor level grade band class type category group volume part item schedule
    rule clause paragraph para no number bus train platform gate ward building plot pier berth
    junction version question note option model site district form act lot tier key recommendation
    lane track bay day week sample exhibit committee team""".split()
)


# Every figure and date has one of these. Most sentences have none, and reading them takes long.
_MAY_STATE = re.compile(
    r"\d|\b(?:zero|one|two|three|thri|trebl|tripl|four|five|fif|six|seven|eigh|nin|ten|eleven|twel|"
    r"thirt|twent|fort|half|halv|third|quart|second|first|doz|twice|doubl|quadr|hundred|thousand|"
    r"million|billion|trillion|noon|midday|midnight|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\d{1,3}(?![\d,.]*\d|\s?%|\s?per\s?cent\b)")


@dataclass(frozen=True, slots=True)
class Token:
    """A word by its stem, or a value by its kind.

    Attributes:
        key: What has to be equal for two tokens to be alike: "librari", "<£>", "<date>".
        value: The figure or date, of a value.
    """

    key: str
    start: int
    end: int
    value: Value | Date | None = None


@lru_cache(maxsize=4096)
def skeleton(text: str) -> tuple[Token, ...]:
    """The tokens of a sentence in order, words that say little left out."""
    spans = facts(text)
    tokens = [Token(kind(value), value.start, value.end, value) for value in spans]
    at = 0
    for value in [*spans, None]:
        end = value.start if value else len(text)
        for match in _WORD.finditer(text, at, end):
            tokens += [
                Token(word_stem(word), *match.span())
                for word in words(match.group())
                if word not in _LIGHT and len(word) + word.isdigit() > 1
            ]
        at = value.end if value else end
    return tuple(sorted(tokens, key=lambda t: t.start))


@lru_cache(maxsize=4096)
def facts(text: str) -> tuple[Value | Date, ...]:
    """Its values and dates in order, without overlaps; numbers that are names are none."""
    if not _MAY_STATE.search(text):
        return ()
    figures = [f for f in find_figures(text) if not _is_name(text, f.start)]
    found: list[Value | Date] = [*values(text, figures), *find_dates(text)]
    kept: list[Value | Date] = []
    for fact in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or fact.start >= kept[-1].end:
            kept.append(fact)
    return tuple(kept)


def _is_name(text: str, start: int) -> bool:
    """Does a number name what stands before it: "Zone 1", "HB-52", "Windows 11"?"""
    before = text[:start]
    if re.search(r"[A-Za-z]-$|#$", before):
        return True
    match = re.search(r"([^\W\d_]+)[\s-]+$", before)
    if not match:
        return False
    word = match[1]
    named = word.lower() in _NAMED_BY_NUMBER or word.lower().removesuffix("s") in _NAMED_BY_NUMBER
    capital = (
        word[0].isupper()
        and match.start() > 0
        and not re.search(r"[.!?:;]\s*$", text[: match.start()])
    )
    return named or (capital and bool(_SHORT.match(text, start)))


def kind(value: Value | Date) -> str:
    return "<date>" if isinstance(value, Date) else f"<{value.unit}>"
