"""How a question is built: what asks, what is asked for, the auxiliary, and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from chatbot.followup.lexicon import AUXILIARIES, BE, DO, HAVE, PREDICATIVE, PREPOSITIONS
from chatbot.followup.phrases import Phrase, phrases, whole_phrase
from chatbot.followup.tokens import tokens
from chatbot.followup.turn import Turn, decapitalised
from chatbot.followup.verbs import base_of, is_past, past_of

_HOW = rf"how (?!(?:{'|'.join(sorted(AUXILIARIES))})\b)\w+"
_WH = re.compile(
    rf"(?:(?:{'|'.join(sorted(PREPOSITIONS))}) )?"
    rf"(?:{_HOW}|what|which|whose|whom|who|when|where|why|how)\b(?: else)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A question taken apart; put together in this order, its parts are the question.

    Attributes:
        wh: "How many", "Since when"; "" for a question of yes or no.
        noun: What "how many", "which" … asks for, "homes in Mill Lane"; "" if nothing.
        auxiliary: "were"; "" where the verb has none ("Who closed the pool?").
        rest: The words after it, without the question mark.
    """

    wh: str
    noun: str
    auxiliary: str
    rest: str

    @property
    def counts(self) -> bool:
        """Is it "how many" or "how much"?"""
        return self.wh.lower().endswith((" many", " much"))


def shape(question: str) -> Shape:
    """The parts of a question."""
    text = question.rstrip("?. ")
    match = _WH.match(text)
    at = match.end() if match else 0
    noun = _asked(text, at) if match else None
    after = noun.end if noun else at
    rest = text[after:].strip()
    first, _, remainder = rest.partition(" ")
    auxiliary = first if first.lower().replace("'", "’") in AUXILIARIES else ""
    return Shape(
        wh=match.group() if match else "",
        noun=noun.text if noun else "",
        auxiliary=auxiliary.lower(),
        rest=remainder if auxiliary else rest,
    )


def _asked(text: str, at: int) -> Phrase | None:
    """The phrase that follows the question word at once; with "of", the one after it too."""
    found = phrases(text)
    for phrase in found:
        if phrase.start == at + 1 and phrase.asked:
            return whole_phrase(text, phrase, found)
    return None


def inverted(turn: Turn) -> str:
    """A turn's question as it would follow another question word; "" where that can't be said.

    "How many homes were flooded?" is "were homes flooded": "Why were homes flooded?"
    """
    parts = shape(turn.clause)
    if not parts.wh:
        return decapitalised(turn.clause.rstrip("?. ")) if parts.auxiliary else ""
    if parts.noun:
        return _with_noun(parts, turn)
    if parts.wh.lower().rpartition(" ")[2] in ("who", "what", "which", "whom"):
        return _with_subject(parts, turn)
    return f"{parts.auxiliary} {parts.rest}" if parts.auxiliary else ""


def _with_noun(parts: Shape, turn: Turn) -> str:
    """ "Were homes flooded", "did the council hire people", "did volunteers join the trial"."""
    subject = subject_of(parts)
    if not parts.auxiliary:
        return _with_do(parts.noun, parts.rest)
    if parts.rest.startswith("there"):
        return f"{parts.auxiliary} there {parts.noun}{parts.rest[5:]}"
    if parts.auxiliary in DO | HAVE and subject:
        verb = next((t for t in tokens(parts.rest) if t.start > subject.end), None)
        end = verb.end if verb and verb.sort == "open" else subject.end
        return f"{parts.auxiliary} {parts.rest[:end]} {parts.noun}{parts.rest[end:]}"
    if subject and parts.auxiliary in BE:
        return f"{parts.auxiliary} {parts.rest} {turn.short}".rstrip()
    return f"{parts.auxiliary} {parts.noun} {parts.rest}".rstrip()


def _with_subject(parts: Shape, turn: Turn) -> str:
    """After "who" and "what": "did the council close the pool", "was Ann Pole fined"."""
    opens = tokens(parts.rest)[:1]
    pronoun = bool(opens) and opens[0].word in ("he", "she", "it", "they", "you", "we", "there")
    if parts.auxiliary and (pronoun or subject_of(parts)):
        said = turn.short if parts.auxiliary in BE else ""
        that = re.sub(r"\bdo\b(?! \w+ing)", "do that", parts.rest, count=1)
        return f"{parts.auxiliary} {that} {said}".rstrip()
    subject = _who(parts, turn)
    if parts.auxiliary:
        return f"{parts.auxiliary} {subject} {parts.rest}"
    return _with_do(subject, parts.rest)


def subject_of(parts: Shape) -> Phrase | None:
    """What the rest opens with after the auxiliary, if that is a noun phrase."""
    first = parts.rest.partition(" ")[0].lower()
    if parts.auxiliary in BE | HAVE and (is_past(first) or first in PREDICATIVE):
        return None
    found = phrases(f"{parts.auxiliary} {parts.rest}")
    at = len(parts.auxiliary) + 1
    if not found or found[0].start != at:
        return None
    return replace(found[0], start=0, end=found[0].end - at)


def _who(parts: Shape, turn: Turn) -> str:
    """Whom or what the answer gave for "who" or "what"."""
    if turn.short and not turn.short[0].isdigit():
        return turn.short
    given = [p for p in phrases(turn.answer[:200]) if p.kind in ("person", "body", "name")]
    if given and not parts.auxiliary:
        text = whole_phrase(turn.answer, given[0], phrases(turn.answer[:200])).text
        return text if given[0].known else decapitalised(text)
    return "somebody" if parts.wh.lower().endswith(("who", "whom")) else "that"


def _with_do(subject: str, predicate: str) -> str:
    """ "Council", "closed the pool" → "did the council close the pool"; "" for an unknown verb."""
    verb, _, rest = predicate.partition(" ")
    base = base_of(verb.lower())
    if not base or base == "be":
        return ""
    past = is_past(verb.lower()) or past_of(base) == verb.lower()
    do = "did" if past else "does" if verb.lower() != base else "do"
    return f"{do} {subject} {base} {rest}".rstrip()
