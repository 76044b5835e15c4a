"""The conversations of earlier: a list to find, open, name and delete them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from chatbot.wording.shown import count

if TYPE_CHECKING:
    from chatbot.history import KeptInfo

BAR = (
    '<div class="fn-bar"><button type="button" class="fn-quietly" data-kept aria-expanded="false"'
    ' aria-controls="fn-kept">Conversations</button><span></span>'
    '<button type="button" class="fn-quietly" data-do="save">Export</button>'
    '<button type="button" class="fn-quietly" data-do="fresh">New</button></div>'
    '<div class="fn-find"><input type="search" data-find placeholder="Search conversations"'
    ' aria-label="Search conversations"></div>'
)


def kept_html(kept: Sequence[KeptInfo], current: str, sought: str = "", deleted: str = "") -> str:
    """The list, newest first.

    Args:
        current: The id of the one that is open.
        sought: The words that were searched for.
        deleted: The id of one just deleted, which can be brought back.
    """
    undo = (
        '<p class="fn-undo" role="status">Deleted. <button type="button" class="fn-plain"'
        f' data-do="restore" data-id="{escape(deleted)}">Undo</button></p>'
        if deleted
        else ""
    )
    if not kept:
        none = "No conversation has these words." if sought else "No conversations yet."
        return f'{undo}<p class="fn-quiet">{none}</p>'
    items = "".join(_item(one, one.id == current) for one in kept)
    return f'{undo}<ul class="fn-kept-list" aria-label="Conversations">{items}</ul>'


def _item(one: KeptInfo, current: bool) -> str:
    id, name = escape(one.id), escape(one.name)
    when = one.when.isoformat(timespec="seconds")
    state = ' aria-current="true"' if current else ""
    return (
        f'<li><button type="button" class="fn-title" data-do="open" data-id="{id}"{state}>{name}'
        f'</button><span class="fn-facts">{count(one.turns, "question")} · <time datetime="{when}">'
        f"{one.when:%d %b %Y, %H:%M} UTC</time></span>"
        f'<form data-do="rename" hidden><input type="hidden" name="id" value="{id}"><input'
        f' type="text" name="name" value="{name}" maxlength="200" aria-label="Name">'
        '<button type="submit" class="fn-plain">Keep</button></form>'
        f'<span class="fn-its"><button type="button" data-rename aria-label="Rename {name}">Rename'
        f'</button><button type="button" data-do="delete" data-id="{id}"'
        f' aria-label="Delete {name}">Delete</button></span></li>'
    )
