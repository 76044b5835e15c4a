"""What keeps two values apart, however alike their sentences: names, places, times, sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from chatbot.compare.bodies import share_name
from chatbot.compare.counts import STAFF
from chatbot.compare.edits import is_bound, is_whole
from chatbot.compare.mentions import Mention
from chatbot.compare.shares import share
from chatbot.compare.skeleton import Token, facts, skeleton
from chatbot.compare.slots import Setting
from chatbot.compare.values import Value
from chatbot.verify.opposites import contrasted
from chatbot.wording.dates import Date
from chatbot.wording.figures import Figure
from chatbot.wording.mentions import word_stem
from index.words import words

# One of a line in one sentence and another in the other: they speak of different things.
_ALTERNATIVES = [
    frozenset(map(word_stem, line.split()))
    for line in """
    adult child children junior pensioner student senior concession baby teenager
    man woman men women boy girl husband wife
    north south east west northern southern eastern western
    monday tuesday wednesday thursday friday saturday sunday weekday weekend
    spring summer autumn winter
    morning afternoon evening night
    daily weekly monthly quarterly yearly
    full half quarter
    single return
    upper lower middle ground
    inner outer
    indoor outdoor
    minimum maximum
    arrival departure arrive leave depart
    income spending
    income expenditure
    profit cost
    cost save
    cost saving
    left right front back
    resident visitor member guest
    born died
    """.strip().splitlines()
]
_INITIALS = 2  # letters: °C is no name
_A_FEW = 3  # words: more of them are another wording
# Who speaks, and verbs that say little beside what they are said of.
_LIGHT = frozenset(
    map(
        word_stem,
        """we i you they it us our your my me its their them somebody anybody everybody person
        check look see give get receive take make need keep bring put send hold let must may can
        pay want have ask use go come apply run last stand remain stay number total amount
        reach require expect fill do carry say tell set draw welcome
        now still yet again more enough least most he she then also together each every all any
        only just up""".split(),
    )
)
_ARTICLES = (
    """the a an its their our his her your my this that these those each every any all no some"""
)
_PREPOSITIONS = """of for in on at by with from to per under over as than about between within after
    before during until since without"""
_OPENS_NOUN = frozenset(f"{_ARTICLES} {_PREPOSITIONS} and or".split())
_FOLLOWS_VERB = frozenset(f"{_ARTICLES} {_PREPOSITIONS} up down out off it them him us me".split())
_LEVEL = re.compile(r"\bto\s+(?:about\s+|around\s+|over\s+|nearly\s+)?$", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:no|not|never|without|except|neither|nor|cannot)\b|n[’']t\b", re.IGNORECASE
)
_BOUND = re.compile(
    r"\b(?:no|not|never)\s+(?:be\s+)?(?:exceed|more|less|fewer|later|longer|older|younger|earlier|above|"
    r"over|higher)\w*",
    re.IGNORECASE,
)
_PLACED = re.compile(r"\b(from|to|until|till|before|after|by|since)\s+$", re.IGNORECASE)
_EXTREME = {"from": "start", "since": "start", "after": "start",
            "to": "end", "until": "end", "till": "end", "before": "end", "by": "end"}  # fmt: skip


def apart(one: Mention, other: Mention, setting: Setting) -> bool:
    """Are they surely, or quite possibly, values of different things?"""
    return (
        _other_names(one, other)
        or _other_kinds(one, other)
        or _is_whole(one) != _is_whole(other)
        or _other_side(one, other)
        or _denied(one) != _denied(other)
        or _other_end(one, other)
        or _other_bound(one, other)
        or _other_years(one, other, setting)
        or _substituted(one, other)
        or _substituted(other, one)  # which words are matched depends on whose come first
    )


def _other_names(one: Mention, other: Mention) -> bool:
    mine, theirs = _names(one, other), _names(other, one)
    return bool(mine and theirs) and not share_name(mine, theirs)


def _names(one: Mention, other: Mention) -> list[str]:
    """Names beside a value, but for words that the other has without their capital."""
    plain = set(re.findall(r"[a-zà-ÿ]+", other.stated.text))
    return [n for n in one.stated.names if len(n) > _INITIALS and n.lower() not in plain]


def _other_kinds(one: Mention, other: Mention) -> bool:
    """Only some of what the other counts, or those with whom something else is done."""
    shares = share(one.stated), share(other.stated)
    if shares[0] and shares[1]:
        things = shares[0].thing - other.around | shares[1].thing - one.around
        return shares[0].direction != shares[1].direction or bool(things - {STAFF})
    mine, theirs = one.count, other.count
    if mine is None or theirs is None:
        return False
    if mine.kinds != theirs.kinds:
        return True
    if mine.act != theirs.act and not (mine.act and theirs.act):
        return not {mine.act, theirs.act} & (one.around & other.around)
    return not (mine.limits <= other.around and theirs.limits <= one.around)


def _is_whole(one: Mention) -> bool:
    return is_whole(one.stated.text, one.value.start)


def _substituted(one: Mention, other: Mention) -> bool:
    """Does a word stand in the other's place among the same words: "apples cost", "pears cost"?

    Who says the same otherwise seldom changes one word only, unless it is a verb.
    """
    texts = [_clause(m) for m in (one, other)]
    mine, theirs = map(skeleton, texts)
    keys, others = [t.key for t in mine], [t.key for t in theirs]
    if {"he", "she"} <= {*keys, *others} and not {"he", "she"} & set(keys) & set(others):
        return True
    matcher = SequenceMatcher(None, keys, others, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "replace" and max(j - i, m - k) <= _A_FEW:
            gone = [t for t in mine[i:j] if _names_a_thing(texts[0], t, _keys(other))]
            come = [t for t in theirs[k:m] if _names_a_thing(texts[1], t, _keys(one))]
            if gone and come:
                return True
    return False


def _keys(one: Mention) -> list[str]:
    return [token.key for token in skeleton(one.stated.text)]


def _names_a_thing(text: str, token: Token, others: Sequence[str]) -> bool:
    """Is it a word of weight that the other lacks, and by what stands around it no verb?"""
    if token.value or token.key in others or token.key in _LIGHT or token.key in _FOLLOWS_VERB:
        return False
    before = re.findall(r"[\w’'-]+", text[: token.start])[-1:]
    after = re.findall(r"[\w’'£$€-]+", text[token.end :])[:1]
    noun = not before or before[0].lower() in _OPENS_NOUN
    return noun or not after or after[0].lower() not in _FOLLOWS_VERB


def _clause(one: Mention) -> str:
    return f"{one.stated.before}{one.value.text}{one.stated.after}"


def _other_side(one: Mention, other: Mention) -> bool:
    level = all(_LEVEL.search(m.stated.before) for m in (one, other))
    for group in _ALTERNATIVES:
        mine, theirs = group & _told(one), group & _told(other)
        if mine and theirs and not mine & theirs and not level:
            return True
    if not level and contrasted(_told(one), _told(other)):
        return True
    hedges = {m.value.hedge for m in (one, other) if isinstance(m.value, Value)}
    return hedges >= {"most", "least"}


def _told(one: Mention) -> frozenset[str]:
    return frozenset(map(word_stem, words(f"{one.stated.before} {one.stated.after}")))


def _denied(one: Mention) -> bool:
    return bool(_DENIED.search(_BOUND.sub(" ", f"{one.stated.before} {one.stated.after}")))


def _other_end(one: Mention, other: Mention) -> bool:
    """ "From 3 May" and "until 9 May"."""
    ends = [_PLACED.search(m.stated.before) for m in (one, other)]
    sides = [_EXTREME[end[1].lower()] for end in ends if end]
    return len(sides) == 2 and sides[0] != sides[1]


def _other_bound(one: Mention, other: Mention) -> bool:
    """ "Under 5s pay £2" and "under 12s pay £4"."""
    mine, theirs = _bounds(one), _bounds(other)
    return bool(mine and theirs) and not any(a.same(b) for a in mine for b in theirs)


def _bounds(one: Mention) -> list[Figure]:
    """The plain figures beside a value that bound whom or what it holds for."""
    text = _clause(one)
    own = len(one.stated.before), len(one.stated.before) + len(one.value.text)
    found = (f for f in facts(text) if isinstance(f, Value) and is_bound(text, f) and not f.unit)
    return [f.figures[0] for f in found if f.end <= own[0] or f.start >= own[1]]


def _other_years(one: Mention, other: Mention, setting: Setting) -> bool:
    """Years that are not as far apart as the documents are."""
    mine, theirs = one.stated.years, other.stated.years
    if isinstance(one.value, Date) or not mine or not theirs or mine & theirs:
        return False
    return not setting.later or min(theirs) - min(mine) != setting.later
