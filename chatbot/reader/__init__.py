"""The built-in reader: which sentences answer, which words in them, and whether any does."""

from chatbot.reader.model import Reader
from chatbot.reader.quoting import quote, quote_parts, quoted, related, short_answer, unsaid
from chatbot.reader.reading import Place, Told, place, read

__all__ = [
    "Place", "Reader", "Told", "place", "quote", "quote_parts", "quoted", "read", "related",
    "short_answer", "unsaid",
]  # fmt: skip
