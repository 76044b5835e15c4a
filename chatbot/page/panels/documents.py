"""The left column: files come in, documents are listed, chosen, opened and removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
        self.replacement = gr.File(elem_id="fn-replacement", elem_classes="fn-files")
        self.note = html(elem_id="fn-note")
        self.shelf = html(elem_id="fn-shelf", js_on_load=acting("remove"))

    def show(self) -> str:
        """The list of documents."""
        try:
            documents = self._bot.documents()
            gone = {d.id for d in documents if not Path(d.path).exists()}
            return documents_html(documents, gone)
        except FootnoteError as error:
            return told(error, "The list of documents")

    def add(self, files: list[str] | None) -> Iterator[Updates]:
        """Keeps the uploaded files and reads them: the box, the note and the list."""
        yield None, gr.skip(), gr.skip()
        for note, shelf in self._adding(files or []):
            yield gr.skip(), note, shelf

    def add_examples(self) -> Iterator[Updates]:
        """Reads the documents that come along: the note and the list."""
        yield from self._adding([str(file) for file in uploads.examples()], keep=False)

    def replace(self, file: str | None, replaced: Any) -> Iterator[Updates]:
        """Reads a file, then takes out the document that it stands for; as `add`."""
        yield None, gr.skip(), gr.skip()
        for note, shelf in self._adding([file] if file else [], replaced=str(replaced)):
            yield gr.skip(), note, shelf

    def _adding(self, files: list[str], keep: bool = True, replaced: str = "") -> Iterator[Updates]:
        names = [Path(file).name for file in files]
        yield adding_html(names, None), gr.skip()
        note = ""
        try:
            uploads.check_number(self._bot, files)
            for step in uploads.adding(self._bot, files, keep):
                if isinstance(step, AddReport):
                    note = added_html(step)
                    if replaced and not step.failed:
                        uploads.supersede(self._bot, replaced, step)
                else:
                    yield adding_html(names, step), gr.skip()
        except Exception as error:
            note = told(error, "Adding files")
        yield note, self.show()

    def remove(self, event: gr.EventData) -> Updates:
        """Removes a document, and the copy kept of it if it was uploaded here."""
        note = ""
        try:
            uploads.forget(self._bot, self._bot.remove(str(event.document)).path)
        except FootnoteError as error:
            note = told(error, "Removing a document")
        return note, self.show()
