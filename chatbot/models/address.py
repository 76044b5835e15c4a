"""Where a model server listens: FOOTNOTE_BASE_URL checked, completed, and made fit to be shown."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from chatbot.models.errors import ModelError
from chatbot.models.names import parse_name
from chatbot.models.ollama import OLLAMA_URL
from chatbot.settings import Settings

OPENAI_URL = "https://api.openai.com/v1"


def address_and_key(settings: Settings) -> tuple[str, str]:
    """Where an openai: or ollama: model's server listens, and the key for it, "" for none.

    Raises:
        ModelError: The address cannot be right, or there must be a key and is none that could be.
    """
    kind, _ = parse_name(settings.model)
    given = settings.api_key if kind == "openai" else None
    key = given.get_secret_value().strip() if given else ""
    url = checked_url(settings.base_url or (OPENAI_URL if kind == "openai" else OLLAMA_URL))
    if not key and url == OPENAI_URL:
        raise ModelError(
            f"{settings.model} needs a key and none is set.",
            "Set FOOTNOTE_API_KEY, or FOOTNOTE_BASE_URL if you mean a server of your own.",
        )
    if not (key.isascii() and key.isprintable()):
        raise ModelError("FOOTNOTE_API_KEY holds characters that no key has.", "Copy it again.")
    return url, key


def checked_url(given: str) -> str:
    """The base URL meant: without a trailing slash or endpoint, and with /v1 if no path is given.

    Raises:
        ModelError: It is not an http or https address.
    """
    url = given.strip().rstrip("/").removesuffix("/chat/completions")
    try:
        parts = urlsplit(url)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if not fits:
        raise ModelError(
            f"FOOTNOTE_BASE_URL is no web address: {given.rpartition('@')[2]!r}.",
            "Set it to one such as http://127.0.0.1:8000/v1.",
        )
    return url if parts.path else f"{url}/v1"


def is_this_machine(url: str) -> bool:
    """Whether a URL points at this machine, by its form; no name is looked up."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def shown(url: str) -> str:
    """A URL without the user and password it may carry."""
    scheme, separator, place = url.partition("://")
    return f"{scheme}{separator}{place.rpartition('@')[2]}"
