"""A written sentence against the words it cites: is everything it states there?

Figures, dates, names and quoted words are compared one by one, because those are what a reader
acts on and what models get wrong; then what is said of what, denials and opposites; then the rest
of the meaning. Each verdict says what decided it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chatbot.types import Verdict
from chatbot.verify.cited import Cited, Similarity
from chatbot.verify.facts import missing
from chatbot.verify.meaning import meaning
from chatbot.verify.overlap import Overlap
from chatbot.verify.relations import related_otherwise
from chatbot.verify.statements import read
from chatbot.verify.support import probability

__all__ = ["Cited", "Similarity", "verify"]


def verify(
    sentence: str,
    cited: Sequence[Cited],
    similarity: Similarity,
    support: Callable[[Overlap], float] = probability,
) -> Verdict:
    """The verdict on one sentence.

    Args:
        sentence: As written, without citation marks.
        cited: What it cites; none at all is unsupported.
        similarity: Cosine of two texts, by the library's embedder.
        support: How likely it is that people call a sentence that copies supported.
    """
    if not cited:
        return Verdict("unsupported", "it cites nothing")
    said = read(" ".join(sentence.split()))
    sources = [read(" ".join(c.citation.quote.split())) for c in cited]
    if said.text == " ".join(source.text for source in sources):
        return Verdict("quoted")
    if fault := missing(said, cited, sources) or related_otherwise(said, sources):
        return Verdict("unsupported", fault)
    return meaning(said, cited, sources, similarity, support)
