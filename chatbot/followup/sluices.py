"""Questions that are hardly more than their question word: "Why?", "By whom?", "Which ones?".

The rest is the earlier question's (sluicing: Ross 1969, "Guess who?").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.followup.lexicon import PREPOSITIONS
from chatbot.followup.phrases import phrases
from chatbot.followup.shape import inverted, shape
from chatbot.followup.turn import Turn, capitalised

_PREPOSITION = "|".join(sorted(PREPOSITIONS))
_WH = (
    r"how (?:long|often|far|come|so|big|large|soon|late|fast|exactly)|how|why|when|where|whom|who|"
    r"(?:what|which) (?:year|month|day|date|time|reason|purpose|price|grounds)"
)
_BARE = re.compile(
    rf"(?:(?P<first>{_PREPOSITION}) )?(?P<wh>{_WH}|how much|how many)(?P<not> not)?"
    rf"(?: (?:exactly|precisely|then|though|so))?(?: (?P<last>{_PREPOSITION}))?\W*",
    re.IGNORECASE,
)
_WHAT = re.compile(rf"(?P<wh>what) (?P<last>{_PREPOSITION})\W*", re.IGNORECASE)
_HAPPEN = re.compile(
    r"(?:(?P<first>since|until|by) )?(?P<wh>when|where|why|how)(?:[’']s| is| was| did| does)? "
    r"(?:that|this|it)(?: all)?(?: happen| occur| take place| come about| the case| so| start)?\W*",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"(?P<wh>who|what|where|when|why|how|any(?:one|body|thing)) else\W*", re.IGNORECASE
)
_WHICH = re.compile(r"(?:which|what)(?: ones?| of (?:them|those|these))?\W*", re.IGNORECASE)


def unfolded(question: str, turns: Sequence[Turn]) -> str:
    """The whole question that a bare question word stands for; "" if it is none."""
    turn = turns[-1]
    if other := _ELSE.fullmatch(question):
        return _else(other["wh"].lower(), turns)
    if _WHICH.fullmatch(question):
        return _which(turn)
    match = _WHAT.fullmatch(question) or _BARE.fullmatch(question)
    if match is None:
        match = _HAPPEN.fullmatch(question)
        if match is None or not _is_event(turn):
            return ""
    parts = match.groupdict()
    wh = capitalised(" ".join(filter(None, (parts.get("first"), parts["wh"].lower()))))
    if wh.lower() == "how many":
        return _how_many(turn)
    if wh.lower() in ("how come", "how so"):
        wh = "Why"
    return _asked(wh, turn, bool(parts.get("not")), (parts.get("last") or "").lower())


def _asked(wh: str, turn: Turn, negated: bool, last: str) -> str:
    clause = inverted(turn)
    if not clause:
        return _because(turn) if wh == "Why" else ""
    if wh.lower() in ("who", "whom") and not last:
        subject = re.sub(r"^(\w+) (?:any|some)(?:one|body)\b", r"\1", clause)
        return f"Who {subject}?" if subject != clause else ""
    if negated:
        found = phrases(clause)
        at = found[0].end if found else len(clause)
        clause = f"{clause[:at]} not{clause[at:]}"
    return f"{wh} {clause} {last}".rstrip() + "?"


def _because(turn: Turn) -> str:
    """ "Why?" of a question that can't be inverted: of what was answered, if it is short."""
    first = re.split(r"(?<=[.!?])\s", turn.answer)[0].rstrip(".")
    if not first or len(first.split()) > 20:
        return ""
    lowered = (
        first if phrases(first)[:1] and phrases(first)[0].known else first[:1].lower() + first[1:]
    )
    return f"Why was it that {lowered}?"


def _else(wh: str, turns: Sequence[Turn]) -> str:
    """ "Who else?": the last question of who, again."""
    wh = {"anyone": "who", "anybody": "who", "anything": "what"}.get(wh, wh)
    alike = (t for t in reversed(turns) if shape(t.clause).wh.lower() == wh)
    turn = next(alike, None)
    if turn is None:
        return ""
    parts = shape(turn.clause)
    other = f" other {parts.noun}" if parts.noun else " else"
    asked = f"{parts.wh} {parts.noun}".rstrip()
    return f"{parts.wh}{other}{turn.clause.removeprefix(asked)}"


def _which(turn: Turn) -> str:
    """ "Which ones?" of what was counted, or of what the question named in the plural."""
    parts = shape(turn.clause)
    if parts.noun and parts.counts:
        return re.sub(r"^how m\w+", "Which", turn.clause, flags=re.IGNORECASE)
    return _fronted("Which", turn)


def _how_many(turn: Turn) -> str:
    return _fronted("How many", turn)


def _fronted(wh: str, turn: Turn) -> str:
    """ "Does the boat carry bicycles?" → "How many bicycles does the boat carry?" """
    clause = inverted(turn)
    many = [p for p in phrases(clause) if p.plural and not p.known and not p.before]
    if not clause or not many:
        return ""
    noun = many[-1]
    rest = f"{clause[: noun.start].rstrip()}{clause[noun.end :]}"
    return f"{wh} {noun.bare} {rest}?"


def _is_event(turn: Turn) -> bool:
    """Was something asked that happens, not what something is?"""
    parts = shape(turn.clause)
    return bool(inverted(turn)) and not (
        parts.wh.lower() in ("what", "who") and parts.auxiliary in ("is", "are")
    )
