"""Is it a good summary? What it keeps, what it rests on, how it reads; no model judges.

Key facts are written by hand from the document (`eval/keyfacts/`), after the summary content units
of Pyramid evaluation (Nenkova & Passonneau 2004, HLT-NAACL); they are found by their words, where
people would judge.
"""

from __future__ import annotations

from chatbot.wording.mentions import content_stems
from eval.cases.keyfacts import KeyFact
from eval.judging.judgement import states_all
from eval.observed.summary import FocusRow, SummaryRow


def key_fact_recall(row: SummaryRow) -> tuple[float, float]:
    """Mean share of a document's key facts that its summary states, each in one sentence.

    A summary that failed states none.
    """
    facts = row.case.facts
    return len(stated(row)) / len(facts), 1.0


def weighted_recall(row: SummaryRow) -> tuple[float, float]:
    """Mean share of the importance of a document's key facts that its summary states.

    Each fact counts by its importance, 1 to 3, as in Pyramid scores; the ideal is all of them,
    where a Pyramid's is the best that fits the length.
    """
    all_ = sum(fact.importance for fact in row.case.facts)
    return sum(fact.importance for fact in stated(row)) / all_, 1.0


def unsupported(row: SummaryRow) -> tuple[float, float] | None:
    """Share of the sentences without a citation that resolves, or found unsupported.

    A citation resolves if its quote stands in the document's text where it says. The verdict is
    the system's own.
    """
    said = row.observed.sentences
    bad = [s for s in said if not s.cited or s.status == "unsupported"]
    return (float(len(bad)), float(len(said))) if said else None


def redundancy(row: SummaryRow) -> tuple[float, float] | None:
    """Mean over a summary's sentences of the largest share of content words that another repeats.

    Content words by their stems; of each sentence the share that stands in the one other sentence
    that has most of them. A summary of one sentence repeats nothing.
    """
    contents = [set(content_stems(s.text)) for s in row.observed.sentences]
    if not contents:
        return None
    repeated = [
        max((len(own & other) / len(own) for j, other in enumerate(contents) if j != i), default=0)
        for i, own in enumerate(contents)
        if own
    ]
    return (sum(repeated) / len(contents), 1.0)


def length_error(row: SummaryRow) -> tuple[float, float]:
    """Mean of how far a summary's length in words is from what was asked, as a share of it.

    A summary that failed has no words.
    """
    return abs(row.observed.words - row.words) / row.words, 1.0


def sections_read(row: SummaryRow) -> tuple[float, float] | None:
    """Share of the documents' sections that were read, where the system says."""
    observed = row.observed
    return (float(observed.read), float(observed.sections)) if observed.sections else None


def sections_cited(row: SummaryRow) -> tuple[float, float] | None:
    """Share of the documents' sections that the summary rests on, where the system says."""
    observed = row.observed
    return (float(observed.rests_on), float(observed.sections)) if observed.sections else None


def seconds(row: SummaryRow) -> tuple[float, float] | None:
    """Seconds from asking to the end; failures, and summaries made earlier, are left out."""
    observed = row.observed
    return (observed.seconds, 1.0) if observed.seconds > 0 and not observed.error else None


def stated(row: SummaryRow) -> tuple[KeyFact, ...]:
    """The key facts that a sentence of the summary states."""
    said = [sentence.text for sentence in row.observed.sentences]
    return tuple(f for f in row.case.facts if any(states_all(text, f.words) for text in said))


def focus_kept(row: FocusRow) -> tuple[float, float]:
    """Mean share of what a document says about a focus that its summary on it states.

    Listed by hand (`focuses` in `eval/keyfacts/`), each stated in one sentence.
    """
    said = [sentence.text for sentence in row.observed.sentences]
    kept = [words for words in row.case.keep if any(states_all(text, words) for text in said)]
    return len(kept) / len(row.case.keep), 1.0


def focus_strayed(row: FocusRow) -> tuple[float, float]:
    """Share of things that have nothing to do with a focus that its summary states all the same."""
    strayed = [fact for fact in row.case.leave if states_all(row.observed.text, (fact,))]
    return float(len(strayed)), float(len(row.case.leave))


def focus_empty(row: FocusRow) -> tuple[float, float]:
    """Share of focuses, on each of which the document says something, with no summary at all."""
    return float(not row.observed.sentences), 1.0
