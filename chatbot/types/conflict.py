"""Documents at odds: what they give different values of, each side with where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chatbot.types.citation import Citation
from chatbot.wording.dates import written


@dataclass(frozen=True, slots=True)
class Side:
    """What one document says.

    Attributes:
        value: As its sentence words it: "just under 15,000".
        citation: The sentence.
    """

    value: str
    citation: Citation

    @classmethod
    def from_dict(cls, made: Mapping[str, Any]) -> Side:
        """The side again, from its `plain` form."""
        return cls(made["value"], Citation.from_dict(made["citation"]))

    @property
    def source(self) -> str:
        """The document for a person: "Staffing briefing, 11 March 2025", or that it is undated."""
        day = self.citation.date
        return f"{' '.join(self.citation.title.split())}, {written(day) if day else 'undated'}"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Documents that give different values of one thing.

    Attributes:
        what: What it is the value of; "" if unclear.
        sides: One for each value, the newest document first; those without a date come last.
    """

    what: str
    sides: tuple[Side, ...]

    @classmethod
    def from_dict(cls, made: Mapping[str, Any]) -> Conflict:
        """The conflict again, from its `plain` form."""
        return cls(made["what"], tuple(map(Side.from_dict, made["sides"])))

    def __str__(self) -> str:
        """A line for a person: "The documents differ on staff of Moor Council: 820 (Review, 11
        March 2025) against 640 (Briefing, 27 November 2022)."."""
        return " ".join(text for text, _ in self.pieces())

    def pieces(self) -> Iterator[tuple[str, Citation]]:
        """The line in pieces, a space apart, each with the citation whose mark follows it."""
        opening = f"The documents differ on {self.what}:" if self.what else "The documents differ:"
        for side in self.sides:
            end = "." if side is self.sides[-1] else ""
            yield f"{opening} {side.value} ({side.source}){end}", side.citation
            opening = "against"
