"""Which sentences bear on what a summary is to be about: words, meaning, dates, titles."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from chatbot.summary.material import Source
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
_HALF = 0.5  # share of the focus's information


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
    dated = np.array([_dated(focus, source, said.sentence.text) for said in source.sentences])
    if not focus.stems:
        return dated.astype(np.float32)
    cosines = source.vectors @ focus.vector
    own = [set(content_stems(said.sentence.text)) for said in source.sentences]
    heads = {s.heading: set(content_stems(s.heading)) for s in source.sentences}
    weights = _weights(focus, own)
    shares = np.array([_share(focus, weights, stems) for stems in own])
    titled = _share(focus, weights, set(content_stems(source.document.title)))
    # What stands under the document's title may be about anything in it.
    above = np.array(
        [_share(focus, weights, heads[s.heading]) if s.section else 0.0 for s in source.sentences]
    )
    best = max(float(cosines.max(initial=0.0)), _ABOUT)
    bearing = (
        ((cosines >= _ABOUT) & (cosines >= _OF_BEST * best))
        | ((shares >= _HALF) & (cosines >= _TOUCHES))
        | ((above >= _HALF) & (cosines >= _UNDER))
        | (shares > 0.99)
    )
    if titled > 0.99 and not (shares > 0).any():  # the document's own theme, in other words
        bearing |= cosines >= _UNDER
    scores = np.clip(0.3 + np.clip(cosines, 0, 1) + 0.3 * shares + 0.15 * above, 0.0, 1.0)
    found: Floats = (bearing * scores * (dated if focus.dates else 1.0)).astype(np.float32)
    return found


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
