"""Answers as HTML: pure functions, and every word from a document escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from chatbot.page.exchange import Card, Exchange, span
from chatbot.types import ABSTENTION, Answer, AnswerSentence, Citation, Verdict, as_a_line
from chatbot.wording.dates import written
from chatbot.wording.shown import count

BRAND = '<header class="fn-brand">Footnote<sup>1</sup></header>'
ICON = (
    '<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27'
    " viewBox=%270 0 32 32%27%3E%3Crect width=%2732%27 height=%2732%27 rx=%277%27 fill=%27%231d5c63"
    "%27/%3E%3Cpath d=%27M8 9h11M8 15h9M8 21h11%27 stroke=%27%23fff%27 stroke-width=%272.4%27/%3E"
    '%3Ccircle cx=%2724%27 cy=%279%27 r=%272.6%27 fill=%27%23f5d76b%27/%3E%3C/svg%3E">'
)


def trouble_html(message: str) -> str:
    """Something went wrong, in words for a person."""
    return f'<div class="fn-trouble" role="alert">{escape(message)}</div>'


def welcome_html(documents: int) -> str:
    """What to do first: shown where the conversation will be."""
    if not documents:
        return (
            '<div class="fn-welcome"><h1>Ask your own documents</h1>'
            "<p>Every sentence of an answer comes with a footnote to the exact words it rests on."
            " What the documents don’t say, Footnote doesn’t say.</p>"
            "<ol><li><b>Add documents.</b> Drop PDF, Word, HTML, Markdown or text files into the"
            " box, or choose them there.</li><li><b>Ask a question</b> in plain words.</li>"
            "<li><b>Check the sources.</b> Follow a number to the words it stands for.</li></ol>"
            '<p class="fn-quiet">Your documents are read on this computer and stay on it.</p></div>'
        )
    them = "document" if documents == 1 else f"{documents} documents"
    return (
        f'<div class="fn-welcome"><h1>Ask your {them}</h1>'
        "<p>Type a question below. The passages that bear on it appear at once, then the answer,"
        " with a footnote on every sentence.</p></div>"
    )


def conversation_html(exchanges: Sequence[Exchange], documents: int) -> str:
    """Every question and answer so far, or what to do first."""
    if not exchanges:
        return welcome_html(documents)
    turns = "".join(_turn(n, exchange) for n, exchange in enumerate(exchanges, 1))
    return f'<div class="fn-turns" role="log" aria-label="Conversation">{turns}</div>'


def _turn(turn: int, exchange: Exchange) -> str:
    body = _answer(turn, exchange) + (trouble_html(exchange.trouble) if exchange.trouble else "")
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


def _answer(turn: int, exchange: Exchange) -> str:
    answer = exchange.answer
    if answer is not None and answer.abstained:
        nearest = _quotes(turn, "The nearest passages", answer.related)
        return (
            f'<div class="fn-abstained"><p>{escape(ABSTENTION)}</p>{_unsaid(answer)}{nearest}</div>'
        )
    said = "".join(
        _sentence(turn, sentence, answer.short if answer and n == 0 else None)
        for n, sentence in enumerate(exchange.sentences)
    )
    related = _quotes(turn, "See also", answer.related) if answer else ""
    unsaid = _as_of(answer) + _unsaid(answer) if answer else ""
    return (
        f'<p class="fn-answer">{said}</p>{unsaid}{_progress(exchange)}{related}{_colophon(answer)}'
    )


def _as_of(answer: Answer) -> str:
    return f'<p class="fn-as-of">{escape(as_a_line(answer.as_of))}</p>' if answer.as_of else ""


def _unsaid(answer: Answer) -> str:
    return f'<p class="fn-unsaid">{escape(answer.unsaid)}</p>' if answer.unsaid else ""


def _sentence(turn: int, sentence: AnswerSentence, short: str | None) -> str:
    links = "".join(_link(turn, citation) for citation in sentence.citations)
    words = _emphasised(sentence.text, short)
    return f'<span class="fn-sentence">{words}{links}{_verdict(sentence.verdict)}</span> '


def _emphasised(text: str, short: str | None) -> str:
    found = re.search(rf"(?<!\w){re.escape(short)}(?!\w)", text) if short else None
    if not found:
        return escape(text)
    before, after = escape(text[: found.start()]), escape(text[found.end() :])
    return f"{before}<strong>{escape(found[0])}</strong>{after}"


def _link(turn: int, citation: Citation, label: str = "") -> str:
    card, source = _card_id(turn, citation), escape(_source(citation))
    return (
        f'<a class="fn-cite" href="#{card}" data-card="{card}" title="{source}"'
        f' aria-label="Source {citation.number}: {source}">{label or citation.number}</a>'
    )


def _verdict(verdict: Verdict) -> str:
    name, meaning = "quoted", "The document’s own words."
    if verdict.withheld:
        name = "withheld"
        meaning = f"Quoted instead of a sentence that was withheld: “{verdict.withheld}”"
    elif verdict.status != "quoted":
        name = verdict.status
        meaning = {
            "supported": "Checked: the cited words support this.",
            "partly": "Checked: the cited words support only part of this.",
            "unsupported": "Checked: the cited words do not support this.",
        }[verdict.status]
    note = escape(f"{meaning} {verdict.reason}".strip())
    return (
        f'<span class="fn-verdict fn-{name}" role="img" title="{note}" aria-label="{note}"></span>'
    )


def _quotes(turn: int, heading: str, citations: Sequence[Citation]) -> str:
    if not citations:
        return ""
    items = "".join(
        f"<li>{escape(_clip(citation.quote))}{_link(turn, citation)}"
        f'<span class="fn-source">{escape(_source(citation))}</span></li>'
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
    return f'<p class="fn-status">{" · ".join(facts)}</p>{_withheld(answer)}'


def _withheld(answer: Answer) -> str:
    if not answer.withheld:
        return ""
    items = "".join(f"<li>“{escape(v.withheld)}” {escape(v.reason)}</li>" for v in answer.withheld)
    summary = f"{count(len(answer.withheld), 'sentence')} withheld"
    return (
        f'<details class="fn-withheld-list"><summary>{summary}</summary><ul>{items}</ul></details>'
    )


def sources_html(exchanges: Sequence[Exchange]) -> str:
    """The quoted sources, a section for each answer; only the last one's is open at first."""
    if not any(exchange.cards for exchange in exchanges):
        return '<p class="fn-quiet">The words an answer rests on appear here.</p>'
    last = len(exchanges)
    return "".join(
        f'<section class="fn-sources" data-turn="{turn}"{"" if turn == last else " hidden"}>'
        f"{_cards(turn, exchange)}</section>"
        for turn, exchange in enumerate(exchanges, 1)
    )


def _cards(turn: int, exchange: Exchange) -> str:
    used = {span(c) for sentence in exchange.sentences for c in sentence.citations}
    cited = [card for card in exchange.cards if span(card.citation) in used]
    rest = [card for card in exchange.cards if span(card.citation) not in used]
    if exchange.waiting or not cited:
        return "".join(
            _card(turn, card, bool(used & {span(card.citation)})) for card in exchange.cards
        )
    shown = "".join(_card(turn, card, True) for card in cited)
    if not rest:
        return shown
    others = "".join(_card(turn, card, False) for card in rest)
    return f'{shown}<h3 class="fn-rest">Also found</h3>{others}'


def _card(turn: int, card: Card, cited: bool) -> str:
    citation = card.citation
    facts = escape(" · ".join([*_where(citation), *filter(None, [citation.heading])]))
    state = " fn-cited" if cited else ""
    return (
        f'<article class="fn-card{state}" id="{_card_id(turn, citation)}" tabindex="-1"'
        f' aria-label="Source {citation.number}: {escape(_source(citation))}">'
        f'<header><span class="fn-number">{citation.number}</span>'
        f'<div><span class="fn-title">{escape(citation.title)}</span>'
        f'<span class="fn-facts">{facts}</span></div>'
        '<button type="button" class="fn-back" aria-label="Back to the answer">↩</button></header>'
        f'<blockquote><span class="fn-around">{_lines(card.before)}</span>'
        f"<mark>{escape(citation.quote)}</mark>"
        f'<span class="fn-around">{_lines(card.after)}</span></blockquote></article>'
    )


def _source(citation: Citation) -> str:
    return ", ".join([citation.title, *_where(citation)])


def _where(citation: Citation) -> list[str]:
    date = [written(citation.date)] if citation.date else []
    return date + ([f"page {citation.page}"] if citation.page is not None else [])


def _card_id(turn: int, citation: Citation) -> str:
    return escape(f"t{turn}-{citation.document}-{citation.start}-{citation.end}")


def _lines(text: str) -> str:
    return escape(re.sub(r"\s*\n\s*", "\n", text))


def _clip(text: str, length: int = 220) -> str:
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + "…"
