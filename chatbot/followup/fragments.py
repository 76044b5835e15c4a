"""Fragments: "And in Leeds?", "The women?", "How many doctors?", put into the earlier question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.followup.chunks import has_verb
from chatbot.followup.lexicon import AUXILIARIES, PREPOSITIONS
from chatbot.followup.nouns import RELATIONAL, kind_of_noun, plural, singular
from chatbot.followup.phrases import phrases
from chatbot.followup.referents import topic
from chatbot.followup.shape import shape
from chatbot.followup.slots import Piece, fill, others, pieces, with_tail
from chatbot.followup.times import year_told
from chatbot.followup.tokens import tokens
from chatbot.followup.turn import Turn, capitalised
from chatbot.followup.verbs import is_past, is_third_person

_ABOUT = re.compile(
    r"(?:(?:and|but|so|ok|okay|well|then)[ ,]+)*(?:what about|how about|what of|how is it|is it "
    r"the same|(?:the )?same)\b[ ,]*(?P<rest>.+)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:and|but|or|so|then|also|plus|ok|okay|well)\b[ ,]+(?P<rest>.+)", re.IGNORECASE
)
_TRAIL = re.compile(r",? (?:too|as well|then|instead|though|please|again)$", re.IGNORECASE)
_OTHERS = re.compile(r"(?:the )?(?:others?|other ones?|rest|remaining (?:ones)?)", re.IGNORECASE)
_WH = re.compile(r"(?P<wh>how (?:much|many)|who|which|what|when|where) (?P<rest>.+)", re.IGNORECASE)
_ONES = re.compile(
    r"\b(?:the|a|an|any|some|all|another) (?:other )?[\w-]+ (?P<one>ones?)\b(?! of\b)",
    re.IGNORECASE,
)
# "How much was it in 2019?" asks the same of another year.
_SAME = re.compile(
    r"(?:what|how much|how many|how) (?:is|was|were|are|did) (?:it|that|this|they|there) "
    r"(?P<rest>(?:in|on|at|for|during|before|after) .+)",
    re.IGNORECASE,
)
_LONG = 9  # words: more is rather a new question than a fragment of the last


def without_lead(question: str) -> tuple[str, bool]:
    """The question without "And" or "What about", and whether it had one."""
    body = question.strip().rstrip("?. ")
    match = _ABOUT.fullmatch(body) or _LEAD.fullmatch(body)
    if match:
        return match["rest"].strip(), True
    first, _, rest = _TRAIL.sub("", body).partition(" ")
    if first.istitle() and rest[:1].islower() and not body.endswith("s’"):
        return f"{first.lower()} {rest}", False  # "Heat pumps": no name, only the first word
    return body, False


def completed(question: str, turn: Turn, turns: Sequence[Turn]) -> str:
    """The turn's question with the fragment in it; "" if it is no fragment or fits nowhere."""
    body, led = without_lead(question)
    body = _TRAIL.sub("", body)
    if _OTHERS.fullmatch(body):
        body = others(turn.clause) or body
    body = year_told(with_noun(body, turn), turns)
    if same := _SAME.fullmatch(body):
        body, led = same["rest"], True
    asked = _WH.fullmatch(body)
    if asked and _is_wh_fragment(asked["wh"].lower(), asked["rest"]):
        return _with_wh(asked["wh"], asked["rest"], turn)
    if not is_fragment(body) or not (led or _is_short(body, question)):
        return ""
    return _filled(turn, pieces(body))


def with_noun(body: str, turn: Turn) -> str:
    """ "The old ones" as "the old bins": what "one" stands for is named."""
    match = _ONES.search(body)
    if not match:
        return body
    many = match["one"] == "ones"
    found = [p for p in phrases(turn.clause) if p.head.isalpha()]
    named = [p for p in found if not p.known and p.kind != "time"]
    fitting = [p.head for p in named if p.plural == many] or [p.head for p in named[:1]]
    if not fitting:
        return body
    noun = plural(fitting[-1]) if many else singular(fitting[-1])
    return body[: match.start("one")] + noun + body[match.end("one") :]


def _is_wh_fragment(wh: str, rest: str) -> bool:
    """ "How many doctors", "who in Leeds"; not "who caused the crisis"."""
    first = tokens(rest)[0]
    placed = first.word in PREPOSITIONS or first.sort == "date"
    verb = is_past(first.word) or is_third_person(first.word)
    counts = wh.startswith("how m") or wh == "which"
    return is_fragment(rest) and (placed or (counts and not verb))


def is_fragment(body: str) -> bool:
    """Is it without a verb, and not long?"""
    words = tokens(body)
    spoken = [w.word for w in words if w.sort in ("open", "closed")]
    if len(words) > _LONG or any(w in AUXILIARIES for w in spoken):
        return False
    asks = any(w in ("who", "what", "which", "when", "where", "why", "how", "if") for w in spoken)
    verb = has_verb(f"and {body}") or (len(words) == 1 and is_past(words[0].word))
    return not asks and not verb and bool(pieces(body))


def _is_short(body: str, question: str) -> bool:
    """Without "and", only a few words with a question mark are a fragment, or a mere "in 2022"."""
    few = len(body.split()) <= 5 and question.rstrip().endswith("?")
    first = body.split()[0].lower()
    return few or (first in PREPOSITIONS and len(body.split()) <= 4)


def _filled(turn: Turn, parts: Sequence[Piece]) -> str:
    if not parts or len(parts) > 3:
        return ""
    question = turn.clause
    parts = with_tail(parts, question)
    for piece in parts:
        if piece.phrase.determiner in ("his", "her", "its", "their"):
            return ""
        if not (question := fill(question, piece)):
            return _of_topic(turn, piece) if len(parts) == 1 else ""
    return f"About {turn.about}: {question[:1].lower()}{question[1:]}" if turn.about else question


def _of_topic(turn: Turn, piece: Piece) -> str:
    """ "And the cost?" is of what was spoken of."""
    person = kind_of_noun(piece.phrase.head) == "person"
    if piece.phrase.head not in RELATIONAL and not person:
        return ""
    if piece.phrase.determiner not in ("the", "") or piece.phrase.known or not topic(turn):
        return ""
    was = "were" if piece.phrase.plural else "was"
    text = piece.text if piece.phrase.determiner else f"the {piece.text}"
    return f"About {topic(turn)}: {'who' if person else 'what'} {was} {text}?"


def _with_wh(wh: str, rest: str, turn: Turn) -> str:
    """ "How many doctors?" asks the same of doctors; "How much in 2018?" of that year."""
    asks = shape(turn.clause)
    if asks.wh.lower() != wh.lower():
        return ""
    parts = pieces(rest)
    if not parts[0].preposition and not parts[0].is_time and asks.noun:
        new = turn.clause.replace(
            f"{asks.wh} {asks.noun.split(' in ')[0]}", f"{asks.wh} {parts[0].text}", 1
        )
        turn, parts = Turn(capitalised(new), turn.answer, turn.short), parts[1:]
        return _filled(turn, parts) if parts else turn.question
    return _filled(turn, parts)
