"""A summary as HTML, whole or as far as it has come."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from chatbot.export.phrases import BEFORE, around, model_name, shown
from chatbot.export.strip import strips
from chatbot.page.views.cited import (
    Numbers,
    address,
    link_html,
    sentence_html,
    source_of,
    withheld_html,
)
from chatbot.page.views.saved import downloads_html
from chatbot.types import AnswerSentence, KeyFact, Section, Summary, SummaryProgress, Theme
from chatbot.wording.shown import count
from index.types import DocumentInfo

_KINDS = {"figure": "Figures", "date": "Dates", "name": "Names", "quote": "Who said what"}
_NOTHING = "There was nothing to summarise."


def summary_under_way_html(
    progress: SummaryProgress | None, sentences: Sequence[AnswerSentence], stopped: bool = False
) -> str:
    """How far a summary is, and its sentences so far."""
    written = "".join(map(sentence_html, sentences))
    text = f'<p class="fn-answer">{written}</p>' if written else ""
    if stopped:
        return f'<div class="fn-result">{text}<p class="fn-status">Stopped.</p></div>'
    return f'<div class="fn-result fn-waiting">{_progress(progress)}{text}</div>'


def _progress(progress: SummaryProgress | None) -> str:
    doing = progress.doing if progress else "Reading"
    left = progress.seconds_left if progress else None
    told = f"{doing}…" if left is None else f"{doing}, about {_span(left)} left"
    value = f' value="{progress.done}" max="{max(progress.steps, 1)}"' if progress else ""
    return (
        f'<div class="fn-under-way"><progress{value} aria-label="Progress"></progress>'
        f'<p class="fn-status" role="status">{escape(told)}</p>'
        '<button type="button" class="fn-plain" data-do="stop">Stop</button></div>'
    )


def _span(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else count(round(seconds / 60), "minute")


def summary_html(summary: Summary) -> str:
    """The summary, its facts and themes, what it rests on, and what it leaves out."""
    numbers = Numbers(summary.citations)
    said = "".join(sentence_html(s, numbers=numbers) for s in summary.sentences)
    return (
        f'<div class="fn-result">{_head(summary)}{_gist(summary, numbers)}'
        f'<p class="fn-answer">{said or escape(_NOTHING)}</p>{_changes(summary)}'
        f"{withheld_html(summary.withheld)}{_coverage(summary)}"
        f"{_facts(summary.key_facts, numbers)}{_themes(summary.themes, numbers)}"
        f"{_left_out(summary)}{downloads_html()}</div>"
    )


def _head(summary: Summary) -> str:
    documents = summary.documents
    title = documents[0].title if len(documents) == 1 else count(len(documents), "document")
    facts = [count(summary.words, "word"), f"by {model_name(summary.model)}"]
    if summary.focus:
        facts.insert(0, f"on “{summary.focus}”")
    facts.append("made earlier" if summary.cached else f"{max(summary.seconds, 0.1):.1f} s")
    return (
        f'<header class="fn-result-head"><h2>{escape(title)}</h2>'
        f'<p class="fn-facts">{escape(" · ".join(facts))}</p></header>'
    )


def _gist(summary: Summary, numbers: Numbers) -> str:
    if not summary.gist:
        return ""
    return f'<p class="fn-gist">{sentence_html(summary.gist, numbers=numbers)}</p>'


def _changes(summary: Summary) -> str:
    told = []
    if summary.replaced:
        told.append(f"{count(summary.replaced, 'sentence')} replaced by the document’s own words")
    if summary.omitted:
        told.append(f"{count(summary.omitted, 'sentence')} left out")
    lines = [f"Not supported: {' and '.join(told)}."] if told else []
    if summary.filled:
        was = "was" if summary.filled == 1 else "were"
        lines.append(f"{count(summary.filled, 'sentence')} {was} chosen without the model.")
    return f'<p class="fn-unsaid">{" ".join(lines)}</p>' if lines else ""


def _facts(facts: Sequence[KeyFact], numbers: Numbers) -> str:
    """By kind, in the order of importance within each."""
    if not facts:
        return ""
    groups = ""
    for kind, name in _KINDS.items():
        items = "".join(_fact(fact, numbers) for fact in facts if fact.kind == kind)
        if items:
            groups += f'<h4>{name}</h4><ul class="fn-key-facts">{items}</ul>'
    return f'<section class="fn-part"><h3>Key facts</h3>{groups}</section>'


def _fact(fact: KeyFact, numbers: Numbers) -> str:
    quote = around(fact.text, fact.citation.quote)
    beside = "" if quote == shown(fact.text) else f"<span>{escape(quote)}</span>"
    link = link_html(fact.citation, numbers.of(fact.citation))
    return f"<li><strong>{escape(fact.text)}</strong> {beside}{link}</li>"


def _themes(themes: Sequence[Theme], numbers: Numbers) -> str:
    if not themes:
        return ""
    shown_themes = "".join(_theme(theme, numbers) for theme in themes)
    return f'<section class="fn-part"><h3>Themes</h3>{shown_themes}</section>'


def _theme(theme: Theme, numbers: Numbers) -> str:
    if theme.difference:
        found = f'<p class="fn-differ">The documents differ: {escape(theme.difference)}.</p>'
    else:
        told = "The documents agree." if theme.agreed else "Each speaks of it."
        found = f'<p class="fn-agreed">{told}</p>'
    items = "".join(
        f"<li>{sentence_html(s, numbers=numbers)}"
        f'<span class="fn-source">{escape(source_of(s.citations[0]) if s.citations else "")}</span>'
        "</li>"
        for s in theme.sentences
    )
    return f'<h4>{escape(theme.name)}</h4>{found}<ul class="fn-quotes">{items}</ul>'


def _coverage(summary: Summary) -> str:
    coverage = summary.coverage
    drawn = strips(summary, address)
    if not drawn:
        return ""
    cited = sum(section.cited for section in coverage.sections)
    rests = sum(section.cited > 0 for section in coverage.sections)
    told = [f"{count(coverage.count('read'), 'section')} read"]
    told += [f"{n} {s}" for s in ("skipped", "failed") if (n := coverage.count(s))]
    return (
        '<section class="fn-part"><h3>What it rests on</h3>'
        f'<p class="fn-facts">{", ".join(told)}; {count(cited, "sentence")} cited, from'
        f" {count(rests, 'section')}.</p>{drawn}</section>"
    )


def _left_out(summary: Summary) -> str:
    parts = "".join(_document(summary, document) for document in summary.documents)
    if not parts:
        return ""
    return (
        '<details class="fn-part fn-left-out"><summary><h3>What was left out</h3></summary>'
        f"{parts}</details>"
    )


def _document(summary: Summary, document: DocumentInfo) -> str:
    sections = [s for s in summary.coverage.sections if s.document == document.id]
    items = "".join(_section(s) for s in sections if s.left_out or s.state != "read")
    if not items:
        return ""
    listed = f'<ul class="fn-sections">{items}</ul>'
    if len(summary.documents) == 1:
        return listed
    return f"<details><summary>{escape(document.title)}</summary>{listed}</details>"


def _section(section: Section) -> str:
    state = "" if section.state == "read" else section.state
    told = ": ".join(filter(None, [state, section.reason]))
    facts = "; ".join(
        f'<a class="fn-fact" href="{escape(address(fact.citation))}"'
        f' title="{escape(shown(fact.citation.quote))}">{escape(fact.text)}</a>'
        for fact in section.left_out
    )
    state_html = f'<span class="fn-facts fn-{section.state}">{escape(told)}</span>' if told else ""
    return f"<li><b>{escape(section.heading or BEFORE)}</b>{state_html}<span>{facts}</span></li>"
