"""Times that are told by another: "that year", "then", "the year before"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chatbot.followup.turn import Turn
from chatbot.times.dated import dated
from chatbot.wording.dates import Date, find_dates

_TIME_WORD = re.compile(
    r"\b(?:now|today|nowadays|currently|at present|these days|originally|initially|at first|"
    r"previously|before that)\b"
)
# "And now?", "What about today?"
_TIME_ALONE = re.compile(
    r"\W*(?:(?:and|but|what about|how about|what is it|how is it)\W+)*"
    rf"(?P<time>{_TIME_WORD.pattern})\W*",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"\b(?:(?:in )?(?:the )?(?P<back>(?:year before|previous year|preceding year|year earlier|prior"
    r" year))(?: (?:that|it))?|(?:in )?(?:the )?(?P<on>year after|following year|next year|year"
    r" later)(?: (?:that|it))?)\b",
    re.IGNORECASE,
)


def year_told(text: str, turns: Sequence[Turn]) -> str:
    """The text with "the year before" as "in 2020"; "" where no year is known."""
    match = _STEP.search(text)
    known = next((d.year for d in dates_said(turns) if d.year), None) if match else None
    if not match or text[match.end() :].strip(" ?.")[:1].isdigit():
        return text
    if known is None:
        return ""
    year = known - 1 if match["back"] else known + 1
    at = (
        ""
        if text[: match.start()].rstrip().endswith((" in", " than", " with", " to", " of"))
        else "in "
    )
    if text[: match.start()].rstrip().endswith(" than"):
        at = "in "
    return f"{text[: match.start()]}{at}{year}{text[match.end() :]}"


def at_another_time(question: str, last: Turn) -> str:
    """ "And now?": what was asked before, of another time; "" if it is no time alone."""
    match = _TIME_ALONE.fullmatch(question)
    if not match:
        return ""
    asked = last.question.rstrip(" ?.")
    for time in dated(asked):
        asked = asked.replace(time.words, " ", 1)
    asked = _TIME_WORD.sub(" ", asked)
    return f"{' '.join(asked.split())} {match['time'].lower()}?"


def time_said(question: str, start: int, end: int, turns: Sequence[Turn]) -> str:
    """The question with the time between `start` and `end` named, if the turns named one."""
    words = question[start:end].lower()
    date = next((d for d in dates_said(turns) if _suits(words, d)), None)
    if date is None:
        return question
    text = date.text if words.rpartition(" ")[2] != "year" else str(date.year)
    before = question[:start].rstrip().rpartition(" ")
    at = "on" if date.day and text == date.text else "in"
    if before[2].lower() in ("in", "at", "on", "during"):
        return f"{before[0]} {at} {text}{question[end:]}"
    if before[2].lower() in ("since", "before", "after", "until", "by", "from", "than"):
        return f"{question[:start]}{text}{question[end:]}"
    return f"{question[:start]}{at} {text}{question[end:]}"


def dates_said(turns: Sequence[Turn]) -> Iterator[Date]:
    """Dates of the turns, the latest turn's first, what was asked before what was answered."""
    for turn in reversed(turns):
        yield from find_dates(turn.question)
        yield from find_dates(f"it was {turn.short}")
        yield from find_dates(turn.answer)


def _suits(words: str, date: Date) -> bool:
    """May "that month" mean this date?"""
    unit = words.rpartition(" ")[2]
    if unit == "year":
        return date.year is not None
    if unit == "month":
        return date.month is not None
    if unit in ("day", "evening", "morning", "night"):
        return date.day is not None
    return unit in ("then", "time", "that", "period", "date")
