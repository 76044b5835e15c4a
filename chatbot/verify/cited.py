"""What a sentence cites, and how near two texts are in meaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chatbot.types import Citation

# Cosine of two texts.
Similarity = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Cited:
    """What a sentence cites: the quoted words, and the text around them that names its subject."""

    citation: Citation
    context: str

    @property
    def around(self) -> str:
        return f"{self.citation.title}. {self.citation.heading}. {self.context}"
