"""Spans of tokens by how likely each is the answer."""

from __future__ import annotations

import numpy as np

from index.minilm import Floats


def span_odds(odds: Floats, longest: int) -> Floats:
    """Log-odds of every span, by its first and its last token: (tokens, tokens).

    Minus infinity where a span would end before it begins, or be longer than allowed.

    Args:
        odds: Each token's as first and as last, (tokens, 2).
        longest: Tokens of the longest span.
    """
    first, last = odds[:, 0], odds[:, 1]
    any_span = np.ones((len(odds), len(odds)), bool)
    allowed = np.triu(any_span) & ~np.triu(any_span, longest)
    spans: Floats = np.where(allowed, first[:, None] + last[None, :], -np.inf)
    return spans
