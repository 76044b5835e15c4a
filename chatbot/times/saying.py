"""As of when an answer holds, in a few words for people."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.found import Found
from chatbot.times.periods import stated
from chatbot.types import Citation
from chatbot.wording.dates import written

UNDATED = "the document has no date"


def as_of(found: Found, cited: Sequence[Citation]) -> str:
    """The dates of what is cited, in the answer's order, where time plays a role; else "".

    It does where the question asks about a time, where a document of another date answers
    otherwise, and where documents of several dates are cited.
    """
    asked = [time for part in found.parts for time in part.times]
    otherwise = any(e.standing for part in found.parts for e in part.evidence)
    if not cited or not (asked or otherwise or len({c.date for c in cited}) > 1):
        return ""
    days = [time.period for time in asked if time.period]
    told = [c for c in cited if any(d.holds(p) for p in stated(c.quote) for d in days)]
    return dates_of([c for c in cited if c.date or c not in told])


def dates_of(cited: Sequence[Citation]) -> str:
    """ "As of 12 March 2025 and 28 November 2022", and which have no date; "" for none."""
    dates = list(dict.fromkeys(c.date for c in cited if c.date))
    undated = {c.document: c.title for c in cited if c.date is None}
    said = [f"As of {_listed([written(d) for d in dates])}"] if dates else []
    if undated and not dates:
        said = [UNDATED if len(undated) == 1 else "the documents have no date"]
    elif undated:
        titles = _listed([f"“{title}”" for title in undated.values()])
        said.append(f"{titles} {'has' if len(undated) == 1 else 'have'} no date")
    return "; ".join(said)


def _listed(items: Sequence[str]) -> str:
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else items[0]
