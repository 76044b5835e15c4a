"""What a conversation has spoken of, most likely first to be spoken of again.

The order is that of centering (Grosz, Joshi & Weinstein 1995, doi 10.3115/v1/J95-2003): the last
turn before those before it, the thing that the answer gave, the subject, then the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from chatbot.followup.lexicon import ARTICLES, DEMONSTRATIVES, POSSESSIVES, QUANTIFIERS
from chatbot.followup.nouns import RELATIONAL, Gender, Kind, gender_of, kind_of_noun
from chatbot.followup.phrases import HONORIFICS, Phrase, phrases, whole_phrase
from chatbot.followup.shape import shape
from chatbot.followup.turn import Turn, decapitalised

_SCALES = frozenset("hundred thousand million billion trillion dozen percent".split())
_ANSWER = 400  # characters of an answer that are looked through
_TITLES = tuple(f"{title} " for title in sorted(HONORIFICS))
_AGE, _RANK = 1.2, 0.3  # what a turn, and a step of rank within one, cost


@dataclass(frozen=True, slots=True)
class Referent:
    """Something that may be meant again.

    Attributes:
        text: As it can stand in a question: definite, whole ("the price of a day ticket").
        heads: Heads of its phrase, lower case: what "the report" must match.
        before: The preposition it had, lower case, or "".
        known: Whether it has a name in it.
        cost: How far back it lies; 0 for what the last answer gave.
    """

    text: str
    head: str
    kind: Kind
    plural: bool
    gender: Gender
    before: str
    known: bool
    cost: float


def referents(turns: Sequence[Turn]) -> list[Referent]:
    """Everything that the turns named, the nearest first; `turns` are oldest first."""
    found: list[Referent] = []
    for age, turn in enumerate(reversed(turns)):
        for rank, item in _ranked(turn):
            found.append(replace(item, cost=_AGE * age + _RANK * rank))
    found.sort(key=lambda r: r.cost)
    return [_full(r, found) for r in found]


def topic(turn: Turn) -> str:
    """What a turn was about, in its question's words: at most two phrases; "" if nothing."""
    if turn.about:
        return turn.about
    text = turn.clause
    found = phrases(text)
    whole: list[Phrase] = []
    for phrase in found:
        inside = any(p.start <= phrase.start and phrase.end <= p.end for p in whole)
        bare = not (phrase.determiner or phrase.plural or phrase.known or phrase.asked)
        if inside or bare or phrase.kind == "time":
            continue
        if phrase.determiner not in POSSESSIVES:
            whole.append(whole_phrase(text, phrase, found))
    chosen = ([p for p in whole if not p.asked or p.known] or whole)[:2]
    if known := [p for p in whole if p.known and p not in chosen]:
        chosen[-1:] = [known[0]] if not any(p.known for p in chosen) else chosen[-1:]
    return " and ".join(_definite(p) for p in chosen)


def _ranked(turn: Turn) -> Iterator[tuple[float, Referent]]:
    """A turn's referents with their rank within it."""
    text = turn.clause
    asks = shape(text)
    wh = asks.wh.lower().rpartition(" ")[2]
    noun = asks.noun.rpartition(" ")[2].lower()
    if turn.short and wh in ("who", "whom", "whose", "which", "what", "where"):
        for given in phrases(f"it is {turn.short}"):
            sum_or_count = any(map(str.isdigit, given.text)) or given.head in _SCALES
            if sum_or_count and not given.known:
                continue
            kind = _given_kind(given, wh, noun)
            before = "in" if wh == "where" else ""
            yield 0, replace(_referent(given, given), kind=kind, before=before)
    found = phrases(text)
    for i, phrase in enumerate(found):
        phrase = _with_owner(text, phrase, found[i - 1] if i else None)
        whole = whole_phrase(text, phrase, found)
        later = 1.0 if phrase.before else 0.0
        hollow = phrase.head in RELATIONAL and text[phrase.end :].startswith(" of ")
        hollow = hollow or (phrase.asked and not phrase.plural)
        # "On board", "by lightning": hardly ever spoken of again.
        hollow = hollow or not (phrase.determiner or phrase.plural or phrase.known)
        yield 1 + later + 0.1 * i + 2 * hollow, _referent(phrase, whole)
    yield from _coordinated(text, found)
    if turn.about:
        for phrase in phrases(f"about {turn.about}"):
            yield 2, _referent(phrase, phrase)
    for i, phrase in enumerate(_of_answer(turn.answer[:_ANSWER])):
        asked = wh in ("who", "whom", "whose") and phrase.known and phrase.text not in text
        answers = asked and phrase.kind in ("person", "body", "name")
        if answers and phrase.kind == "name" and " " in phrase.text:
            phrase = replace(phrase, kind="person")
        yield (0.5 if answers else 3) + 0.1 * i, _referent(phrase, phrase)


def _given_kind(given: Phrase, wh: str, noun: str) -> Kind:
    """The kind of what was answered: what "who" and "which boat" ask for tells most."""
    if given.kind == "time":
        return "time"
    if wh in ("who", "whom", "whose"):
        return given.kind if given.kind == "body" or given.determiner else "person"
    if wh == "where":
        return "place"
    if noun and given.kind == "name":
        return kind_of_noun(noun)
    return given.kind


def _of_answer(text: str) -> Iterator[Phrase]:
    """Names in an answer, and what it opens with."""
    found = phrases(text)
    for i, phrase in enumerate(found):
        if phrase.known:  # "Holroyd’s Bakery", not "Mr Reece’s employer"
            phrase = _with_owner(text, phrase, found[i - 1] if i else None)
        opens = i == 0 and phrase.start == 0 and phrase.determiner in ARTICLES
        if phrase.known or opens or phrase.kind == "time":
            yield replace(phrase, text=decapitalised(phrase.text)) if opens else phrase


def _coordinated(text: str, found: Sequence[Phrase]) -> Iterator[tuple[float, Referent]]:
    """ "Ann and Bob" are "they"."""
    for one, two in pairwise(found):
        if text[one.end : two.start].strip() == "and" and one.kind == two.kind != "time":
            both = replace(one, text=text[one.start : two.end], end=two.end, plural=True)
            yield 1, replace(_referent(both, both), gender="")


def _with_owner(text: str, phrase: Phrase, before: Phrase | None) -> Phrase:
    """ "Ann Pole’s salary" rather than "salary"."""
    if before is None or not before.owner or phrase.start - before.end > 3:
        return phrase
    words = text[before.start : phrase.end]
    owned = replace(phrase, text=words, start=before.start, determiner=before.determiner)
    return replace(owned, known=phrase.known or before.known)


def _referent(phrase: Phrase, whole: Phrase) -> Referent:
    return Referent(
        text=_definite(whole),
        head=phrase.head,
        kind=phrase.kind,
        plural=phrase.plural,
        gender=gender_of(phrase.text),
        before=phrase.before,
        known=whole.known,
        cost=0,
    )


def _definite(phrase: Phrase) -> str:
    """As what is known already: "a ferry" and "any ferries" are "the ferry", "the ferries"."""
    if phrase.determiner in (ARTICLES | QUANTIFIERS | DEMONSTRATIVES | POSSESSIVES) - {"the"}:
        return f"the {phrase.bare}"
    named = phrase.text[:1].isupper() and phrase.known
    if phrase.determiner or named or phrase.kind == "time":
        return phrase.text
    role = phrase.kind == "person" and phrase.text[:1].islower()
    return f"the {phrase.text}" if phrase.plural or phrase.asked or role else phrase.text


def _full(one: Referent, found: Sequence[Referent]) -> Referent:
    """A surname alone, or after "Mr", is whoever was named in full."""
    *before, last = one.text.split()
    if one.known and (not before or (len(before) == 1 and before[0].lower() in HONORIFICS)):
        for other in found:
            full = other.kind == "person" and not other.text.lower().startswith(_TITLES)
            if full and other.text.endswith(f" {last}"):
                return replace(other, cost=one.cost)
    return one
