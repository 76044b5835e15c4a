"""How likely people would call a sentence supported, from how it is made of its source's words.

A logistic model of the votes of QAGS (Wang et al. 2020, arXiv:2004.04228): three people each said
whether a news article supports a sentence of a machine's summary. It judges sentences that copy:
cutting and splicing is where they go astray. `python -m eval.verification --fit` prints the
coefficients, cross-validated.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from chatbot.verify.overlap import Overlap

# Fewer words in a row than this may meet by chance; such a sentence speaks in its own words.
COPIED = 5
# Among as many supported as unsupported sentences, more likely than not.
SUPPORTED = 0.5
FEATURES = (
    "triples", "closeness", "near", "pairs", "order", "content", "words", "length", "around",
)  # fmt: skip
_INTERCEPT = -3.68
_WEIGHTS = (1.629, 1.857, 2.098, 2.796, 0.684, -3.373, 2.017, 0.106, -2.887)


def features(measured: Overlap, closeness: float) -> tuple[float, ...]:
    """The values of `FEATURES`.

    Args:
        closeness: The cosine of the sentence and the quote that is nearest to it.
    """
    m = measured
    length = log(max(m.length, 1))
    return (
        m.triples, closeness, m.near, m.pairs, m.order, m.content, m.words, length, m.around,
    )  # fmt: skip


def probability(values: Sequence[float]) -> float:
    """That people call the sentence supported, if half of such sentences are."""
    score = sum(w * x for w, x in zip(_WEIGHTS, values, strict=True))
    return 1 / (1 + exp(-_INTERCEPT - score))
