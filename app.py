"""Serves Footnote's web page; what is on it is in `chatbot/page/`."""

from __future__ import annotations

import argparse
import logging
import socket
import sys
import threading
from collections.abc import Callable

from chatbot.page.panels.layout import Page  # before gradio: it tells it not to report on us

import gradio as gr  # isort: skip

from chatbot.bot import Chatbot
from chatbot.page import assets
from chatbot.page.views.frame import ICON
from chatbot.users import Users
from index.errors import FootnoteError

FONT = ["Inter", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "sans-serif"]

log = logging.getLogger("footnote")


def serve(
    bot: Chatbot,
    host: str = "127.0.0.1",
    port: int | None = None,
    auth: Callable[[str, str], bool] | None = None,
) -> gr.Blocks:
    """Starts the page in the background; `.local_url` says where, `.close()` ends it.

    Args:
        auth: Says whether a name and a password may use the page; None for whoever reaches it.
    """
    theme = gr.themes.Base(font=FONT, font_mono=["ui-monospace", "Consolas", "monospace"])
    theme.set(body_background_fill="#faf9f6", body_background_fill_dark="#17181b")
    blocks = Page(bot).blocks
    blocks.launch(
        server_name=host,
        server_port=port,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        auth=auth,
        auth_message=assets.sign_in() if auth else None,
        max_file_size=f"{bot.settings.max_upload_mb}mb",
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        run_history=False,
        footer_links=[],
        theme=theme,
        head=ICON + assets.head(),
    )
    return blocks


def main(argv: list[str] | None = None) -> None:
    """Serves the page until Ctrl-C; a mistake is told in one sentence, with exit code 1."""
    parser = argparse.ArgumentParser(prog="app.py", description="Serve Footnote's web page.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=7860, help="port to listen on (%(default)s)")
    parser.add_argument("--auth", action="store_true", help="only for users who sign in")
    given = parser.parse_args(argv)
    try:
        _claim(given.host, given.port)
        bot = Chatbot()
        auth = Users(bot.settings.home).check if given.auth else None
        blocks = serve(bot, given.host, given.port, auth)
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
