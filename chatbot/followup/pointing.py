"""A question whose pointers are replaced by what they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.followup.choosing import PRONOUN_GENDER, Class, choose
from chatbot.followup.lexicon import LOCATIVE
from chatbot.followup.nouns import RELATIONAL, kind_of_noun, singular
from chatbot.followup.phrases import Phrase, phrases, whole_phrase
from chatbot.followup.pointers import Pointer, pointers
from chatbot.followup.referents import Referent, referents
from chatbot.followup.shape import Shape, shape, subject_of
from chatbot.followup.times import time_said
from chatbot.followup.turn import Turn
from chatbot.followup.verbs import base_of, past_of
from index.words import stems


def resolved(question: str, turns: Sequence[Turn]) -> str:
    """The question with each pointer replaced that can be; the same when none can."""
    pointing = pointers(question)
    if not pointing and not any(_is_bare(p) for p in phrases(question)):
        return question
    found = referents(turns)
    words = set(stems(question))
    here = [r.text for r in found if r.known and set(stems(r.text)) <= words]
    meant: dict[int, str] = {}
    for pointer in sorted(pointing, key=lambda p: p.kind == "many"):  # "they" may be anybody
        meant[pointer.start] = _instead(pointer, found, turns, [*here, *meant.values()])
    for pointer in reversed(pointing):
        if pointer.sort == "time":
            question = time_said(question, pointer.start, pointer.end, turns)
        elif instead := meant[pointer.start]:
            question = _put(question, pointer, instead)
    return _named_again(question, found)


def _instead(
    pointer: Pointer, found: Sequence[Referent], turns: Sequence[Turn], here: Sequence[str]
) -> str:
    if pointer.sort in ("that", "time"):
        return ""
    if pointer.sort == "of" and (many := counted(turns)):
        return many
    if pointer.sort == "noun":
        chosen = _of_noun(pointer, found)
    else:
        gender = PRONOUN_GENDER.get(pointer.word, "")
        chosen = choose(pointer.kind, found, gender, here)
    if chosen is None:
        return ""
    if pointer.kind == "place" and pointer.sort == "pronoun":
        within = "in" if chosen.known and chosen.kind in ("place", "name") else "at"
        at = chosen.before if chosen.before in ("in", "at", "near") else within
        return f"{at} {chosen.text}"
    return chosen.text


def _of_noun(pointer: Pointer, found: Sequence[Referent]) -> Referent | None:
    """ "That report" is a report that was named; "that man" anybody who may be one."""
    head = singular(pointer.text.rpartition(" ")[2].lower())
    same = [r for r in found if singular(r.head) == head]
    if same:
        return next((r for r in same if r.known), same[0])
    kind = kind_of_noun(head)
    generic: Class | None = "person" if kind == "person" else None
    if kind == "place":
        generic = "place"
    elif kind == "body" or head in _GENERIC:
        generic = "thing"
    if generic is None:
        return None
    if pointer.kind == "many":
        generic = "many"
    alike = [r for r in found if r.known]
    return choose(generic, alike)


_GENERIC = frozenset(
    "ship boat vessel thing project plan scheme building machine object work book event".split()
)


def counted(turns: Sequence[Turn]) -> str:
    """What the last count counted: "the volunteers who joined the trial"; "" if nothing."""
    for turn in reversed(turns):
        asks = shape(turn.clause)
        if not (asks.noun and asks.wh.lower().endswith((" many", "which", "what"))):
            continue
        noun = re.sub(r"^of the ", "", asks.noun)
        people = kind_of_noun(noun.split(" in ")[0].split(" of ")[0].rpartition(" ")[2]) == "person"
        who = "who" if people else "that"
        return f"the {noun}{_clause(asks, who)}"
    return ""


def _clause(asks: Shape, who: str) -> str:
    """What was said of them, as a relative clause; "" where that would read badly."""
    auxiliary, rest = asks.auxiliary, asks.rest
    rest = rest.partition(",")[0]  # not ", according to the report"
    if not rest:
        return ""
    if not auxiliary:
        return f" {who} {rest}"
    if rest.startswith("there"):
        return rest.removeprefix("there")
    found = subject_of(asks)
    if auxiliary in ("did", "do", "does") and found:
        subject, after = rest[: found.end], rest[found.end :].split()
        if not after or not base_of(after[0]):
            return ""
        verb = past_of(after[0]) if auxiliary == "did" else after[0]
        return " ".join(["", subject, verb, *after[1:]])
    return "" if found else f" {who} {auxiliary} {rest}"


def _put(question: str, pointer: Pointer, instead: str) -> str:
    if pointer.owns:
        instead += (
            "’" if instead.endswith("s") and " " in instead and instead.startswith("the ") else "’s"
        )
    before = question[: pointer.start]
    if pointer.kind == "place" and pointer.sort == "pronoun":
        last = before.split()[-1:]
        if last and last[0].lower() in LOCATIVE:  # "from there"
            instead = instead.partition(" ")[2]
    if not before:
        instead = instead[:1].upper() + instead[1:]
    return before + instead + question[pointer.end :]


def _named_again(question: str, found: Sequence[Referent]) -> str:
    """ "The report" as the report that was named: "the Calder bridge report"."""
    here = phrases(question)
    for phrase in reversed(here):
        if not _is_bare(phrase):
            continue
        if whole_phrase(question, phrase, here).end > phrase.end or phrase.head in RELATIONAL:
            continue
        if full := _fuller(phrase, found):
            question = question[: phrase.start] + full.text + question[phrase.end :]
    return question


def _is_bare(phrase: Phrase) -> bool:
    """ "The report": nothing but an article and a noun."""
    return phrase.determiner == "the" and phrase.text.count(" ") == 1 and not phrase.known


def _fuller(phrase: Phrase, found: Sequence[Referent]) -> Referent | None:
    """A referent with the same head that says more; the last that was named decides."""
    same = next((r for r in found if r.head == phrase.head), None)
    if same is None or not same.text.startswith("the "):
        return None
    return same if len(same.text) > len(phrase.text) and same.known else None
