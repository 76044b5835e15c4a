"""The coverage strip: a document drawn as a bar, its sections, and the places that are cited.

Fit for any page: no ids, no script, no style sheet needed. `strip.css` gives it the colours and
the frame of Footnote's own pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from chatbot.export.phrases import shown
from chatbot.types import Citation, Coverage, Section, SectionState, Summary
from chatbot.wording.shown import count

STYLE = Path(__file__).with_name("strip.css")
Link = Callable[[Citation], str | None]
_TALL, _BAR = 34, 22  # pixels: of the whole strip, and of a section that was read
_SAMPLES: dict[SectionState, str] = {
    "read": "read",
    "skipped": "skipped",
    "failed": "could not be read",
}


def strips(summary: Summary, link: Link | None = None) -> str:
    """Every document of a summary as a figure with its title and strip, and one legend; HTML.

    Args:
        link: Where the mark of a citation leads (an address, "#note-3"); None or "" for nowhere.
    """
    coverage = summary.coverage
    drawn = ""
    for document in summary.documents:
        drawing = strip(coverage, document.id, summary.citations, document.title, link)
        if drawing:
            title = f"<figcaption>{escape(shown(document.title))}</figcaption>"
            drawn += f'<figure class="fn-strip">{title}{drawing}</figure>'
    return f'<div class="fn-strips">{drawn}{_legend(coverage)}</div>' if drawn else ""


def strip(
    coverage: Coverage,
    document: str,
    citations: Sequence[Citation],
    title: str = "",
    link: Link | None = None,
) -> str:
    """One document as an inline SVG, as wide as what it stands in; "" if nothing is known of it.

    Args:
        document: Its id.
        citations: Those to mark; other documents' are left out.
        title: Its title, for those who cannot see it.
        link: As for `strips`.
    """
    length = dict(coverage.lengths).get(document, 0)
    sections = [s for s in coverage.sections if s.document == document]
    if length <= 0 or not sections:
        return ""
    places = {(c.start, c.end): c for c in citations if c.document == document}
    cited = [places[at] for at in sorted(places)]
    label = _label(title, sections, cited)
    bars = "".join(_section(s, length, n) for n, s in enumerate(sections))
    marks = "".join(_mark(c, length, link) for c in cited)
    # What is only an image hides its parts from a screen reader; links must not be hidden.
    role = "group" if link else "img"
    return (
        f'<svg class="fn-strip-svg" role="{role}" aria-label="{escape(shown(label))}" width="100%"'
        f' height="{_TALL}" xmlns="http://www.w3.org/2000/svg">{bars}{marks}</svg>'
    )


def _label(title: str, sections: Sequence[Section], cited: Sequence[Citation]) -> str:
    read = [s for s in sections if s.state == "read"]
    used = sum(s.cited > 0 for s in sections)
    told = f"{count(len(cited), 'place')} cited, in {used:,} of {count(len(sections), 'section')}"
    unread = len(sections) - len(read)
    beside = f"; {unread:,} not read" if unread else ""
    return f"{title or 'The document'}: {told}{beside}"


def _section(section: Section, length: int, nth: int) -> str:
    left, width = _span(section.start, section.end, length)
    told = (
        f"{section.heading or 'Before the first heading'}: {count(section.sentences, 'sentence')}"
    )
    told += f", {section.cited:,} cited" if section.state == "read" else f", {section.state}"
    told += f" ({section.reason})" if section.reason else ""
    # Neighbours differ in depth, so that one ends where the eye sees it end.
    depth, top, height = {
        "read": (".2" if nth % 2 else ".12", (_TALL - _BAR) / 2, _BAR),
        "skipped": (".3", _TALL / 2 - 1, 2),
        "failed": (".7", _TALL / 2 - 2, 4),
    }[section.state]
    return (
        f'<rect class="fn-strip-{section.state}" x="{left}%" width="{width}%" y="{top:g}"'
        f' height="{height}" fill="currentColor" fill-opacity="{depth}">'
        f"<title>{escape(shown(told))}</title></rect>"
    )


def _mark(citation: Citation, length: int, link: Link | None) -> str:
    left, width = _span(citation.start, citation.end, length)
    page = f", page {citation.page}" if citation.page is not None else ""
    quote = escape(shown(f"“{citation.quote}”{page}"))
    # The stroke keeps a short sentence of a long document wide enough to see and to hit.
    drawn = (
        f'<rect class="fn-strip-mark" x="{left}%" width="{width}%" y="3" height="{_TALL - 6}"'
        ' fill="currentColor" stroke="currentColor" stroke-width="2" rx="1">'
        f"<title>{quote}</title></rect>"
    )
    address = link(citation) if link else None
    if not address:
        return drawn
    return f'<a href="{escape(address)}" aria-label="Cited: {quote}">{drawn}</a>'


def _span(start: int, end: int, length: int) -> tuple[str, str]:
    """Where it begins and how wide it is, in per cent of the document."""
    start, end = (min(max(at, 0), length) for at in (start, max(start, end)))
    return f"{100 * start / length:.3f}", f"{100 * (end - start) / length:.3f}"


def _legend(coverage: Coverage) -> str:
    items = "".join(
        f'<li><i class="fn-strip-{state}"></i>{label}</li>'
        for state, label in _SAMPLES.items()
        if coverage.count(state)
    )
    return (
        '<ul class="fn-strip-legend" aria-hidden="true"><li><i class="fn-strip-mark"></i>cited</li>'
        f"{items}</ul>"
    )
