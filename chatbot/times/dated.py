"""Stated times in a question that say which document or state of things is meant."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from chatbot.times.periods import Period, period
from chatbot.wording.dates import Date, find_dates

Stated = Literal["in", "edition", "until"]

_ISSUE = (
    r"(?:documents?|papers?|reports?|letters?|minutes|articles?|leaflets?|statements?|reviews?|"
    r"accounts|guides?|memos?|surveys?|bulletins?|briefings?|editions?|issues?|versions?|"
    r"newsletters?|figures|data|statistics|handbooks?|brochures?|price lists?|press releases?|"
    r"policy|policies|update)\b"
)
_KIND = r"(?:(?:annual|yearly|quarterly|monthly|final|first|second|interim|news|staff|internal) )?"
_OF_ITS_ISSUE = re.compile(rf"\s(?:{_KIND}){_ISSUE}", re.IGNORECASE)
_ISSUED = re.compile(
    rf"\b{_ISSUE}(?P<of>,? (?:of|from|dated|for|published in|published on|issued in|issued on|"
    r"written in))(?: the)?(?: year)?\s*$",
    re.IGNORECASE,
)
# What may stand between a preposition and its date: "in the year 2022", "by the end of March".
_LEAD = (
    r"(?: the)?(?: (?:year|financial year|season|month of|early|late|mid|spring(?: of)?|"
    r"summer(?: of)?|autumn(?: of)?|winter(?: of)?|end of|start of|beginning of|middle of))?\s*$"
)
_IN = re.compile(
    rf"(?:^|\s)(?:in|during|for|throughout|on|at|compared (?:with|to)|than){_LEAD}", re.IGNORECASE
)
_SINCE = re.compile(rf"(?:^|\s)(?P<how>since|after|from){_LEAD}", re.IGNORECASE)
_UNTIL = re.compile(
    rf"(?:^|\s)(?P<how>as of|as at|by|until|till|up to|before){_LEAD}", re.IGNORECASE
)
_RANGE = re.compile(r"\s*(?:and|to|until|[-–—])\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:^|\s)(?:between|from)\s*$", re.IGNORECASE)
# After it the question goes on with what is asked, or ends: elsewhere the date belongs to a noun
# ("the bridge of 1998 is …").
_ALONE = re.compile(
    r"\s*(?:$|[?.,;:)]|(?:and|or|than|compared|according|versus|as|but|still|already)\b)"
)
# "In the flood in 2015" tells the flood's time.
_EVENT = re.compile(
    r"(?:\b(?:after|before|since|following|until|when|while|because)\b[^,;]*|"
    r"\b(?:floods?|fires?|storms?|accident|collision|crash|war|elections?|strikes?|merger|"
    r"earthquake|pandemic|outbreak|explosion|riots?|disaster|attacks?|opening|closure|census|"
    r"act|treaty|agreement|born|founded))\s+(?:in|of|on|during)\s*(?:the )?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A stated time, and the words that state it, preposition and all."""

    when: Stated
    period: Period
    words: str


def dated(question: str) -> Iterator[Named]:
    """Each stated time that says which document, or which state of things, is asked about."""
    dates = [d for d in find_dates(question) if d.year]
    ranged = None
    for date, following in zip_longest(dates, dates[1:]):
        if date is ranged:
            continue
        if following and _joined(question, date, following):
            ranged = following
            yield from _between(question, date, following)
        else:
            yield from _one(question, date)


def _joined(question: str, first: Date, second: Date) -> bool:
    """ "Between 2018 and 2024", "from 2018 to 2024", "2018–2024"."""
    between = _RANGE.fullmatch(question[first.end : second.start])
    if not between:
        return False
    dashed = between.group().strip() in ("-", "–", "—")
    return dashed or bool(_BETWEEN.search(question[: first.start]))


def _between(question: str, first: Date, second: Date) -> Iterator[Named]:
    start, end = period(first), period(second)
    if start and end and start.first <= end.last:
        before = _BETWEEN.search(question[: first.start]) or _IN.search(question[: first.start])
        words = question[before.start() if before else first.start : second.end]
        yield Named("in", Period(start.first, end.last), words)


def _one(question: str, date: Date) -> Iterator[Named]:
    """What one date says; nothing where it may belong to an event or a name."""
    before, after = question[: date.start], question[date.end :]
    days = period(date)
    if not days:
        return
    if match := _ISSUED.search(before):
        yield Named("edition", days, question[match.start("of") : date.end])
    elif _OF_ITS_ISSUE.match(after):
        yield Named("edition", days, date.text)
    elif not _ALONE.match(after) or _EVENT.search(before):
        return
    elif match := _SINCE.search(before):
        after_it = match["how"].lower() == "after"
        first = days.last + dt.timedelta(1) if after_it and days.last < dt.date.max else days.first
        yield Named("in", Period(first, dt.date.max), question[match.start() : date.end])
    elif match := _UNTIL.search(before):
        before_it = match["how"].lower() == "before"
        until = Period(dt.date.min, days.first - dt.timedelta(1)) if before_it else days
        yield Named("until", until, question[match.start() : date.end])
    elif match := _IN.search(before):
        yield Named("in", days, question[match.start() : date.end])
