"""Is the answer right? Whole, in its first sentence, and as a bare fact."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable

from eval.judging.judgement import judge, states, states_all
from eval.metrics.citations import right_source
from eval.observed import Observed, Row

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_Likeness = Callable[[list[str], list[str]], float]
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def score(row: Row) -> tuple[float, float]:
    """Share of all questions handled rightly: answered rightly, or abstained on where right.

    Where the documents don't say, correcting a false premise is as right as abstaining. Decided by
    `eval/judging/judgement.py`: all expected facts stated, no forbidden one. Our own: in terms of
    selective prediction (El-Yaniv & Wiener 2010), accuracy with abstaining as the label of
    unanswerable questions, as in SQuAD 2.0 (Rajpurkar et al. 2018, arXiv:1806.03822).
    """
    return float(judge(row.case, row.observed).right), 1.0


def right(row: Row) -> tuple[float, float] | None:
    """Share of the answerable questions whose answer states all expected and no forbidden facts.

    Abstaining is not right here. Our own: span containment with numbers and dates by value, where
    short-answer benchmarks ask for the bare span (see `exact_match`).
    """
    return None if row.case.abstain else score(row)


def right_and_cited(row: Row) -> tuple[float, float] | None:
    """Share of the answerable questions answered rightly, with each fact in the words cited.

    Each document (and page) that must be cited is, and each expected fact stands in the quote of
    one of the answer's citations, from such a document if the case names any. After "correct and
    attributable" of AIS (Rashkin et al. 2023, arXiv:2112.12870), decided by spans, not by people.
    """
    if row.case.abstain:
        return None
    quotes = [c.quote for c in row.observed.cited if right_source(row.case, c)]
    held = all(any(states(quote, fact) for quote in quotes) for fact in row.case.expect)
    return float(held and judge(row.case, row.observed).correct), 1.0


def first_sentence(row: Row) -> tuple[float, float] | None:
    """Share of the answerable questions whose answer states all expected facts in sentence one.

    Forbidden facts are not looked for. Our own: how long must one read?
    """
    if row.case.abstain:
        return None
    first = row.observed.sentences[0].text if _answered(row.observed) else ""
    return float(states_all(first, row.case.expect)), 1.0


def exact_match(row: Row) -> tuple[float, float] | None:
    """Share of the answerable questions for one fact whose short answer is that fact.

    The best over the fact's wordings, after SQuAD's normalisation: small letters, no punctuation,
    no articles, single spaces (Rajpurkar et al. 2016, arXiv:1606.05250). A system without short
    answers is measured by its whole answer; abstaining is an empty answer.
    """
    return _best(row, lambda said, wording: float(said == wording))


def f1(row: Row) -> tuple[float, float] | None:
    """Mean overlap in words of short answer and fact, over answerable questions for one fact.

    The harmonic mean of precision and recall of words, the best over the fact's wordings, with
    SQuAD's normalisation (Rajpurkar et al. 2016, arXiv:1606.05250), else as `exact_match`.
    """
    return _best(row, overlap)


def wrong(row: Row) -> tuple[float, float]:
    """Share of all questions that got a wrong answer, which is worse than none.

    Abstaining is never a wrong answer, a failure is. The risk of selective prediction times its
    coverage (El-Yaniv & Wiener 2010; Geifman & El-Yaniv 2017, arXiv:1705.08500).
    """
    said = not row.observed.abstained or bool(row.observed.error)
    return float(said and not judge(row.case, row.observed).right), 1.0


def judged(row: Row) -> tuple[float, float] | None:
    """Share of the answers that a language model, asked to judge, called right.

    Shown beside the deterministic figures, never instead. Such judges have known biases (Zheng et
    al. 2023, arXiv:2306.05685).
    """
    return None if row.judged is None else (float(row.judged and not row.observed.error), 1.0)


def normalised(text: str) -> list[str]:
    """The words that SQuAD's metrics compare."""
    return _ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split()


def overlap(one: list[str], other: list[str]) -> float:
    """F1 of two bags of words; two empty ones are equal, as in SQuAD 2.0's script."""
    if not one or not other:
        return float(one == other)
    return 2 * (Counter(one) & Counter(other)).total() / (len(one) + len(other))


def _best(
    row: Row, likeness: Callable[[list[str], list[str]], float]
) -> tuple[float, float] | None:
    case, observed = row.case, row.observed
    if case.abstain or len(case.expect) != 1:
        return None
    if observed.abstained or observed.error:
        return 0.0, 1.0
    said = normalised(observed.text if observed.short is None else observed.short)
    return max(likeness(said, normalised(wording)) for wording in case.expect[0]), 1.0


def _answered(observed: Observed) -> bool:
    return bool(observed.sentences) and not (observed.abstained or observed.error)
