"""One question with its answer, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from chatbot.page.exchange import Exchange
from chatbot.page.views.cited import clip, link_html, sentence_html, source_of, withheld_html
from chatbot.page.views.frame import trouble_html
from chatbot.types import ABSTENTION, Answer, Citation, as_a_line
from chatbot.wording.shown import count


def turn_html(turn: int, exchange: Exchange, last: bool) -> str:
    """The question, the answer as far as it has come, and the tools below it."""
    body = _answer(exchange) + (trouble_html(exchange.trouble) if exchange.trouble else "")
    state = " fn-waiting" if exchange.waiting else ""
    tools = "" if exchange.waiting else _tools(turn, exchange, last)
    return (
        f'<article class="fn-turn{state}" data-turn="{turn}"><h2>{escape(exchange.asked)}</h2>'
        f"{_understood(exchange)}{body}{tools}</article>"
    )


def _understood(exchange: Exchange) -> str:
    answer = exchange.answer
    if answer is None or answer.question.split() == exchange.asked.split():
        return ""
    return f'<p class="fn-understood">Understood as “{escape(answer.question)}”</p>'


def _answer(exchange: Exchange) -> str:
    answer = exchange.answer
    if answer is not None and answer.abstained:
        nearest = _quotes("The nearest passages", answer.related)
        return (
            f'<div class="fn-abstained"><p>{escape(ABSTENTION)}</p>{_unsaid(answer)}{nearest}</div>'
        )
    said = "".join(
        sentence_html(sentence, answer.short if answer and n == 0 else None)
        for n, sentence in enumerate(exchange.sentences)
    )
    said = said or _early(exchange)
    related = _quotes("See also", answer.related) if answer else ""
    unsaid = _conflicts(answer) + _as_of(answer) + _unsaid(answer) if answer else ""
    withheld = withheld_html(answer.withheld) if answer else ""
    return f'<p class="fn-answer">{said}</p>{unsaid}{_progress(exchange)}{related}{withheld}'


def _early(exchange: Exchange) -> str:
    """What answers already, word for word, while a model has not written anything yet."""
    best = exchange.foremost
    if best is None or not exchange.waiting:
        return ""
    return (
        f'<span class="fn-early"><span class="fn-facts">Found, word for word</span>'
        f"{escape(best.quote)}{link_html(best)}</span>"
    )


def _conflicts(answer: Answer) -> str:
    """What the documents give different values of, each side with its footnote."""
    return "".join(
        f'<p class="fn-conflict">{" ".join(_piece(*piece) for piece in conflict.pieces())}</p>'
        for conflict in answer.conflicts
    )


def _piece(text: str, citation: Citation) -> str:
    return f"{escape(text)}{link_html(citation)}"


def _as_of(answer: Answer) -> str:
    return f'<p class="fn-as-of">{escape(as_a_line(answer.as_of))}</p>' if answer.as_of else ""


def _unsaid(answer: Answer) -> str:
    return f'<p class="fn-unsaid">{escape(answer.unsaid)}</p>' if answer.unsaid else ""


def _quotes(heading: str, citations: Sequence[Citation]) -> str:
    if not citations:
        return ""
    items = "".join(
        f"<li>{escape(clip(citation.quote))}{link_html(citation)}"
        f'<span class="fn-source">{escape(source_of(citation))}</span></li>'
        for citation in citations
    )
    return f'<section class="fn-related"><h3>{heading}</h3><ul>{items}</ul></section>'


def _progress(exchange: Exchange) -> str:
    if exchange.stopped:
        return '<p class="fn-status">Stopped.</p>'
    if not exchange.waiting:
        return ""
    doing = "Writing" if exchange.cards else "Looking through the documents"
    return f'<p class="fn-status fn-busy" role="status">{doing}…</p>'


def _tools(turn: int, exchange: Exchange, last: bool) -> str:
    answer = exchange.answer
    facts = f'<span class="fn-status">{_facts(answer)}</span>' if answer else ""
    again = (
        '<button type="button" data-again="now">Retry</button>'
        '<button type="button" data-again="edit">Edit</button>'
    )
    copy = (
        f'<button type="button" data-copy="{escape(answer.to_markdown())}">Copy</button>'
        if answer
        else ""
    )
    rating = _rating(turn, exchange.rated) if answer else ""
    return f'<footer class="fn-tools">{facts}{copy}{again if last else ""}{rating}</footer>'


def _facts(answer: Answer) -> str:
    """How many sources, how fast, by which model."""
    facts = [] if answer.abstained else [count(len(answer.citations), "source")]
    facts.append(f"{max(answer.seconds, 0.1):.1f} s")
    if answer.model != "builtin":
        facts.append(escape(answer.model))
    return " · ".join(facts)


def _rating(turn: int, rated: str) -> str:
    """Thumbs; the one that points down first asks what would have been right."""
    if rated:
        thanks = "You found this good." if rated == "good" else "You found this wrong."
        return f'<span class="fn-rating fn-status" role="status">{thanks}</span>'
    return (
        '<span class="fn-rating" role="group" aria-label="Rate this answer">'
        f'<button type="button" class="fn-up" data-do="rate" data-turn="{turn}" data-rated="good"'
        ' aria-label="Good answer"></button>'
        '<button type="button" class="fn-down" data-unfold aria-expanded="false"'
        ' aria-label="Wrong answer"></button></span>'
        f'<form class="fn-correction" data-do="rate" hidden><input type="hidden" name="turn"'
        f' value="{turn}"><input type="hidden" name="rated" value="bad"><input type="text"'
        ' name="correction" maxlength="1000" placeholder="What would have been right? (optional)"'
        ' aria-label="What would have been right? (optional)" autocomplete="off">'
        '<button type="submit" class="fn-plain">Send</button></form>'
    )
