"""Footnote's web page: documents at the left, the conversation, its sources at the right.

Only the library is shared; each person's conversation lives in their own session.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import functools
import logging
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # gradio reads it when imported
# A question is small work: several at once would have NumPy's threads wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import gradio as gr
from gradio.events import api

from chatbot.bot import Chatbot
from chatbot.conversation import Conversation
from chatbot.page import render, render_library, uploads, web_api
from chatbot.page.exchange import Exchange
from index.errors import FootnoteError
from index.ingest import AddReport

ROOM = Path(render.__file__).parent
FONT = ["Inter", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "sans-serif"]
ALONE: dict[str, Any] = {"concurrency_limit": 1, "concurrency_id": "library"}
PEOPLE = 16  # questions answered at once; more wait their turn
UNEXPECTED = "Something went wrong inside Footnote; its terminal says more. Please try again."
Updates = tuple[Any, ...]

REMOVE = """element.addEventListener("click", (event) => {
  const button = event.target.closest(".fn-remove[data-sure]");
  if (button) trigger("remove", { document: button.dataset.document });
});"""

log = logging.getLogger("footnote")


class Page:
    """What the page does: holds the library that all share, and nothing of any one person."""

    def __init__(self, bot: Chatbot) -> None:
        self.bot = bot

    def show(self, past: Sequence[Exchange]) -> tuple[str, str, str]:
        """The three columns as they stand: documents, conversation, sources."""
        try:
            documents = self.bot.documents()
            shelf = render_library.documents_html(documents)
        except FootnoteError as error:
            documents, shelf = [], render.trouble_html(str(error))
        conversation = render.conversation_html(past, len(documents))
        return shelf, conversation, render.sources_html(past)

    def ask(
        self, question: str, talk: Conversation | None, past: tuple[Exchange, ...]
    ) -> Iterator[Updates]:
        """Streams one answer; closing this generator stops the model."""
        if not question.strip():
            yield (gr.skip(),) * 5
            return
        talk = talk or self.bot.conversation()
        box = gr.update(value="", submit_btn=False, stop_btn="Stop")
        for exchange in self._hear(question.strip(), talk):
            if not exchange.waiting:
                box = gr.update(submit_btn="Ask", stop_btn=False)
            now = (*past, exchange)
            yield box, talk, now, render.conversation_html(now, 1), render.sources_html(now)
            box = gr.skip()

    def _hear(self, question: str, talk: Conversation) -> Iterator[Exchange]:
        exchange = Exchange(question)
        yield exchange
        try:
            if not self.bot.documents():
                raise FootnoteError("There are no documents to ask yet.", "Add some first.")
            with contextlib.closing(talk.stream(question)) as events:  # type: ignore[type-var]
                for event in events:
                    exchange = exchange.heard(event, self._text)
                    yield exchange
        except FootnoteError as error:
            yield dataclasses.replace(exchange, trouble=str(error))
        except Exception:
            log.exception("A question could not be answered.")
            yield dataclasses.replace(exchange, trouble=UNEXPECTED)

    def _text(self, document: str) -> str:
        try:
            return self.bot.text(document)
        except FootnoteError:  # removed by somebody while the answer was on its way
            return ""

    def stop(self, past: tuple[Exchange, ...]) -> Updates:
        """After the answer was stopped: keeps what was written of it."""
        past = tuple(dataclasses.replace(e, stopped=e.waiting) for e in past)
        _, conversation, sources = self.show(past)
        return gr.update(submit_btn="Ask", stop_btn=False), past, conversation, sources

    def add(self, files: list[str] | None, past: tuple[Exchange, ...]) -> Iterator[Updates]:
        """Keeps the uploaded files and reads them, telling how far each has got."""
        names = [Path(file).name for file in files or []]
        yield None, render_library.adding_html(names, None), gr.skip(), gr.skip()
        note = ""
        try:
            for step in uploads.adding(self.bot, files or []):
                if isinstance(step, AddReport):
                    note = render_library.added_html(step)
                else:
                    yield gr.skip(), render_library.adding_html(names, step), gr.skip(), gr.skip()
        except FootnoteError as error:
            note = render.trouble_html(str(error))
        except Exception:
            log.exception("Files could not be added.")
            note = render.trouble_html(UNEXPECTED)
        yield gr.skip(), note, *self.show(past)[:2]

    def remove(self, past: tuple[Exchange, ...], event: gr.EventData) -> Updates:
        """Removes a document, and the copy kept of it if it was uploaded here."""
        note = ""
        try:
            uploads.forget(self.bot, self.bot.remove(str(event.document)).path)
        except FootnoteError as error:
            note = render.trouble_html(str(error))
        return note, *self.show(past)[:2]


def build(bot: Chatbot) -> gr.Blocks:
    """The page over one library; `serve` launches it with its looks."""
    page = Page(bot)
    blocks = gr.Blocks(
        title="Footnote", analytics_enabled=False, fill_width=True, delete_cache=(600, 3600)
    )
    with blocks:
        talk, past = gr.State(None), gr.State(())
        with gr.Row(elem_id="fn-page"):
            with gr.Column(elem_id="fn-library", min_width=0):
                _html(render.BRAND)
                drop = gr.File(
                    file_count="multiple", label="Add documents", elem_id="fn-drop", height=120
                )
                note = _html(elem_id="fn-note")
                documents = _html(elem_id="fn-documents", js_on_load=REMOVE)
            with gr.Column(elem_id="fn-talk", min_width=0):
                conversation = _html(elem_id="fn-conversation")
                box = gr.Textbox(
                    label="Your question",
                    placeholder="Ask your documents",
                    lines=1,
                    max_lines=8,
                    submit_btn="Ask",
                    show_label=False,
                    container=False,
                    autofocus=True,
                    elem_id="fn-box",
                )
            with gr.Column(elem_id="fn-margin", min_width=0):
                _html('<h2 class="fn-heading">Sources</h2>')
                sources = _html(elem_id="fn-sources")

        _open_api(bot)  # first: the events below would take the names
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        blocks.load(page.show, [past], [documents, conversation, sources], **quiet)
        asking = box.submit(
            page.ask,
            [box, talk, past],
            [box, talk, past, conversation, sources],
            concurrency_limit=PEOPLE,
            **quiet,
        )
        box.stop(page.stop, [past], [box, past, conversation, sources], cancels=[asking], **quiet)
        drop.upload(page.add, [drop, past], [drop, note, documents, conversation], **quiet, **ALONE)
        documents.remove(page.remove, [past], [note, documents, conversation], **quiet, **ALONE)
    return blocks


def _open_api(bot: Chatbot) -> None:
    plain = web_api.Api(bot)
    api(_telling(plain.ask), api_name="ask", concurrency_limit=PEOPLE)
    api(_telling(plain.documents), api_name="list")
    files, report = gr.File(file_count="multiple", visible=False), gr.JSON(visible=False)
    files.upload(_telling(plain.add), [files], [report], api_name="add", **ALONE)


def _telling(answer: Callable[..., Any]) -> Callable[..., Any]:
    """Gradio keeps the messages of errors from its callers, all but its own kind's."""

    @functools.wraps(answer)
    def told(*given: Any) -> Any:
        try:
            return answer(*given)
        except FootnoteError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return told


def _html(value: str = "", **how: Any) -> gr.HTML:
    return gr.HTML(value, apply_default_css=False, **how)


def _asset(name: str) -> str:
    return (ROOM / name).read_text(encoding="utf-8")


def serve(bot: Chatbot, host: str = "127.0.0.1", port: int | None = None) -> gr.Blocks:
    """Starts the page in the background; `.local_url` says where, `.close()` ends it."""
    theme = gr.themes.Base(font=FONT, font_mono=["ui-monospace", "Consolas", "monospace"])
    theme.set(body_background_fill="#faf9f6", body_background_fill_dark="#17181b")
    blocks = build(bot)
    blocks.launch(
        server_name=host,
        server_port=port,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        run_history=False,
        footer_links=[],
        theme=theme,
        # In the head: gradio's own css= rewrites selectors, and breaks those with a comma inside.
        head=f"{render.ICON}<style>{_asset('page.css')}</style><script>{_asset('page.js')}</script>",
    )
    return blocks


def main(argv: list[str] | None = None) -> None:
    """Serves the page until Ctrl-C; a mistake is told in one sentence, with exit code 1."""
    parser = argparse.ArgumentParser(prog="app.py", description="Serve Footnote's web page.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=7860, help="port to listen on (%(default)s)")
    given = parser.parse_args(argv)
    try:
        _claim(given.host, given.port)
        bot = Chatbot()
        blocks = serve(bot, given.host, given.port)
    except FootnoteError as error:
        sys.exit(str(error))
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or "there is no such port"
        sys.exit(
            f"Footnote cannot listen at {given.host}, port {given.port}: {why.lower()}. "
            "Choose another with --port, or end the program that uses it."
        )
    print(f"Footnote is at {str(blocks.local_url).rstrip('/')}", flush=True)
    threading.Thread(target=_warm, args=(bot,), daemon=True).start()
    blocks.block_thread()
    bot.close()


def _claim(host: str, port: int) -> None:
    """Raises OSError unless a server can listen there: gradio would say less of why."""
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind(address)


def _warm(bot: Chatbot) -> None:
    try:
        bot.warm()
    except FootnoteError as error:
        log.warning("%s", error)  # the first question will meet it too, and tell its asker


if __name__ == "__main__":
    main()
