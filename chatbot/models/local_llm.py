"""A GGUF model in this process as a llama-index LLM."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from llama_index.core.base.llms.types import (
    ChatMessage,
    ChatResponse,
    ChatResponseGen,
    CompletionResponse,
    CompletionResponseGen,
    LLMMetadata,
    MessageRole,
)
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.llms import CustomLLM

from chatbot.models.local_server import LocalServer, server_for


class LocalLLM(CustomLLM):
    """A chat model from a GGUF file; the file is read on first use, and shared by equal models.

    Args:
        name: What to call it.
        path: The GGUF file.
        window: Context window to give it, in tokens.
        threads: CPU threads; None leaves it to `LocalServer`.
        answer_tokens: Most tokens per answer where a call gives no `max_tokens`.

    Further keywords of the calls go into llama.cpp's request body (`grammar`, `response_format` …).
    """

    name: str
    path: Path
    window: int
    threads: int | None = None
    answer_tokens: int = 320
    _server: LocalServer = PrivateAttr()

    def __init__(self, **fields: Any) -> None:
        super().__init__(**fields)
        self._server = server_for(self.path, self.window, self.threads)

    @classmethod
    def class_name(cls) -> str:
        return "LocalLLM"

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(
            context_window=self.window,
            num_output=self.answer_tokens,
            is_chat_model=True,
            model_name=self.name,
        )

    @property
    def is_loaded(self) -> bool:
        """Whether the file has been read."""
        return self._server.is_running

    def context_tokens(self) -> int:
        """The context window in tokens, as the loaded model has it."""
        return self._server.context_tokens()

    def count_tokens(self, text: str) -> int:
        """Exact, by the model's own tokeniser."""
        return self._server.count_tokens(text)

    def stream_chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponseGen:
        def replies() -> ChatResponseGen:
            text = ""
            with closing(self._pieces(messages, kwargs)) as pieces:
                for piece in pieces:
                    text += piece
                    yield ChatResponse(message=_assistant(text), delta=piece)

        return replies()

    def chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponse:
        return ChatResponse(message=_assistant("".join(self._pieces(messages, kwargs))))

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        return CompletionResponse(text="".join(self._pieces([_user(prompt)], kwargs)))

    def stream_complete(
        self, prompt: str, formatted: bool = False, **kwargs: Any
    ) -> CompletionResponseGen:
        def replies() -> CompletionResponseGen:
            text = ""
            with closing(self._pieces([_user(prompt)], kwargs)) as pieces:
                for piece in pieces:
                    text += piece
                    yield CompletionResponse(text=text, delta=piece)

        return replies()

    def _pieces(
        self, messages: Sequence[ChatMessage], kwargs: dict[str, Any]
    ) -> Generator[str, None, None]:
        return self._server.stream(
            {
                "messages": [{"role": m.role.value, "content": m.content or ""} for m in messages],
                "max_tokens": self.answer_tokens,
                "temperature": 0,
                **kwargs,
            }
        )


def _assistant(text: str) -> ChatMessage:
    return ChatMessage(role=MessageRole.ASSISTANT, content=text)


def _user(text: str) -> ChatMessage:
    return ChatMessage(role=MessageRole.USER, content=text)
