"""What sentences of several documents speak of, in two or three of their own words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from chatbot.wording.mentions import base_form, content_stems, word_stem
from index.words import STOPWORDS, words

_LONGEST = 3  # words
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
# Words that end or begin no name of a thing.
_LOOSE = STOPWORDS | frozenset(
    """over under after before since until near about around between within without during against
    among across per via already also even still yet almost nearly just only very well far almost
    every each both either neither another few several many most more less least fewer now then
    today     yesterday new old last next first second third one two three four five six seven
    eight nine
    ten must may shall cannot like whose get got make made take took taken put set let go goes
    come came
    part want need use long up down off back away together ago once twice""".split()
)
_VERBAL = re.compile(r"(?:ed|ing|ly|’s|'s)$")


class Naming:
    """Names what texts have in common.

    Args:
        texts: All there are: what most of them say tells little.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        counts = Counter(stem for text in texts for stem in set(content_stems(text)))
        self._rarity = {stem: math.log(1 + len(texts) / n) for stem, n in counts.items()}

    def __call__(self, texts: Sequence[str]) -> str:
        """The words that most of these texts have and few others; "" if there are none."""
        counts = Counter(stem for text in texts for stem in set(content_stems(text)))
        shared = {s for s, n in counts.items() if n >= max(2, len(texts) / 2)}
        best, worth = "", 0.0
        for phrase in (phrase for text in texts for phrase in _phrases(text)):
            stems = {word_stem(w) for w in words(phrase) if w not in STOPWORDS}
            if stems and stems <= shared:
                value = sum(self._rarity.get(s, 0.0) for s in stems)
                if value > worth * 1.001:
                    best, worth = phrase, value
        return best


def _phrases(text: str) -> Iterator[str]:
    """Runs of one to three words that may name a thing."""
    found = list(_WORD.finditer(text))
    for at, first in enumerate(found):
        for last in found[at : at + _LONGEST]:
            phrase = text[first.start() : last.end()]
            inside = phrase.split()
            if re.search(r"[^\w\s’'-]", phrase) or not all(map(_names, (inside[0], inside[-1]))):
                continue
            if all(_names(w) or w in ("of", "and", "for") for w in inside):
                yield phrase


def _names(word: str) -> bool:
    lower = word.lower()
    return not (
        lower in _LOOSE or len(word) < 3 or _VERBAL.search(lower) or base_form(lower) != lower
    )
