"""The conversation: a question is asked, its evidence appears, then its sentences."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from typing import Any

import gradio as gr

from chatbot.bot import Chatbot  # not for types only: gradio reads those of handlers
from chatbot.page.exchange import Exchange
from chatbot.page.panels.parts import UNEXPECTED, Updates, acting, field, html, log, still_there
from chatbot.page.sitting import Sitting
from chatbot.page.views.conversation import conversation_html, suggestions_html
from chatbot.page.views.frame import trouble_html
from chatbot.page.views.sources import sources_html
from chatbot.page.visitor import Visit
from index.errors import FootnoteError


class Asking:
    """The conversation's parts, and what happens when somebody asks."""

    def __init__(self, bot: Chatbot) -> None:
        self._bot = bot

    def build(self) -> None:
        """Puts the parts on the page."""
        self.conversation = html(elem_id="fn-conversation", js_on_load=acting("rate", "examples"))
        self.suggestions = html(
            elem_id="fn-suggestions",
            js_on_load='footnote.suggest = () => trigger("suggest", footnote.visit());',
        )
        self.note = html(elem_id="fn-talk-note")
        self.box = gr.Textbox(
            label="Your question",
            placeholder="Ask your documents",
            lines=1,
            max_lines=8,
            max_length=4000,
            submit_btn="Ask",
            show_label=False,
            container=False,
            autofocus=True,
            elem_id="fn-box",
        )

    def show(self, sitting: Sitting) -> tuple[str, str]:
        """The conversation and its sources as they stand."""
        try:
            documents = len(self._bot.documents())
        except FootnoteError:  # the list of documents tells it
            documents = 0
        return conversation_html(sitting.past, documents, sitting.id), sources_html(sitting.past)

    def suggest(self, said: Any) -> str:
        """Questions that the ticked documents answer."""
        try:
            documents = still_there(self._bot, Visit.read(said).documents)
            return suggestions_html(self._bot.suggestions(documents))
        except FootnoteError:  # the first question will meet it too, and tell its asker
            return ""

    def suggest_anew(self, event: gr.EventData) -> str:
        """The same, after other documents were ticked."""
        return self.suggest(event._data)

    def ask(
        self,
        question: str,
        sitting: Sitting,
        using: Chatbot | None = None,
        said: Any = None,
        request: gr.Request | None = None,
    ) -> Iterator[Updates]:
        """Streams one answer; closing this generator stops the model.

        Args:
            using: The visitor's own choice of a model; None for the page's.
            said: What the page's script says: a `Visit`.

        Yields:
            The box, the sitting, the conversation and its sources as HTML, and a note.
        """
        if not question.strip():
            yield (gr.skip(),) * 5
            return
        visit = Visit.read(said, request.username if request else None)
        sitting = sitting if sitting.past else self._resumed(visit)
        if sitting.past and sitting.past[-1].waiting:  # one question at a time
            yield (gr.skip(),) * 5
            return
        if visit.again and sitting.past:
            sitting = self._take_back(sitting, visit)
        box, note = gr.update(value="", submit_btn=False, stop_btn="Stop"), ""
        talk = sitting.talking(using or self._bot)
        for exchange in self._hear(Exchange(question.strip()), talk, visit):
            now = dataclasses.replace(sitting, talk=talk).and_then(exchange)
            if not exchange.waiting:
                box = self.ready()
                now, note = self._keep(now, visit)
            yield box, now, conversation_html(now.past, 1, now.id), sources_html(now.past), note
            box = gr.skip()

    def _resumed(self, visit: Visit) -> Sitting:
        """What the page still shows after this server was started anew."""
        try:
            return Sitting.kept(self._bot, visit.owner, visit.talk)
        except FootnoteError as error:  # the question is answered all the same
            log.warning("%s", error)
            return Sitting()

    def _hear(self, exchange: Exchange, talk: Any, visit: Visit) -> Iterator[Exchange]:
        yield exchange
        try:
            documents = still_there(self._bot, visit.documents)
            with contextlib.closing(talk.stream(exchange.asked, documents)) as events:
                for event in events:
                    exchange = exchange.heard(event, self.text)
                    yield exchange
        except FootnoteError as error:
            yield dataclasses.replace(exchange, trouble=str(error))
        except Exception:
            log.exception("A question could not be answered.")
            yield dataclasses.replace(exchange, trouble=UNEXPECTED)

    def _keep(self, sitting: Sitting, visit: Visit) -> tuple[Sitting, str]:
        """Keeps the answer, under a new id if it is the first; and what went wrong in that."""
        answer = sitting.past[-1].answer
        if answer is None or not visit.owner:
            return sitting, ""
        try:
            kept = self._bot.conversations(visit.owner)
            sitting = dataclasses.replace(sitting, id=sitting.id or kept.new())
            kept.append(sitting.id, answer)
        except FootnoteError as error:
            return sitting, trouble_html(str(error))
        return sitting, ""

    def _take_back(self, sitting: Sitting, visit: Visit) -> Sitting:
        """Without the last exchange, neither on the page nor among what is kept."""
        if sitting.past[-1].answer and sitting.id and visit.owner:
            try:
                self._bot.conversations(visit.owner).drop_last(sitting.id)
            except FootnoteError as error:  # the new answer still comes
                log.warning("%s", error)
        return sitting.without_last()

    def text(self, document: str) -> str:
        """A document's text; none if somebody removed it meanwhile."""
        try:
            return self._bot.text(document)
        except FootnoteError:
            return ""

    def ready(self) -> Any:
        """The box, for the next question."""
        return gr.update(submit_btn="Ask", stop_btn=False)

    def stop(self, sitting: Sitting) -> Updates:
        """After the answer was stopped: keeps what was written of it."""
        sitting = sitting.stopped()
        return self.ready(), sitting, *self.show(sitting)

    def rate(self, sitting: Sitting, event: gr.EventData) -> Updates:
        """Stores what a person thinks of an answer: the sitting, the conversation, a note."""
        try:
            nth = int(field(event, "turn")) - 1
            answer = sitting.past[nth].answer if 0 <= nth < len(sitting.past) else None
            if answer is None:
                return gr.skip(), gr.skip(), gr.skip()
            how = "good" if field(event, "rated") == "good" else "bad"
            earlier = [exchange.asked for exchange in sitting.past[:nth]]
            self._bot.rate(answer, how == "good", field(event, "correction"), earlier)
        except FootnoteError as error:
            return gr.skip(), gr.skip(), trouble_html(str(error))
        sitting = sitting.rated(nth, how)
        return sitting, conversation_html(sitting.past, 1, sitting.id), ""
