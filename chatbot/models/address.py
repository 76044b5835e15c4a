"""Where a model server listens: FOOTNOTE_BASE_URL checked, completed, and made fit to be shown."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from chatbot.models.errors import ModelError


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
