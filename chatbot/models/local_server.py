"""One GGUF model in this process, through xllamacpp: loaded on first use, one request at a time."""

from __future__ import annotations

import os
import queue
import secrets
import socket
import tempfile
import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import httpx
import xllamacpp

from chatbot.models.errors import ModelError, overflow

# Prompt tokens between two looks at whether anybody is still waiting: closing takes effect within
# a second on a slow machine, and larger batches were not faster.
_BATCH = 256
_SOCKET_PATH_LIMIT = 100  # bytes; the systems' own limits start at 104

_opening = threading.Lock()
_servers: WeakValueDictionary[tuple[Path, int, int | None], LocalServer] = WeakValueDictionary()


def server_for(path: Path, context_tokens: int, threads: int | None) -> LocalServer:
    """The server of a model file; equal arguments share one for as long as anybody holds it."""
    with _opening:
        key = (path, context_tokens, threads)
        server = _servers.get(key)
        if server is None:
            server = _servers[key] = LocalServer(path, context_tokens, threads)
        return server


class LocalServer:
    """A model file and, from the first use on, the llama.cpp server that runs it.

    Args:
        path: The GGUF file.
        context_tokens: The context window to give it; a model trained on fewer gets fewer.
        threads: CPU threads; None means every core for reading, and all but one for writing.
    """

    def __init__(self, path: Path, context_tokens: int, threads: int | None) -> None:
        self._path = path
        self._context_tokens = context_tokens
        self._threads = threads
        self._server: Any = None
        self._endpoint: httpx.Client | None = None
        self._starting = threading.Lock()
        self._turn = threading.Lock()

    def stream(self, body: dict[str, Any]) -> Generator[str, None, None]:
        """Answer an OpenAI chat request piece by piece; closing the iterator stops the model.

        Raises:
            ModelError: The file cannot be run, or the request does not fit the model.
        """
        server, _ = self._running()
        request = _Request(body)
        # Not a daemon: a thread inside llama.cpp while Python shuts down would crash the process.
        worker = threading.Thread(target=self._serve, args=(server, request), name="footnote-llm")
        worker.start()
        try:
            while (chunk := request.chunks.get()) is not None:
                if piece := self._piece(chunk):
                    yield piece
        finally:
            request.stopped.set()
            worker.join()

    @property
    def is_running(self) -> bool:
        """Whether it has been used, and so holds the model in memory."""
        return self._server is not None

    def count_tokens(self, text: str) -> int:
        """How many of the model's tokens a text is, by the model's own tokeniser."""
        _, endpoint = self._running()
        reply = endpoint.post("/tokenize", json={"content": text}).raise_for_status()
        return len(reply.json()["tokens"])

    def context_tokens(self) -> int:
        """The context window in tokens: what was asked for, or the model's own if that is less."""
        _, endpoint = self._running()
        meta = endpoint.get("/v1/models").raise_for_status().json()["data"][0]["meta"]
        return min(self._context_tokens, int(meta["n_ctx_train"]))

    def _serve(self, server: Any, request: _Request) -> None:
        """Run one request to its end, when its turn comes; for a thread of its own."""
        try:
            while not self._turn.acquire(timeout=0.05):
                if request.stopped.is_set():
                    return
            try:
                server.handle_chat_completions(request.body, request.take)
            finally:
                self._turn.release()
        except Exception as error:
            request.chunks.put(error)
        finally:
            request.chunks.put(None)

    def _piece(self, chunk: dict[str, Any] | Exception) -> str:
        if isinstance(chunk, Exception):
            raise self._failure(str(chunk))
        if error := chunk.get("error"):
            if error.get("type") == "exceed_context_size_error":
                raise overflow(self._path.name)
            raise self._failure(str(error.get("message", error)))
        choices = chunk.get("choices") or [{}]
        return str(choices[0].get("delta", {}).get("content") or "")

    def _failure(self, words: str) -> ModelError:
        return ModelError(
            f"The model {self._path.name} could not answer ({' '.join(words.split())[:200]}).",
            "Set FOOTNOTE_MODEL to another model.",
        )

    def _running(self) -> tuple[Any, httpx.Client]:
        with self._starting:
            if self._server is None or self._endpoint is None:
                self._server, self._endpoint = self._start()
            return self._server, self._endpoint

    def _start(self) -> tuple[Any, httpx.Client]:
        # xllamacpp always opens an HTTP endpoint, and only that offers the tokeniser: it gets a
        # socket in a folder nobody else can enter, and a key that is never written down.
        self._folder = tempfile.TemporaryDirectory(prefix="footnote-", ignore_cleanup_errors=True)
        private = str(Path(self._folder.name) / "model.sock")
        unix = hasattr(socket, "AF_UNIX") and len(private.encode()) < _SOCKET_PATH_LIMIT
        key = secrets.token_urlsafe(32)
        try:
            server = xllamacpp.Server(self._params([private] if unix else ["127.0.0.1"], key))
        except RuntimeError:
            raise ModelError(
                f"The model {self._path} is damaged, of an unknown kind, or too large for memory.",
                "Fetch it again, lower FOOTNOTE_CONTEXT_TOKENS, or set FOOTNOTE_MODEL to another.",
            ) from None
        endpoint = httpx.Client(
            transport=httpx.HTTPTransport(uds=private if unix else None),
            base_url="http://localhost" if unix else server.listening_address,
            headers={"Authorization": f"Bearer {key}"},
            trust_env=False,
            timeout=60.0,
            # An idle connection would keep one of the endpoint's two threads from other callers.
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        return server, endpoint

    def _params(self, hostnames: list[str], key: str) -> Any:
        params = xllamacpp.CommonParams()
        params.model.path = str(self._path)
        params.n_ctx = self._context_tokens
        params.n_parallel = 1
        params.n_batch = params.n_ubatch = _BATCH
        # Writing waits for its slowest thread at every step: with all cores taken, one other busy
        # program made it twenty times slower, so by default it leaves one core to the others.
        params.cpuparams.n_threads = self._threads or max(1, _cores() - 1)
        params.cpuparams_batch.n_threads = self._threads or _cores()
        params.cache_ram_mib = 0  # its default keeps up to 8 GB of old prompts
        params.fit_params = params.warmup = False  # both only make loading slower
        params.verbosity = -1
        params.offline = True
        params.ui = False
        params.hostnames = hostnames
        params.api_keys = [key]
        params.n_threads_http = 2
        return params


class _Request:
    """What passes between the thread that asks and the thread that runs the model."""

    def __init__(self, body: dict[str, Any]) -> None:
        # return_progress: also called, and so stoppable, while the prompt is read.
        # cache_prompt: with it, an answer varies with what was asked before.
        self.body = {**body, "stream": True, "return_progress": True, "cache_prompt": False}
        self.chunks: queue.SimpleQueue[dict[str, Any] | Exception | None] = queue.SimpleQueue()
        self.stopped = threading.Event()

    def take(self, chunk: dict[str, Any]) -> bool:
        """Called by llama.cpp with each chunk; True stops it."""
        self.chunks.put(chunk)
        return self.stopped.is_set()


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        return os.cpu_count() or 1
