"""What every test gets: no network beyond this machine, no settings from outside, a fresh home."""

from __future__ import annotations

import http.server
import ipaddress
import itertools
import json
import os
import queue
import socket
import threading
import time

# Before NumPy is imported: on a busy machine its threads wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import pytest

from chatbot import Chatbot
from tests.visitor import BAKERY, CHROMIUM, FERRY, QUIET, Visitor


class OutsideConnection(RuntimeError):
    """A test, or what it tested, tried to reach another machine."""


def _is_this_machine(address) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    host = address[0]
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def no_outside_connections():
    """Connecting or sending anywhere but to this machine raises, in every test."""
    real = socket.socket

    class Guarded(real):
        def connect(self, address):
            self._allow(address)
            return super().connect(address)

        def connect_ex(self, address):
            self._allow(address)
            return super().connect_ex(address)

        @staticmethod
        def _allow(address):
            if not _is_this_machine(address):
                raise OutsideConnection(f"connection to {address}")

    socket.socket = Guarded
    yield
    socket.socket = real


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch, tmp_path):
    """Neither the environment nor a footnote.toml of the person who runs the tests counts."""
    for name in list(os.environ):
        if name.startswith("FOOTNOTE_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def bot(tmp_path):
    """A chatbot over an empty library."""
    with Chatbot(tmp_path / "home") as chatbot:
        yield chatbot


@pytest.fixture
def write(tmp_path):
    """Writes a text file under a temporary folder and returns its path."""

    def _write(name: str, text: str):
        path = tmp_path / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return _write


@pytest.fixture(scope="module")
def chromium():
    """A browser; tests that want it are marked with `needs_browser`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A ferry's timetable and a bakery's rules, its title a script, as files in one folder."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (folder / "bakery.html").write_text(BAKERY, encoding="utf-8")
    return [folder / "ferry.txt", folder / "bakery.html"]


@pytest.fixture(scope="module")
def address(bot):
    """Where the page over a module's own `bot` is served."""
    import app  # gradio is slow to import

    page = app.serve(bot)
    yield page.local_url
    page.close(verbose=False)


@pytest.fixture
def visitor(chromium, address):
    """A person at that page, to whom nothing alarming may happen."""
    visitor = Visitor(chromium, address)
    yield visitor
    visitor.leave()
    assert visitor.alarms == []


@pytest.fixture
def endless_model():
    """A model server that writes on and on; once hung up it tells how many sentences it wrote."""
    written = queue.SimpleQueue()

    class Endless(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            for sentences in itertools.count():
                try:
                    self.write(f"The ferry to Wenlow leaves at 7:15{' indeed' * sentences} [1]. ")
                except OSError:
                    written.put(sentences)
                    return
                time.sleep(0.8)

        def write(self, text):
            choice = {"index": 0, "delta": {"content": text}, "finish_reason": None}
            chunk = {"id": "1", "object": "chat.completion.chunk", "choices": [choice]}
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endless)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1", written
    server.shutdown()
    server.server_close()
