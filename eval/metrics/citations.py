"""Do the cited words say what the answer says? And what became of the sentences a model wrote?"""

from __future__ import annotations

from eval.cases.case import Case, Fact
from eval.judging.judgement import states
from eval.observed import Cited, Observed, Row


def citation_precision(row: Row) -> tuple[float, float] | None:
    """Of the citations of answers to answerable questions, the share whose quote holds a fact.

    Distinct citations; the quote must hold at least one expected fact and come from a document (and
    page) that the case names, if it names any. After ALCE (Gao et al. 2023, arXiv:2305.14627),
    adapted: known facts at the level of spans decide, where ALCE asks an entailment model whether
    a citation supports its sentence.
    """
    if row.case.abstain or not _answered(row.observed):
        return None
    cited = row.observed.cited
    good = [c for c in cited if any(_holds(row.case, c, fact) for fact in row.case.expect)]
    return (float(len(good)), float(len(cited))) if cited else None


def citation_recall(row: Row) -> tuple[float, float] | None:
    """Of the expected facts that answers state, the share in a quote cited where it is stated.

    A fact counts if a citation attached to a sentence stating it holds it, and comes from a
    document (and page) that the case names, if it names any. A fact stated with a wrong citation
    lowers precision and recall; one not stated lowers neither (see `right`). After ALCE (Gao et al.
    2023, arXiv:2305.14627), adapted: ALCE asks an entailment model about each sentence.
    """
    if row.case.abstain or not _answered(row.observed):
        return None
    stated = [
        any(_holds(row.case, cited, fact) for sentence in saying for cited in sentence.cited)
        for fact in row.case.expect
        if (saying := [s for s in row.observed.sentences if states(s.text, fact)])
    ]
    return (float(sum(stated)), float(len(stated))) if stated else None


def verified(row: Row) -> tuple[float, float] | None:
    """Of the sentences that a model wrote, the share that the system found supported, and showed.

    The system's own verdict, and our own metric. Sentences quoted from a document are not written;
    those withheld count as written, the quotes shown in their place do not.
    """
    written = _written(row.observed)
    return (float(_count(row.observed, "supported")), written) if written else None


def withheld(row: Row) -> tuple[float, float] | None:
    """Of the sentences that a model wrote, the share that the system did not show.

    The system's own verdict, and our own metric; counted as for `verified`.
    """
    written = _written(row.observed)
    return (float(row.observed.withheld), written) if written else None


def right_source(case: Case, cited: Cited) -> bool:
    """True if the case names this document (and page), or names none."""
    return not case.cite or any(
        cited.file == source.file and source.page in (None, cited.page) for source in case.cite
    )


def _holds(case: Case, cited: Cited, fact: Fact) -> bool:
    return right_source(case, cited) and states(cited.quote, fact)


def _answered(observed: Observed) -> bool:
    return not (observed.abstained or observed.error)


def _written(observed: Observed) -> float:
    shown = _count(observed, "supported") + _count(observed, "partly")
    return 0.0 if observed.error else float(shown + observed.withheld)


def _count(observed: Observed, status: str) -> int:
    return sum(sentence.status == status for sentence in observed.sentences)
