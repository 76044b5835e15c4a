"""Questions whose time the documents' dates tell: what is asked once the time is left out.

A report of 2022 rarely says "in 2022" in its sentences. Looked for and read with those words, they
lose to a later document that speaks of any year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.strength import Ranked
from chatbot.times.asked import Time
from chatbot.times.fitting import dated, of_its_time, states

# How much less likely than the best, by search alone, a sentence may be and yet be the one meant.
_PLAUSIBLE = 2.0


def timeless(question: str, times: Sequence[Time], found: Sequence[Ranked]) -> str:
    """The question without its stated times, where dates of documents tell them; else itself.

    They do where documents of those times may answer, and no sentence that may answer states them.

    Args:
        found: As search alone orders them, best first.
    """
    named = [time for time in times if time.period]
    offering = [one for one in found if one.offers]
    if not named or not offering:
        return question
    least = offering[0].score - _PLAUSIBLE
    likely = [dated(one.found) for one in offering if one.score > least]
    for time in named:
        if time.when != "edition" and any(states(one, time) for one in likely):
            return question
        if not any(of_its_time(one, time) for one in likely):
            return question
    for time in named:
        question = question.replace(time.words, " ", 1)
    return re.sub(r"\s+(?=[?.,;])", "", " ".join(question.split())).lstrip(" ,")
