"""Is it a good comparison? Which changes it finds, and which it makes up; no model judges.

The changes of each pair are written by hand (`eval/changes/`), and with them traps: values of
different things, which must not be called a change. All metrics are our own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eval.cases.case import Fact
from eval.cases.changes import Pair
from eval.cases.matching import contains, values
from eval.judging.judgement import states
from eval.observed import Said
from eval.observed.comparison import Beside, ComparisonRow, Reported

_UNNAMED = Reported("", "", "")  # a claim that is said to have changed, nobody says how


def changes_found(row: ComparisonRow) -> tuple[float, float] | None:
    """Share of the expected changes that are reported, old value and new, side by side.

    Minor changes are not expected. A comparison that failed reports none.
    """
    due = [pair for pair in row.case.changes if not pair.minor]
    return (float(len(found(row))), float(len(due))) if due else None


def changes_aligned(row: ComparisonRow) -> tuple[float, float] | None:
    """Share of the expected changes whose two values stand side by side in a changed claim.

    Whether or not the values are named: how far aligning the documents, as apart from reading the
    figures, carries.
    """
    due = [pair for pair in row.case.changes if not pair.minor]
    changed = [claim for claim in row.observed.claims if claim.status == "changed"]
    hits = [any(_holds(claim, pair) for claim in changed) for pair in due]
    return (float(sum(hits)), float(len(due))) if due else None


def false_changes(row: ComparisonRow) -> tuple[float, float] | None:
    """Share of the reported changes that nobody expects; minor ones are true all the same."""
    reported = sum(1 for _ in _reported(row))
    return (float(len(made_up(row))), float(reported)) if reported else None


def trapped(row: ComparisonRow) -> tuple[float, float] | None:
    """Share of the traps, values of different things, that are reported as a change."""
    traps = row.case.traps
    caught = [any(_is(*c, trap) for c in _reported(row)) for trap in traps]
    return (float(sum(caught)), float(len(traps))) if traps else None


def same_found(row: ComparisonRow) -> tuple[float, float] | None:
    """Share of what both documents say alike that stands side by side, and in no false change."""
    same = row.case.same
    hits = [
        any(_holds(claim, pair) for claim in row.observed.claims)
        and not any(_is(*c, pair) for c in _made_up(row))
        for pair in same
    ]
    return (float(sum(hits)), float(len(same))) if same else None


def uncited_sides(row: ComparisonRow) -> tuple[float, float] | None:
    """Share of the claims' sides without a citation that resolves, or found unsupported."""
    sides = [side for claim in row.observed.claims for side in (claim.old, claim.new) if side]
    bad = [side for side in sides if not side.cited or side.status == "unsupported"]
    return (float(len(bad)), float(len(sides))) if sides else None


def seconds(row: ComparisonRow) -> tuple[float, float] | None:
    """Seconds from asking to the end; failures are left out."""
    observed = row.observed
    return (observed.seconds, 1.0) if observed.seconds > 0 and not observed.error else None


def found(row: ComparisonRow) -> tuple[Pair, ...]:
    """The expected changes that are reported."""
    due = (pair for pair in row.case.changes if not pair.minor)
    return tuple(pair for pair in due if any(_is(*c, pair) for c in _reported(row)))


def made_up(row: ComparisonRow) -> tuple[Reported, ...]:
    """The reported changes that nobody expects."""
    return tuple(change for _, change in _made_up(row))


def _made_up(row: ComparisonRow) -> Iterator[tuple[Beside, Reported]]:
    known = row.case.changes
    return (c for c in _reported(row) if not any(_is(*c, pair) for pair in known))


def _reported(row: ComparisonRow) -> Iterator[tuple[Beside, Reported]]:
    for claim in row.observed.claims:
        if claim.status == "changed":
            yield from ((claim, change) for change in claim.changes or (_UNNAMED,))


def _is(claim: Beside, change: Reported, pair: Pair) -> bool:
    """Are these the pair's values, out of sentences that state them?

    A value may be reported in other words, "about 60" for "60 days": then the sentence has these.
    """
    named = _names(change.old, pair.old) and _names(change.new, pair.new)
    return named and _holds(claim, pair)


def _names(value: str, fact: Fact) -> bool:
    return states(value, fact) or any(_near(value, wording) for wording in fact)


def _near(value: str, wording: str) -> bool:
    """The same figures in other words, or a part of the wording that has its figures, if any."""
    theirs, ours = values(value), values(wording)
    part = contains(wording, value) and bool(theirs) == bool(ours)
    return part or (bool(ours) and theirs == ours)


def _holds(claim: Beside, pair: Pair) -> bool:
    if claim.old is None or claim.new is None:
        return False
    return _states(claim.old, pair.old) and _states(claim.new, pair.new)


def _states(side: Said, fact: Fact) -> bool:
    texts: Iterable[str] = (side.text, *(cited.quote for cited in side.cited))
    return any(states(text, fact) for text in texts)
