"""Do two sentences that answer one question answer it differently?"""

from __future__ import annotations

from chatbot.asks import FIGURES, AnswerType, answer_type, new_dates, new_figures, new_names
from chatbot.wording.dates import Date
from chatbot.wording.figures import Figure, find_figures
from chatbot.wording.mentions import content_stems, name_words

# Sentences this alike (Jaccard of their words) say the same of the same thing, but for what differs
_ALIKE = 0.5
# …and this much, speaks of the same thing in its own words.
_AKIN = 0.1


def differ(question: str, one: str, other: str) -> bool:
    """Do both state what is asked for, and neither what the other states?

    A question that asks for no figure, date or name is answered differently by sentences that say
    the same with other figures, dates or names.
    """
    kind = answer_type(question)
    if not akin(one, other):
        return False
    if kind in FIGURES:
        return _other_figures(kind, question, one, other)
    if kind == "date":
        return _other_dates(question, one, other)
    if kind in ("person", "place"):
        return _other_names(question, one, other)
    if not twins(one, other):
        return False
    return (
        _disjoint(find_figures(one), find_figures(other))
        or _other_dates(question, one, other)
        or _other_names(question, one, other)
    )


def akin(one: str, other: str) -> bool:
    """Have they words in common, as sentences about one thing have?"""
    return _likeness(one, other) >= _AKIN


def twins(one: str, other: str) -> bool:
    """Do they say the same of the same thing, but for a value?"""
    return _likeness(one, other) >= _ALIKE


def _other_figures(kind: AnswerType, question: str, one: str, other: str) -> bool:
    return _disjoint(new_figures(kind, question, one), new_figures(kind, question, other))


def _other_dates(question: str, one: str, other: str) -> bool:
    return _disjoint(new_dates(question, one), new_dates(question, other))


def _disjoint(ours: list[Figure] | list[Date], theirs: list[Figure] | list[Date]) -> bool:
    """Are there values on both sides, and none that is on both?"""
    return bool(ours and theirs) and not any(
        mine.same(yours) or yours.same(mine)  # type: ignore[arg-type]
        for mine in ours
        for yours in theirs
    )


def _other_names(question: str, one: str, other: str) -> bool:
    ours = {w for name in new_names(question, one) for w in name_words(name)}
    theirs = {w for name in new_names(question, other) for w in name_words(name)}
    return bool(ours and theirs) and not ours & theirs


def _likeness(one: str, other: str) -> float:
    """Share of words, figures left out, that two sentences have in common, 0..1."""
    left, right = _words(one), _words(other)
    return len(left & right) / len(left | right) if left | right else 0.0


def _words(text: str) -> set[str]:
    return {w for w in content_stems(text) if not any(map(str.isdigit, w))}
