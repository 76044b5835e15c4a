"""A language model for tests that says what a function makes of its prompt."""

from __future__ import annotations

from typing import Any

from llama_index.core.base.llms.types import (
    CompletionResponse,
    CompletionResponseGen,
    LLMMetadata,
)
from llama_index.core.llms import CustomLLM


class ScriptedLLM(CustomLLM):
    """Says `say(prompt)`, word by word.

    Args:
        name: What to call it.
        say: From the prompt to the reply.
    """

    name: str
    say: Any

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(context_window=4096, model_name=self.name)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        return CompletionResponse(text=self.say(prompt))

    def stream_complete(
        self, prompt: str, formatted: bool = False, **kwargs: Any
    ) -> CompletionResponseGen:
        def replies() -> CompletionResponseGen:
            text = ""
            for word in self.say(prompt).split(" "):
                text += f"{word} "
                yield CompletionResponse(text=text, delta=f"{word} ")

        return replies()
