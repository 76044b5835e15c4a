"""Which model answers: a line that says it, and a dialog in which it is chosen and tried."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chatbot.models.choices import ModelChoice

SERVER = "server"  # the choice of a server by its address


def model_html(label: str, name: str = "") -> str:
    """The model in use, as a button that opens the dialog."""
    return (
        f'<button type="button" class="fn-model" data-model="{escape(name)}"'
        ' aria-haspopup="dialog"><span class="fn-facts">Answers by</span>'
        f" <b>{escape(label)}</b></button>"
    )


def models_html(choices: Sequence[ModelChoice], current: str) -> str:
    """The dialog's form: what can be chosen here, and a server by its address."""
    listed = "".join(_choice(choice, choice.name == current) for choice in choices)
    ticked = "" if any(choice.name == current for choice in choices) else " checked"
    return (
        '<form class="fn-choices" data-do="use" aria-label="Model"><h2>Which model answers</h2>'
        "<p>Whichever it is, every sentence is checked against the words it cites.</p>"
        f'<fieldset><legend class="fn-unseen">Models</legend>{listed}'
        f'<label class="fn-choice"><input type="radio" name="model" value="{SERVER}"{ticked}>'
        "<span><b>A server by its address</b><span>Any that speaks OpenAI’s language. Your question"
        " and the sentences found for it are sent there.</span></span></label></fieldset>"
        f"{_server()}"
        '<div class="fn-acts"><button type="button" class="fn-plain" data-do="test">Test</button>'
        '<span></span><button type="button" class="fn-plain" data-shut>Cancel</button>'
        '<button type="submit" class="fn-go">Use</button></div></form>'
    )


def _choice(choice: ModelChoice, current: bool) -> str:
    ticked = " checked" if current else ""
    problem = "" if choice.ready else f'<span class="fn-problem">{escape(choice.problem)}</span>'
    return (
        f'<label class="fn-choice"><input type="radio" name="model" value="{escape(choice.name)}"'
        f"{ticked}><span><b>{escape(choice.label)}</b>"
        f"<span>{escape(choice.description)}</span>{problem}</span></label>"
    )


def _server() -> str:
    """The key is asked for, never shown: no page and no log ever holds it."""
    fields = (
        ("url", "Address", "url", "https://api.example.org/v1", "url"),
        ("name", "Model", "text", "its name there", "off"),
        ("key", "Key", "password", "if it wants one", "off"),
    )
    inputs = "".join(
        f'<label class="fn-field">{label} <input type="{kind}" name="{name}"'
        f' placeholder="{hint}" autocomplete="{fill}" maxlength="2000" spellcheck="false"></label>'
        for name, label, kind, hint, fill in fields
    )
    return f'<div class="fn-server">{inputs}</div>'


def tried_html(problem: str) -> str:
    """What a test found."""
    if problem:
        return f'<p class="fn-trouble" role="alert">{escape(problem)}</p>'
    return '<p class="fn-fine" role="status">It answers.</p>'
