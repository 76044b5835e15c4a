"""Does it say so when the documents don't say, and only then?

Abstention as a decision of its own: selective prediction (El-Yaniv & Wiener 2010, JMLR 11;
Geifman & El-Yaniv 2017, arXiv:1705.08500) over unanswerable questions as in SQuAD 2.0 (Rajpurkar
et al. 2018, arXiv:1806.03822). A failure is no abstention.
"""

from __future__ import annotations

from eval.judging.judgement import judge
from eval.observed import Row


def answered(row: Row) -> tuple[float, float] | None:
    """Share of the answerable questions that were answered, rightly or wrongly.

    Coverage, in selective prediction (El-Yaniv & Wiener 2010), over the answerable questions. A
    failure is no answer.
    """
    said = not (row.observed.abstained or row.observed.error)
    return None if row.case.abstain else (float(said), 1.0)


def abstention_precision(row: Row) -> tuple[float, float] | None:
    """Of the abstentions, the share on questions that the documents don't answer.

    Precision of abstaining as a decision, in the setting of SQuAD 2.0 (Rajpurkar et al. 2018).
    """
    abstained = row.observed.abstained and not row.observed.error
    return (float(row.case.abstain), 1.0) if abstained else None


def abstention_recall(row: Row) -> tuple[float, float] | None:
    """Of the unanswerable questions, the share abstained on, or whose false premise was corrected.

    Recall of abstaining as a decision, in the setting of SQuAD 2.0 (Rajpurkar et al. 2018); that a
    correction counts is our own.
    """
    return (float(judge(row.case, row.observed).right), 1.0) if row.case.abstain else None


def wrong_on_unanswerable(row: Row) -> tuple[float, float] | None:
    """Of the unanswerable questions, the share answered all the same, or failed.

    What is left of `abstention_recall`: the false-answer rate on SQuAD 2.0's negative questions
    (Rajpurkar et al. 2018), but for corrected premises.
    """
    return (float(not judge(row.case, row.observed).right), 1.0) if row.case.abstain else None
