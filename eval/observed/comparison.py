"""What a system made of two documents when it was asked to compare them."""

from __future__ import annotations

from dataclasses import dataclass

from eval.cases.changes import Changes
from eval.observed import Said


@dataclass(frozen=True, slots=True)
class Reported:
    """Two values that a system calls a change of the same thing."""

    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A claim of the old document beside one of the new.

    Attributes:
        status: "same", "changed", "only_old" or "only_new".
        old, new: None if only the other document says it; `cited` has only citations that resolve.
    """

    status: str
    old: Said | None
    new: Said | None
    changes: tuple[Reported, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison; `error` says for a person why there is none, "" if there is."""

    claims: tuple[Beside, ...] = ()
    seconds: float = 0.0
    error: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """Two documents, compared by one system."""

    system: str
    case: Changes
    observed: Compared
