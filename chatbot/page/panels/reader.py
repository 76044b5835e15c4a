"""The source pane: opens a document at a quote, and fetches more of it while it is read.

Its functions are called by the page's script and keep nothing between calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from chatbot.page import stretch
from chatbot.page.panels.parts import html, log
from chatbot.page.views.source import gone_html, more_html, source_html
from index.errors import FootnoteError

if TYPE_CHECKING:
    from chatbot.bot import Chatbot

_GONE = "This document cannot be shown. It may have been changed or removed since."


def reader(bot: Chatbot) -> gr.HTML:
    """The pane, empty until something is opened in it."""

    def open_source(asked: Any) -> str:
        try:
            document = bot.document(_name(asked))
            start, end = _offset(asked, "start"), _offset(asked, "end")
            return source_html(stretch.around(document, start, end), start, end)
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


def _name(asked: Any) -> str:
    name = asked["document"] if isinstance(asked, dict) else None
    if not isinstance(name, str):
        raise TypeError("a document is named by a string")
    return name


def _offset(asked: dict[str, Any], name: str) -> int:
    return max(int(asked.get(name) or 0), 0)
