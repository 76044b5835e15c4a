"""What a page says about itself: disclaimers, sources, cookies, "see page 4".

Such lines share many words with a question and answer none, unless they are what it is about.
"""

from __future__ import annotations

import re

_LONGEST = 200  # characters: what says more says something
# Each kind of line, and the words of a question that may be about it.
_MADE_UP = r"(?:[\w’'-]+ ){0,2}(?:invented|fictitious|fictional|imaginary|made[ -]up)\b"
_THINGS = r"(?:names?|persons?|people|characters?|places?|figures?|events?|details?)"
_KINDS = [
    (
        rf"\b(?:all|any|both|these) (?:[\w’'-]+ ){{0,6}}are {_MADE_UP}"
        rf"|\b{_THINGS} (?:[\w’'-]+ ){{0,3}}are {_MADE_UP}"
        rf"|^\W*this (?:[\w’'-]+ ){{1,8}}is {_MADE_UP}|\bany resemblance to\b",
        r"\b(?:invent|fict|imagin|made[ -]up|real\b|genuine|true\b|resembl|disclaim)",
    ),
    (
        r"^\W*(?:for|to (?:find|read|learn)) (?:[\w’'-]+ )*(?:information|details?|more)\b[^.]*"
        r"\b(?:see|visit|read|go to|turn to|refer to|click)\b|^\W*(?:see|turn to|click)\b[^.]*"
        r"\b(?:page|section|table|appendix|annex|figure|here|link|note)\b"
        r"|^\W*(?:read more|back to)\b",
        r"\b(?:further|more|details?|information|page|read|see|visit|website|link|where|address)\b",
    ),
    (
        r"^\W*(?:data )?(?:sources?|photo(?:graph)?s?|images?|credits?)\W?\s?:",
        r"\b(?:sources?|photo|image|picture|credit|data|came? from|comes from|taken|based)",
    ),
    (
        r"\b(?:uses?|accept|set) (?:our |these )?cookies\b|\bcookies to\b|©|^\W*copyright\b"
        r"|\ball rights reserved\b|^\W*privacy (?:policy|notice)\b",
        r"\b(?:cookie|copyright|right|licen[cs]e|reserved|privacy|publish|own)",
    ),
]
_LINES = [
    (re.compile(line, re.IGNORECASE), re.compile(about, re.IGNORECASE)) for line, about in _KINDS
]


def only_fills(question: str, sentence: str) -> bool:
    """Is the sentence a line of boilerplate, and the question about something else?"""
    return len(sentence) <= _LONGEST and any(
        line.search(sentence) and not about.search(question) for line, about in _LINES
    )
