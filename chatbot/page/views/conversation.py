"""A conversation as HTML: its turns, or what to do first."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from chatbot.page.exchange import Exchange
from chatbot.page.views.turn import turn_html
from chatbot.wording.shown import count


def conversation_html(exchanges: Sequence[Exchange], documents: int, talk: str = "") -> str:
    """Every question and answer so far, or what to do first.

    Args:
        documents: How many there are to ask.
        talk: Under which id the conversation is kept, so that the page finds it when loaded again.
    """
    if not exchanges:
        return welcome_html(documents)
    last = len(exchanges)
    turns = "".join(turn_html(n, it, n == last) for n, it in enumerate(exchanges, 1))
    return (
        f'<div class="fn-turns" role="log" aria-label="Conversation" data-talk="{escape(talk)}">'
        f"{turns}</div>"
    )


def welcome_html(documents: int) -> str:
    """What to do first: shown where the conversation will be."""
    if not documents:
        return (
            '<div class="fn-welcome"><h2>Ask your own documents</h2>'
            "<p>Every sentence of an answer comes with a footnote to the exact words it rests on."
            " What the documents don’t say, Footnote doesn’t say.</p>"
            "<ol><li><b>Add documents.</b> PDF, Word, HTML, Markdown or text files.</li>"
            "<li><b>Ask a question</b> in plain words, or have them summarised or compared.</li>"
            "<li><b>Check the sources.</b> A footnote opens the document at the words it stands"
            ' for.</li></ol><p class="fn-first"><button type="button" class="fn-go" data-pick>Add'
            ' documents</button><button type="button" class="fn-plain" data-do="examples">Try the'
            " example documents</button></p>"
            '<p class="fn-quiet">Your documents are read on this computer and stay on it.</p></div>'
        )
    them = "document" if documents == 1 else count(documents, "document")
    return (
        f'<div class="fn-welcome"><h2>Ask your {them}</h2>'
        "<p>The passages that bear on a question appear at once, then the answer, with a footnote"
        " on every sentence.</p></div>"
    )


def suggestions_html(questions: Sequence[str]) -> str:
    """Questions to begin with; each is asked by a press."""
    if not questions:
        return ""
    buttons = "".join(
        f'<li><button type="button" data-ask="{escape(question)}">{escape(question)}</button></li>'
        for question in questions
    )
    return f'<ul class="fn-suggestions" aria-label="Questions to begin with">{buttons}</ul>'
