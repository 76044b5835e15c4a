"""The whole page: documents at the left, what is done with them, the source at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from chatbot.page.panels.api import open_api
from chatbot.page.panels.asking import Asking
from chatbot.page.panels.comparing import Comparing
from chatbot.page.panels.documents import Documents
from chatbot.page.panels.parts import CHOSEN, PEOPLE, QUIET, READERS, WRITING, html
from chatbot.page.panels.reader import reader
from chatbot.page.panels.summarising import Summarising
from chatbot.page.views.frame import BRAND, modes_html

if TYPE_CHECKING:
    from chatbot.bot import Chatbot


class Page:
    """One page over one library: its panels, and which event changes what."""

    def __init__(self, bot: Chatbot) -> None:
        self.documents, self.asking = Documents(bot), Asking(bot)
        self.summarising, self.comparing = Summarising(bot), Comparing(bot)
        self.blocks = gr.Blocks(
            title="Footnote", analytics_enabled=False, fill_width=True, delete_cache=(600, 3600)
        )
        with self.blocks:
            self._lay_out(bot)
            open_api(bot)
            self._wire_documents()
            self._wire_asking()
            self._wire_summarising()
            self._wire_comparing()

    def _lay_out(self, bot: Chatbot) -> None:
        self.talk, self.past = gr.State(None), gr.State(())
        self.chosen = gr.JSON(visible=False)  # filled by the page's script when it is needed
        with gr.Row(elem_id="fn-page"):
            html(BRAND + modes_html(), elem_id="fn-top")
            with gr.Column(elem_id="fn-documents", min_width=0):
                self.documents.build()
            with gr.Column(elem_id="fn-middle", min_width=0):
                with gr.Column(elem_id="fn-ask", min_width=0):
                    self.asking.build()
                with gr.Column(elem_id="fn-summarise", min_width=0):
                    self.summarising.build()
                with gr.Column(elem_id="fn-compare", min_width=0):
                    self.comparing.build()
            with gr.Column(elem_id="fn-margin", min_width=0):
                self.sources = html(elem_id="fn-sources")
                reader(bot)

    def _wire_documents(self) -> None:
        documents, talk = self.documents, [self.asking.conversation, self.sources]
        self.blocks.load(documents.show, None, [documents.shelf], **QUIET)
        self.blocks.load(self.asking.show, [self.past], talk, **QUIET)
        changed = [documents.note, documents.shelf]
        for event in (
            documents.drop.upload(
                documents.add, [documents.drop], [documents.drop, *changed], **QUIET, **WRITING
            ),
            documents.shelf.remove(documents.remove, None, changed, **QUIET, **WRITING),
        ):
            event.then(self.asking.show, [self.past], talk, **QUIET)

    def _wire_asking(self) -> None:
        asking, states = self.asking, [self.talk, self.past]
        shown = [asking.conversation, self.sources]
        going = asking.box.submit(
            asking.ask,
            [asking.box, *states, self.chosen],
            [asking.box, *states, *shown],
            js=f"(question, talk, past, chosen) => [question, talk, past, {CHOSEN}]",
            concurrency_limit=PEOPLE,
            **QUIET,
        )
        asking.box.stop(
            asking.stop, [self.past], [asking.box, self.past, *shown], cancels=[going], **QUIET
        )

    def _wire_summarising(self) -> None:
        panel, made, sentences = self.summarising, gr.State(None), gr.State(())
        going = panel.form.summarise(
            panel.summarise, None, [made, sentences, panel.result],
            concurrency_limit=READERS, concurrency_id="reading", **QUIET,
        )  # fmt: skip
        panel.result.stop(panel.stop, [sentences], [panel.result], cancels=[going], **QUIET)
        panel.result.save(panel.save, [made], [panel.file], **QUIET)

    def _wire_comparing(self) -> None:
        panel, made = self.comparing, gr.State(None)
        going = panel.form.compare(
            panel.compare, None, [made, panel.result],
            concurrency_limit=READERS, concurrency_id="reading", **QUIET,
        )  # fmt: skip
        panel.result.stop(panel.stop, None, [panel.result], cancels=[going], **QUIET)
        panel.result.save(panel.save, [made], [panel.file], **QUIET)
