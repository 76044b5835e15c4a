"""Markdown (CommonMark and tables), rendered to plain text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from index.formats.captions import caption_above
from index.formats.decode import decode
from index.formats.draft import Draft, Piece
from index.formats.grid import Cell, Row
from index.formats.lines import paragraphs
from index.formats.raised import raised
from index.formats.stated import labelled_title, parse_date, stated_date
from index.formats.tables import table_pieces
from index.types import BlockKind

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_NOTE = re.compile(r"^ {0,3}\[\^[^\]\n]{1,60}\]:[ \t]*", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,60}\]")
_DATE_KEYS = ("date", "published", "updated", "lastmod", "modified", "created")


def read(data: bytes) -> Draft:
    """A Markdown file. Raises: UnfitError: the bytes are no text."""
    text = decode(data)
    front, body = _front_matter(text)
    pieces = tuple(_pieces(body))
    top = body[:10_000].split("\n")
    headed = next((p.text for p in pieces[:5] if p.kind == "heading"), None)
    title = front.get("title")
    return Draft(
        title=(str(title) if title else None) or headed or labelled_title(top),
        date=_front_date(front) or stated_date(top),
        pages=(pieces,),
    )


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The YAML between two lines of dashes at the very top, and the rest."""
    match = _FRONT.match(text)
    if not match:
        return {}, text
    import yaml  # only files with front matter need it

    try:
        fields = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, text
    if not isinstance(fields, dict):
        return {}, text
    return {str(key).lower(): value for key, value in fields.items()}, text[match.end() :]


def _front_date(front: dict[str, Any]) -> dt.date | None:
    for value in map(front.get, _DATE_KEYS):
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        if isinstance(value, str) and (date := parse_date(value)):
            return date
    return None


def _pieces(text: str) -> list[Piece]:
    from markdown_it import MarkdownIt  # a tenth of a second that no other format should pay

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    kinds: list[BlockKind] = ["text"]
    rows: list[list[Cell]] = []
    pieces: list[Piece] = []
    for token in parser.parse(_NOTE.sub("", text)):
        if token.type in _KINDS:
            kinds.append(_KINDS[token.type])
        elif token.type in _ENDS:
            kinds.pop()
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            _add_table(pieces, rows)
            rows = []
        elif token.type == "inline" and rows:
            rows[-1].append(Cell(_plain(token.children or ())))
        else:
            pieces += _leaf(token, kinds[-1])
    return pieces


def _add_table(pieces: list[Piece], rows: Sequence[Sequence[Cell]]) -> None:
    caption = caption_above(pieces)
    if caption and pieces[-1].kind == "text":
        pieces.pop()  # every row says it
    pieces += table_pieces([Row(cells) for cells in rows], 1, caption)


_KINDS: dict[str, BlockKind] = {"heading_open": "heading", "list_item_open": "item"}
_ENDS = ("heading_close", "list_item_close")


def _leaf(token: Token, kind: BlockKind) -> Iterator[Piece]:
    """The pieces of a token that holds text itself; none for the others."""
    if token.type == "inline":
        yield from (Piece(kind, text) for text in paragraphs(_plain(token.children or ())))
    elif token.type in ("fence", "code_block"):
        yield from (Piece("text", line) for line in token.content.split("\n"))
    elif token.type == "html_block":
        from index.formats.webpage import visible_pieces

        yield from visible_pieces(token.content)


def _plain(tokens: Sequence[Token]) -> str:
    """Inline markup as the text a reader sees."""
    said: list[str] = []
    high: int | None = None  # where in `said` a superscript begins
    for at, token in enumerate(tokens):
        tag = token.content.lower() if token.type == "html_inline" else ""
        if tag == "<sup>":
            high = len(said)
        elif tag == "</sup>" and high is not None:
            after = tokens[at + 1].content if at + 1 < len(tokens) else ""
            said[high:] = [raised("".join(said[:high]), "".join(said[high:]), after)]
            high = None
        else:
            said.append(_inline(token))
    return "".join(said)


def _inline(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "image":
        return _plain(token.children or ())
    if token.type == "text":
        return _NOTE_MARK.sub("", token.content)
    if token.type == "html_inline":
        return " " if re.match(r"</?(?:br|p|div|td|li)\b", token.content, re.IGNORECASE) else ""
    return token.content  # code, and nothing for the ends of emphasis and links
