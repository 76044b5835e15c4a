"""A model's name becomes a llama-index LLM, and an LLM a stream of words or a ModelError."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any, cast

from chatbot.models.address import address_and_key, is_this_machine, shown
from chatbot.models.choices import ModelChoice, choices
from chatbot.models.errors import Asked, ModelError, broken_off, explain, not_openai
from chatbot.models.names import SMOLLM2, check_name, parse_name
from chatbot.models.trying import SECONDS, trial
from chatbot.models.weights import hub_weights, local_weights
from chatbot.settings import Settings
from index.words import sound

if TYPE_CHECKING:
    import httpx
    from llama_index.core.llms import LLM, ChatMessage

__all__ = [
    "SECONDS",
    "ModelChoice",
    "ModelError",
    "check_name",
    "choices",
    "context_tokens",
    "count_tokens",
    "model_name",
    "open_llm",
    "stream_text",
    "trial",
]

Words = Generator[str, None, None]

_NO_KEY = "none"  # the client insists on one; servers that want none ignore it
_CONNECT_SECONDS = 3.0
_RETRIES = 1

# The HTTP response that began in each thread. Closing llama-index's generator hangs up only when
# the garbage collector next comes by (openai's stream is part of a cycle), so it is done here.
_answering = threading.local()


def open_llm(settings: Settings) -> LLM | None:
    """The LLM that `settings.model` names; None for builtin, which needs none.

    Nothing is loaded or asked yet, except that a hub name may be downloaded.

    Raises:
        ModelError: The name, address, key or file cannot be right.
    """
    kind, rest = parse_name(settings.model)
    match kind:
        case "local":
            return _local(rest, settings)
        case "hf":
            return _local(rest, settings, hub=True)
        case "openai" | "ollama":
            return _http(rest, settings)
        case _:
            return None


def stream_text(llm: LLM, *, system: str, prompt: str, max_tokens: int) -> Words:
    """The model's answer as it is written; closing the iterator stops the model.

    Raises:
        ModelError: Whatever failed; the message names the setting to change, never the key.
    """
    # Imported here: llama_index takes over a second, and --help must not pay for it.
    from llama_index.core.llms import ChatMessage

    messages = [
        ChatMessage(role="system", content=sound(system)),
        ChatMessage(role="user", content=sound(prompt)),
    ]
    try:
        try:
            yield from _pieces(llm, messages, {"max_tokens": max_tokens})
        except Exception as error:
            # OpenAI's reasoning models renamed this limit, and take no other temperature.
            if "max_completion_tokens" not in str(error):
                raise
            renamed = {"max_completion_tokens": max_tokens, "temperature": 1}
            yield from _pieces(llm, messages, renamed)
    except ModelError:
        raise
    except Exception as error:
        raise explain(error, _asked(llm)) from None


def context_tokens(llm: LLM) -> int:
    """How many tokens the model reads and writes in one go; loads a local model."""
    from chatbot.models.local_llm import LocalLLM

    return llm.context_tokens() if isinstance(llm, LocalLLM) else llm.metadata.context_window


def count_tokens(llm: LLM, text: str) -> int:
    """How many tokens a text is: exact for a local model (loads it), else rather too many."""
    from chatbot.models.local_llm import LocalLLM

    text = sound(text)
    if isinstance(llm, LocalLLM):
        return llm.count_tokens(text)
    # English runs to four bytes a token, Chinese to three.
    return -(-len(text.encode()) // 3)


def model_name(llm: LLM) -> str:
    """What to call the model in an answer, such as smollm2 or gpt-4o-mini."""
    return llm.metadata.model_name


def _pieces(llm: LLM, messages: list[ChatMessage], options: dict[str, Any]) -> Words:
    heard = finished = False
    with ExitStack() as stack:
        for reply in stack.enter_context(closing(cast(Any, llm.stream_chat(messages, **options)))):
            if not heard and (response := _answering.__dict__.pop("response", None)):
                stack.callback(response.close)
            heard = True
            choices = getattr(reply.raw, "choices", None)
            finished = finished or bool(choices and choices[0].finish_reason)
            if reply.delta:
                yield reply.delta
    # A server that dies may look like one that has finished, except that it never said why it did.
    if hasattr(llm, "api_base") and not finished:
        raise broken_off(_asked(llm)) if heard else not_openai(_asked(llm))


def _remember(response: httpx.Response) -> None:
    _answering.response = response


def _local(name: str, settings: Settings, *, hub: bool = False) -> LLM:
    path = hub_weights(name) if hub else local_weights(name)
    from chatbot.models.local_llm import LocalLLM

    return LocalLLM(
        name=SMOLLM2 if name == SMOLLM2 else path.stem,
        path=path,
        window=settings.context_tokens,
        threads=settings.threads,
        answer_tokens=settings.answer_tokens,
    )


def _http(model: str, settings: Settings) -> LLM:
    url, key = address_and_key(settings)
    import httpx
    from llama_index.llms.openai_like import OpenAILike  # type: ignore[import-untyped]
    from openai import DefaultHttpxClient

    patience = httpx.Timeout(settings.timeout, connect=min(_CONNECT_SECONDS, settings.timeout))
    try:
        llm: LLM = OpenAILike(
            model=model,
            api_base=url,
            api_key=key or _NO_KEY,
            is_chat_model=True,
            context_window=settings.context_tokens,
            temperature=0.0,
            max_retries=_RETRIES,
            timeout=settings.timeout,
            additional_kwargs={"timeout": patience},
            # A proxy meant for the web must not be asked for a server on this machine.
            http_client=DefaultHttpxClient(
                trust_env=not is_this_machine(url), event_hooks={"response": [_remember]}
            ),
        )
    except ValueError as error:  # llama-index knows some names to be no chat models
        raise ModelError(
            f"{settings.model} cannot be used for chat.", "Set FOOTNOTE_MODEL to a chat model."
        ) from error
    return llm


def _asked(llm: LLM) -> Asked:
    key = str(getattr(llm, "api_key", ""))
    return Asked(
        model=model_name(llm),
        address=shown(str(getattr(llm, "api_base", ""))),
        key="" if key == _NO_KEY else key,
        timeout=float(getattr(llm, "timeout", 0)),
    )
