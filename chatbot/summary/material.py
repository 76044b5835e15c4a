"""What there is to summarise: the sentences of a document, each once, and its sections."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

import numpy as np

from index.library import Library
from index.minilm import Floats
from index.types import Document, DocumentInfo, Sentence

_ENDED = re.compile(r"[.!?…:][”’\"')\]]*$|[”’\"]$")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a document.

    Attributes:
        document: Whose it is.
        sentence: Its words and where they stand.
        heading: The heading it stands under, or "".
        context: The passage around it.
        place: Which of the document's sentences it is, from 0; headings count.
        section: Which of the document's sections it is in, from 0.
        opens: Whether it is the first of its section.
        line: Whether it is a line without a full stop ("By our reporter") where others have one.
    """

    document: DocumentInfo
    sentence: Sentence
    heading: str
    context: str
    place: int
    section: int
    opens: bool
    line: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A section of a document: a heading and what stands under it, before the next heading."""

    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A document taken apart.

    Attributes:
        length: Of its text, in characters.
        sentences: In reading order, headings among them, none twice.
        vectors: Of the sentences, (sentences, dimension), each of length 1.
        stretches: Its sections, in reading order; together they are the whole text.
    """

    document: DocumentInfo
    length: int
    sentences: tuple[Said, ...]
    vectors: Floats
    stretches: tuple[Stretch, ...]


def read(library: Library, info: DocumentInfo) -> Source:
    """Take a document of the library apart; nothing is embedded, its vectors are kept there."""
    document = library.document(info.id)
    stretches = _stretches(document)
    starts = [stretch.start for stretch in stretches]
    found: list[Said] = []
    vectors: list[Floats] = []
    seen = -1  # neighbouring passages share a sentence
    opened = -1
    for stored in library.passages_of(info.id):
        passage = stored.passage
        for sentence, vector in zip(passage.sentences, stored.sentence_vectors, strict=True):
            if sentence.start <= seen:
                continue
            seen = sentence.start
            section = max(0, bisect_right(starts, sentence.start) - 1)
            heading = stretches[section].heading
            opens = sentence.kind != "heading" and section != opened
            opened = section if opens else opened
            said = Said(info, sentence, heading, passage.text, len(found), section, opens)
            found.append(said)
            vectors.append(vector)
    found = _lines_marked(found)
    matrix = np.stack(vectors) if vectors else np.zeros((0, 1), np.float32)
    return Source(info, len(document.text), tuple(found), matrix, stretches)


def _lines_marked(found: list[Said]) -> list[Said]:
    ended = {s.place for s in found if _ENDED.search(s.sentence.text)}
    prose = [s for s in found if s.sentence.kind == "text"]
    if sum(s.place in ended for s in prose) * 2 < len(prose):
        return found  # it is written without full stops
    return [replace(s, line=s.sentence.kind == "text" and s.place not in ended) for s in found]


def _stretches(document: Document) -> tuple[Stretch, ...]:
    """The sections: one heading below another with nothing between is a section of its own."""
    headings = [block for block in document.blocks if block.kind == "heading"]
    edges = [(b.start, document.text[b.start : b.end]) for b in headings]
    if not edges or edges[0][0] > 0:
        edges.insert(0, (0, ""))
    ends = [start for start, _ in edges[1:]] + [len(document.text)]
    return tuple(
        Stretch(heading, start, end) for (start, heading), end in zip(edges, ends, strict=True)
    )
