"""A document opened at a quote: where it is from, and its text or page with the quote marked."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import PurePath

from chatbot.page.stretch import Stretch
from chatbot.types import Citation
from chatbot.wording.dates import written
from chatbot.wording.shown import count
from index.facsimile import Mark, PageImage
from index.types import Block, Document

_ELEMENTS = {"heading": "h4", "text": "p", "item": "p", "row": "p"}
_CLOSE = (
    '<button type="button" class="fn-close" data-close aria-label="Close the document"></button>'
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A document, and the characters of it that are to be marked; none where `start == end`."""

    document: Document
    start: int
    end: int

    @property
    def page(self) -> int | None:
        """The page the quote begins on; the first one without a quote; None without pages."""
        return self.document.page_at(self.start) or (1 if self.document.pages else None)

    @property
    def quote(self) -> str:
        return self.document.text[self.start : self.end]

    @property
    def citation(self) -> Citation:
        """The quote as a citation."""
        its = self.document
        return Citation(
            0,
            its.id,
            its.title,
            its.path,
            its.date,
            self.page,
            "",
            self.start,
            self.end,
            self.quote,
        )


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as it looks, with the places to mark on it."""

    number: int
    image: PageImage
    marks: Sequence[Mark]


def text_html(opened: Opened, stretch: Stretch, remark: str = "") -> str:
    """The pane with a stretch of the text; `remark` says why it is not the page."""
    start, end = opened.start, opened.end
    told = f'<p class="fn-quiet">{escape(remark)}</p>' if remark else ""
    return _pane(
        opened,
        "text",
        '<div class="fn-text" tabindex="0" role="region" aria-label="Text of the document">'
        f"{told}{_more('before', stretch)}{_blocks(stretch, start, end)}{_more('after', stretch)}"
        "</div>",
    )


def page_html(opened: Opened, leaf: Leaf) -> str:
    """The pane with a page as it looks, the quote marked where it stands."""
    png = base64.b64encode(leaf.image.png).decode("ascii")
    here = leaf.number == opened.page and opened.quote
    told = f"Page {leaf.number} of {opened.document.title}"
    told += f", with these words marked: “{opened.quote}”" if here else ""
    marks = "".join(
        f'<i style="left:{x0:.3%};top:{y0:.3%};width:{x1 - x0:.3%};height:{y1 - y0:.3%}"></i>'
        for x0, y0, x1, y1 in leaf.marks
    )
    return _pane(
        opened,
        "page",
        f'<div class="fn-text fn-facsimile" tabindex="0" role="region" aria-label="Page">'
        f'<figure><img src="data:image/png;base64,{png}" alt="{escape(told)}"'
        f' width="{leaf.image.width}" height="{leaf.image.height}">{marks}</figure></div>'
        f"{_turning(leaf.number, len(opened.document.pages))}",
    )


def gone_html(message: str) -> str:
    """What stands there when the document cannot be shown."""
    return (
        '<article class="fn-reader"><header class="fn-reader-head">'
        f'{_CLOSE}</header><div class="fn-trouble" role="alert">{escape(message)}</div></article>'
    )


def more_html(stretch: Stretch, way: str) -> str:
    """More of the text, to be put before or after what is shown."""
    text = _blocks(stretch, 0, 0)
    return _more(way, stretch) + text if way == "before" else text + _more(way, stretch)


def _pane(opened: Opened, view: str, body: str) -> str:
    document = opened.document
    return (
        f'<article class="fn-reader" data-document="{escape(document.id)}"'
        f' data-start="{opened.start}" data-end="{opened.end}"'
        f' aria-label="{escape(document.title)}">{_head(opened, view)}{body}</article>'
    )


def _head(opened: Opened, view: str) -> str:
    document = opened.document
    facts = [written(document.date) if document.date else "no date stated"]
    if document.pages:
        pages = count(len(document.pages), "page")
        facts.append(f"page {opened.page} of {pages.split()[0]}" if opened.quote else pages)
    facts.append(PurePath(document.path).name)
    return (
        f'<header class="fn-reader-head"><div><h3 class="fn-title">{escape(document.title)}</h3>'
        f'<p class="fn-facts">{escape(" · ".join(facts))}</p>{_views(opened, view)}</div>{_CLOSE}'
        "</header>"
    )


def _views(opened: Opened, view: str) -> str:
    if not opened.document.pages:
        return ""
    buttons = "".join(
        f'<button type="button" data-view="{name.lower()}"'
        f' aria-pressed="{"true" if name.lower() == view else "false"}">{name}</button>'
        for name in ("Page", "Text")
    )
    return f'<div class="fn-views" role="group" aria-label="Show as">{buttons}</div>'


def _turning(number: int, pages: int) -> str:
    """Buttons to the page before and the page after."""

    def button(name: str, to: int, sign: str) -> str:
        disabled = "" if 1 <= to <= pages else " disabled"
        return (
            f'<button type="button" data-page="{to}" aria-label="{name}"{disabled}>{sign}</button>'
        )

    before, after = button("Previous page", number - 1, "‹"), button("Next page", number + 1, "›")
    at = f"<span>{number:,} of {pages:,}</span>"
    return f'<nav class="fn-turning" aria-label="Pages">{before}{at}{after}</nav>'


def _more(way: str, stretch: Stretch) -> str:
    """A button that fetches more text; it is pressed by itself when it scrolls into view."""
    there = stretch.more_before if way == "before" else stretch.more_after
    if not there:
        return ""
    at = stretch.start if way == "before" else stretch.end
    words = "Earlier text" if way == "before" else "Further text"
    return f'<button type="button" class="fn-more" data-way="{way}" data-at="{at}">{words}</button>'


def _blocks(stretch: Stretch, start: int, end: int) -> str:
    """The blocks as elements of their kind; the span is marked wherever it falls."""
    document, shown = stretch.document, []
    page = document.page_at(stretch.start - 1) if stretch.more_before else None
    for block in stretch.blocks:
        now = document.page_at(block.start)
        if now != page:
            shown.append(f'<div class="fn-leaf" role="separator">Page {now}</div>')
        page = now
        shown.append(_block(document, block, start, end))
    return "".join(shown)


def _block(document: Document, block: Block, start: int, end: int) -> str:
    element, text = _ELEMENTS[block.kind], document.text
    first, last = max(start, block.start), min(end, block.end)
    words = escape(text[block.start : block.end])
    if first < last:
        words = (
            f"{escape(text[block.start : first])}<mark>{escape(text[first:last])}</mark>"
            f"{escape(text[last : block.end])}"
        )
    return f'<{element} class="fn-is-{block.kind}">{words}</{element}>'
