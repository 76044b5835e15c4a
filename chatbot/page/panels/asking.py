"""The conversation: a question is asked, its evidence appears, then its sentences."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import gradio as gr

from chatbot.conversation import Conversation
from chatbot.page.exchange import Exchange
from chatbot.page.panels.parts import UNEXPECTED, Updates, html, log, still_there
from chatbot.page.views.conversation import conversation_html
from chatbot.page.views.sources import sources_html
from index.errors import FootnoteError

if TYPE_CHECKING:
    from chatbot.bot import Chatbot

Past = tuple[Exchange, ...]


class Asking:
    """The conversation's parts, and what happens when somebody asks."""

    def __init__(self, bot: Chatbot) -> None:
        self._bot = bot

    def build(self) -> None:
        """Puts the parts on the page."""
        self.conversation = html(elem_id="fn-conversation")
        self.box = gr.Textbox(
            label="Your question",
            placeholder="Ask your documents",
            lines=1,
            max_lines=8,
            submit_btn="Ask",
            show_label=False,
            container=False,
            autofocus=True,
            elem_id="fn-box",
        )

    def show(self, past: Past) -> tuple[str, str]:
        """The conversation and its sources as they stand."""
        try:
            documents = len(self._bot.documents())
        except FootnoteError:  # the list of documents tells it
            documents = 0
        return conversation_html(past, documents), sources_html(past)

    def ask(
        self,
        question: str,
        talk: Conversation | None,
        past: Past,
        chosen: Sequence[str] | None = None,
    ) -> Iterator[Updates]:
        """Streams one answer; closing this generator stops the model.

        Yields:
            The box, the conversation so far (two states), and both as HTML.
        """
        if not question.strip():
            yield (gr.skip(),) * 5
            return
        talk = talk or self._bot.conversation()
        box = gr.update(value="", submit_btn=False, stop_btn="Stop")
        for exchange in self._hear(question.strip(), talk, chosen):
            if not exchange.waiting:
                box = gr.update(submit_btn="Ask", stop_btn=False)
            now = (*past, exchange)
            yield box, talk, now, conversation_html(now, 1), sources_html(now)
            box = gr.skip()

    def _hear(
        self, question: str, talk: Conversation, chosen: Sequence[str] | None
    ) -> Iterator[Exchange]:
        exchange = Exchange(question)
        yield exchange
        try:
            documents = still_there(self._bot, chosen)
            with contextlib.closing(talk.stream(question, documents)) as events:  # type: ignore[type-var]
                for event in events:
                    exchange = exchange.heard(event, self._text)
                    yield exchange
        except FootnoteError as error:
            yield dataclasses.replace(exchange, trouble=str(error))
        except Exception:
            log.exception("A question could not be answered.")
            yield dataclasses.replace(exchange, trouble=UNEXPECTED)

    def _text(self, document: str) -> str:
        try:
            return self._bot.text(document)
        except FootnoteError:  # removed by somebody while the answer was on its way
            return ""

    def stop(self, past: Past) -> Updates:
        """After the answer was stopped: keeps what was written of it."""
        past = tuple(dataclasses.replace(e, stopped=e.waiting) for e in past)
        return gr.update(submit_btn="Ask", stop_btn=False), past, *self.show(past)
