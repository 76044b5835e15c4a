"""`[n]` marks become citations: resolved only against the evidence that was supplied."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

_MARK = re.compile(r"\s*[\[(【]\s*((?:\d{1,3}\s*(?:[,;&]|and|-|–)?\s*)+)[\])】]")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A sentence without its marks, the numbers that point at evidence, and how many don't."""

    text: str
    numbers: tuple[int, ...]
    dropped: int


def resolve(raw: str, evidence: Mapping[int, T]) -> Resolved:
    """Take the marks out of a sentence and keep those that point at supplied evidence.

    "(3)" and "[1, 2]" count as marks only where the numbers could be evidence: "(2024)" stays.
    """
    numbers: dict[int, None] = {}
    dropped = 0

    def take(match: re.Match[str]) -> str:
        nonlocal dropped
        found = [int(n) for n in re.findall(r"\d+", match.group(1))]
        known = [n for n in found if n in evidence]
        if match.group().lstrip()[0] == "(" and len(known) < len(found):
            return match.group()
        numbers.update(dict.fromkeys(known))
        dropped += len(found) - len(known)
        return ""

    text = _MARK.sub(take, raw)
    text = re.sub(r"\s+([.,;:!?])", r"\1", re.sub(r"\s+", " ", text)).strip()
    return Resolved(text, tuple(numbers), dropped)
