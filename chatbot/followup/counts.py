"""Questions that leave out what they count or compare: "How many died?", "Which is dearer?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from chatbot.followup.chunks import is_comparative
from chatbot.followup.lexicon import AUXILIARIES
from chatbot.followup.phrases import Phrase, phrases, whole_phrase
from chatbot.followup.pointing import counted
from chatbot.followup.shape import shape
from chatbot.followup.turn import Turn
from chatbot.followup.verbs import base_of, is_past

_MANY = re.compile(r"how many (?P<next>[\w’']+)(?P<rest>.*)", re.IGNORECASE)
_COMPARED = re.compile(
    r"(?P<wh>which|who)(?: one)?(?: of (?:them|those|these|the two))?"
    r"(?P<rest> (?:is|are|was|were|has|had|costs?|came|comes|opened|closed) (?:the )?"
    r"(?P<how>[\w-]+)[^,]*)",
    re.IGNORECASE,
)


def counting(question: str, turns: Sequence[Turn]) -> str:
    """ "How many died?" with what was counted before; "" if nothing is left out."""
    match = _MANY.match(question)
    if not match:
        return ""
    following = match["next"].lower()
    verb = following in AUXILIARIES or is_past(following) or base_of(following)
    found = phrases(question)
    if not verb or (found and found[0].asked):
        return ""
    if match["rest"].lstrip().startswith("there"):
        return ""
    many = counted(turns)
    return f"How many of {many} {match['next']}{match['rest']}" if many else ""


def comparing(question: str, turns: Sequence[Turn]) -> str:
    """ "Which is dearer?" with the two that were spoken of; "" if it names them."""
    match = _COMPARED.fullmatch(question.rstrip("? "))
    if not match or " or " in question or not is_comparative(match["how"].lower()):
        return ""
    if any(p.known for p in phrases(question)) or len(phrases(question)) > 1:
        return ""
    two = compared(turns)
    return f"{match['wh']}{match['rest']}, {two[0]} or {two[1]}?" if two else ""


def compared(turns: Sequence[Turn]) -> tuple[str, str] | None:
    """The last two things of a kind: both in one question, or one in each of two alike."""
    for turn in reversed(turns[-2:]):
        if pair := _joined(turn.clause) or _joined(turn.answer[:200]):
            return pair
    if len(turns) > 1:
        return _differing(turns[-2].clause, turns[-1].clause)
    return None


def _joined(text: str) -> tuple[str, str] | None:
    """ "Ann and Bob"."""
    found = phrases(text)
    for one, two in pairwise(found):
        between = text[one.end : two.start].strip(" ,")
        if between in ("and", "or") and one.kind == two.kind != "time":
            return one.text, two.text
    return None


def _differing(one: str, two: str) -> tuple[str, str] | None:
    """The one phrase of each question that the other has not."""
    if shape(one).wh.lower() != shape(two).wh.lower():
        return None
    first, second = _wholes(one), _wholes(two)
    only_first = [p for p in first if p.text not in {s.text for s in second}]
    only_second = [p for p in second if p.text not in {s.text for s in first}]
    if len(only_first) != 1 or len(only_second) != 1:
        return None
    return only_first[0].text, only_second[0].text


def _wholes(text: str) -> list[Phrase]:
    found = phrases(text)
    return [p if p.known or not p.owner else whole_phrase(text, p, found) for p in found]
