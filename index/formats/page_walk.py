"""A web page's tree as pieces: what a browser shows, block by block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from index.formats.draft import Piece
from index.formats.lines import paragraphs
from index.formats.plain import text_pieces
from index.formats.tables import MOST_COLUMNS, Cell, row_pieces, spread
from index.types import BlockKind


def _tags(*names: str) -> frozenset[str]:
    return frozenset(" ".join(names).split())


# lxml has no types: its elements are Any here
_NEVER = _tags(
    "script style noscript template nav svg button select textarea input iframe object canvas",
    "audio video dialog head annotation rt rp datalist",
)
_HIDDEN = (
    ".//*[@hidden or @aria-hidden='true'"
    " or @role='navigation' or @role='search' or @role='menu' or @role='menubar'"
    " or @role='dialog' or @role='alertdialog' or @role='contentinfo']"
    " | .//footer[not(ancestor::article or ancestor::main or ancestor::blockquote)]"
    " | .//sup[.//a[starts-with(@href, '#')]]"  # marks of footnotes
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADINGS = _tags("h1 h2 h3 h4 h5 h6")
_ITEMS = _tags("li dt dd")
_LEAVES = _HEADINGS | _ITEMS | _tags("p figcaption summary legend td th caption")
_BLOCKS = _LEAVES | _tags(
    "address article aside blockquote body center details div dl fieldset figure footer form",
    "header hgroup hr html main ol option pre section table tbody tfoot thead tr ul",
)
_LONGEST_CELL = 600  # characters: a table with more in a cell lays out a page


@dataclass(frozen=True, slots=True)
class Found:
    """A piece, and the element that holds its block among its siblings."""

    piece: Piece
    box: Any


def clean(root: Any) -> None:
    """Take out of the tree what a browser would not show, and the site's navigation."""
    from lxml import etree  # type: ignore[import-untyped]  # only web pages need it

    etree.strip_elements(root, *_NEVER, with_tail=False)
    for element in root.xpath(_HIDDEN):
        element.drop_tree()
    for element in root.xpath(".//*[@style]"):
        if _UNSEEN.search(element.get("style")):
            element.drop_tree()


def walk(root: Any) -> Iterator[Found]:
    """The pieces under a (clean) element, in reading order."""
    from lxml import etree

    events = etree.iterwalk(root, events=("start", "end"))
    flow = _Flow()
    pieces: Sequence[Piece]
    for event, element in events:
        if event == "end":
            yield from flow.leave(element)
            continue
        yield from flow.enter(element)
        if element.tag == "table" and (rows := _table(element)):
            pieces = rows
        elif element.tag == "pre":
            pieces = _preformatted(element)
        else:
            flow.add(element.text)
            continue
        yield from (Found(piece, element.getparent()) for piece in pieces)
        events.skip_subtree()


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


def _table(element: Any) -> list[Piece]:
    """The rows of a table of data; nothing for one that lays out a page."""
    if element.find(".//table") is not None:
        return []
    rows = [[c for c in row if c.tag in ("td", "th")] for row in element.iter("tr")]
    rows = [row for row in rows if row]
    grid = spread([[_cell(c) for c in row] for row in rows])
    if len(rows) < 2 or max(map(len, grid)) < 2:
        return []
    if any(len(text) > _LONGEST_CELL for row in grid for text in row):
        return []
    in_head = rows[0][0].getparent().getparent().tag == "thead"
    headed = in_head or all(c.tag == "th" for c in rows[0])
    by_side = any(row[0].tag == "th" for row in rows)
    captions = [Piece("text", " ".join(c.itertext())) for c in element.iter("caption")]
    return [*captions, *row_pieces(grid, True if headed else False if by_side else None)]


def _cell(element: Any) -> Cell:
    text = " ".join(found.piece.text for found in walk(element))
    return Cell(text, _span(element, "colspan"), _span(element, "rowspan"))


def _span(element: Any, name: str) -> int:
    value = element.get(name, "")
    return min(max(int(value), 1), MOST_COLUMNS) if value.isascii() and value.isdecimal() else 1
