"""Results as files for other people: Markdown, HTML and Word, each with footnotes.

A result becomes a `Report` (`summary`, `comparison`, `answer`): headings, paragraphs, lists and
tables, whose runs of text carry their citations. Each format then renders any report (`text` for
Markdown, `web`, `word`), so that all say the same. In a report notes are numbered as they come up,
as Markdown's and Word's own are. `strip` draws what a summary rests on, for the web page too.
"""

from __future__ import annotations

from chatbot.export.answer import answer_report
from chatbot.export.comparison import comparison_report
from chatbot.export.report import Report
from chatbot.export.summary import summary_report
from chatbot.types import Answer, Comparison, Summary

Result = Answer | Comparison | Summary

__all__ = ["Result", "docx", "html", "markdown", "report"]


def report(result: Result) -> Report:
    """What the result says, in order, for any format."""
    match result:
        case Summary():
            return summary_report(result)
        case Comparison():
            return comparison_report(result)
        case Answer():
            return answer_report(result)


def markdown(result: Result) -> str:
    """Markdown with a footnote, quote and source, for every citation."""
    from chatbot.export.text import as_markdown

    return result.to_markdown() if isinstance(result, Answer) else as_markdown(report(result))


def html(result: Result) -> str:
    """One page that needs no other file, no script and no network; marks and notes are links."""
    from chatbot.export.web import as_html

    return as_html(report(result))


def docx(result: Result) -> bytes:
    """A Word document with Word's own footnotes."""
    from chatbot.export.word import as_docx  # python-docx: nothing else needs it

    return as_docx(report(result))
