"""Is each thing said of what the source says it of, and on the same side?"""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.verify.causes import another_cause
from chatbot.verify.contrast import contradiction
from chatbot.verify.counting import counts_another
from chatbot.verify.exchange import exchanged
from chatbot.verify.measures import (
    ends_exchanged,
    other_side,
    paired_otherwise,
    placed_otherwise,
)
from chatbot.verify.quantity import quantified_otherwise, rated_otherwise, whole_for_part
from chatbot.verify.reasons import absent, changed_places, of_something_else
from chatbot.verify.statements import Statement, clauses, misplaced, names_turned_round


def related_otherwise(said: Statement, sources: Sequence[Statement]) -> str:
    """What the sentence connects otherwise than its source, for a person; "" if nothing."""
    if swapped := paired_otherwise(said, sources) or placed_otherwise(said, sources):
        return of_something_else(swapped.text)
    if turned := other_side(said, sources):
        return f"‘{turned.text}’ is on the other side in the cited sentence"
    if ends := ends_exchanged(said, sources):
        return changed_places(*ends)
    if counted := (
        counts_another(said, sources)
        or rated_otherwise(said, sources)
        or whole_for_part(said, sources)
        or quantified_otherwise(said, sources)
    ):
        return absent(*counted)
    return _by_clause(said, sources)


def _by_clause(said: Statement, sources: Sequence[Statement]) -> str:
    parts = clauses(said.text)
    source = [clause for s in sources for clause in clauses(s.text)]
    for clause in parts:
        if names := names_turned_round(clause, source):
            return changed_places(*names)
        if fact := misplaced(clause, source):
            return of_something_else(fact if isinstance(fact, str) else fact.text)
    if words := exchanged(said, sources):
        return changed_places(*words)
    return contradiction(parts, source) or another_cause(said, sources)
