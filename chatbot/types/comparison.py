"""A comparison: what two documents say alike, otherwise, or alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from chatbot.types.citation import AnswerSentence, Citation, plain
from chatbot.types.exported import Exported
from index.types import DocumentInfo

ClaimStatus = Literal["same", "changed", "only_old", "only_new"]


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two claims, as each document words it.

    Attributes:
        what: What it is the value of ("staff of NHS England", "Health Secretary"); "" if unclear.
        old, new: "6,500" and "15,000".
    """

    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of one document beside the other's, quoted and cited.

    Attributes:
        old: Of the older document, or of the first named where dates don't tell; None if only the
            other says it.
        changes: For "changed", what differs; empty otherwise.
    """

    status: ClaimStatus
    old: AnswerSentence | None
    new: AnswerSentence | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class LatestYear:
    """The latest year that a document without a date names: it may tell when it was written.

    Attributes:
        document: Its id.
        citation: Where it first names that year.
    """

    document: str
    year: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Comparison(Exported):
    """Two documents side by side.

    Attributes:
        old, new: The documents, the older first; as they were named where dates don't tell.
        dated: Whether both have dates that differ, so that "old" and "new" mean something.
        about: What it was to be about, or "".
        claims: Changed ones first, then same, then those of one only; each in reading order.
        years: Of each document without a date the latest year that it names, if it names one.
    """

    old: DocumentInfo
    new: DocumentInfo
    dated: bool
    about: str
    claims: tuple[Claim, ...]
    seconds: float
    years: tuple[LatestYear, ...] = ()

    def having(self, status: ClaimStatus) -> tuple[Claim, ...]:
        """The claims of one status."""
        return tuple(c for c in self.claims if c.status == status)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation, once each, in order of first use."""
        sides = (side for claim in self.claims for side in (claim.old, claim.new) if side)
        cited = (c for side in sides for c in side.citations)
        return tuple(dict.fromkeys([*cited, *(year.citation for year in self.years)]))

    def to_dict(self) -> dict[str, Any]:
        return {**plain(self)}
