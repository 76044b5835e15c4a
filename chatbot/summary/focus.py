"""Which sentences bear on what a summary is to be about: words, meaning, dates, titles."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from chatbot.summary.material import Source
from chatbot.summary.openings import leans, trimmed
from chatbot.summary.ties import tied
from chatbot.wording.dates import Date, find_dates
from chatbot.wording.mentions import content_stems
from index.minilm import Floats

# "What it says about pay" is about pay.
_LEAD = re.compile(
    r"^\W*(?:(?:please\s+)?(?:summari[sz]e|tell me|describe|explain|give)\s+)?"
    r"(?:(?:what|everything|all|anything)\s+(?:\w+\s+){0,3}?(?:says?|said|tells?|writes?|reports?)?\s*)?"
    r"(?:about|on|regarding|concerning)\s+",
    re.IGNORECASE,
)
_AND = re.compile(r",|;|\b(?:and|or|as well as)\b", re.IGNORECASE)
# Cosines of a sentence and a question, with the library's embedder: above the first it is about
# the same thing; above the second if a word of the focus stands in it or over it, too.
_ABOUT, _TOUCHES, _UNDER = 0.42, 0.2, 0.12
_OF_BEST = 0.6  # and not much less than the sentence that bears on it most
_HALF = 0.4  # share of the focus's information
_GOES_ON = 0.6  # what a sentence bears that goes on from one that does
_OPENING = 8  # words in which a sentence takes up what was said
_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|this|these|those|one)\b", re.IGNORECASE)
_FAINT = 0.15  # what bears less goes no further
_ROOT = 5  # letters that two words of one root share at least


@dataclass(frozen=True, slots=True)
class Focus:
    """What a summary is to be about.

    Attributes:
        text: As it was asked.
        stems: Of its words that carry meaning.
        parts: The same for each thing it names, "volunteers and staff": one is enough.
        dates: That it names.
        vector: Of length 1.
    """

    text: str
    stems: frozenset[str]
    parts: tuple[frozenset[str], ...]
    dates: tuple[Date, ...]
    vector: Floats


def focus_on(text: str, embed: Callable[[str], Floats]) -> Focus:
    """Take a focus apart.

    Args:
        embed: Gives a question's vector.
    """
    about = _LEAD.sub("", text).strip() or text
    dates = tuple(find_dates(about))
    rest = about
    for date in reversed(dates):
        rest = f"{rest[: date.start]} {rest[date.end :]}"
    parts = tuple(p for p in (frozenset(content_stems(part)) for part in _AND.split(rest)) if p)
    return Focus(about, frozenset().union(*parts), parts, dates, embed(about))


def relevance(focus: Focus, source: Source) -> Floats:
    """How much each sentence of a document bears on the focus, 0..1; 0 where it does not."""
    dated = _times(focus, source)
    if not focus.stems:
        return preceded(source, dated)
    cosines = source.vectors @ focus.vector
    own = [_present(focus, said.sentence.text) for said in source.sentences]
    heads = {s.heading: _present(focus, s.heading) for s in source.sentences}
    weights = _weights(focus, own)
    shares = np.array([_share(focus, weights, stems) for stems in own])
    titled = _share(focus, weights, _present(focus, source.document.title))
    # What stands under the document's title may be about anything in it.
    above = np.array(
        [_share(focus, weights, heads[s.heading]) if s.section else 0.0 for s in source.sentences]
    )
    best = max(float(cosines.max(initial=0.0)), _ABOUT)
    # Under a heading that names it and nothing else, everything is.
    named = np.array([s.section > 0 and _names(focus, s.heading) for s in source.sentences])
    bearing = (
        named
        | ((cosines >= _ABOUT) & (cosines >= _OF_BEST * best))
        | ((shares >= _HALF) & (cosines >= _TOUCHES))
        | ((above >= _HALF) & (cosines >= _UNDER))
        | (shares > 0.99)
    )
    if titled > 0.99 and not (shares > 0).any():  # the document's own theme, in other words
        bearing |= cosines >= _UNDER
    scores = np.clip(0.3 + np.clip(cosines, 0, 1) + 0.3 * shares + 0.15 * above, 0.0, 1.0)
    found: Floats = (bearing * scores).astype(np.float32)
    return preceded(source, followed(source, found * dated if focus.dates else found))


def followed(source: Source, bearing: Floats) -> Floats:
    """The same, with those that go on from one that bears."""
    found = bearing.copy()
    for at in range(1, len(found)):
        if found[at] == 0 and found[at - 1] > _FAINT and _goes_on(source, at):
            found[at] = _GOES_ON * found[at - 1]
    return found


def preceded(source: Source, bearing: Floats) -> Floats:
    """The same, with those that one that bears leans on."""
    found = bearing.copy()
    for at in range(len(found) - 1, 0, -1):
        if found[at - 1] == 0 and found[at] > 0 and _needs(source, at):
            found[at - 1] = _GOES_ON * found[at]
    return found


def _goes_on(source: Source, at: int) -> bool:
    """Does a sentence take up the one before it, or answer it?"""
    said, before = source.sentences[at], source.sentences[at - 1].sentence.text
    if said.opens or said.sentence.kind == "heading":
        return False
    text = trimmed(said.sentence.text)
    said_of = " ".join(text.split()[:_OPENING])
    return bool(
        leans(text)
        or "?" in before[-3:]
        or tied(text, before, frozenset())
        or _PRONOUN.search(said_of)
    )


def _needs(source: Source, at: int) -> bool:
    """Is a sentence not to be understood without the one before it?"""
    said = source.sentences[at]
    text = trimmed(said.sentence.text)
    return not said.opens and text[0] not in "“‘\"'«" and leans(text)


def _present(focus: Focus, text: str) -> set[str]:
    """The stems of the focus that a text has, in any form of their words."""
    own = set(content_stems(text))
    return {s for s in focus.stems if s in own or any(_akin(s, other) for other in own)}


def _names(focus: Focus, heading: str) -> bool:
    """Does a heading name the focus, and little else?"""
    stems = set(content_stems(heading))
    return bool(stems) and 2 * len(_present(focus, heading)) >= max(len(stems), len(focus.stems))


def _akin(one: str, other: str) -> bool:
    """Are two stems of one word: "recommend" and "recommendation", "injur" and "injury"?"""
    shared = sum(1 for _ in takewhile(lambda p: p[0] == p[1], zip(one, other, strict=False)))
    return shared >= _ROOT and shared >= min(len(one), len(other)) - 1


def _times(focus: Focus, source: Source) -> Floats:
    """How much each sentence is of the time that is asked for, 0..1; 1 without one.

    A document of that time speaks of it throughout; but where sentences name it, they are meant.
    """
    found = np.array([_dated(focus, source, s.sentence.text) for s in source.sentences])
    if (found == 1.0).any():
        found[found < 1.0] = 0.0
    return found.astype(np.float32)


def _dated(focus: Focus, source: Source, text: str) -> float:
    """1 where a sentence, or a document of that date, is of the time that is asked for."""
    if not focus.dates:
        return 1.0
    stated = find_dates(text)
    if any(asked.same(date) for asked in focus.dates for date in stated):
        return 1.0
    of_document = source.document.date
    own = of_document and any(
        (asked.year, asked.month or of_document.month, asked.day or of_document.day)
        == (of_document.year, of_document.month, of_document.day)
        for asked in focus.dates
    )
    return 0.5 if own and not any(date.year for date in stated) else 0.0


def _weights(focus: Focus, own: list[set[str]]) -> dict[str, float]:
    """Of each stem of the focus how much it tells, by how few sentences have it."""
    counts = Counter(stem for stems in own for stem in stems & focus.stems)
    return {s: math.log(1 + len(own) / (1 + counts[s])) for s in focus.stems}


def _share(focus: Focus, weights: dict[str, float], present: set[str]) -> float:
    """Share of the information of the focus, or of one of its parts, that is present, 0..1."""
    return max(
        (
            sum(weights[s] for s in part if s in present) / sum(weights[s] for s in part)
            for part in focus.parts
        ),
        default=0.0,
    )
