"""Where in the earlier question a fragment belongs: "And in Leeds?" goes where a place stood.

A fragment answers to the part of the question that is most like it (parallelism in ellipsis:
Dalrymple, Shieber & Pereira 1991, doi 10.1007/BF00630923); here likeness is preposition, kind,
noun and number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chatbot.followup.lexicon import ARTICLES, LOCATIVE
from chatbot.followup.nouns import RELATIONAL, plural, singular
from chatbot.followup.phrases import Phrase, phrases, whole_phrase
from chatbot.wording.dates import Date, find_dates

_ENOUGH = 1.2
_CONTRASTS = [
    frozenset(pair.split("/"))
    for pair in """man/woman boy/girl adult/child husband/wife mother/father brother/sister
    son/daughter
    teacher/pupil doctor/nurse north/south east/west summer/winter spring/autumn weekday/weekend
    employee/employer buyer/seller landlord/tenant student/teacher cat/dog day/night""".split()
]


@dataclass(frozen=True, slots=True)
class Piece:
    """One phrase of a fragment.

    Attributes:
        text: As it goes into a slot, without its preposition.
        preposition: Lower case; "" if it has none.
        owned: Whether it names an owner and what is owned: "the women’s race".
        tailed: Whether it brings what belongs to it: "women in Leeds".
    """

    text: str
    preposition: str
    phrase: Phrase
    owned: bool = False
    tailed: bool = False

    @property
    def is_time(self) -> bool:
        return self.phrase.kind == "time"

    @property
    def whole(self) -> str:
        """With its preposition."""
        return f"{self.preposition} {self.text}" if self.preposition else self.text


def pieces(fragment: str) -> list[Piece]:
    """The phrases of a fragment, each with what belongs to it."""
    said = f"so {fragment}"  # a first word with a capital is no name, unless it is one here
    found = phrases(said)
    out: list[Piece] = []
    end = 0
    for phrase in found:
        if phrase.start < end:
            continue
        whole = _of(said, phrase, found)
        end = whole.end
        owned = phrase.owner and not whole.owner
        if owned:
            phrase = replace(whole, determiner=phrase.determiner)
        out.append(Piece(whole.text, phrase.before, phrase, owned))
    return out


def _of(text: str, phrase: Phrase, found: Sequence[Phrase]) -> Phrase:
    """The phrase with "of …" behind it, or, after an owner, the thing owned."""
    at = found.index(phrase)
    following = found[at + 1] if at + 1 < len(found) else None
    if phrase.owner and following is not None and following.start - phrase.end <= 3:
        return replace(following, text=text[phrase.start : following.end], start=phrase.start)
    if following is not None and following.before == "of" and following.outer == phrase.end + 1:
        return whole_phrase(text, phrase, found[: at + 2])
    return phrase


def with_tail(parts: Sequence[Piece], question: str) -> list[Piece]:
    """The pieces, "women in Leeds" as one where "men in York" is one phrase of the question too."""
    if len(parts) != 2 or parts[0].preposition or parts[0].is_time or not parts[1].preposition:
        return list(parts)
    found = list(phrases(question))
    best = max(found, key=lambda p: likeness(parts[0], p), default=None)
    if best is None or parts[1].is_time or likeness(parts[0], best) < _ENOUGH:
        return list(parts)
    if whole_phrase(question, best, found).end == best.end:
        return list(parts)
    return [replace(parts[0], text=f"{parts[0].text} {parts[1].whole}", tailed=True)]


def fill(question: str, piece: Piece) -> str:
    """The question with the piece in its slot; "" where none fits.

    A piece with a preposition that answers to nothing is put at the end.
    """
    if piece.is_time:
        return _timed(question, piece)
    found = list(phrases(question))
    if piece.owned:
        found = [_with_owner(question, found, i) for i in range(len(found))]
    scored = [(likeness(piece, p) + 0.1 * i, i) for i, p in enumerate(found) if p.kind != "time"]
    best, i = max(scored, default=(0.0, 0))
    if best >= _ENOUGH:
        slot = whole_phrase(question, found[i], found) if piece.tailed else found[i]
        return _replaced(question, piece, slot)
    if piece.preposition:
        return _appended(question, piece.whole)
    if piece.phrase.plural and not piece.phrase.determiner and not piece.phrase.known:
        return _appended(question, f"for {piece.text}")
    return ""


def _with_owner(question: str, found: Sequence[Phrase], i: int) -> Phrase:
    before, phrase = found[i - 1], found[i]
    if i == 0 or not before.owner or phrase.start - before.end > 3:
        return phrase
    text = question[before.start : phrase.end]
    return replace(phrase, text=text, start=before.start, determiner=before.determiner)


def likeness(piece: Piece, slot: Phrase) -> float:
    """How much a phrase of the question is of the piece's sort."""
    one = piece.phrase
    head, other = singular(one.head), singular(slot.head)
    score = 0.0
    if piece.preposition:
        both_local = piece.preposition in LOCATIVE and slot.before in LOCATIVE
        same = piece.preposition == slot.before
        score += 2 if same else 1 if both_local else -2.5
    if one.kind == slot.kind:
        score += 0.8 if one.kind == "thing" else 1.6
    elif "name" not in (one.kind, slot.kind):
        score -= 0.2 if {one.kind, slot.kind} <= _LOOSE else 1.8
    if head == other or frozenset((head, other)) in _CONTRASTS:
        score += 2.5
    score += 0.8 if one.known == slot.known else -0.8
    score += 0.4 if one.plural == slot.plural or "person" in (one.kind, slot.kind) else -1.2
    score += 0.4 if bool(one.determiner) == bool(slot.determiner) else 0
    score += 1.0 if (one.head in RELATIONAL and slot.head in RELATIONAL) else 0
    score -= 1.2 if (one.head in RELATIONAL) != (slot.head in RELATIONAL) else 0
    score += 0.8 if one.owner == slot.owner and one.owner else 0
    if slot.asked:
        score -= 0.3 if _may_be_counted(one) else 1.6
        score -= 1.2 if one.head in RELATIONAL and one.determiner else 0
    return score


_LOOSE = frozenset(("thing", "body", "place", "event"))


def _may_be_counted(one: Phrase) -> bool:
    return one.plural and not one.known


def _replaced(question: str, piece: Piece, slot: Phrase) -> str:
    text = piece.text
    if slot.asked and piece.phrase.determiner in ARTICLES:
        text = text.partition(" ")[2]
    elif piece.phrase.determiner and slot.start > 0:
        text = text[:1].lower() + text[1:]
    if piece.preposition and piece.preposition != slot.before:
        start = slot.outer if slot.before else slot.start
        return question[:start] + piece.whole + question[slot.end :]
    if slot.start == 0:
        text = text[:1].upper() + text[1:]
    return question[: slot.start] + text + question[slot.end :]


def _appended(question: str, words: str) -> str:
    body = question.rstrip("?. ")
    return f"{body} {words}?"


def _timed(question: str, piece: Piece) -> str:
    """The question at another time: its date or day replaced, or one put at its end."""
    new = find_dates(f"so {piece.text}")
    old = find_dates(question)
    if new and old:
        return question[: old[-1].start] + _date(new[0], old[-1]) + question[old[-1].end :]
    times = [p for p in phrases(question) if p.kind == "time" and not p.asked]
    if times and not new:
        return _replaced(question, piece, times[-1])
    at = piece.preposition or _at(piece, new)
    return _appended(question, f"{at} {piece.text}".strip())


def _at(piece: Piece, dates: Sequence[Date]) -> str:
    if dates:
        return "on" if dates[0].day else "in"
    text = piece.text.lower()
    if text.startswith(("last ", "next ", "this ", "every ")):
        return ""
    return "on" if singular(piece.phrase.head).endswith("day") else "in"


def _date(new: Date, old: Date) -> str:
    """The new date, with the year that it leaves out, or the old one with the new's year."""
    if new.year is None and old.year is not None:
        return f"{new.text} {old.year}"
    if new.month is None and old.month is not None and old.year is not None:
        return old.text.replace(str(old.year), str(new.year))
    return new.text


def others(question: str) -> str:
    """What "the others" are after a question: "the other doctors"; "" if nothing was counted."""
    found = [p for p in phrases(question) if p.kind != "time"]
    asked = next((p for p in found if p.asked), None) or (found[0] if found else None)
    if asked is None:
        return ""
    words = asked.bare.split()
    words[-1] = plural(words[-1].lower()) if not asked.known else words[-1]
    return "the other " + " ".join(w for w in words if w.lower() != "other")
