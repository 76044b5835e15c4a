"""Things and causes that only the sentence knows: "volunteers" where the source has thin ice.

A paraphrase changes verbs and small words far more often than the things spoken of. A new thing is
foreign if the sentence without it is closer to its source than with it: leaving words out to see
what they did (Li et al. 2016, arXiv:1612.08220).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from chatbot.verify.statements import Statement
from chatbot.wording.dates import Date
from chatbot.wording.figures import Figure
from chatbot.wording.mentions import word_stem
from index.words import STOPWORDS, words

# How much closer the sentence comes to its source without the word; faithful sentences seldom
# hold a new thing above it. Chosen on the pairs of tests/paraphrases.yaml.
_CLOSER = 0.02
_SAME_ROOT = 4  # "fungus", "fungal"; and most of the longer word, "corroded", "corrosion"
_WORD = re.compile(r"[^\W\d_]{3,}(?:[’'][a-z]+)?")
# Before a thing, and not before a verb.
BEFORE_A_THING = frozenset(
    """a an the of by in on at with from into its his her their no any this that these those every
    each cause causes caused without""".split()
)
# Words that a paraphrase adds freely, because they say little.
_LIGHT = STOPWORDS | frozenset(
    """able account add age almost already although always amount area around article author away
    back base because become begin board body both bring call case change charge come
    company consider cost country day deal decade decision down due each earlier early
    employee end ever every everybody everyone everywhere expect fact far few figure find
    firm former full get give go good great group half happen help high hold home hour
    however hundred include individual item job keep kind know large last late later latter
    lead least less let level life like likely little longer lot low main make man mean
    member million minute money month move need never new news next nobody none note nothing
    now number old one open order organisation part pay people per percent period person
    place plan point possible previous price process purpose put rate reach reason recent
    record remain report rest result rise role room rule run second see service set shorter
    show side sign since single site size small somebody someone something staff start state
    still stop story sum take team text thing think thousand time today together total
    toward turn type use value version voter want way week well whole woman word work worker
    world year yet young""".split()
)
_PREPOSITIONS = frozenset("of by in on at with from into under for".split())
_LIGHT_STEMS = frozenset(map(word_stem, _LIGHT))
_CAUSE = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|thanks to|as a result of|caused by|after|when|"
    r"only to|in order to|so as to|for(?= \w+ing\b)|blam\w+ .{1,60}? on)\s+([^,;:.—]+)",
    re.IGNORECASE,
)


def foreign(
    said: Statement,
    sources: Sequence[Statement],
    context: str,
    similarity: Callable[[str, str], float],
) -> tuple[str, list[str]] | None:
    """The cause or the thing that the sentence brings in from elsewhere.

    With it what the source has in its place, if that is known.

    Args:
        context: The text around the quotes: things named there are no news.
        similarity: Cosine of two texts; asked only if there is a new thing.
    """
    quotes = " ".join(source.text for source in sources)
    known = {word_stem(w) for w in words(f"{quotes} {context}")}
    sentence = _without_facts(said)
    for cause in _CAUSE.finditer(sentence):
        telling = _telling(cause[1])
        if telling and all(_new(word, known) for word in telling):
            return cause.group().strip(), []
    if other := _in_the_place_of(sentence, quotes, known):
        return other
    base: float | None = None
    for start, end, word in _things(sentence, known):
        base = similarity(said.text, quotes) if base is None else base
        rest = f"{said.text[:start].rstrip()}{said.text[end:]}"
        if similarity(rest, quotes) - base >= _CLOSER:
            return word, []
    return None


def _in_the_place_of(sentence: str, quotes: str, known: set[str]) -> tuple[str, list[str]] | None:
    """A new thing in a place where the source has another: "micrograms of lead", "of arsenic"."""
    said, theirs = words(sentence), words(quotes)
    ours = {word_stem(w) for w in said}
    for at, word in enumerate(said):
        if not (_telling(word) and _new(word, known)):
            continue
        for there, other in enumerate(theirs):
            if (
                word_stem(other) not in ours
                and _telling(other)
                and (
                    (at == 0 and said[1:2] == theirs[there + 1 : there + 2])
                    or _governed(said, at, known) == _governed(theirs, there, ours) != ()
                )
            ):
                return word, [other]
    return None


def _governed(text: Sequence[str], at: int, shared: set[str]) -> tuple[str, str] | tuple[()]:
    """The preposition before a thing and the word before that: "micrograms", "of".

    A word that both texts share may not stand between: then that is the thing.
    """
    back = at - 1
    while back > 0 and text[back] not in _PREPOSITIONS and at - back < 3:
        fact = set(text[back]) == {"0"}  # blanked out
        if fact or (text[back] not in STOPWORDS and word_stem(text[back]) in shared):
            return ()
        back -= 1
    if back > 0 and text[back] in _PREPOSITIONS and text[back - 1] not in STOPWORDS:
        return word_stem(text[back - 1]), text[back]
    return ()


def _without_facts(said: Statement) -> str:
    """The sentence with figures, dates and names blanked out: they were compared before."""
    text = said.text
    for name in said.names:
        text = text.replace(name, "0" * len(name))
    numbers: list[Figure | Date] = [*said.figures, *said.dates]
    spans = [(number.start, number.end) for number in numbers]
    for start, end in spans:
        text = f"{text[:start]}{'0' * (end - start)}{text[end:]}"
    return text


def _things(sentence: str, known: set[str]) -> Iterator[tuple[int, int, str]]:
    """New words that stand where a thing stands, light ones left out."""
    for match in _WORD.finditer(sentence):
        before = words(sentence[: match.start()])[-1:]
        place = not before or before[0] in BEFORE_A_THING
        if place and _telling(match.group()) and _new(match.group(), known):
            yield *match.span(), match.group()


def _telling(text: str) -> list[str]:
    found = (re.sub(r"[’']\w*$", "", m.group()).lower() for m in _WORD.finditer(text))
    return [w for w in found if w not in _LIGHT and word_stem(w) not in _LIGHT_STEMS]


def _new(word: str, known: set[str]) -> bool:
    parts = words(re.sub(r"[’'][a-z]*$", "", word))
    return not any(_related(word_stem(part), stem) for part in parts for stem in known)


def _related(one: str, other: str) -> bool:
    alike = zip(one, other, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], alike))
    return one == other or shared >= max(_SAME_ROOT, 0.6 * max(len(one), len(other)))
