"""How likely people would call a sentence supported, from how it is made of its source's words.

A logistic model of the votes of QAGS (Wang et al. 2020, arXiv:2004.04228): three people each said
whether a news article supports a sentence of a machine's summary. It judges sentences that copy:
cutting and splicing is where those go astray, and our own pairs, written by people, hold no
spliced ones to fit on. Seven coefficients are fitted on the votes on all 714 sentences; the rate
that counts is of models that never saw the article (`python -m eval.verification`). The features
were chosen on the same sentences, so that even that rate is a little too high.
It parts "supported" from "partly" only; nothing is withheld because of it.
"""

from __future__ import annotations

from math import exp, log

from chatbot.verify.overlap import Overlap

# Fewer words in a row than this may meet by chance; such a sentence speaks in its own words.
COPIED = 5
# Among as many supported as unsupported sentences, more likely than not.
SUPPORTED = 0.5
FEATURES = ("pairs", "triples", "around", "clause", "gap", "log length")
_INTERCEPT = -4.24
_WEIGHTS = (1.299, 1.554, 1.325, 1.129, -0.056, 0.211)


def features(m: Overlap) -> tuple[float, ...]:
    """The values of `FEATURES`."""
    return m.pairs, m.triples, m.around, m.clause, m.gap, log(max(m.length, 1))


def probability(measured: Overlap) -> float:
    """That people call the sentence supported, if half of such sentences are."""
    values = features(measured)
    return 1 / (1 + exp(-_INTERCEPT - sum(w * x for w, x in zip(_WEIGHTS, values, strict=True))))
