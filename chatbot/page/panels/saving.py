"""Results as files for the visitor."""

from __future__ import annotations

from chatbot.page.views.saved import file_html
from chatbot.types import Comparison, Summary


def result_file(result: Summary | Comparison, name: str, ending: str) -> str:
    """A result as a file on its way to the visitor; "" for a format there isn't."""
    match ending:
        case "md":
            return file_html(name, ending, result.to_markdown())
        case "html":
            return file_html(name, ending, result.to_html())
        case "docx":
            return file_html(name, ending, result.to_docx())
    return ""
