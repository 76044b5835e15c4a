"""By how much something is cut or raised, and what share of what does something.

"Every second clerk at the council is to go" and "the council means to halve its clerks"
state one share of one cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from chatbot.compare.bodies import share_name
from chatbot.compare.clauses import Stated, meaning_stems
from chatbot.compare.counts import STAFF
from chatbot.compare.values import Value
from chatbot.wording.mentions import find_names, word_stem
from index.words import STOPWORDS, words

_DOWN = (
    r"cut\w*|slash\w*|reduc\w+|shrink\w*|shrank|shrunk|declin\w+|fall\w*|fell|drop\w*|decreas\w+|"
    r"shed\w*|axe\w*|axing|sack\w*|redundan\w+|trim\w*|lower\w*|los[et]\w*|losing|downsiz\w+|halv\w+"
)
_UP = (
    r"ris\w+|rose|grow\w*|grew|increas\w+|rais\w+|climb\w*|soar\w*|swell\w*|swollen|expan\w+|"
    r"boost\w*"
)
_ACT = re.compile(rf"\b(?:(?P<down>{_DOWN})|(?P<up>{_UP}))\b", re.IGNORECASE)
# Those who work somewhere, and what they are counted by.
WORKFORCE = frozenset(
    map(
        word_stem,
        """staff staffing employees workers bureaucrats administrators personnel workforce headcount
        jobs posts workforces""".split(),
    )
)
_WHO_WORK = re.compile(
    r"\bpeople\s+(?:who\s+|that\s+)?(?:work|working|employed)\b(?:\s+(?:for|at|in|by))?",
    re.IGNORECASE,
)
_LIGHT = frozenset(
    map(
        word_stem,
        """number numbers size total level levels whole overall plan plans face faces facing could
        want wants wanted expected expect minister ministers set sets lose least much many there
        further almost see sees nearly drastically amount around about half as centre""".split(),
    )
) - {word_stem("centre")}
_VERB = re.compile(
    r"\b(?:will|would|were|was|are|is|have|has|had|could|can|may|might|did|do|does|must|should|face|"
    r"faces|faced|said|say)\b",
    re.IGNORECASE,
)
_PHRASE_ENDS = re.compile(r"[,;:.()—]|\s(?:and|but|while|under|by|from|over|to|after|since|as)\s")

_SENTENCE = re.compile(r"[,;:.()—]")
# "The share may grow to 62 per cent" says where it is, not by how much it rises.
_LEVEL = re.compile(r"\bto\s+(?:about\s+|around\s+)?$", re.IGNORECASE)

Direction = Literal["down", "up", "of"]


@dataclass(frozen=True, slots=True)
class Share:
    """A share in its clause.

    Attributes:
        direction: Cut by it, raised by it, or merely that share of the thing.
        thing: Stems of what is cut, or of what it is a share of.
        act: Stems of what the share does, where nothing is cut or raised.
        owner: Names in its clause.
    """

    stated: Stated
    value: Value
    direction: Direction
    thing: frozenset[str]
    act: frozenset[str]
    owner: tuple[str, ...]
    what: str


def share(stated: Stated) -> Share | None:
    """The share that a percentage or a "half" states, or None if it does not tell of what."""
    value = stated.value
    if not isinstance(value, Value) or value.unit != "%":
        return None
    of = re.match(r"\s+of\s+(?:the\s+|its\s+|their\s+|all\s+)*", stated.rest)
    if _LEVEL.search(stated.before):
        return None
    act = _nearest_act(stated, bool(of))
    names = stated.names
    if of:
        rest = _SENTENCE.split(stated.rest[of.end() :])[0]
        worked = _WHO_WORK.sub("staff ", rest)
        subject, predicate = _split(worked)
        names = tuple(dict.fromkeys((*names, *find_names(subject))))
    elif act is None:
        return None
    else:
        subject, predicate = _object(stated, act), ""
    direction: Direction = "of"
    if act is not None:
        direction = "down" if act.lastgroup == "down" else "up"
    thing = _thing(subject, names)
    if not thing:
        return None
    done = frozenset(meaning_stems(predicate, names)) if direction == "of" else frozenset()
    if direction == "of" and not done:
        return None
    what = _what(thing, subject, direction, names)
    return Share(stated, value, direction, thing, done, names, what)


def same_share(one: Share, other: Share, one_text: bool) -> bool:
    """Are they shares of one thing, by one act?"""
    if (one.direction, one.thing, one.act) != (other.direction, other.thing, other.act):
        return False
    if one.owner and other.owner:
        return share_name(one.owner, other.owner)
    return one_text and not one.owner and not other.owner


def _nearest_act(stated: Stated, of: bool) -> re.Match[str] | None:
    """The cut or rise that the share belongs to: in its clause, the nearest one."""
    own = isinstance(stated.value, Value) and _ACT.fullmatch(stated.value.figures[0].text)
    if own:
        return own
    before = list(_ACT.finditer(stated.before))
    after = _ACT.search(_SENTENCE.split(stated.rest)[0] if of else stated.after)
    if before:
        return before[-1]
    return after


def _object(stated: Stated, act: re.Match[str]) -> str:
    """What is cut: between the cut and its share, else on their other sides."""
    if act.string == stated.before:
        between = stated.before[act.end() :]
        between = re.sub(r"\s+(?:in|by|to)\s*$", "", between)
        if meaning_stems(between, stated.names):
            return between
        return _last_phrase(stated.before[: act.start()])
    text = stated.after[act.end() :] if act.string == stated.after else stated.after
    return _PHRASE_ENDS.split(text)[0]


def _last_phrase(text: str) -> str:
    """ "… the size of the centre" before "decline"."""
    piece = _PHRASE_ENDS.split(text)[-1]
    return _VERB.split(piece)[-1] if not _VERB.search(piece.rstrip()[-8:]) else piece


def _split(text: str) -> tuple[str, str]:
    """A subject and what is said of it."""
    ends = _PHRASE_ENDS.search(text)
    text = text[: ends.start()] if ends else text
    verb = _VERB.search(text)
    return (text[: verb.start()], text[verb.end() :]) if verb else (text, "")


def _thing(text: str, names: tuple[str, ...]) -> frozenset[str]:
    found = {s for s in meaning_stems(_WHO_WORK.sub("staff ", text), names) if s not in _LIGHT}
    found = {STAFF if s in WORKFORCE else s for s in found}
    return frozenset(s for s in found if not _ACT.fullmatch(s))


def _what(thing: frozenset[str], text: str, direction: Direction, names: tuple[str, ...]) -> str:
    if direction == "of":
        return f"share of {' '.join(text.split())}"
    kept = [w for w in words(text) if w not in STOPWORDS and word_stem(w) in thing]
    subject = STAFF if thing == {STAFF} else " ".join(kept)
    owner = f" of {names[0]}" if names else ""
    return f"{'cut' if direction == 'down' else 'rise'} in {subject}{owner}"
