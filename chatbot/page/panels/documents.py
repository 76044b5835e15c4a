"""The left column: files come in, documents are listed, chosen, opened and removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from chatbot.page import uploads
from chatbot.page.panels.parts import Updates, acting, html, told
from chatbot.page.views.documents import added_html, adding_html, documents_html
from index.errors import FootnoteError
from index.ingest import AddReport

if TYPE_CHECKING:
    from chatbot.bot import Chatbot


class Documents:
    """The column's parts; each event gives the note and the list anew."""

    def __init__(self, bot: Chatbot) -> None:
        self._bot = bot

    def build(self) -> None:
        """Puts the parts on the page."""
        self.drop = gr.File(
            file_count="multiple", label="Add documents", elem_id="fn-drop", height=104
        )
        self.note = html(elem_id="fn-note")
        self.shelf = html(elem_id="fn-shelf", js_on_load=acting("remove"))

    def show(self) -> str:
        """The list of documents."""
        try:
            return documents_html(self._bot.documents())
        except FootnoteError as error:
            return told(error, "The list of documents")

    def add(self, files: list[str] | None) -> Iterator[Updates]:
        """Keeps the uploaded files and reads them: the box, the note and the list."""
        names = [Path(file).name for file in files or []]
        yield None, adding_html(names, None), gr.skip()
        note = ""
        try:
            for step in uploads.adding(self._bot, files or []):
                if isinstance(step, AddReport):
                    note = added_html(step)
                else:
                    yield gr.skip(), adding_html(names, step), gr.skip()
        except Exception as error:
            note = told(error, "Adding files")
        yield gr.skip(), note, self.show()

    def remove(self, event: gr.EventData) -> Updates:
        """Removes a document, and the copy kept of it if it was uploaded here."""
        note = ""
        try:
            uploads.forget(self._bot, self._bot.remove(str(event.document)).path)
        except FootnoteError as error:
            note = told(error, "Removing a document")
        return note, self.show()
