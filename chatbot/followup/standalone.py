"""A follow-up becomes a question that can be understood alone."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.followup.choosing import choose
from chatbot.followup.counts import comparing, counting
from chatbot.followup.fragments import completed, with_noun, without_lead
from chatbot.followup.lexicon import AUXILIARIES, WH
from chatbot.followup.nouns import RELATIONAL
from chatbot.followup.phrases import Phrase, phrases
from chatbot.followup.pointers import pointers
from chatbot.followup.pointing import resolved
from chatbot.followup.referents import referents, topic
from chatbot.followup.sluices import unfolded
from chatbot.followup.times import at_another_time
from chatbot.followup.tokens import tokens
from chatbot.followup.turn import Turn, capitalised, decapitalised
from chatbot.wording.figures import find_figures
from index.words import stems

_TURNS = 6  # looked back on


def standalone(question: str, turns: Sequence[Turn]) -> str:
    """The question as it should be understood after these turns, oldest first.

    One that names its own subject, or whose missing part nothing said before can fill, is
    returned as it is.
    """
    turns = turns[-_TURNS:]
    if not turns:
        return question
    last = turns[-1]
    body, led = without_lead(question)
    alone = capitalised(body) + "?"
    whole = (
        at_another_time(question, last)
        or unfolded(alone, turns)
        or completed(question, last, turns)
        or counting(alone, turns)
        or comparing(alone, turns)
    )
    if whole:
        return resolved(whole, turns) if pointers(whole) else whole
    return _pointed(question, alone, led, turns)


def _pointed(question: str, alone: str, led: bool, turns: Sequence[Turn]) -> str:
    """A whole clause, its pointers resolved; with its topic before it where that isn't enough."""
    base = alone if led and tokens(alone)[0].word in WH | AUXILIARIES else question
    told = resolved(with_noun(base, turns[-1]), turns)
    about = _body(turns) if _asks_role(told) else topic(turns[-1])
    if about and (_points_at_all(told, turns[-1]) or _says_little(told)):
        return f"About {about}: {decapitalised(told)}"
    if told == base:
        return question
    carried = turns[-1].about  # what the last question was about, this one still is
    known = any(p.known for p in phrases(told))
    return told if known or not carried else f"About {carried}: {decapitalised(told)}"


def _points_at_all(question: str, turn: Turn) -> bool:
    """Does it still mean what was said as a whole: "Who decided that?", "that inspection"?"""
    if any(p.known for p in phrases(question)) or len(tokens(question)) > 12:
        return False
    said = set(stems(f"{turn.question} {turn.answer}"))
    return any(
        p.sort == "that" or (p.sort == "noun" and not said.isdisjoint(stems(p.text)[-1:]))
        for p in pointers(question)
    )


def _says_little(question: str) -> bool:
    """Has it nothing of its own to be looked up by: "Was anyone hurt?", "What was the cost?" """
    words = tokens(question)
    if not words or words[0].word not in WH | AUXILIARIES or pointers(question):
        return False
    found = phrases(question)
    if any(p.known or p.kind == "time" or p.determiner in ("a", "an") for p in found):
        return False
    nouns = [p for p in found if not _is_of_something(p)]
    after_of = any(w.word in ("of", "for") for w in words)
    return not (nouns or after_of or find_figures(question)) and len(words) <= 8


def _asks_role(question: str) -> bool:
    """ "Who is the managing director?" """
    return any(p.kind == "person" and p.determiner == "the" for p in phrases(question))


def _body(turns: Sequence[Turn]) -> str:
    """The body, or else the thing, that was spoken of last: what somebody may be director of."""
    found = [r for r in referents(turns) if r.known]
    bodies = [r for r in found if r.kind == "body"] or [r for r in found if r.kind == "name"]
    chosen = choose("thing", bodies or [r for r in found if r.kind != "person"])
    return chosen.text if chosen else topic(turns[-1])


def _is_of_something(phrase: Phrase) -> bool:
    """ "The cost", "how many people": of what, the question must say, or one before it."""
    if phrase.asked:
        return phrase.kind == "person" or phrase.head in RELATIONAL
    return phrase.head in RELATIONAL and phrase.determiner == "the"
