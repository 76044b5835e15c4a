"""What other programs get through the page: answers and documents as plain data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from chatbot.page import uploads
from chatbot.types import plain

if TYPE_CHECKING:
    from chatbot.bot import Chatbot


class Api:
    """The named endpoints. Each raises FootnoteError as the chatbot does."""

    def __init__(self, bot: Chatbot) -> None:
        self._bot = bot

    def ask(self, question: str) -> dict[str, Any]:
        """Answers one question: the answer, its sentences and its citations."""
        answer: dict[str, Any] = _named(self._bot.ask(question).to_dict())
        return answer

    def documents(self) -> list[dict[str, Any]]:
        """The documents: id, title, file, date, pages and sentences of each."""
        return [_named(plain(document)) for document in self._bot.documents()]

    def add(self, files: list[str]) -> dict[str, Any]:
        """Adds uploaded files; tells what became of each."""
        report: dict[str, Any] = _named(uploads.add(self._bot, files).to_dict())
        return report


def _named(value: Any) -> Any:
    """Files by name, as "file": gradio's client tries to download whatever has a "path"."""
    if isinstance(value, list):
        return [_named(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {name: _named(item) for name, item in value.items() if name != "path"}
    return kept | ({"file": Path(value["path"]).name} if "path" in value else {})
