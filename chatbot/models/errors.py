"""What went wrong between Footnote and a language model, and which setting puts it right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import FootnoteError

if TYPE_CHECKING:
    import openai

_OVERFLOW = re.compile(r"context.?(length|size|window)|exceed_context|maximum context|too many tok")


class ModelError(FootnoteError):
    """A language model that cannot be opened or did not answer; names the setting to change."""


_SETTINGS = {
    "FOOTNOTE_API_KEY": "the key",
    "FOOTNOTE_BASE_URL": "the address",
    "FOOTNOTE_CONTEXT_TOKENS": "the context window",
    "FOOTNOTE_MODEL": "the model",
    "FOOTNOTE_TIMEOUT": "the time-out",
}


def plainly(error: ModelError) -> str:
    """The error for somebody who fills in a form, and knows no settings by their names."""
    text = re.sub("|".join(_SETTINGS), lambda match: _SETTINGS[match[0]], str(error))
    return re.sub(r"(?:^|(?<=\. ))the (?:key|address|model)\b", lambda m: f"T{m[0][1:]}", text)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who was asked, as it may be shown.

    Attributes:
        model: The model's name at its server.
        address: The server's address, without any password; "" if it is no server.
        key: The key that was sent, "" for none; kept only to be struck out of what is shown.
        timeout: Seconds that were waited for a word.
    """

    model: str
    address: str
    key: str
    timeout: float


def explain(error: Exception, asked: Asked) -> ModelError:
    """The message for a person of whatever failed while `asked` was answering."""
    if not asked.address:
        return ModelError(
            f"The model {asked.model} failed ({type(error).__name__}).",
            "Set FOOTNOTE_MODEL to another model.",
        )
    # Imported here: openai takes over half a second, and only a failed HTTP request needs it.
    import httpx
    import openai

    cause = error.__cause__ or error
    match error:
        case openai.APIStatusError():
            return _refused(error, asked)
        case _ if isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout):
            return ModelError(
                f"Nothing answers at {asked.address}.",
                "Start the model server there (for Ollama: ollama serve), or set FOOTNOTE_BASE_URL "
                "to where it listens.",
            )
        case openai.APITimeoutError() | httpx.TimeoutException():
            return ModelError(
                f"{asked.address} said nothing for {asked.timeout:g} seconds.",
                "Raise FOOTNOTE_TIMEOUT, or set FOOTNOTE_BASE_URL to a faster server.",
            )
        case openai.APIConnectionError() | httpx.TransportError():
            return broken_off(asked)
        case openai.APIError():
            return _complaint(_words(error, asked), asked)
        case _:
            return not_openai(asked)


def broken_off(asked: Asked) -> ModelError:
    """The connection ended before the answer did."""
    return ModelError(
        f"The connection to {asked.address} broke off before the answer was complete.",
        "Ask again; if it goes on, look at that server or set FOOTNOTE_BASE_URL to another.",
    )


def not_openai(asked: Asked) -> ModelError:
    """Something answered, but not as an OpenAI-compatible server does."""
    return ModelError(
        f"What answers at {asked.address} does not speak the OpenAI chat format.",
        "Set FOOTNOTE_BASE_URL to a server that does; its address usually ends in /v1.",
    )


def overflow(model: str) -> ModelError:
    """The question and its evidence are longer than the model reads."""
    return ModelError(
        f"The question with its evidence is longer than {model} can read.",
        "Set FOOTNOTE_CONTEXT_TOKENS to the number of tokens the model accepts, or FOOTNOTE_MODEL "
        "to one that reads more.",
    )


def _refused(error: openai.APIStatusError, asked: Asked) -> ModelError:
    words = _words(error, asked)
    match error.status_code:
        case 401:
            given = "refused the key" if asked.key else "wants a key"
            return ModelError(
                f"{asked.address} {given}.", "Set FOOTNOTE_API_KEY to a key that it accepts."
            )
        case 403:
            return ModelError(
                f"{asked.address} does not let this key use {asked.model}.",
                "Set FOOTNOTE_API_KEY to a key that may, or FOOTNOTE_MODEL to another model.",
            )
        case 404 if "model" in words.lower():
            return ModelError(
                f"{asked.address} has no model named {asked.model}.",
                "Set FOOTNOTE_MODEL to one that it has.",
            )
        case 404 | 405:
            return not_openai(asked)
        case 429:
            return ModelError(
                f"{asked.address} takes no more requests for now: too many, or a quota spent.",
                "Ask again in a minute, or set FOOTNOTE_MODEL to another model.",
            )
        case status if status >= 500:
            return ModelError(
                f"The server at {asked.address} failed (status {status}).",
                "Ask again in a minute, or set FOOTNOTE_BASE_URL or FOOTNOTE_MODEL to another.",
            )
        case _:
            return _complaint(words, asked)


def _complaint(words: str, asked: Asked) -> ModelError:
    """A request that the server understood and turned down, in its own words."""
    if _OVERFLOW.search(words.lower()):
        return overflow(asked.model)
    said = f": {words.rstrip('.')}" if words else ""
    return ModelError(
        f"{asked.address} could not answer with {asked.model}{said}.",
        "Set FOOTNOTE_MODEL to a chat model that this server offers.",
    )


def _words(error: openai.APIError, asked: Asked) -> str:
    """What the server said, on one short line and without the key."""
    body = error.body
    said = body.get("message") or body.get("error") if isinstance(body, dict) else body
    line = " ".join(str(said or "").split())
    if asked.key:
        line = line.replace(asked.key, "…")
    return line[:200]
