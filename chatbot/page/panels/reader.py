"""The source pane: opens a document at a quote, and fetches more of it while it is read.

Its functions are called by the page's script and keep nothing between calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from chatbot.page import stretch
from chatbot.page.panels.parts import html, log
from chatbot.page.views.source import Leaf, Opened, gone_html, more_html, page_html, text_html
from index.errors import FootnoteError
from index.facsimile import PageError

if TYPE_CHECKING:
    from chatbot.bot import Chatbot

_WIDTH = 1100  # pixels of a page: twice what the pane has, for fine screens
_GONE = "This document cannot be shown. It may have been changed or removed since."


def reader(bot: Chatbot) -> gr.HTML:
    """The pane, empty until something is opened in it."""

    def open_source(asked: Any) -> str:
        try:
            return _opened(bot, asked)
        except FootnoteError:
            return gone_html(_GONE)
        except (TypeError, ValueError) as error:
            log.warning("A source was asked for in a way that makes no sense: %s", error)
            return gone_html(_GONE)

    def more_source(asked: Any) -> str:
        try:
            document, at = bot.document(_name(asked)), _offset(asked, "at")
        except (FootnoteError, TypeError, ValueError):
            return ""
        way = "before" if asked.get("way") == "before" else "after"
        part = stretch.before(document, at) if way == "before" else stretch.after(document, at)
        return more_html(part, way)

    return html(
        elem_id="fn-reader",
        js_on_load="footnote.reader(element, server);",
        server_functions=[open_source, more_source],
    )


def _opened(bot: Chatbot, asked: Any) -> str:
    """The page where there are pages and a quote, else the text; or as asked for."""
    document = bot.document(_name(asked))
    opened = Opened(document, _offset(asked, "start"), _offset(asked, "end"))
    remark, view = "", asked.get("view")
    if document.pages and (view == "page" or (opened.quote and view != "text")):
        try:
            return page_html(opened, _leaf(bot, opened, _offset(asked, "page")))
        except PageError as error:
            remark = str(error)
    return text_html(opened, stretch.around(document, opened.start, opened.end), remark)


def _leaf(bot: Chatbot, opened: Opened, number: int) -> Leaf:
    number = number or opened.page or 1
    image = bot.page_image(opened.document.id, number, _WIDTH)
    marks = bot.page_marks(opened.citation, number) if opened.quote else ()
    return Leaf(number, image, marks)


def _name(asked: Any) -> str:
    name = asked["document"] if isinstance(asked, dict) else None
    if not isinstance(name, str):
        raise TypeError("a document is named by a string")
    return name


def _offset(asked: dict[str, Any], name: str) -> int:
    return max(int(asked.get(name) or 0), 0)
