"""What all panels are made of."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr

from chatbot.page.views.frame import trouble_html
from index.errors import FootnoteError

if TYPE_CHECKING:
    from chatbot.bot import Chatbot

Updates = tuple[Any, ...]
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
WRITING: dict[str, Any] = {"concurrency_limit": 1, "concurrency_id": "library"}
PEOPLE = 16  # questions answered at once; more wait their turn
READERS = 4  # summaries or comparisons made at once
UNEXPECTED = "Something went wrong inside Footnote; its terminal says more. Please try again."
ASKING = "footnote.asking()"
VISIT = "footnote.visit()"  # what the page's script says with an event: a `Visit`

log = logging.getLogger("footnote")


def html(value: str = "", **how: Any) -> gr.HTML:
    """HTML as it is, in the page's own style."""
    return gr.HTML(value, apply_default_css=False, **{"js_on_load": None, **how})


def acting(*events: str) -> str:
    """Script for `html(js_on_load=…)`: its buttons and forms with these `data-do` are events."""
    named = ", ".join(f'"{event}"' for event in events)
    return f"footnote.act(element, trigger, [{named}]);"


def told(error: Exception, doing: str) -> str:
    """What went wrong, as HTML for a person; what nobody expected goes to the log in full."""
    if isinstance(error, FootnoteError):
        return trouble_html(str(error))
    log.error("%s failed.", doing, exc_info=error)
    return trouble_html(UNEXPECTED)


def still_there(bot: Chatbot, chosen: Sequence[str] | None) -> list[str] | None:
    """The chosen documents that have not been removed meanwhile; None for all documents.

    Raises:
        FootnoteError: There is none to use.
    """
    there = [document.id for document in bot.documents()]
    if not there:
        raise FootnoteError("There are no documents to use yet.", "Add some first.")
    if chosen is None:
        return None
    kept = [id for id in there if id in set(map(str, chosen))]
    if not kept:
        raise FootnoteError("No document is chosen.", "Tick at least one in the list.")
    return kept


def field(event: gr.EventData, name: str) -> str:
    """A form's field; "" if it has none of this name. It comes from outside: trust nothing."""
    value = event._data.get(name) if isinstance(event._data, dict) else None
    return value.strip() if isinstance(value, str) else ""
