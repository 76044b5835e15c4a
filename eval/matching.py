"""Does a text state a fact? Whole words and whole numbers, however either is typed."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from chatbot.wording.figures import Figure, read_numbers

_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00ad": None})
_WORD = re.compile(r"[^\W_]+(?:'(?!s\b)[^\W_]+)*")
_ONE = {"one": "1"}  # alone it is no figure to the chatbot: mostly a pronoun


def contains(text: str, fact: str) -> bool:
    """True if `text` states `fact`: the same words and numbers in a row.

    Case, quotation marks, dashes, a possessive 's and spacing make no difference. Numbers are
    compared by value: "45" is "forty-five" but not part of "450" or "£45.5bn"; "6,500" is "6500";
    "£2.8bn" is "£2.8 billion"; "a quarter" is "25 per cent". A bare number also matches the same
    number of pounds or per cent; "£45" and "45%" want their sign. A fact without a word or a
    number is in no text.
    """
    wanted = _tokens(fact)
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(_tokens(text))} "


def _tokens(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY).casefold()
    figures = read_numbers(text)
    edges = [0, *(edge for figure in figures for edge in (figure.start, figure.end)), len(text)]
    tokens: list[str] = []
    for i, (start, end) in enumerate(pairwise(edges)):
        tokens += _number(figures[i // 2]) if i % 2 else _words(text[start:end])
    return tokens


def _words(text: str) -> list[str]:
    return [_ONE.get(word, word) for word in _WORD.findall(re.sub(r"'s\b", "", text))]


def _number(figure: Figure) -> list[str]:
    """The number by value, its currency before it and its other units after it."""
    number = f"{figure.value.normalize():f}"
    if figure.unit in ("£", "$", "€"):
        return [figure.unit, number]
    if figure.unit in ("s", ":"):  # "1990s" is not 1990, nor 8 pm a number
        return [number + figure.unit]
    return [number, figure.unit] if figure.unit in ("%", "m", "×") else [number]
