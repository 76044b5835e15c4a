"""Values as they are worded: "just under 15,000", "4,000 to 6,000"; do two of them differ?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from chatbot.wording.dates import Date
from chatbot.wording.figures import Figure

# What stands before a figure and says how exact it is.
_HEDGE = re.compile(
    r"\b(?P<hedge>"
    r"(?P<about>(?:only\s+)?(?:about|around|roughly|approximately|approx\.?|some|nearly|almost|circa|"
    r"just\s+(?:under|over|above|below|short\s+of)|close\s+to|an\s+estimated|estimated))"
    r"|(?P<most>(?:by\s+)?(?:as\s+(?:much|many)\s+as|up\s+to|anything\s+up\s+to|at\s+most|"
    r"no\s+more\s+than|under|below|less\s+than|fewer\s+than|a\s+maximum\s+of))"
    r"|(?P<least>(?:at\s+least|more\s+than|over|above|no\s+(?:less|fewer)\s+than|upwards\s+of|"
    r"a\s+minimum\s+of|exceeding))"
    r"|(?:only|just|a\s+total\s+of|exactly|all)"
    r")\s+$",
    re.IGNORECASE,
)
_SOMETHING_LIKE = re.compile(r"\bsomething\s+like\s+$", re.IGNORECASE)
_NEAR = Decimal("0.05")  # a hedged figure and an exact one this near are one value
_SPANS = re.compile(r"\s*(?:-|–|—|to|and|or)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Value:
    """A figure or a range of figures, with its hedge.

    Attributes:
        figures: One, or the two ends of a range.
        hedge: "about", "most" (at most so much), "least", or "".
        text: As worded, hedge and range included: `source[start:end]`, always.
    """

    figures: tuple[Figure, ...]
    hedge: str
    text: str
    start: int
    end: int

    @property
    def unit(self) -> str:
        return self.figures[-1].unit

    def differs(self, other: Value) -> bool:
        """Does neither say what the other says? "About 6,500" does not differ from "6,480"."""
        ours, theirs = self.figures, other.figures
        if len(ours) == len(theirs):
            return not all(self._near(a, b, other) for a, b in zip(ours, theirs, strict=True))
        # A figure inside the other's range, hedged as it is, may well be the same.
        one, span = (self, other) if len(ours) == 1 else (other, self)
        low, high = sorted(f.value for f in span.figures)
        return not low <= one.figures[0].value <= high

    def _near(self, one: Figure, two: Figure, other: Value) -> bool:
        if one.same(two) or two.same(one):
            return True
        if not (self.hedge or other.hedge):
            return False
        return abs(one.value - two.value) <= _NEAR * max(abs(one.value), abs(two.value))


def values(text: str, figures: Sequence[Figure]) -> list[Value]:
    """The figures of a text, ranges joined and each with the hedge before it."""
    found: list[Value] = []
    at = 0
    while at < len(figures):
        group = figures[at : at + 2]
        if len(group) == 2 and is_range(text, group[0], group[1]):
            at += 1
        else:
            group = figures[at : at + 1]
        at += 1
        start, hedge = _hedged(text, group[0].start)
        end = group[-1].end
        found.append(Value(tuple(group), hedge, text[start:end], start, end))
    return found


def is_range(text: str, one: Figure, two: Figure) -> bool:
    """ "12 per cent to 15 per cent", "between 12 and 15": of a unit and in order."""
    between = text[one.end : two.start]
    if not _SPANS.fullmatch(between) or one.unit != two.unit or one.value >= two.value:
        return False
    joined = between.strip().lower()
    return joined != "or" and (
        joined != "and" or bool(re.search(r"\bbetween\s+$", text[: one.start], re.IGNORECASE))
    )


def _hedged(text: str, start: int) -> tuple[int, str]:
    """Where the value begins with its hedge, and of which kind that is."""
    before = text[:start]
    if like := _SOMETHING_LIKE.search(before):
        return like.start(), "about"
    match = _HEDGE.search(before)
    if not match:
        return start, ""
    kind = next((k for k in ("about", "most", "least") if match[k]), "")
    if not kind:
        return start, ""
    again = _HEDGE.search(text[: match.start()])
    begin = match.start()
    if again and any(again[k] for k in ("about", "most", "least")):
        begin = again.start()
    return begin + (3 if text[begin : begin + 3].lower() == "by " else 0), kind


def dates_differ(one: Date, other: Date) -> bool:
    """Do two dates state a part otherwise? A part that only one states is no difference."""
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return any(a is not None and b is not None and a != b for a, b in pairs)
