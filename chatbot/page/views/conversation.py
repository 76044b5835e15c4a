"""Questions and answers as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from chatbot.page.exchange import Exchange
from chatbot.page.views.cited import clip, link_html, sentence_html, source_of, withheld_html
from chatbot.page.views.frame import trouble_html, welcome_html
from chatbot.types import ABSTENTION, Answer, Citation, as_a_line
from chatbot.wording.shown import count


def conversation_html(exchanges: Sequence[Exchange], documents: int) -> str:
    """Every question and answer so far, or what to do first."""
    if not exchanges:
        return welcome_html(documents)
    turns = "".join(_turn(n, exchange) for n, exchange in enumerate(exchanges, 1))
    return f'<div class="fn-turns" role="log" aria-label="Conversation">{turns}</div>'


def _turn(turn: int, exchange: Exchange) -> str:
    body = _answer(exchange) + (trouble_html(exchange.trouble) if exchange.trouble else "")
    state = " fn-waiting" if exchange.waiting else ""
    return (
        f'<article class="fn-turn{state}" data-turn="{turn}"><h2>{escape(exchange.asked)}</h2>'
        f"{_understood(exchange)}{body}</article>"
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
    related = _quotes("See also", answer.related) if answer else ""
    unsaid = _as_of(answer) + _unsaid(answer) if answer else ""
    return (
        f'<p class="fn-answer">{said}</p>{unsaid}{_progress(exchange)}{related}{_colophon(answer)}'
    )


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


def _colophon(answer: Answer | None) -> str:
    if answer is None:
        return ""
    facts = [count(len(answer.citations), "source"), f"{max(answer.seconds, 0.1):.1f} s"]
    if answer.model != "builtin":
        facts.append(escape(answer.model))
    return f'<p class="fn-status">{" · ".join(facts)}</p>{withheld_html(answer.withheld)}'
