"""Footnote's embedder and language model in the shapes that LlamaIndex wants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llama_index.core.base.llms.types import (
    ChatMessage,
    ChatResponse,
    ChatResponseGen,
    CompletionResponse,
    CompletionResponseGen,
    LLMMetadata,
)
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.llms import LLM, CustomLLM

from chatbot.models import count_tokens
from index.embed import Embedder


class FootnoteEmbedding(BaseEmbedding):
    """Footnote's embedder, as LlamaIndex wants one."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=embedder.name)
        self._embedder = embedder

    def _get_text_embedding(self, text: str) -> list[float]:
        return [float(x) for x in self._embedder.embed_question(text)]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


class Metered(CustomLLM):
    """A language model that counts the tokens which pass through it."""

    _inner: LLM = PrivateAttr()
    _read: int = PrivateAttr(default=0)
    _written: int = PrivateAttr(default=0)

    def __init__(self, inner: LLM) -> None:
        super().__init__()
        self._inner = inner

    @property
    def metadata(self) -> LLMMetadata:
        return self._inner.metadata

    @property
    def read(self) -> int:
        return self._read

    @property
    def written(self) -> int:
        return self._written

    def reset(self) -> None:
        """Count from nothing again."""
        self._read = self._written = 0

    def stream_chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponseGen:
        self._read += count_tokens(self._inner, "\n".join(m.content or "" for m in messages))

        def replies() -> ChatResponseGen:
            text = ""
            for reply in self._inner.stream_chat(messages, **kwargs):
                text += reply.delta or ""
                yield reply
            self._written += count_tokens(self._inner, text)

        return replies()

    def chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponse:
        *_, last = self.stream_chat(messages, **kwargs)
        return last

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        reply = self.chat([ChatMessage(content=prompt)], **kwargs)
        return CompletionResponse(text=reply.message.content or "")

    def stream_complete(
        self, prompt: str, formatted: bool = False, **kwargs: Any
    ) -> CompletionResponseGen:
        def replies() -> CompletionResponseGen:
            for reply in self.stream_chat([ChatMessage(content=prompt)], **kwargs):
                yield CompletionResponse(text=reply.message.content or "", delta=reply.delta)

        return replies()
