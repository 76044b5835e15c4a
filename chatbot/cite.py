"""`[n]` marks become citations: resolved only against the evidence that was supplied."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

_NUMBERS = r"\d{1,3}(?: ?(?:,|;|&|and|-|–)? ?\b\d{1,3}){0,9}"
_WHICH = r"\^? ?(?:(?:quotes?|sources?|evidence|no\.?) ?)?"
_MARK = re.compile(
    # [1], [1, 2], [1-3], [^1], [Quote 1], 【1】, [1](#link)
    rf" ?[\[【]{_WHICH}(?P<square>{_NUMBERS}) ?[\]】](?:\(\S*?\))?"
    # (1) at the end of a clause only: elsewhere it counts something
    rf"| ?\({_WHICH}(?P<round>{_NUMBERS}) ?\)(?= ?(?:[.,;:!?(\[]|$))",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")
_LONGEST_SPAN = 20


@dataclass(frozen=True, slots=True)
class Resolved:
    """A sentence without its marks, the numbers that point at evidence, and how many don't."""

    text: str
    numbers: tuple[int, ...]
    dropped: int


def resolve(raw: str, evidence: Mapping[int, T]) -> Resolved:
    """Take the marks out of a sentence and keep those that point at supplied evidence.

    "(3)" and "(1, 2)" count as marks only where the numbers could be evidence: "(2024)" stays.
    """
    numbers: dict[int, None] = {}
    dropped = 0

    def take(match: re.Match[str]) -> str:
        nonlocal dropped
        found = _numbers(match["square"] or match["round"])
        known = [n for n in found if n in evidence]
        if match["round"] and len(known) < len(found):
            return match.group()
        numbers.update(dict.fromkeys(known))
        dropped += len(found) - len(known)
        return ""

    text = _MARK.sub(take, " ".join(raw.split()))
    text = re.sub(r" +([.,;:!?])", r"\1", text).strip()
    return Resolved(text, tuple(numbers), dropped)


def _numbers(listed: str) -> list[int]:
    """ "1, 3-5" as 1, 3, 4, 5."""
    found: list[int] = []
    for first, last in _SPAN.findall(listed):
        start, end = int(first), int(last or first)
        found += range(start, end + 1) if start <= end <= start + _LONGEST_SPAN else [start, end]
    return found
