"""Statements that open with a number, and rows of tables: how many, and what share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chatbot.followup.lexicon import AUXILIARIES
from chatbot.followup.nouns import is_plural
from chatbot.followup.verbs import base_of, is_past
from chatbot.suggesting.clause import Vocabulary, cut, words_of
from chatbot.suggesting.draft import Draft, ask
from chatbot.suggesting.numbers import NUMBER, ROUGHLY, THINGS, counts, up_to_plural

_SHARE = re.compile(rf"^{ROUGHLY}(?P<n>{NUMBER})\s?(?:per cent|percent|%)\sof\s", re.IGNORECASE)
_COUNT = re.compile(rf"^{ROUGHLY}(?P<n>{NUMBER})\s(?P<rest>(?:of the\s)?[a-z].*)$", re.IGNORECASE)
_THERE = re.compile(
    rf"^There\s(?P<be>are|were)\s{ROUGHLY}(?P<n>{NUMBER})\s{THINGS}(?P<tail>\s(?:in|at|on)\s.*)?$"
)
_PREPOSITION = re.compile(r"\s(?:of|on|in|to|at|by|with|for|from)\s")
_LABEL = re.compile(r"[A-Z][a-z-]+(?:\s[a-z-]+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WHOLE = re.compile(r"\d{1,3}(?:,\d{3})*")
_MEASURED = re.compile(r"[£$€%()]|per cent|thousand|million|average|rate|index", re.IGNORECASE)


def counted(line: str, time: str) -> Iterator[Draft]:
    """ "Forty people came": what comes after the number asks already.

    Args:
        time: To be said at the end: "in 2023", or "".
    """
    tail = cut(line)
    if match := _SHARE.match(tail):
        rest = tail[match.end() :]
        if _has_verb(rest):
            yield Draft(ask("What percentage of", rest, time), match["n"], "share")
    elif match := _THERE.match(tail):
        if counts(match["n"], match["things"]):
            asked = ask("How many", match["things"], match["be"], "there", match["tail"], time)
            yield Draft(asked, match["n"], "count")
    elif match := _COUNT.match(tail):
        rest = match["rest"]
        things = up_to_plural(rest.removeprefix("of the "))
        if counts(match["n"], things) and _has_verb(rest):
            yield Draft(ask("How many", rest, time), match["n"], "count")


def in_a_row(row: str, known: Vocabulary) -> Iterator[Draft]:
    """Counts of things, year by year: "Visits to the library; 2023: 200,450"."""
    if _MEASURED.search(row):
        return
    cells = [cell.partition(": ")[::2] for cell in row.split("; ")]
    labels = [label for name, label in cells if label and not name.isdecimal()]
    things = labels[-1] if labels else ""
    head = _PREPOSITION.split(things)[0].split()
    if not _LABEL.fullmatch(things) or not is_plural(head[-1].lower()):
        return
    if not known.common.issuperset(word.lower() for word in head):
        return
    years = [(y, n) for y, n in cells if _YEAR.fullmatch(y) and _WHOLE.fullmatch(n)]
    for year, count in years[-1:]:
        what = f"{things[0].lower()}{things[1:]}"
        yield Draft(ask("How many", what, "were there in", year), count, "row")


def _has_verb(text: str) -> bool:
    """Does a finite verb stand in it, after its first word?"""
    return any(w in AUXILIARIES or (is_past(w) and base_of(w)) for w in words_of(text)[1:])
