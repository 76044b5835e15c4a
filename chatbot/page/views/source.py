"""A document opened at a quote: where it is from, and its text with the quote marked."""

from __future__ import annotations

from html import escape
from pathlib import PurePath

from chatbot.page.stretch import Stretch
from chatbot.wording.dates import written
from chatbot.wording.shown import count
from index.types import Block, Document

_ELEMENTS = {"heading": "h4", "text": "p", "item": "p", "row": "p"}


def source_html(stretch: Stretch, start: int, end: int) -> str:
    """The pane that shows a document; characters `start` to `end` are marked, if there are any."""
    document = stretch.document
    return (
        f'<article class="fn-reader" data-document="{escape(document.id)}"'
        f' aria-label="{escape(document.title)}">{_head(document, start, end)}'
        f'<div class="fn-text" tabindex="0" role="region" aria-label="Text of the document">'
        f"{_more('before', stretch)}{blocks_html(stretch, start, end)}{_more('after', stretch)}"
        "</div></article>"
    )


def gone_html(message: str) -> str:
    """What stands there when the document cannot be shown."""
    return (
        '<article class="fn-reader"><header class="fn-reader-head">'
        f'{_CLOSE}</header><div class="fn-trouble" role="alert">{escape(message)}</div></article>'
    )


_CLOSE = (
    '<button type="button" class="fn-close" data-close aria-label="Close the document"></button>'
)


def _head(document: Document, start: int, end: int) -> str:
    facts = [written(document.date) if document.date else "no date stated"]
    page = document.page_at(start) if end > start else None
    if page is not None:
        facts.append(f"page {page} of {len(document.pages):,}")
    elif document.pages:
        facts.append(count(len(document.pages), "page"))
    facts.append(PurePath(document.path).name)
    return (
        f'<header class="fn-reader-head"><div><h3 class="fn-title">{escape(document.title)}</h3>'
        f'<p class="fn-facts">{escape(" · ".join(facts))}</p></div>{_CLOSE}</header>'
    )


def _more(way: str, stretch: Stretch) -> str:
    """A button that fetches more text; it is pressed by itself when it scrolls into view."""
    there = stretch.more_before if way == "before" else stretch.more_after
    if not there:
        return ""
    at = stretch.start if way == "before" else stretch.end
    words = "Earlier text" if way == "before" else "Further text"
    return f'<button type="button" class="fn-more" data-way="{way}" data-at="{at}">{words}</button>'


def more_html(stretch: Stretch, way: str) -> str:
    """More of the text, to be put before or after what is shown."""
    text = blocks_html(stretch, 0, 0)
    return _more(way, stretch) + text if way == "before" else text + _more(way, stretch)


def blocks_html(stretch: Stretch, start: int, end: int) -> str:
    """The blocks as elements of their kind; the span is marked wherever it falls."""
    document, page, shown = stretch.document, None, []
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
