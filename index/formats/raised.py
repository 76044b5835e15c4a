"""Superscripts: exponents and ordinals stay, marks that point to a note go."""

from __future__ import annotations

import re

_FIGURE = re.compile(r"\d\)?\s?(?:%|m|bn|million|billion)?$")
_MARK = re.compile(r"[\[(]?[A-Za-z]{1,2}(?:\s?,\s?[A-Za-z]{1,2})*[\])]?")
_KEPT = frozenset("st nd rd th n x k".split())  # 1st, and the powers of mathematics
_ORDINAL = re.compile(r"(?<![\d.,])\d{1,2}$")  # French "2e", Spanish "2a"
_DIGITS = re.compile(r"[+−-]?\d{1,3}(?:,\s?\d{1,3})*")
_SMALL = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def raised(before: str, text: str, after: str = "") -> str:
    """What a superscript reads as between the texts before and after it.

    A letter on a figure marks a note ("9.3" and "r" for revised) and is dropped; a digit on a
    figure keeps its height, so that ten to the third is not read as 103.
    """
    mark = text.strip()
    if before[-1:].isdecimal() and _DIGITS.fullmatch(mark):
        return mark.translate(_SMALL)
    if not _FIGURE.search(before) or not _MARK.fullmatch(mark) or after[:1].isalnum():
        return text
    ordinal = mark.lower() in ("e", "er", "re", "a", "o") and _ORDINAL.search(before)
    return text if ordinal or mark.lower() in _KEPT else ""
