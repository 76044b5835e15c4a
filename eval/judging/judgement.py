"""Is an answer right? Decided by the facts it states, never by a language model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eval.cases.case import Case, Fact, Source
from eval.cases.matching import contains
from eval.observed import Observed


@dataclass(frozen=True, slots=True)
class Judgement:
    """How an answer compares with its case.

    Attributes:
        missing: Expected facts that the answer does not state, each as its alternatives.
        forbidden: Forbidden facts that it states.
        uncited: What it should have cited and did not.
        wrongly_abstained: It abstained although the documents say.
        wrongly_answered: It answered although they don't.
        error: It failed; why.
    """

    missing: tuple[Fact, ...] = ()
    forbidden: tuple[str, ...] = ()
    uncited: tuple[Source, ...] = ()
    wrongly_abstained: bool = False
    wrongly_answered: bool = False
    error: str = ""

    @property
    def right(self) -> bool:
        """True if the answer says what it should, whatever it cites."""
        faults = (self.missing, self.forbidden, self.error)
        return not (any(faults) or self.wrongly_abstained or self.wrongly_answered)

    @property
    def correct(self) -> bool:
        """True if nothing is wrong with the answer, its citations included."""
        return self.right and not self.uncited

    @property
    def reason(self) -> str:
        """What is wrong, for a person; "" if nothing is."""
        if self.error:
            return f"failed: {self.error}"
        if self.wrongly_abstained:
            return "abstained, though the documents say"
        if self.wrongly_answered:
            return "answered, though the documents don't say"
        faults = [f"lacks {' or '.join(map(repr, fact))}" for fact in self.missing]
        faults += [f"says {fact!r}" for fact in self.forbidden]
        faults += [f"does not cite {source}" for source in self.uncited]
        return "; ".join(faults)


def judge(case: Case, answer: Observed) -> Judgement:
    """Compare an answer with its case; only the answer's own sentences and citations count."""
    if answer.error:
        return Judgement(error=answer.error)
    if case.abstain:
        corrected = bool(case.instead) and states_all(answer.text, case.instead)
        answered = not (answer.abstained or corrected)
        return Judgement(forbidden=_forbidden(case, answer), wrongly_answered=answered)
    if answer.abstained:
        return Judgement(missing=case.expect, wrongly_abstained=True)
    return Judgement(
        missing=tuple(fact for fact in case.expect if not states(answer.text, fact)),
        forbidden=_forbidden(case, answer),
        uncited=tuple(source for source in case.cite if not _cites(answer, source)),
    )


def states(text: str, fact: Fact) -> bool:
    """True if `text` states the fact in one of its wordings."""
    return any(contains(text, way) for way in fact)


def states_all(text: str, facts: Iterable[Fact]) -> bool:
    """True if `text` states every one of the facts."""
    return all(states(text, fact) for fact in facts)


def _forbidden(case: Case, answer: Observed) -> tuple[str, ...]:
    return tuple(fact for fact in case.forbid if contains(answer.text, fact))


def _cites(answer: Observed, source: Source) -> bool:
    return any(
        cited.file == source.file and source.page in (None, cited.page) for cited in answer.cited
    )
