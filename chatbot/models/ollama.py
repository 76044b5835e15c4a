"""What Ollama on this machine has; asked only when a person looks for models."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

OLLAMA_URL = "http://127.0.0.1:11434/v1"
_TAGS = "http://127.0.0.1:11434/api/tags"
_SECONDS = 0.3
_ENCODERS = ("bert", "embed", "minilm")  # they make vectors, not words


def installed() -> list[tuple[str, int, bool]]:
    """Ollama's models: name, bytes, and whether another machine runs it; none without Ollama."""
    import httpx  # only who asks for models needs it

    try:
        # A proxy meant for the web must not be asked about this machine, nor a redirect followed.
        with httpx.Client(trust_env=False, timeout=_SECONDS, follow_redirects=False) as client:
            reply = client.get(_TAGS)
        found = reply.json()["models"] if reply.status_code == 200 else []
        return [_read(model) for model in found if not _encodes(model)]
    except (httpx.HTTPError, json.JSONDecodeError, KeyError, TypeError, ValueError):
        return []  # something else listens there, or nothing does


def _read(model: Mapping[str, Any]) -> tuple[str, int, bool]:
    name = str(model["name"])
    remote = bool(model.get("remote_host")) or name.endswith("-cloud")
    return name, int(model.get("size") or 0), remote


def _encodes(model: Mapping[str, Any]) -> bool:
    family = str((model.get("details") or {}).get("family", ""))
    named = f"{family} {model['name']}".lower()
    return any(part in named for part in _ENCODERS) or " " in str(model["name"])
