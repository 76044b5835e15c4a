"""A written sentence against the words it cites: is everything it states there?

Figures, dates, names and quoted words are compared one by one, because those are what a reader
acts on and what models get wrong; then what is said of what, denials and opposites; then the rest
of the meaning. Each verdict says what decided it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from chatbot.types import Citation, Verdict
from chatbot.verify.contrast import contradiction
from chatbot.verify.exchange import displaced, exchanged
from chatbot.verify.measures import (
    counts_another,
    other_side,
    paired_otherwise,
    placed_otherwise,
    whole_for_part,
)
from chatbot.verify.naming import unnamed
from chatbot.verify.novelty import foreign
from chatbot.verify.overlap import Overlap, overlap
from chatbot.verify.quantity import quantified_otherwise, rated_otherwise
from chatbot.verify.statements import Statement, changed_places, clauses, misplaced, read
from chatbot.verify.support import COPIED, SUPPORTED, probability
from chatbot.wording.dates import find_dates
from chatbot.wording.figures import find_figures
from chatbot.wording.mentions import find_quotes
from index.words import words

# Cosine of two texts.
Similarity = Callable[[str, str], float]

# Below this cosine the sentence speaks of something else than what it cites; above the higher one
# its meaning is close. Chosen on altered and faithful paraphrases of the example documents.
_FAR, _CLOSE = 0.45, 0.65
# A sentence in its own words must be this near to be shown as supported without reserve.
_NEAR = 0.7
_SHORT = 8  # words; too few to tell splicing from rewording
_WHOLE_CLAUSE = 0.9  # share of a clause's words, in order, that one of several quotes has
_COVERED = 0.5  # share of a sentence's content words that its citation should have
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_ONE = re.compile(r"\b(?:one|a|an|single)\b", re.IGNORECASE)
_RATIO = re.compile(r"\s+(?:in|out\s+of)\s+", re.IGNORECASE)
_ELLIPSIS = re.compile(r"\s*(?:\[?…\]?|\[?\.\.\.\]?)\s*")


@dataclass(frozen=True, slots=True)
class Cited:
    """What a sentence cites: the quoted words, and the text around them that names its subject."""

    citation: Citation
    context: str

    @property
    def around(self) -> str:
        return f"{self.citation.title}. {self.citation.heading}. {self.context}"


def verify(
    sentence: str,
    cited: Sequence[Cited],
    similarity: Similarity,
    support: Callable[[Overlap], float] = probability,
) -> Verdict:
    """The verdict on one sentence.

    Args:
        sentence: As written, without citation marks.
        cited: What it cites; none at all is unsupported.
        similarity: Cosine of two texts, by the library's embedder.
        support: How likely it is that people call a sentence that copies supported.
    """
    if not cited:
        return Verdict("unsupported", "it cites nothing")
    sentence = " ".join(sentence.split())
    sources = [read(" ".join(c.citation.quote.split())) for c in cited]
    said, quotes = read(sentence), " ".join(source.text for source in sources)
    if sentence == quotes:
        return Verdict("quoted")
    fault = (
        _figures(said, sources)
        or _dates(said, cited, sources)
        or _names(sentence, cited, quotes)
        or _quoted_words(sentence, quotes)
        or _said_of(said, sources)
    )
    if fault:
        return Verdict("unsupported", fault)
    return _meaning(said, cited, sources, similarity, support)


def _figures(said: Statement, sources: Sequence[Statement]) -> str:
    years = {d.text for s in sources for d in s.dates}  # "2020 people" only looks like a year
    ordinals = any(f.unit == "th" for s in sources for f in s.figures)
    one = any(_ONE.search(s.text) for s in sources)  # in words it is no figure
    for figure in said.figures:
        if one and figure.value == 1 and not figure.unit:
            continue
        if _out_of(figure.text, sources):
            continue
        adverb = figure.unit == "th" and figure.value == 1 and not ordinals  # "it first opened"
        if not (adverb or str(figure.value) in years or any(s.states(figure) for s in sources)):
            return _absent(figure.text)
    return ""


def _out_of(text: str, sources: Sequence[Statement]) -> bool:
    """ "Seven out of twenty" where the source says "7 of the 20": both numbers, one by one."""
    parts = [f for part in _RATIO.split(text) for f in find_figures(part)]
    return len(parts) == 2 and all(any(s.states(f) for s in sources) for f in parts)


def _dates(said: Statement, cited: Sequence[Cited], sources: Sequence[Statement]) -> str:
    there = [date for source in sources for date in source.dates]
    around = [date for c in cited for date in find_dates(f"{c.around} {c.citation.date or ''}")]
    # The text around, or the document's own date, may give the year that a sentence leaves out.
    years = {date.year for date in around}
    known = there + [replace(d, year=year) for d in there if not d.year for year in years]
    numbers = {str(f.value) for source in sources for f in source.figures}
    for date in said.dates:
        if not any(map(date.same, known if there else around)) and date.text not in numbers:
            return _absent(date.text)
    days = {d for c in cited for d in _WEEKDAY.findall(f"{c.citation.quote} {c.context}".lower())}
    return next((_absent(d) for d in _WEEKDAY.findall(said.text) if d.lower() not in days), "")


def _names(sentence: str, cited: Sequence[Cited], quotes: str) -> str:
    name = unnamed(sentence, quotes, " ".join(c.around for c in cited))
    return _absent(name) if name else ""


def _quoted_words(sentence: str, quotes: str) -> str:
    for quote in find_quotes(sentence):
        if not all(_within(part, quotes) for part in _ELLIPSIS.split(quote)):
            return f"“{quote}” is not what the cited sentence says"
    return ""


def _said_of(said: Statement, sources: Sequence[Statement]) -> str:
    """Is each thing said of what the source says it of, and on the same side?"""
    if swapped := paired_otherwise(said, sources) or placed_otherwise(said, sources):
        return f"the cited sentence says ‘{swapped.text}’ of something else"
    if turned := other_side(said, sources):
        return f"‘{turned.text}’ is on the other side in the cited sentence"
    if counted := (
        counts_another(said, sources)
        or rated_otherwise(said, sources)
        or whole_for_part(said, sources)
        or quantified_otherwise(said, sources)
    ):
        return f"‘{counted}’ is not in the cited sentence"
    parts = clauses(said.text)
    source = [clause for s in sources for clause in clauses(s.text)]
    for clause in parts:
        if names := changed_places(clause, source):
            return f"‘{names[0]}’ and ‘{names[1]}’ have changed places"
        if fact := misplaced(clause, source):
            text = fact if isinstance(fact, str) else fact.text
            return f"the cited sentence says ‘{text}’ of something else"
    if turned_round := exchanged(said, sources):
        return f"‘{turned_round[0]}’ and ‘{turned_round[1]}’ have changed places"
    return contradiction(parts, source)


def _meaning(
    said: Statement,
    cited: Sequence[Cited],
    sources: Sequence[Statement],
    similarity: Similarity,
    support: Callable[[Overlap], float],
) -> Verdict:
    quotes = " ".join(source.text for source in sources)
    around = " ".join(c.around for c in cited)
    if _within(said.text, quotes):
        return Verdict("quoted")
    if clause := _from_nowhere(said.text, sources, similarity):
        return Verdict("unsupported", f"nothing of ‘{clause}’ is in the cited sentence")
    if new := displaced(said, sources, similarity):
        return Verdict("unsupported", f"the cited sentence has something else in place of ‘{new}’")
    if new := foreign(said, sources, around, similarity):
        return Verdict("unsupported", _absent(new))
    measured = overlap(said.text, [source.text for source in sources], around)
    cosine = similarity(said.text, quotes)
    if cosine < _FAR and measured.content < _COVERED:
        return Verdict("unsupported", "it speaks of something else than the cited sentence")
    settled = _settled(said, sources, measured, cosine)
    if support(measured) >= SUPPORTED if settled is None else settled:
        return Verdict("supported")
    return Verdict("partly", "it says more than the cited sentence, or other than it")


def _settled(
    said: Statement, sources: Sequence[Statement], measured: Overlap, cosine: float
) -> bool | None:
    """Whether it plainly says what they say; None if that depends on how it is put together."""
    if measured.copied < COPIED:
        return cosine >= _NEAR
    in_full = any(_restated(source, said) for source in sources)
    texts = [source.text for source in sources]
    joined = len(texts) > 1 and all(_copied_from_one(c.text, texts) for c in clauses(said.text))
    return True if in_full or joined else None


def _restated(source: Statement, said: Statement) -> bool:
    """Is the whole quote in it, in its order? "It is so that …", "According to the report, …"."""
    back = overlap(source.text, [said.text], said.text)
    return back.order == 1 and back.length >= _SHORT


def _copied_from_one(clause: str, quotes: Sequence[str]) -> bool:
    return max(overlap(clause, [quote], "").order for quote in quotes) >= _WHOLE_CLAUSE


def _from_nowhere(sentence: str, sources: Sequence[Statement], similarity: Similarity) -> str:
    """A clause that shares no word with its source but names, nor its meaning."""
    there = {stem for source in sources for stem in source.stems}
    nameless = " ".join(source.nameless for source in sources)
    for clause in clauses(sentence):
        own = read(clause.nameless).stems
        if len(own) >= 3 and not own & there and similarity(clause.nameless, nameless) < _CLOSE:
            return clause.text.strip(" ,;:.")
    return ""


def _within(part: str, whole: str) -> bool:
    """The same words in a row: quotation marks, dashes and capitals are typography."""
    return f" {' '.join(words(part))} " in f" {' '.join(words(whole))} "


def _absent(what: str) -> str:
    return f"‘{what}’ is not in the cited sentence"
