"""Sentences of a summary with their citations: the whole original sentence, verified."""

from __future__ import annotations

from dataclasses import dataclass, field

from chatbot.summary.material import Said
from chatbot.types import AnswerSentence, Citation, Verdict
from chatbot.verify import Cited, Similarity, verify


@dataclass(slots=True)
class Citer:
    """Numbers citations, each sentence of a document once, in the order they are asked for.

    Args:
        similarity: Cosine of two texts; asked only where words do not decide.
    """

    similarity: Similarity
    _numbers: dict[tuple[str, int], Citation] = field(default_factory=dict)

    def cite(self, said: Said) -> Citation:
        """The citation of a whole sentence."""
        key = said.document.id, said.sentence.start
        if key not in self._numbers:
            number = len(self._numbers) + 1
            self._numbers[key] = Citation.of(number, said.document, said.sentence, said.heading)
        return self._numbers[key]

    def unnumbered(self, said: Said) -> Citation:
        """A citation to verify by, that no reader sees."""
        return Citation.of(0, said.document, said.sentence, said.heading)

    def quoted(self, said: Said) -> AnswerSentence:
        """The sentence word for word."""
        text = " ".join(said.sentence.text.split())
        return AnswerSentence(text, (self.cite(said),), Verdict("quoted"))

    def shortened(self, said: Said, text: str) -> AnswerSentence:
        """The sentence as `text` has it, where that says nothing that it does not."""
        text = " ".join(text.split())
        whole = self.quoted(said)
        if text == whole.text:
            return whole
        citation = whole.citations[0]
        verdict = verify(text, [Cited(citation, said.context)], self.similarity)
        if verdict.status not in ("quoted", "supported"):
            return whole
        return AnswerSentence(text, (citation,), Verdict("supported", "without its opening words"))
