"""Which claims bear on what a comparison is to be about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.compare.sources import Said, Source
from chatbot.wording.mentions import content_stems
from index.minilm import Floats

# Cosine of subject and sentence: from here on it bears on it, whatever its words…
_NEAR = 0.45
# …and from here on if it has one of the words.
_FAR = 0.25
_MOST_WORDS = 0.99  # share of the subject's words that suffices by itself


@dataclass(frozen=True)
class Bearing:
    """Whether a claim bears on a subject.

    Attributes:
        text: The subject, as asked.
        vector: Of the subject.
        sources: The documents, for their claims' vectors.
    """

    text: str
    vector: Floats
    sources: tuple[Source, ...]

    def __call__(self, said: Said, whats: Sequence[str] = ()) -> bool:
        """Does it?

        Args:
            whats: What changed in it.
        """
        asked = set(content_stems(self.text))
        own = set(content_stems(f"{said.heading} {said.text} {' '.join(whats)}"))
        shared = len(asked & own) / len(asked) if asked else 0.0
        source = next(s for s in self.sources if s.info.id == said.document.id)
        cosine = float(source.vectors[said.at] @ self.vector)
        return cosine >= _NEAR or shared >= _MOST_WORDS or (shared > 0 and cosine >= _FAR)
