"""Comparisons of two documents: asked for and saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import gradio as gr

from chatbot.page.panels.parts import Updates, acting, field, html, told
from chatbot.page.panels.saving import result_file
from chatbot.page.views.comparison import comparing_html, comparison_html
from chatbot.page.views.forms import comparison_form_html
from chatbot.types import Comparison
from index.errors import UnfitRequest

if TYPE_CHECKING:
    from chatbot.bot import Chatbot


class Comparing:
    """The form and the comparison."""

    def __init__(self, bot: Chatbot) -> None:
        self._bot = bot

    def build(self) -> None:
        """Puts the parts on the page."""
        self.form = html(comparison_form_html(), js_on_load=acting("compare"))
        self.result = html(elem_id="fn-comparison", js_on_load=acting("stop", "save"))
        self.file = html(elem_classes="fn-files")

    def compare(self, event: gr.EventData) -> Iterator[Updates]:
        """Makes one comparison: its state, and it as HTML."""
        yield None, comparing_html()
        try:
            one, other = field(event, "a"), field(event, "b")
            if not one or not other:
                raise UnfitRequest("There are no two documents to compare.", "Add them first.")
            if one == other:
                raise UnfitRequest("Both are the same document.", "Choose two different ones.")
            made = self._bot.compare(one, other, field(event, "about") or None)
            yield made, comparison_html(made)
        except Exception as error:
            yield None, told(error, "A comparison")

    def stop(self) -> str:
        """After it was stopped."""
        return comparing_html(stopped=True)

    def save(self, comparison: Comparison | None, event: gr.EventData) -> str:
        """The comparison as a file."""
        return result_file(comparison, "comparison", field(event, "format")) if comparison else ""
