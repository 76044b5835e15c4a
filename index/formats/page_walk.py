"""A web page's tree as pieces: what a browser shows, block by block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from index.formats.captions import caption_above
from index.formats.draft import Piece
from index.formats.grid import MOST_COLUMNS, Cell, Row
from index.formats.lines import paragraphs
from index.formats.plain import text_pieces
from index.formats.tables import lays_out, table_pieces
from index.types import BlockKind


def _tags(*names: str) -> frozenset[str]:
    return frozenset(" ".join(names).split())


# lxml has no types: its elements are Any here
_HEADINGS = _tags("h1 h2 h3 h4 h5 h6")
_ITEMS = _tags("li dt dd")
_LEAVES = _HEADINGS | _ITEMS | _tags("p figcaption summary legend td th caption")
_BLOCKS = _LEAVES | _tags(
    "address article aside blockquote body center details div dl fieldset figure footer form",
    "header hgroup hr html main ol option pre section table tbody tfoot thead tr ul",
)


@dataclass(frozen=True, slots=True)
class Found:
    """A piece, and the element that holds its block among its siblings."""

    piece: Piece
    box: Any


def walk(root: Any) -> list[Found]:
    """The pieces under a (clean) element, in reading order."""
    from lxml import etree  # type: ignore[import-untyped]  # only web pages need it

    events = etree.iterwalk(root, events=("start", "end"))
    flow = _Flow()
    found: list[Found] = []
    pieces: Sequence[Piece]
    for event, element in events:
        if event == "end":
            found += flow.leave(element)
            continue
        found += flow.enter(element)
        if element.tag == "table" and (rows := _table(element, found)):
            pieces = rows
        elif element.tag == "pre":
            pieces = _preformatted(element)
        else:
            flow.add(element.text)
            continue
        found += (Found(piece, element.getparent()) for piece in pieces)
        events.skip_subtree()
    return found


@dataclass(slots=True)
class _Flow:
    """The text since the last edge of a block, and the blocks that are open."""

    text: list[str] = field(default_factory=list)
    blocks: list[Any] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        if text:
            self.text.append(re.sub(r"\s+", " ", text))

    def enter(self, element: Any) -> Iterator[Found]:
        if element.tag in _BLOCKS:
            yield from self._flush()
            self.blocks.append(element)
        elif element.tag == "br":
            self.text.append("\n")
        elif element.tag == "q":
            self.text.append("“")

    def leave(self, element: Any) -> Iterator[Found]:
        if element.tag in _BLOCKS:
            yield from self._flush()
            self.blocks.pop()
        elif element.tag == "q":
            self.text.append("”")
        self.add(element.tail)

    def _flush(self) -> Iterator[Found]:
        text = "".join(self.text)
        self.text.clear()
        if not self.blocks:
            return
        block = self.blocks[-1]
        box = block.getparent() if block.tag in _LEAVES else block
        for paragraph in paragraphs(text):
            yield Found(Piece(self._kind(), paragraph), box)

    def _kind(self) -> BlockKind:
        for block in reversed(self.blocks):
            if block.tag in _HEADINGS:
                return "heading"
            if block.tag in _ITEMS:
                return "item"
        return "text"


def _preformatted(element: Any) -> Sequence[Piece]:
    """Code line by line; anything else is a plain text."""
    text = "".join(element.itertext())
    if element.find(".//code") is None and element.get("class") is None:
        return text_pieces(text)
    return [Piece("text", line) for line in text.split("\n")]


def _table(element: Any, found: list[Found]) -> list[Piece] | None:
    """The rows of a table of data; None for one that lays out a page.

    Args:
        found: What stands before it; a caption is taken from there.
    """
    if element.find(".//table") is not None:
        return None
    cells = [[c for c in row if c.tag in ("td", "th")] for row in element.iter("tr")]
    cells = [row for row in cells if row]
    rows = [Row([_cell(c) for c in row], row[0].getparent().getparent()) for row in cells]
    if len(rows) < 2 or lays_out(rows):
        return None
    stated = " ".join(_text(caption) for caption in element.iter("caption"))
    above = caption_above([f.piece for f in found[-2:]])
    pieces = table_pieces(rows, _heads(cells), stated or above)
    if pieces and above and not stated and found[-1].piece.kind == "text":
        found.pop()  # every row says it
    return pieces


def _heads(rows: Sequence[Sequence[Any]]) -> int | None:
    """How many rows name the columns; None if the page does not say."""
    in_head = [row[0].getparent().getparent().tag == "thead" for row in rows]
    if in_head[0]:
        return next((n for n, inside in enumerate(in_head) if not inside), len(rows))
    heads = list(takewhile(_is_header, rows))
    single = next((n for n, row in enumerate(heads) if n and len(row) == 1), len(heads))
    if single:
        return single
    return 0 if any(row[0].tag == "th" for row in rows) else None


def _is_header(row: Sequence[Any]) -> bool:
    """Whether a row is all headers; a corner may be empty."""
    first, *others = row
    return all(c.tag == "th" for c in others or row) and (first.tag == "th" or not _text(first))


def _cell(element: Any) -> Cell:
    return Cell(_text(element), _span(element, "colspan"), _span(element, "rowspan"))


def _text(element: Any) -> str:
    return " ".join(found.piece.text for found in walk(element))


def _span(element: Any, name: str) -> int:
    value = element.get(name, "")
    return min(max(int(value), 1), MOST_COLUMNS) if value.isascii() and value.isdecimal() else 1
