"""The whole page: documents at the left, what is done with them, the source at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from chatbot.page.panels.api import open_api
from chatbot.page.panels.asking import Asking
from chatbot.page.panels.comparing import Comparing
from chatbot.page.panels.documents import Documents
from chatbot.page.panels.kept import Kept
from chatbot.page.panels.models import Models
from chatbot.page.panels.parts import ASKING, PEOPLE, QUIET, READERS, VISIT, WRITING, html
from chatbot.page.panels.reader import reader
from chatbot.page.panels.summarising import Summarising
from chatbot.page.sitting import Sitting
from chatbot.page.views.frame import BRAND, modes_html

if TYPE_CHECKING:
    from chatbot.bot import Chatbot

_READING: dict[str, Any] = {"concurrency_limit": READERS, "concurrency_id": "reading", **QUIET}


class Page:
    """One page over one library: its panels, and which event changes what."""

    def __init__(self, bot: Chatbot) -> None:
        self.documents, self.models = Documents(bot), Models(bot)
        self.asking, self.kept = Asking(bot), Kept(bot)
        self.summarising, self.comparing = Summarising(bot), Comparing(bot)
        self.blocks = gr.Blocks(
            title="Footnote", analytics_enabled=False, fill_width=True, delete_cache=(600, 3600)
        )
        self.blocks.queue(default_concurrency_limit=PEOPLE)
        with self.blocks:
            self._lay_out(bot)
            open_api(bot)
            self._wire_documents()
            self._wire_kept(self._wire_asking())
            self._wire_summarising()
            self._wire_comparing()

    def _lay_out(self, bot: Chatbot) -> None:
        self.sitting, self.using = gr.State(Sitting()), gr.State(None)
        self.said = gr.JSON(visible=False)  # filled by the page's script as events happen
        with gr.Row(elem_id="fn-page"):
            html(BRAND + modes_html(), elem_id="fn-top")
            with gr.Column(elem_id="fn-documents", min_width=0):
                self.documents.build()
                self.models.build()
            with gr.Column(elem_id="fn-middle", min_width=0):
                with gr.Column(elem_id="fn-ask", min_width=0):
                    self.kept.build()
                    self.asking.build()
                with gr.Column(elem_id="fn-summarise", min_width=0):
                    self.summarising.build()
                with gr.Column(elem_id="fn-compare", min_width=0):
                    self.comparing.build()
            with gr.Column(elem_id="fn-margin", min_width=0):
                self.sources = html(elem_id="fn-sources")
                reader(bot)
        self.talk = [self.asking.conversation, self.sources]

    def _show_talk(self, event: Any) -> None:
        """After an event that changes what is open: the conversation is shown anew."""
        event.then(self.asking.show, [self.sitting], self.talk, **QUIET)

    def _suggest(self, event: Any) -> None:
        """After an event that changes the documents: other questions to begin with."""
        said, shown = f"() => [{VISIT}]", [self.asking.suggestions]
        event.then(self.asking.suggest, [self.said], shown, js=said, **QUIET)

    def _wire_documents(self) -> None:
        panel = self.documents
        arrived = self.blocks.load(panel.show, None, [panel.shelf], **QUIET)
        self._suggest(arrived)
        suggestions = self.asking.suggestions
        suggestions.suggest(self.asking.suggest_anew, None, [suggestions], **QUIET)
        changed = [panel.note, panel.shelf]
        drop, other = panel.drop, panel.replacement
        first = self.asking.conversation.examples
        for event in (
            drop.upload(panel.add, [drop], [drop, *changed], **QUIET, **WRITING),
            other.upload(
                panel.replace, [other, self.said], [other, *changed],
                js="(file, said) => [file, footnote.replaced]", **QUIET, **WRITING,
            ),
            panel.shelf.remove(panel.remove, None, changed, **QUIET, **WRITING),
            first(panel.add_examples, None, changed, **QUIET, **WRITING),
        ):  # fmt: skip
            self._show_talk(event)
            self._suggest(event)

    def _wire_asking(self) -> Any:
        """The event of asking, so that others can end it."""
        panel, sitting = self.asking, self.sitting
        asking = panel.box.submit(
            panel.ask,
            [panel.box, sitting, self.using, self.said],
            [panel.box, sitting, *self.talk, panel.note],
            js=f"(question, sitting, using, said) => [question, sitting, using, {ASKING}]",
            concurrency_limit=PEOPLE,
            **QUIET,
        )
        self._list_kept(asking)
        panel.box.stop(
            panel.stop, [sitting], [panel.box, sitting, *self.talk], cancels=[asking], **QUIET
        )
        rated = [sitting, panel.conversation, panel.note]
        panel.conversation.rate(panel.rate, [sitting], rated, **QUIET)
        chosen = [self.using, sitting, self.models.line, panel.note]
        self.models.line.use(self.models.use, [sitting], chosen, **QUIET)
        return asking

    def _list_kept(self, event: Any) -> None:
        said = f"(sitting, said) => [sitting, {VISIT}]"
        kept = self.kept
        event.then(kept.show, [self.sitting, self.said], [kept.list], js=said, **QUIET)

    def _wire_kept(self, asking: Any) -> None:
        kept, sitting = self.kept, self.sitting
        opened = [sitting, kept.list]
        for event in (
            self.blocks.load(kept.arrive, [self.said], opened, js=f"() => [{VISIT}]", **QUIET),
            kept.list.open(kept.open, None, opened, cancels=[asking], **QUIET),
            kept.bar.fresh(kept.fresh, None, opened, cancels=[asking], **QUIET),
            kept.list.delete(kept.delete, [sitting], opened, cancels=[asking], **QUIET),
        ):
            self._show_talk(event)
            event.then(self.asking.ready, None, [self.asking.box], **QUIET)
        kept.bar.find(kept.find, [sitting], [kept.list], **QUIET)
        kept.list.rename(kept.rename, [sitting], [kept.list], **QUIET)
        kept.list.restore(kept.restore, [sitting], [kept.list], **QUIET)
        kept.bar.save(kept.save, [sitting], [kept.file, self.asking.note], **QUIET)

    def _wire_summarising(self) -> None:
        panel, made, sentences = self.summarising, gr.State(None), gr.State(())
        changed = [made, sentences, panel.result]
        going = panel.form.summarise(panel.summarise, [self.using], changed, **_READING)
        panel.result.stop(panel.stop, [sentences], [panel.result], cancels=[going], **QUIET)
        panel.result.save(panel.save, [made], [panel.file], **QUIET)

    def _wire_comparing(self) -> None:
        panel, made = self.comparing, gr.State(None)
        going = panel.form.compare(panel.compare, None, [made, panel.result], **_READING)
        panel.result.stop(panel.stop, None, [panel.result], cancels=[going], **QUIET)
        panel.result.save(panel.save, [made], [panel.file], **QUIET)
