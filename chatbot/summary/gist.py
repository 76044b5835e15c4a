"""The one sentence that says most."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from chatbot.summary.candidates import Candidate

_WISHED, _LEAST = 35, 8  # words


def gist(candidates: Sequence[Candidate]) -> Candidate | None:
    """The sentence that stands for all the others best, up to 35 words long if there is one."""
    alone = [c for c in candidates if not c.leaning] or list(candidates)
    fit = [c for c in alone if _LEAST <= c.words <= _WISHED] or alone
    if not fit:
        return None
    middle = np.sum([c.vector * c.merit for c in candidates], axis=0)
    nearest = np.array([c.vector @ middle for c in fit])
    nearest = nearest / max(float(nearest.max()), 1e-6)
    worth = [
        c.merit * (0.4 + float(near)) * (1.0 + min(3.0, sum(f.weight for f in c.facts)))
        for c, near in zip(fit, nearest, strict=True)
    ]
    return fit[int(np.argmax(worth))]
