"""Figures, dates, names and quoted words of a sentence: is each of them in what it cites?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from chatbot.verify.cited import Cited
from chatbot.verify.counting import amounts
from chatbot.verify.naming import unnamed
from chatbot.verify.reasons import absent
from chatbot.verify.statements import Statement
from chatbot.wording.dates import find_dates
from chatbot.wording.figures import Figure, find_figures
from chatbot.wording.mentions import find_names, find_quotes, name_words
from index.words import words

_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_ONE = re.compile(r"\b(?:one|a|an|single)\b", re.IGNORECASE)
_RATIO = re.compile(r"\s+(?:in|out\s+of)\s+", re.IGNORECASE)
_ELLIPSIS = re.compile(r"\s*(?:\[?…\]?|\[?\.\.\.\]?)\s*")


def missing(said: Statement, cited: Sequence[Cited], sources: Sequence[Statement]) -> str:
    """Why a fact of the sentence is not in what it cites, for a person; "" if all are there."""
    quotes = " ".join(source.text for source in sources)
    return (
        _figures(said, sources)
        or _dates(said, cited, sources)
        or _weekdays(said, cited)
        or _names(said, cited, quotes)
        or _quoted_words(said.text, quotes)
    )


def within(part: str, whole: str) -> bool:
    """The same words in a row: quotation marks, dashes and capitals are typography."""
    return f" {' '.join(words(part))} " in f" {' '.join(words(whole))} "


def _figures(said: Statement, sources: Sequence[Statement]) -> str:
    years = {d.text for s in sources for d in s.dates}  # "2020 people" only looks like a year
    ordinals = any(f.unit == "th" for s in sources for f in s.figures)
    one = any(_ONE.search(s.text) for s in sources)  # in words it is no figure
    theirs = {amount for s in sources for _, amount in amounts(s)}
    converted = [figure for figure, amount in amounts(said) if amount in theirs]
    for figure in said.figures:
        if one and figure.value == 1 and not figure.unit:
            continue
        if _out_of(figure.text, sources) or figure in converted:
            continue
        adverb = figure.unit == "th" and figure.value == 1 and not ordinals  # "it first opened"
        if not (adverb or str(figure.value) in years or any(s.states(figure) for s in sources)):
            return absent(figure.text, _other_figures(figure, said, sources))
    return ""


def _other_figures(figure: Figure, said: Statement, sources: Sequence[Statement]) -> Iterator[str]:
    for source in sources:
        for other in source.figures:
            if other.unit == figure.unit and not said.states(other):
                yield other.text


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
            return absent(date.text, (d.text for d in there if not said.states(d)))
    return ""


def _weekdays(said: Statement, cited: Sequence[Cited]) -> str:
    ours = _days([said.text])
    there = _days(c.citation.quote for c in cited)
    around = _days(c.context for c in cited)
    rest = [there[day] for day in there.keys() - ours.keys()]
    return next((absent(ours[d], rest) for d in ours if d not in there | around), "")


def _days(texts: Iterable[str]) -> dict[str, str]:
    return {day.lower(): day for text in texts for day in _WEEKDAY.findall(text)}


def _names(said: Statement, cited: Sequence[Cited], quotes: str) -> str:
    name = unnamed(said.text, quotes, " ".join(c.around for c in cited))
    shared = set(name_words(name))  # "Mill Lane" for "Church Lane", never a person for a place
    return (
        absent(name, (n for n in find_names(quotes) if shared & {*name_words(n)})) if name else ""
    )


def _quoted_words(sentence: str, quotes: str) -> str:
    for quote in find_quotes(sentence):
        if not all(within(part, quotes) for part in _ELLIPSIS.split(quote)):
            return f"“{quote}” is not what the cited sentence says"
    return ""
