"""The types that travel through the index: each made by one stage and read by the next.

All are frozen. Offsets are character offsets (Python code points) into `Document.text`, start
inclusive, end exclusive, so `document.text[x.start:x.end]` is always the exact text of `x`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

BlockKind = Literal["heading", "text", "item", "row"]
BLOCK_KINDS: tuple[BlockKind, ...] = ("heading", "text", "item", "row")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text its author set apart: a heading, paragraph, list item or table row.

    Blocks come in reading order and do not overlap; no sentence crosses a block's edge.
    """

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paged file (PDF); `number` counts from 1, as readers do.

    A paragraph, and so a block and a sentence, may begin on one page and end on the next.
    """

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text.

    Attributes:
        id: First 16 hex digits of the SHA-256 of the file's bytes: the same content has the same
            id wherever the file lies, and changed content never inherits old citations.
        path: Where the file was read, absolute.
        title: The title the file states, else its file name made readable.
        text: Everything readable, line wraps inside paragraphs undone, paragraphs apart.
        date: The date the file states for itself, if it does.
        pages: In order; empty for formats without pages.
        blocks: In reading order.
    """

    id: str
    path: str
    title: str
    text: str
    date: dt.date | None
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]

    def page_at(self, offset: int) -> int | None:
        """Number of the page that holds the character at `offset`; None without pages."""
        numbers = [page.number for page in self.pages if page.start <= offset]
        return numbers[-1] if numbers else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, heading, list item or table row: the unit that is quoted and cited.

    `kind` is that of its block; `page` is where it begins, from 1, None for files without pages.
    """

    start: int
    end: int
    text: str
    kind: BlockKind = "text"
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole consecutive sentences that one forward pass of the embedder can read.

    Attributes:
        ordinal: Position in the document, from 0.
        heading: The nearest heading above the passage's first sentence, or "".
        sentences: The sentences inside, in order; neighbouring passages share one.
    """

    ordinal: int
    start: int
    end: int
    text: str
    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What a list of documents shows of each."""

    id: str
    title: str
    path: str
    date: dt.date | None
    pages: int
    sentences: int

    def to_dict(self) -> dict[str, Any]:
        """As JSON knows it; the date in ISO form."""
        return {**dataclasses.asdict(self), "date": self.date.isoformat() if self.date else None}

    def to_markdown(self) -> str:
        """One list item."""
        date = f", {self.date.isoformat()}" if self.date else ""
        return f"- {self.title}{date} ({self.path})\n"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found, best first.

    Attributes:
        passage_id: The library's key of the passage.
        document: The passage's document.
        passage: The passage itself.
        score: Reciprocal rank fusion score, higher is better; comparable within one search only.
        similarity: Cosine of question and passage, -1..1; None if only the words matched.
        bm25: BM25 score, higher is better; None if only the meaning matched.
    """

    passage_id: str
    document: DocumentInfo
    passage: Passage
    score: float
    similarity: float | None
    bm25: float | None
