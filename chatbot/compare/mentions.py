"""Values where they are mentioned: of which kind each is, and which words surround it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from chatbot.compare.clauses import Stated, stated
from chatbot.compare.counts import UNITS, Count, count, noun_after
from chatbot.compare.edits import is_bound
from chatbot.compare.sources import Said, Source
from chatbot.compare.values import Value
from chatbot.wording.dates import Date
from chatbot.wording.figures import find_figures
from chatbot.wording.mentions import content_stems, word_stem

_MEASURE = re.compile(r"\s?(°[CF]|[A-Za-z]{1,2})\b")
_FURTHER = re.compile(r"\s+(?:more|fewer|less|further|additional|extra|others?)\b", re.IGNORECASE)
_MEASURES = frozenset("°c °f g mg kg l ml cl t nm mm cm m km ha w kw mw v hz db mb gb".split())


@dataclass(frozen=True, slots=True)
class Mention:
    """A value in a claim.

    Attributes:
        unit: Its kind: of its figure or the grain of its date.
        noun: Stem of what a plain figure counts, or its measure; "" if its clause does not say.
        near, around: Stems of the words of its clause, and of its sentence.
        count: What it counts, where it is a count.
    """

    said: Said
    stated: Stated
    unit: str
    noun: str
    near: frozenset[str]
    around: frozenset[str]
    count: Count | None

    @property
    def value(self) -> Value | Date:
        return self.stated.value


def mentions(source: Source, taken: Collection[int]) -> Iterator[Mention]:
    """The values of a document's claims but for those taken and the rows of tables."""
    for said in source.claims:
        if said.at not in taken and said.sentence.kind != "row":
            around = telling(said.text)
            for one in stated(said.text):
                if _FURTHER.match(one.rest) or _says_when(one) or _says_for_whom(one):
                    continue
                near = telling(f"{one.before} {one.after}")
                unit, noun = _kind(one)
                own = UNITS & {noun}  # that both are of weeks tells nothing
                yield Mention(said, one, unit, noun, near - own, around - own, count(one))


def telling(text: str) -> frozenset[str]:
    """Stems of the words of a text that tell what its values are of."""
    return frozenset(map(_family, (w for w in content_stems(text) if not w.isdigit())))


def _family(stem: str) -> str:
    """ "Payment" is of "pay"."""
    return stem[:-4] if stem.endswith("ment") and len(stem) > 6 else stem


def of_one_kind(one: Mention, other: Mention) -> bool:
    """May they be values of one thing? "134" is of the volunteers that its clause speaks of."""
    if one.unit != other.unit:
        return False
    if one.noun == other.noun or one.unit:
        return True
    if not one.noun:
        return other.noun in one.near
    return not other.noun and one.noun in other.near


def _says_when(one: Stated) -> bool:
    """Is it a year beside a figure: "in 2022 there were 64"?"""
    value = one.value
    a_year = isinstance(value, Date) and value.month is None and value.day is None
    return a_year and bool(find_figures(f"{one.before} {one.after}"))


def _says_for_whom(one: Stated) -> bool:
    """Is it the bound of a figure beside it: "under 5s pay £2"?"""
    value = one.value
    bound = isinstance(value, Value) and not value.unit and is_bound(one.text, value)
    return bound and bool(find_figures(f"{one.before} {one.after}"))


def _kind(one: Stated) -> tuple[str, str]:
    value = one.value
    if isinstance(value, Date):
        grain = (value.year, value.month, value.day)
        return f"date{''.join(str(int(part is not None)) for part in grain)}", ""
    if value.unit:
        return value.unit, ""
    measure = _MEASURE.match(one.rest)
    if measure and measure[1].lower() in _MEASURES:
        return "", measure[1].lower()
    noun = noun_after(one.rest)
    return "", word_stem(noun) if noun else ""
