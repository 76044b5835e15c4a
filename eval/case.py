"""Questions with known answers, and what came of asking them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.errors import FootnoteError


class FactsError(FootnoteError):
    """A facts file that cannot be used as it is; the message names the line."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question and what a right answer is.

    Attributes:
        expect: Facts that must all be in the answer, each as its alternatives in wording.
        forbid: Facts of which none may be in the answer.
        cite: Name of a file that the answer must cite; None if any will do.
        abstain: True when the documents don't say, and the right answer is to say so.
        line: Where the case starts in its file, from 1.
    """

    question: str
    expect: tuple[tuple[str, ...], ...] = ()
    forbid: tuple[str, ...] = ()
    cite: str | None = None
    abstain: bool = False
    tags: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class FactsFile:
    """The documents that a set of cases asks about, as paths that exist, and the cases."""

    documents: tuple[Path, ...]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How an answer compares with its case.

    Attributes:
        missing: Expected facts that the answer does not state, each as its alternatives.
        forbidden: Forbidden facts that it states.
        uncited: The file it should have cited and did not; None if all is well.
        wrongly_abstained: It abstained although the documents say.
        wrongly_answered: It answered although they don't.
    """

    missing: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    uncited: str | None = None
    wrongly_abstained: bool = False
    wrongly_answered: bool = False

    @property
    def correct(self) -> bool:
        """True if nothing is wrong with the answer."""
        return not self.reason

    @property
    def reason(self) -> str:
        """What is wrong, for a person; "" if nothing is."""
        if self.wrongly_abstained:
            return "abstained, though the documents say"
        if self.wrongly_answered:
            return "answered, though the documents don't say"
        faults = [f"lacks {' or '.join(map(repr, fact))}" for fact in self.missing]
        faults += [f"says {fact!r}" for fact in self.forbidden]
        faults += [f"does not cite {self.uncited}"] if self.uncited else []
        return "; ".join(faults)
