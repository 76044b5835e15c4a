"""Which of the things spoken of a pronoun may mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from chatbot.followup.nouns import PLACES, RELATIONAL, VESSELS, Gender, gender_of, singular
from chatbot.followup.phrases import Phrase
from chatbot.followup.referents import Referent

Class = Literal["person", "thing", "many", "place", "time"]

PRONOUN_CLASS: dict[str, Class] = {
    **dict.fromkeys("he him his she her hers".split(), "person"),
    **dict.fromkeys("it its".split(), "thing"),
    **dict.fromkeys("they them their theirs these those".split(), "many"),
    "there": "place",
}
PRONOUN_GENDER: dict[str, Gender] = {
    **dict.fromkeys("he him his".split(), "he"),
    **dict.fromkeys("she her hers".split(), "she"),
}


def choose(
    kind: Class, found: Sequence[Referent], gender: Gender = "", taken: Iterable[str] = ()
) -> Referent | None:
    """The referent that a pronoun of this class most likely means; None if none fits.

    Args:
        found: From `referents`, nearest first.
        taken: Texts that cannot be meant: the question names them itself.
    """
    excluded = set(taken)
    fitting = [
        (fit(kind, r, gender) - r.cost, r)
        for r in found
        if fit(kind, r, gender) > 0 and not any(text in r.text for text in excluded)
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def fit(kind: Class, one: Referent, gender: Gender = "") -> float:
    """How well a referent suits a class of pronouns; 0 when it can't be meant."""
    return _FITS[kind](one, gender)


def may_mean(kind: Class, phrase: Phrase, gender: Gender) -> bool:
    """May a pronoun of this class mean a phrase of its own question? When in doubt, it does."""
    if kind == "person":
        other = gender_of(phrase.text)
        clash = bool(gender and other) and gender != other
        return phrase.kind in ("person", "name") and not phrase.plural and not clash
    if kind == "thing":
        return not phrase.plural and phrase.kind not in ("person", "time")
    return phrase.plural or phrase.kind in ("body", "person", "name")


def _person(one: Referent, gender: Gender) -> float:
    if one.plural or (gender and one.gender and one.gender != gender):
        return 0
    more = 1.0 if gender and one.gender == gender else 0.0
    if one.kind == "person":
        full = one.known and (" " in one.text or more > 0)
        return (3.0 if full else 2.0) + more
    if one.kind == "name" and not one.text.startswith("the "):
        return (1.8 if " " in one.text else 0.6) + more
    if gender == "she" and one.head in VESSELS:
        return 2.5
    ship = gender == "she" and one.known and one.kind == "thing"
    return 1.2 if ship and one.text.startswith("the ") else 0


def _thing(one: Referent, _: Gender) -> float:
    if one.plural or one.kind in ("person", "time"):
        return 0
    if one.kind == "name":
        return 1.2
    if one.kind == "body":
        return 1.8  # a body acts; what "it" is, is rather what is acted on
    if one.kind == "place" and one.before in ("in", "at", "on", "near", "to"):
        return 1.2
    if one.head in RELATIONAL and not one.known:
        return 1.2
    return 2.2


def _many(one: Referent, _: Gender) -> float:
    if one.plural and one.kind != "time":
        return 2.6
    if one.kind == "body":
        return 1.6
    return 1.0 if one.kind == "person" else 0


def _place(one: Referent, _: Gender) -> float:
    if one.plural:
        return 0.4
    if one.kind == "place":
        return 2.6
    inside = one.before in ("in", "at", "on", "near")
    if one.kind in ("name", "body"):
        return 1.8 if inside else 1.2
    return 1.4 if one.kind == "thing" and (inside or singular(one.head) in PLACES) else 0


def _time(one: Referent, _: Gender) -> float:
    return 2.0 if one.kind == "time" and any(map(str.isdigit, one.text)) else 0


_FITS: dict[Class, Callable[[Referent, Gender], float]] = {
    "person": _person,
    "thing": _thing,
    "many": _many,
    "place": _place,
    "time": _time,
}
