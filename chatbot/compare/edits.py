"""What a light edit of a sentence changed: its values only, or more than those."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from chatbot.compare.naming import thing
from chatbot.compare.skeleton import Token, skeleton
from chatbot.compare.values import Value, dates_differ
from chatbot.types import Change
from chatbot.wording.dates import Date

_BOUND = re.compile(r"\b(?:under|over|aged?|between|above|below|beyond|after|before)\s+$", re.I)
_WHOLE = re.compile(r"(?:^|\d|\b(?!(?:total|number|sum|rate|age|cost|price|fee|maximum|minimum)\b)"
                    r"\w+)\s*\bof\s+(?:the\s+)?$", re.I)  # fmt: skip
_EDGE = re.compile(r"[,;:—()]|\s[-–]\s")
_WORDS_AT_LEAST = 2  # beside the values: fewer do not tell what they are the values of


@dataclass(frozen=True, slots=True)
class Edit:
    """Two wordings of one statement.

    Attributes:
        changes: The values that differ; none if it is only worded otherwise.
        kept: How many values are the same in both.
    """

    changes: tuple[Change, ...]
    kept: int


def edit(old: str, new: str) -> Edit | None:
    """What became of a sentence, or None if its edit changed more than values.

    A clause that one side adds, set off by a comma, leaves the values of the rest comparable: it
    is an edit only if some of them differ.
    """
    ours, theirs = skeleton(old), skeleton(new)
    if sum(t.value is None for t in ours) < _WORDS_AT_LEAST:
        return None
    matcher = SequenceMatcher(None, [t.key for t in ours], [t.key for t in theirs], autojunk=False)
    if matcher.real_quick_ratio() < 0.5:
        return None
    pairs: list[tuple[Token, Token]] = []
    added = False
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            pairs += zip(ours[i:j], theirs[k:m], strict=True)
        elif kind == "replace" or not _apart(old, ours, i, j) or not _apart(new, theirs, k, m):
            return None
        else:
            added = True
    values = [(a, b) for a, b in pairs if a.value is not None]
    changes = tuple(
        Change(thing(old, a.start, a.end), _text(old, a), _text(new, b))
        for a, b in values
        if differ(a.value, b.value)
    )
    if (added and not changes) or _another(old, values) or _turned(old, new, values):
        return None
    return Edit(changes, len(values) - len(changes))


def differ(one: Value | Date | None, other: Value | Date | None) -> bool:
    """Do two values of a kind differ?"""
    if isinstance(one, Value) and isinstance(other, Value):
        return one.differs(other)
    return isinstance(one, Date) and isinstance(other, Date) and dates_differ(one, other)


def _apart(text: str, tokens: Sequence[Token], start: int, end: int) -> bool:
    """Are the tokens a clause of their own, that no value of the rest depends on?"""
    if start == end:
        return True
    before = text[tokens[start - 1].end : tokens[start].start] if start else ","
    after = text[tokens[end - 1].end : tokens[end].start] if end < len(tokens) else "."
    opens = not start or bool(_EDGE.search(before))
    closes = end == len(tokens) or bool(_EDGE.search(after))
    return opens and closes


def _another(old: str, values: Sequence[tuple[Token, Token]]) -> bool:
    """Is it another row of the same scale: "under 5s pay £2", "under 12s pay £4"?"""
    changed = [(a, b) for a, b in values if differ(a.value, b.value)]
    units = {a.key for a, _ in changed}
    bounds = any(is_bound(old, a.value) for a, _ in changed)
    return bounds and len(units) > 1 and "<date>" not in units


def is_bound(text: str, value: Value | Date | None) -> bool:
    """Does it say whom or what something else holds for: "under 5s pay £2"?"""
    return isinstance(value, Value) and bool(_BOUND.search(text[: value.figures[0].start]))


def _turned(old: str, new: str, values: Sequence[tuple[Token, Token]]) -> bool:
    """Is a part beside a whole: "two of 56 boats leaked", "of 68 boats three leaked"?"""
    wholes = [(is_whole(old, a.start), is_whole(new, b.start)) for a, b in values]
    return any(one != other for one, other in wholes)


def is_whole(text: str, start: int) -> bool:
    """Is the value that starts there what something else is some of: "two of 56 boats"?"""
    return bool(_WHOLE.search(text[:start]))


def _text(text: str, token: Token) -> str:
    return bare(text[token.start : token.end])


def bare(text: str) -> str:
    """A value without the stop that ends its sentence: "3 pm."."""
    return text.removesuffix(".") if re.search(r"[^.]m\.$", text) else text
