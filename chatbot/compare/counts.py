"""How many of what, whose: "NHS England’s 6,500 bureaucrats", "carrying about 180 passengers".

Two counts are of one thing if they count the same, of the same, doing the same, none of them only
some of those: "430 staff on over £100,000" is no head-count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from chatbot.compare.bodies import share_name
from chatbot.compare.clauses import Stated, meaning_stems
from chatbot.compare.naming import is_plural
from chatbot.compare.values import Value
from chatbot.wording.mentions import find_names, word_stem
from index.words import STOPWORDS

STAFF = "staff"
_STAFF = frozenset(
    map(
        word_stem,
        """staff employees workers bureaucrats administrators personnel workforce headcount
        """.split(),
    )
)
# Adjectives that make the count no other: a full-time equivalent is a way of counting.
_WAYS = frozenset(map(word_stem, "full time equivalent comparable fte whole total people".split()))
_EQUIVALENT = frozenset(map(word_stem, "equivalent comparable fte".split()))
_HAS = frozenset(
    """has have had having employs employ employed employing employes is are was were be been
    being with used uses total totals totalled totalling numbers numbered there includes
    its their our""".split()
)
_HEADS = frozenset(map(word_stem, "staff workforce total team number headcount payroll".split()))
_TURNS = re.compile(
    r"\b(?:rose|risen|rises|rise|grew|grown|grows|increased|fell|fallen|falls|dropped|shrank|shrunk|"
    r"declined|decreased|up|down|went|came|swelled|cut|reduced)\b[^,;]{0,40}\bto$",
    re.IGNORECASE,
)
_PREDICATE = re.compile(
    r"\b(?:will|would|were|was|are|is|have|has|had|could|can|may|might|did|do|does|must|should)\b"
)
UNITS = frozenset(
    map(
        word_stem,
        """knots metres meters miles kilometres feet inches yards hectares acres tonnes tons grams
        kilograms kilos pounds litres gallons pints seconds minutes hours days weeks fortnights
        months years decades degrees watts megawatts kilowatts percentage points times dozens
        hundreds thousands millions billions times pence cents""".split(),
    )
)
# Before what opens a clause of its own: "said that 40 people", "…, and 26 families".
_OPENS = re.compile(r"(?:,\s*(?:and|but)|\bthat)$", re.IGNORECASE)
# Done with anything: who does it has to be the same.
_WEAK = frozenset(
    map(word_stem, "run hold own take make get give need want see say pay sell use".split())
)
_PLACES = frozenset("of at in for within across from".split())
_STOP = frozenset("by when while as and but or after before because if than since until".split())
_AND = re.compile(r"^\s+and\s+(?:(?:an?|the|its|their|\d+)\s+)(?:[a-z’'-]+\s+)?[a-z’'-]+(?=\s)")
_WHICH = re.compile(
    r"\b(?:who|whose|which|that(?! (?:year|month|week|day|night|time|season|summer|winter)))\b"
)
# When it was and what it cost do not narrow it.
_BESIDE = re.compile(
    r"\s+(?:(?:in|during|by|since)\s+(?:the\s+)?(?:[A-Z][a-z]+\s+)?(?:[12]\d{3})\b"
    r"|(?:for|at|costing|worth)\s+[£$€][\d.,]*\d(?:\s+(?:million|billion))?)"
)
_FURTHER = frozenset("another extra further additional new more fewer less first last".split())


@dataclass(frozen=True, slots=True)
class Count:
    """A count in its clause.

    Attributes:
        thing: Stem of what is counted; "staff" for anyone's employees.
        kinds: Stems of the adjectives that narrow it.
        act: What they do or what is done with them, as a stem; "" if there are simply so many.
        owner: Names of whose they are; words of who else it is, in `subject`.
        limits: Stems of what narrows it after the noun.
    """

    stated: Stated
    value: Value
    noun: str
    thing: str
    kinds: frozenset[str]
    act: str
    owner: tuple[str, ...]
    subject: frozenset[str]
    limits: frozenset[str]

    @property
    def what(self) -> str:
        """It for a person: "staff of NHS England", "passengers"."""
        thing = STAFF if self.thing == STAFF else self.noun
        return f"{thing} of {self.owner[0]}" if self.owner and not self.act else thing


def count(stated: Stated) -> Count | None:
    """The count that a plain figure states, or None if it does not say of what."""
    value = stated.value
    if not isinstance(value, Value) or value.unit:
        return None
    noun, kinds, rest = _noun(stated.rest)
    if not noun or word_stem(noun) in UNITS:
        return None
    stem = word_stem(noun)
    if stem in ("member", "peopl") and kinds and kinds[-1] in _STAFF:
        stem, kinds = kinds[-1], kinds[:-1]  # "staff members"
    elif stem == "member" and re.match(r"\s+of\s+(?:the\s+|its\s+)?staff\b", rest):
        stem, rest = word_stem("staff"), re.sub(r"^\s+of\s+(?:the\s+|its\s+)?staff\b", "", rest)
    kept = frozenset(kinds)
    if kept & _EQUIVALENT:
        kept -= _WAYS
    if kept & set(map(word_stem, _FURTHER)):
        return None
    act, before = _act(stated.before, stated.names)
    if act is None:
        return None
    limits, names, done = _after(rest)
    if not act and done and before is None:
        act = done
    owner = tuple(dict.fromkeys((*_whose(stated.before), *names))) or stated.names
    subject = frozenset(meaning_stems(before or "", stated.names))
    thing = STAFF if stem in _STAFF else stem
    return Count(stated, value, noun, thing, kept, act, owner, subject, limits)


def noun_after(after: str) -> str:
    """The noun that a figure counts, out of what follows it; "" if there is none."""
    return _noun(after)[0]


def _noun(after: str) -> tuple[str, tuple[str, ...], str]:
    """(noun, stems of adjectives, what follows): "full-time equivalent staff"."""
    kept: list[str] = []
    ends: list[int] = []
    at = 0
    for match in re.finditer(r"[\s-]+([A-Za-z][\w’']*)", after):
        word = match[1]
        if match.start() != at or word.lower() in STOPWORDS or len(kept) > 4:
            break
        if kept and is_plural(kept[-1]) and not is_plural(word):
            break
        if re.search(r"[’']s?$", word):
            break
        kept.append(word)
        at = match.end()
        ends.append(at)
    while kept and not is_plural(kept[-1]):
        kept.pop()
    if not kept:
        return "", (), after
    end = ends[len(kept) - 1]
    return kept[-1].lower(), tuple(word_stem(w.lower()) for w in kept[:-1]), after[end:]


def _act(before: str, names: tuple[str, ...]) -> tuple[str | None, str | None]:
    """(what is done with them, the words before that); "" if there simply are so many.

    None instead of words before where the count opens its clause; None instead of an act where
    the count cannot stand alone.
    """
    text = before.rstrip()
    if text.endswith((",", ";", ":", "—", "(")):
        return "", None
    if _OPENS.search(text):
        return "", None
    if re.search(r"[’']s?$", text):
        return "", ""
    # "about 180 passengers and seven crew": the first of a list tells.
    text = re.sub(
        r"\b(?:\d[\d,.]*|[a-z]+)\s+(?:[a-z’'-]+\s+){1,2}and$", "", text, flags=re.IGNORECASE
    ).rstrip()
    text = re.sub(
        r"\b(?:only|just|a total of|the|these|those|its|their|his|her|all|some|about|around|"
        r"at least|up to|nearly|almost)$", "", text, flags=re.IGNORECASE
    ).rstrip(" ,;:—-")  # fmt: skip
    found = re.findall(r"[^\W\d_][\w’'-]*", text)
    if not found:
        return "", None
    last = found[-1].lower()
    words_before = text[: text.rfind(found[-1])]
    if last == "to":
        return ("", words_before) if _TURNS.search(text) else (None, None)
    if last == "of":
        noun = word_stem(found[-2].lower()) if len(found) > 1 else ""
        return ("", words_before) if noun in _HEADS else (f"{noun} of", words_before)
    if last in _HAS:
        return "", words_before
    if last in ("by", "from", "than", "in", "for", "on", "at", "over", "under", "between", "and",
                "or", "into", "per", "as", "that", "least", "most", "every", "each"):  # fmt: skip
        return None, None
    if last[0:1].isupper():
        return "", None
    return word_stem(last), words_before


def _after(rest: str) -> tuple[frozenset[str], tuple[str, ...], str]:
    """(what narrows it, whose it is, what is said of it) after the noun."""
    text = _BESIDE.sub("", re.split(r"[,;:.()—]", _AND.sub("", rest))[0])
    predicate = _PREDICATE.search(text)
    done = ""
    if predicate:
        said = meaning_stems(text[predicate.end() :])
        done = next((s for s in said), "")
        text = text[: predicate.start()]
    first = re.match(r"\s*([A-Za-z]+)", text)
    word = first[1].lower() if first else ""
    if not word or word in _STOP:
        return frozenset(), (), done
    names = tuple(find_names(text)) if word in _PLACES else ()
    limits = frozenset(meaning_stems(text, names))
    if not predicate and word not in STOPWORDS:
        # "40 members attended the meeting": a verb.
        return frozenset(), (), word_stem(word)
    if re.search(r"\d", text) or _WHICH.search(text):
        limits |= {"only some"}
    return limits, names, done


def _whose(before: str) -> tuple[str, ...]:
    """ "NHS England’s 6,500"."""
    match = re.search(
        r"((?:[A-Z][\w&-]*\s+(?:of\s+(?:the\s+)?)?)*[A-Z][\w&-]*)[’']s?\s+(?:[a-z]+\s+)*$", before
    )
    return (match[1],) if match else ()


def same_count(one: Count, other: Count, one_text: bool) -> bool:
    """Do two counts count the same things?

    Args:
        one_text: Whether they stand in versions of one text, where "it" is the same.
    """
    if (one.thing, one.kinds, one.act, one.limits) != (
        other.thing,
        other.kinds,
        other.act,
        other.limits,
    ):
        return False
    if "only some" in one.limits and not one_text:
        return False
    if one.owner and other.owner:
        return share_name(one.owner, other.owner)
    if one.owner or other.owner:
        return bool(one.act) and one.act not in _WEAK
    if one_text:
        return one.subject == other.subject
    if not one.act:
        return bool(one.subject & other.subject)
    return not one.subject or not other.subject or bool(one.subject & other.subject)
