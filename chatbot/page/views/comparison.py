"""A comparison as HTML: a table of what changed, is the same, or stands in only one document."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from chatbot.page.views.cited import Numbers, link_html, sentence_html
from chatbot.page.views.saved import downloads_html
from chatbot.types import AnswerSentence, Claim, ClaimStatus, Comparison
from chatbot.wording.dates import written
from chatbot.wording.shown import count
from index.types import DocumentInfo

_STATUSES: tuple[ClaimStatus, ...] = ("changed", "same", "only_old", "only_new")
_NAMES = {
    "changed": "Changed",
    "same": "The same",
    "only_old": "Only in the {first}",
    "only_new": "Only in the {second}",
}


def comparing_html(stopped: bool = False) -> str:
    """While two documents are being compared."""
    if stopped:
        return '<div class="fn-result"><p class="fn-status">Stopped.</p></div>'
    return (
        '<div class="fn-result fn-waiting"><div class="fn-under-way">'
        '<progress aria-label="Progress"></progress>'
        '<p class="fn-status" role="status">Reading both documents…</p>'
        '<button type="button" class="fn-plain" data-do="stop">Stop</button></div></div>'
    )


def comparison_html(comparison: Comparison) -> str:
    """The two documents, a filter by status, and the table of claims."""
    numbers = Numbers(comparison.citations)
    words = ("older", "newer") if comparison.dated else ("first", "second")
    body = _table(comparison, numbers, words) if comparison.claims else _nothing(comparison)
    head = _head(comparison, numbers, words)
    return f'<div class="fn-result">{head}{body}{downloads_html()}</div>'


def _nothing(comparison: Comparison) -> str:
    about = f" on “{comparison.about}”" if comparison.about else ""
    return f'<p class="fn-unsaid">Neither document says anything to compare{escape(about)}.</p>'


def _head(comparison: Comparison, numbers: Numbers, words: tuple[str, str]) -> str:
    sides = "".join(
        f"<div><dt>The {word}</dt><dd>{_title(document)}</dd></div>"
        for word, document in zip(words, (comparison.old, comparison.new), strict=True)
    )
    about = f'<p class="fn-facts">On “{escape(comparison.about)}”</p>' if comparison.about else ""
    undated = (
        ""
        if comparison.dated
        else '<p class="fn-facts">Their dates do not tell which is the older.</p>'
    )
    years = "".join(_year(comparison, numbers, words))
    facts = f"{about}{undated}{years}"
    return f'<header class="fn-result-head"><dl class="fn-pair">{sides}</dl>{facts}</header>'


def _year(comparison: Comparison, numbers: Numbers, words: tuple[str, str]) -> Iterator[str]:
    for year in comparison.years:
        word = words[year.document != comparison.old.id]
        link = link_html(year.citation, numbers.of(year.citation))
        told = f"The {word} has no date; the latest year that it names is {year.year}."
        yield f'<p class="fn-facts">{told}{link}</p>'


def _title(document: DocumentInfo) -> str:
    date = f'<span class="fn-facts">{written(document.date)}</span>' if document.date else ""
    title = escape(document.title)
    return f'<a class="fn-title" href="#source/{escape(document.id)}">{title}</a>{date}'


def _table(comparison: Comparison, numbers: Numbers, words: tuple[str, str]) -> str:
    named = {s: _NAMES[s].format(first=words[0], second=words[1]) for s in _STATUSES}
    counts = {status: len(comparison.having(status)) for status in _STATUSES}
    every = '<label><input type="radio" name="fn-status" value="" checked>All</label>'
    choices = every + "".join(
        f'<label><input type="radio" name="fn-status" value="{status}">{named[status]}'
        f' <span class="fn-count">{counts[status]:,}</span></label>'
        for status in _STATUSES
        if counts[status]
    )
    groups = "".join(
        _group(status, named[status], comparison.having(status), numbers)
        for status in _STATUSES
        if counts[status]
    )
    heads = "".join(f'<th scope="col" role="columnheader">The {word}</th>' for word in words)
    told = f"{count(len(comparison.claims), 'claim')} compared"
    return (
        f'<fieldset class="fn-filter"><legend class="fn-unseen">Show</legend>{choices}</fieldset>'
        f'<table class="fn-claims" role="table"><caption class="fn-unseen">{told}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>{groups}</table>'
    )


def _group(status: str, name: str, claims: tuple[Claim, ...], numbers: Numbers) -> str:
    rows = "".join(_claim(claim, numbers) for claim in claims)
    return (
        f'<tbody role="rowgroup" data-status="{status}"><tr role="row">'
        f'<th colspan="2" scope="rowgroup" role="rowheader" class="fn-group">{name}'
        f' <span class="fn-count">{len(claims):,}</span>'
        f"</th></tr>{rows}</tbody>"
    )


def _claim(claim: Claim, numbers: Numbers) -> str:
    changes = "".join(
        f"<li><span>{escape(change.what)}</span> <del>{escape(change.old)}</del>"
        f' <span aria-label="became" role="img">→</span> <ins>{escape(change.new)}</ins></li>'
        for change in claim.changes
    )
    changed = (
        f'<tr role="row" class="fn-change"><td role="cell" colspan="2"><ul>{changes}</ul></td></tr>'
        if changes
        else ""
    )
    sides = _side(claim.old, numbers) + _side(claim.new, numbers)
    return f'{changed}<tr role="row" class="fn-sides">{sides}</tr>'


def _side(sentence: AnswerSentence | None, numbers: Numbers) -> str:
    if sentence is None:
        return '<td role="cell" class="fn-absent"><span aria-label="nothing">–</span></td>'
    return f'<td role="cell">{sentence_html(sentence, numbers=numbers)}</td>'
