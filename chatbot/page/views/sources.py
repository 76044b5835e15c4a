"""The quoted sources of answers as cards, each with a little of the text around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from chatbot.page.exchange import Card, Exchange, span
from chatbot.page.views.cited import address, source_of, where


def sources_html(exchanges: Sequence[Exchange]) -> str:
    """The quoted sources, a section for each answer; only the last one's is open at first."""
    last = len(exchanges)
    found = "".join(
        f'<section class="fn-sources" data-turn="{turn}"{"" if turn == last else " hidden"}>'
        f"{_cards(exchange)}</section>"
        for turn, exchange in enumerate(exchanges, 1)
    )
    if not any(exchange.cards for exchange in exchanges):
        found = '<p class="fn-quiet">The words an answer rests on appear here.</p>'
    return (
        f'<div class="fn-found"><h2 class="fn-heading">Sources</h2>{found}</div>'
        '<p class="fn-quiet fn-hint">A footnote’s number opens the document here, at the words it'
        " stands for.</p>"
    )


def _cards(exchange: Exchange) -> str:
    used = {span(c) for sentence in exchange.sentences for c in sentence.citations}
    used |= {span(c) for c in exchange.answer.citations} if exchange.answer else set()
    cited = [card for card in exchange.cards if span(card.citation) in used]
    rest = [card for card in exchange.cards if span(card.citation) not in used]
    if exchange.waiting or not cited:
        return "".join(_card(card, bool(used & {span(card.citation)})) for card in exchange.cards)
    shown = "".join(_card(card, True) for card in cited)
    if not rest:
        return shown
    others = "".join(_card(card, False) for card in rest)
    return f'{shown}<h3 class="fn-rest">Also found</h3>{others}'


def _card(card: Card, cited: bool) -> str:
    citation = card.citation
    heading = [citation.heading] if citation.heading not in ("", citation.title) else []
    facts = escape(" · ".join([*where(citation), *heading]))
    state = " fn-cited" if cited else ""
    label = escape(f"Open source {citation.number}: {source_of(citation)}")
    return (
        f'<article class="fn-card{state}"><header><span class="fn-number">{citation.number}</span>'
        f'<div><a class="fn-title" href="{escape(address(citation))}" aria-label="{label}">'
        f'{escape(citation.title)}</a><span class="fn-facts">{facts}</span></div></header>'
        f'<blockquote><span class="fn-around">{_lines(card.before)}</span>'
        f"<mark>{escape(citation.quote)}</mark>"
        f'<span class="fn-around">{_lines(card.after)}</span></blockquote></article>'
    )


def _lines(text: str) -> str:
    return escape(re.sub(r"\s*\n\s*", "\n", text))
