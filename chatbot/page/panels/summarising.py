"""Summaries: asked for, followed as they are made, stopped, saved."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import gradio as gr

from chatbot.bot import Chatbot  # not for types only: gradio reads those of handlers
from chatbot.page.panels.parts import Updates, acting, field, html, still_there, told
from chatbot.page.panels.saving import result_file
from chatbot.page.views.forms import summary_form_html
from chatbot.page.views.summary import summary_html, summary_under_way_html
from chatbot.page.visitor import Visit
from chatbot.types import AnswerSentence, SentenceWritten, Summary, SummaryDone, SummaryProgress
from index.errors import UnfitRequest

Sentences = tuple[AnswerSentence, ...]


class Summarising:
    """The form and the summary."""

    def __init__(self, bot: Chatbot) -> None:
        self._bot = bot

    def build(self) -> None:
        """Puts the parts on the page."""
        self.form = html(summary_form_html(), js_on_load=acting("summarise"))
        self.result = html(elem_id="fn-summary", js_on_load=acting("stop", "save"))
        self.file = html(elem_classes="fn-files")

    def summarise(self, using: Chatbot | None, event: gr.EventData) -> Iterator[Updates]:
        """Streams one summary; closing this generator stops the model.

        Args:
            using: The visitor's own choice of a model; None for the page's.

        Yields:
            The summary and its sentences so far (two states), and it as HTML.
        """
        progress: SummaryProgress | None = None
        sentences: Sentences = ()
        yield None, (), summary_under_way_html(None, ())
        try:
            documents = still_there(self._bot, Visit.read(event._data).documents)
            made = (using or self._bot).stream_summary(
                None, _words(event), field(event, "focus") or None, documents
            )
            with contextlib.closing(made) as steps:  # type: ignore[type-var]
                for step in steps:
                    match step:
                        case SummaryProgress():
                            progress = step
                        case SentenceWritten(sentence):
                            sentences = (*sentences, sentence)
                        case SummaryDone(summary):
                            yield summary, (), summary_html(summary)
                            return
                    yield None, sentences, summary_under_way_html(progress, sentences)
        except Exception as error:
            yield None, (), told(error, "A summary")

    def stop(self, sentences: Sentences) -> str:
        """After it was stopped: what was written of it."""
        return summary_under_way_html(None, sentences, stopped=True)

    def save(self, summary: Summary | None, event: gr.EventData) -> str:
        """The summary as a file."""
        return result_file(summary, "summary", field(event, "format")) if summary else ""


def _words(event: gr.EventData) -> int:
    given = field(event, "words")
    words = field(event, "other") if given == "other" else given
    try:
        return int(words)
    except ValueError:
        raise UnfitRequest(
            "The number of words is missing.", "Choose one, or type a number of 20 to 5,000."
        ) from None
