"""Which model answers a visitor: chosen and tried by them, and theirs alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from chatbot.page.panels.parts import Updates, html, told
from chatbot.page.sitting import Sitting
from chatbot.page.views.models import SERVER, model_html, models_html, tried_html
from index.errors import FootnoteError, UnfitRequest

if TYPE_CHECKING:
    from chatbot.bot import Chatbot

_FIELDS = ("model", "name", "url", "key")


class Models:
    """The line that names the model, and the dialog behind it."""

    def __init__(self, bot: Chatbot) -> None:
        self._bot = bot

    def build(self) -> None:
        """Puts the line on the page."""
        self.line = html(
            model_html(self._label(self._bot.settings.model)),
            elem_id="fn-model",
            js_on_load='footnote.models(element, trigger, server); // "use"',
            server_functions=self._functions(),
        )

    def _functions(self) -> list[Any]:
        """What the dialog asks; a key passes through and is kept nowhere."""
        bot = self._bot

        def list_models(current: Any) -> str:
            return models_html(bot.models(), str(current or bot.settings.model))

        def try_model(asked: Any) -> str:
            try:
                return tried_html(
                    _chosen(bot, asked if isinstance(asked, dict) else {}).test_model()
                )
            except FootnoteError as error:
                return tried_html(str(error))

        return [list_models, try_model]

    def use(self, sitting: Sitting, event: gr.EventData) -> Updates:
        """From the next question on: the chatbot, the sitting, the line and a note."""
        try:
            chosen = _chosen(self._bot, event._data)
        except FootnoteError as error:
            return gr.skip(), gr.skip(), gr.skip(), told(error, "Choosing a model")
        name = chosen.settings.model
        return chosen, sitting.silent(), model_html(self._label(name), name), ""

    def _label(self, name: str) -> str:
        if name == "builtin":
            return "the built-in reader"
        return name.rpartition("/")[2].partition(":")[2] or name.rpartition("/")[2]


def _chosen(bot: Chatbot, asked: Any) -> Chatbot:
    """The chatbot with the model asked for.

    Raises:
        FootnoteError: There is no such model; says what to do.
    """
    model, name, url, key = (
        str(asked.get(n) or "").strip() for n in ("model", "name", "url", "key")
    )
    if model != SERVER:
        if model not in {choice.name for choice in bot.models()}:
            raise UnfitRequest("No model is chosen.", "Choose one of the list.")
        return bot.using(model)
    if not url or not name:
        raise UnfitRequest(
            "A server needs its address and the name of a model.",
            "Fill in both, the key if it wants one.",
        )
    return bot.using(f"openai:{name}", url, key or None)
