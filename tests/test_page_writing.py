"""Summaries that a language model writes, followed and stopped in a browser."""

import http.server
import json
import re
import threading
import time

import pytest

import app
from chatbot.bot import Chatbot
from tests.visitor import Visitor, needs_browser

pytestmark = needs_browser
PARTS = 30
TEXT = "\n\n".join(
    f"Chapter {n}\n\nMill {n} was built in {1700 + n} by the river. Its wheel turns {n + 3} times a"
    f" minute. The miller of mill {n} sold {n * 7 + 40} sacks in a good year."
    for n in range(1, PARTS + 1)
)


@pytest.fixture
def quoter():
    """A model server that quotes the first sentences of what it is given: its address, its calls,
    and what lets it write the last sentence of one call more."""
    calls, go = [], threading.Semaphore(0)

    class Quoter(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            prompt = asked["messages"][-1]["content"]
            calls.append(prompt)
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            quoted = re.findall(r"\[(\d+)\]\s*([^\n]+)", prompt)[:3]
            for nth, (number, words) in enumerate(quoted, 1):
                time.sleep(0.3)
                if nth == len(quoted):
                    go.acquire(timeout=60)
                try:
                    self.write(f"{words} [{number}] ")
                except OSError:
                    return
            self.wfile.write(b"data: [DONE]\n\n")

        def write(self, text):
            choice = {"index": 0, "delta": {"content": text}, "finish_reason": None}
            chunk = {"id": "1", "object": "chat.completion.chunk", "choices": [choice]}
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quoter)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1", calls, go
    go.release(1000)
    server.shutdown()
    server.server_close()


@pytest.fixture
def visitor(chromium, tmp_path, quoter):
    (tmp_path / "mills.txt").write_text(TEXT, encoding="utf-8")
    with Chatbot(home=tmp_path / "home", model="openai:quoter", base_url=quoter[0]) as bot:
        bot.add(tmp_path / "mills.txt")
        page = app.serve(bot)
        visitor = Visitor(chromium, page.local_url)
        visitor.go("summarise")
        visitor.page.click("#fn-summarise .fn-go")
        yield visitor
        visitor.leave()
        page.close(verbose=False)


def test_its_progress_is_told_then_every_sentence_is_cited(visitor, quoter):
    visitor.page.wait_for_selector("#fn-summary .fn-under-way progress[value]")
    assert visitor.page.locator("#fn-summary .fn-under-way .fn-status").inner_text().strip()
    early = visitor.page.locator("#fn-summary .fn-waiting .fn-sentence")
    _, calls, go = quoter
    ended = waited = 0
    for _ in range(120):  # until the call that waits for its last sentence is the summary's
        if early.count():
            break
        waited += len(calls) > ended
        if waited == 10:
            go.release()
            ended, waited = ended + 1, 0
        visitor.page.wait_for_timeout(500)
    assert early.first.is_visible()
    go.release(1000)
    visitor.page.wait_for_selector("#fn-summary .fn-downloads")
    shown = visitor.page.locator("#fn-summary")
    assert "quoter" in shown.locator(".fn-result-head").inner_text()
    sentences = shown.locator(".fn-answer .fn-sentence").all()
    assert sentences and all(it.locator("a.fn-cite").count() for it in sentences)
    assert "Mill" in visitor.opened(shown.locator(".fn-answer a.fn-cite").first)


def test_it_is_stopped_and_the_model_with_it(visitor, quoter):
    _, calls, go = quoter
    go.release(1000)
    visitor.page.wait_for_selector("#fn-summary .fn-under-way progress[value]")
    visitor.page.click("#fn-summary [data-do=stop]")
    visitor.page.wait_for_selector("#fn-summary .fn-result:has-text('Stopped.')")
    made = len(calls)
    time.sleep(3)  # in which several more calls would have been made
    assert len(calls) <= made + 1
    assert "Stopped." in visitor.page.locator("#fn-summary").inner_text()
    assert not visitor.page.locator("#fn-summary .fn-under-way").count()
