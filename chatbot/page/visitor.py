"""Who is at the page: a user who logged in, or a browser that knows its own secret."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_SECRET = 22  # characters, at least: 128 bits


@dataclass(frozen=True, slots=True)
class Visit:
    """What the page's script says with an event. It comes from outside: nothing in it is trusted.

    Attributes:
        owner: Whose conversations are meant; "" for nobody's, so that nothing is kept.
        documents: Ids of the ticked documents; None for all.
        talk: The conversation that was open before the page was loaded again; "" for none.
        again: Whether the last question is asked anew.
    """

    owner: str = ""
    documents: tuple[str, ...] | None = None
    talk: str = ""
    again: bool = False

    @classmethod
    def read(cls, said: Any, user: str | None = None) -> Visit:
        """What was said, where it makes sense; a user who logged in is known by their name."""
        said = said if isinstance(said, Mapping) else {}
        documents = said.get("documents")
        return cls(
            owner=_user(user) if user else _browser(said.get("owner")),
            documents=_strings(documents) if isinstance(documents, list) else None,
            talk=_string(said.get("talk")),
            again=said.get("again") is True,
        )


def _user(name: str) -> str:
    """The same user however the name was typed when signing in."""
    return f"user:{unicodedata.normalize('NFC', name).strip()}"


def _browser(secret: Any) -> str:
    """Never the name of a user, whatever it is."""
    secret = _string(secret)
    return f"browser:{secret}" if len(secret) >= _SECRET else ""


def _string(value: Any) -> str:
    return value[:200] if isinstance(value, str) else ""


def _strings(values: Sequence[Any]) -> tuple[str, ...]:
    return tuple(filter(None, map(_string, values)))
