"""One document among many: its sentences weigh as much as another's, and its gist comes first.

Merits say which sentence of a document is better than another of it; a long report's are stretched
further than a notice's, and would push that out of a summary of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from chatbot.summary.candidates import Candidate
from chatbot.summary.gist import gist

_BEST = 5  # sentences by which documents are measured
_GIST = 1.6  # how much more the sentence counts that says what a document is


def levelled(own: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of one document, for a summary of several."""
    if not own:
        return []
    best = np.sort([c.merit for c in own])[-_BEST:]
    level = 1.0 / max(float(best.mean()), 1e-6)
    first = gist(own)
    return [replace(c, merit=c.merit * level * (_GIST if c is first else 1.0)) for c in own]
