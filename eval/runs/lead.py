"""The baseline of summaries: a document's first sentences, as many as come nearest to a length.

Nothing else is asked of it, and on news it is hard to beat (Nenkova 2005, "Automatic text
summarization of newswire: lessons learned from the Document Understanding Conference", AAAI).
"""

from __future__ import annotations

from pathlib import Path

from eval.observed import Cited, Said
from eval.observed.summary import Summarised
from index.load import load
from index.split import split
from index.types import Document, Sentence

LEAD = "lead"


class Lead:
    """Quotes the sentences with which a document begins; headings are none."""

    name = LEAD

    def summarise(self, document: Path, words: int) -> Summarised:
        """The first sentences, whole, to the length nearest to `words`."""
        read = load(document)
        return Summarised(tuple(_said(document.name, s) for s in lead(sentences(read), words)))


def sentences(document: Document) -> list[Sentence]:
    """Its sentences in reading order: items and rows of tables too, headings not."""
    passages = split(document, count=lambda texts: [1 for _ in texts], limit=100)
    each = {s.start: s for passage in passages for s in passage.sentences}
    return [each[start] for start in sorted(each) if each[start].kind != "heading"]


def lead(sentences: list[Sentence], words: int) -> list[Sentence]:
    """As many of the first sentences as come nearest to so many words, the fewer of two as near."""
    best, length = 0, 0
    nearest = words
    for count, sentence in enumerate(sentences, start=1):
        length += len(sentence.text.split())
        if abs(length - words) < nearest:
            best, nearest = count, abs(length - words)
    return sentences[:best]


def _said(file: str, sentence: Sentence) -> Said:
    cited = Cited(file, sentence.page, sentence.start, sentence.end, sentence.text)
    return Said(sentence.text, (cited,), "quoted")
