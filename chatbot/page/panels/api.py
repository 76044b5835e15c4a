"""The page's endpoints for other programs."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api

from chatbot.page import web_api
from chatbot.page.panels.parts import PEOPLE, WRITING
from index.errors import FootnoteError

if TYPE_CHECKING:
    from chatbot.bot import Chatbot


def open_api(bot: Chatbot) -> None:
    """Opens ask, list and add; to be called before other events take the names."""
    plain = web_api.Api(bot)
    api(_telling(plain.ask), api_name="ask", concurrency_limit=PEOPLE)
    api(_telling(plain.documents), api_name="list")
    files, report = gr.File(file_count="multiple", visible=False), gr.JSON(visible=False)
    files.upload(_telling(plain.add), [files], [report], api_name="add", **WRITING)


def _telling(answer: Callable[..., Any]) -> Callable[..., Any]:
    """Gradio keeps the messages of errors from its callers, all but its own kind's."""

    @functools.wraps(answer)
    def told(*given: Any) -> Any:
        try:
            return answer(*given)
        except FootnoteError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return told
