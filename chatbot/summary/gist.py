"""The one sentence that says what a document is, or what it comes to."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from chatbot.summary.candidates import Candidate
from chatbot.summary.merits import sums_up
from chatbot.wording.mentions import content_stems

_WISHED, _LEAST = 35, 8  # words
_FADES = 0.8  # from one sentence to the next: what a text is comes first in it
_FAR = 0.35  # what a sentence is worth far from the head
_SAYING = 10  # words; "This page gives the main figures" says too little
_SAYS_SO = 3.0  # what it is worth that a sentence says what the document is for
# "This lease is made between …", "The report describes …": the document of itself.
_OF_ITSELF = re.compile(
    r"^(?:this|the|our|these) (?:\w+ ){0,3}?(?:is made|is for|is about|says?|sets? out|lays? down"
    r"|describes?|explains?|covers?|applies|reports?|presents?|summari[sz]es?|contains?|gives?"
    r"|examines?|concerns?|looks? at|tells?|shows?)\b",
    re.IGNORECASE,
)


def gist(candidates: Sequence[Candidate]) -> Candidate | None:
    """The sentence that best stands for all, up to 35 words long if there is one.

    It stands at the head of its document, or where its author sums it up, and is near to what the
    document's sentences and its title say; figures count for little.
    """
    alone = [c for c in candidates if not c.leaning and not c.row] or list(candidates)
    fit = [c for c in alone if _LEAST <= c.words <= _WISHED] or alone
    if not fit:
        return None
    middle = np.sum([c.vector * c.merit for c in candidates], axis=0)
    near = np.array([c.vector @ middle for c in fit])
    near = near / max(float(near.max()), 1e-6)
    first = _ranks(candidates)
    worth = [
        _worth(c, first[c.key]) * (0.3 + max(0.0, float(n))) for c, n in zip(fit, near, strict=True)
    ]
    return fit[int(np.argmax(worth))]


def _worth(candidate: Candidate, rank: int) -> float:
    title = set(content_stems(candidate.said.document.title))
    shared = len(title & set(content_stems(candidate.text))) / len(title) if title else 0.0
    told = min(1.0, sum(fact.weight for fact in candidate.facts))
    worth = min(1.5, candidate.merit) * (_FAR + _FADES**rank)
    worth *= (1.0 + shared) * (1.0 + 0.3 * told) * (0.6 if candidate.tied else 1.0)
    if sums_up(candidate.said.heading):
        worth *= 1.3
    if candidate.text.lower().startswith("there "):
        worth *= 0.7
    says_so = rank < 3 and candidate.words >= _SAYING and _OF_ITSELF.match(candidate.text)
    return worth * (_SAYS_SO if says_so else 1.0)


def _ranks(candidates: Sequence[Candidate]) -> dict[tuple[str, int], int]:
    """Of each how many stand before it: in its document, or in the author's own summary of it."""
    counts: dict[tuple[str, bool], int] = {}
    ranks = {}
    for candidate in candidates:
        group = candidate.said.document.id, sums_up(candidate.said.heading)
        ranks[candidate.key] = counts.get(group, 0)
        counts[group] = ranks[candidate.key] + 1
    return ranks
