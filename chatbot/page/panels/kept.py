"""Conversations of earlier: listed, searched, opened, named, deleted and exported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from chatbot.page.panels.parts import Updates, acting, field, html, told
from chatbot.page.sitting import Sitting
from chatbot.page.views.kept import BAR, kept_html
from chatbot.page.views.saved import file_html
from chatbot.page.visitor import Visit
from index.errors import FootnoteError, UnfitRequest

if TYPE_CHECKING:
    from chatbot.bot import Chatbot
    from chatbot.history import Conversations


class Kept:
    """The bar above the conversation, and the list that it opens."""

    def __init__(self, bot: Chatbot) -> None:
        self._bot = bot

    def build(self) -> None:
        """Puts the parts on the page."""
        events = acting("save", "fresh", "find")
        self.bar = html(BAR, elem_id="fn-kept-bar", js_on_load=events)
        self.list = html(
            elem_id="fn-kept", js_on_load=acting("open", "rename", "delete", "restore")
        )
        self.file = html(elem_classes="fn-files")

    def show(self, sitting: Sitting, said: Any, request: gr.Request) -> str:
        """The list as it stands."""
        return self._listed(_owner(said, request), sitting.id)

    def find(self, sitting: Sitting, event: gr.EventData, request: gr.Request) -> str:
        """Those that have the words."""
        return self._listed(_owner(event._data, request), sitting.id, field(event, "search"))

    def arrive(self, said: Any, request: gr.Request) -> tuple[Sitting, str]:
        """When the page is loaded: the conversation that was open, and the list."""
        visit = Visit.read(said, request.username)
        sitting = self._resumed(visit.owner, visit.talk)
        return sitting, self._listed(visit.owner, sitting.id)

    def open(self, event: gr.EventData, request: gr.Request) -> tuple[Sitting, str]:
        """Another conversation instead of the one that is open."""
        owner = _owner(event._data, request)
        sitting = self._resumed(owner, field(event, "id"))
        return sitting, self._listed(owner, sitting.id)

    def fresh(self, event: gr.EventData, request: gr.Request) -> tuple[Sitting, str]:
        """A new conversation; the one that was open stays in the list."""
        return Sitting(), self._listed(_owner(event._data, request), "")

    def rename(self, sitting: Sitting, event: gr.EventData, request: gr.Request) -> str:
        """Gives one a name."""
        owner = _owner(event._data, request)
        try:
            self._of(owner).rename(field(event, "id"), field(event, "name"))
        except FootnoteError as error:
            return told(error, "Naming a conversation")
        return self._listed(owner, sitting.id)

    def delete(self, sitting: Sitting, event: gr.EventData, request: gr.Request) -> Updates:
        """Takes one off the list, and off the page if it is open there."""
        owner, id = _owner(event._data, request), field(event, "id")
        try:
            self._of(owner).delete(id)
        except FootnoteError as error:
            return gr.skip(), told(error, "Deleting a conversation")
        left = Sitting() if sitting.id == id else sitting
        return left, self._listed(owner, left.id, deleted=id)

    def restore(self, sitting: Sitting, event: gr.EventData, request: gr.Request) -> str:
        """Brings back one that was deleted."""
        owner = _owner(event._data, request)
        try:
            self._of(owner).restore(field(event, "id"))
        except FootnoteError as error:
            return told(error, "Bringing back a conversation")
        return self._listed(owner, sitting.id)

    def save(self, sitting: Sitting, event: gr.EventData, request: gr.Request) -> Updates:
        """The open conversation as a Markdown file, and what is to be said of it."""
        owner = _owner(event._data, request)
        try:
            if not sitting.id:
                raise UnfitRequest("There is no conversation to export yet.", "Ask something.")
            content = self._of(owner).to_markdown(sitting.id)
        except FootnoteError as error:
            return gr.skip(), told(error, "Exporting a conversation")
        return file_html("conversation", "md", content), ""

    def _of(self, owner: str) -> Conversations:
        return self._bot.conversations(owner)

    def _listed(self, owner: str, current: str, sought: str = "", deleted: str = "") -> str:
        if not owner:
            return kept_html((), current)
        try:
            return kept_html(self._of(owner).list(sought), current, sought, deleted)
        except FootnoteError as error:
            return told(error, "The list of conversations")

    def _resumed(self, owner: str, id: str) -> Sitting:
        try:
            return Sitting.kept(self._bot, owner, id)
        except FootnoteError:  # the list tells it
            return Sitting()


def _owner(said: Any, request: gr.Request) -> str:
    return Visit.read(said, request.username).owner
