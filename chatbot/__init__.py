"""Footnote's chatbot: answers over a person's own documents, every sentence cited.

    from chatbot import Chatbot

    bot = Chatbot(home="~/footnote")
    bot.add("reports/")
    print(bot.ask("How many staff are paid over £100,000?").to_markdown())

What it takes and gives is in `chatbot.settings` and `chatbot.types`; its errors are
`FootnoteError`s.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chatbot.bot import Chatbot
    from index.errors import FootnoteError

__all__ = ["Chatbot", "FootnoteError"]


def __getattr__(name: str) -> Any:
    """Import on first use: `footnote --help` imports this package too, and must be quick."""
    if name == "Chatbot":
        from chatbot.bot import Chatbot

        return Chatbot
    if name == "FootnoteError":
        from index.errors import FootnoteError

        return FootnoteError
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
