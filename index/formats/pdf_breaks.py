"""Paragraphs that run over a page break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, product

from index.formats.lines import ends_sentence
from index.formats.pdf_lines import Line
from index.formats.pdf_measures import Measures
from index.formats.pdf_units import Unit
from index.sentences import sentence_spans

_SMALLER = 0.95  # in the body's type size: notes, captions and what else stands at a page's edge
_SAME = 0.08  # of a type size
_NARROW = 30  # characters: lines in a narrower column are a list
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|table|chart|graph|map|plate|photo(?:graph)?|diagram|exhibit|box)"
    r"\s*[A-Z]?[\d.]*\d(?:\s*[.:|–—-]|\s+[A-Z]|$)|(?:source|notes?|photo(?:graph)?|key)s?\s?:",
    re.IGNORECASE,
)
_PAGED = re.compile(r"^\d+\b|\b\d+$")


def join_columns(page: Sequence[Unit], known: Measures) -> list[Unit]:
    """The units of a page, those that run on at the top of the next column in one."""
    joined: list[Unit] = []
    for unit in page:
        above = joined[-1] if joined else None
        if above and _is_next_column(above, unit) and _runs_on(above, unit, known):
            above.lines += unit.lines
            above.column = unit.column
        else:
            joined.append(unit)
    return joined


def _is_next_column(above: Unit, below: Unit) -> bool:
    last, first = above.lines[-1], below.lines[0]
    return first.bottom > last.bottom and first.left >= last.right


def tie_pages(pages: Sequence[list[Unit]], known: Measures) -> None:
    """Tie the paragraphs that a page break parted to each other.

    Notes under the first part and a header above the second step aside, on their own pages.
    """
    for above, below in pairwise([page for page in pages if page]):
        for last, first in product(_foot(above, known), _head(below, known)):
            if _runs_on(above[last], below[first], known):
                above.append(above.pop(last))
                below.insert(0, below.pop(first))
                below[0].kind, below[0].before = above[-1].kind, above[-1]
                above[-1].after = below[0]
                break


def _foot(page: Sequence[Unit], known: Measures) -> list[int]:
    """Where the last unit of a page stands, and the last but what may step aside."""
    places = [n for n in range(len(page)) if _is_body(page[n], known)][-1:]
    movable = places and not page[places[0]].before
    return list(dict.fromkeys([len(page) - 1, *(places if movable else [])]))


def _head(page: Sequence[Unit], known: Measures) -> list[int]:
    places = [n for n in range(len(page)) if _is_body(page[n], known)][:1]
    return list(dict.fromkeys([0, *places]))


def _is_body(unit: Unit, known: Measures) -> bool:
    line = unit.lines[0]
    paged = line.cells > 1 or (_PAGED.search(line.text) and not ends_sentence(line.text))
    if len(unit.lines) == 1 and line.edge and paged:
        return False  # a chapter's header, on too few pages to be told from the text
    return all(line.size >= _SMALLER * known.body for line in unit.lines)


def _runs_on(above: Unit, below: Unit, known: Measures) -> bool:
    """Whether a unit at the foot of a page goes on with the one at the head of the next."""
    line, following = above.lines[-1], below.lines[0]
    if above.kind not in ("text", "item") or below.kind != "text":
        return False
    if abs(line.size - following.size) > _SAME * line.size:
        return False
    if _is_caption(above) or _is_caption(below):
        return False
    small = following.text[:1].islower()
    if small and line.text.endswith("-") and line.text[-2:-1].islower():
        return True
    if not known.is_full(line, following, above.column) or _ends(line.text, following.text):
        return False
    return small or (above.kind == "text" and _is_prose(below, line))


def _is_prose(below: Unit, line: Line) -> bool:
    """Whether a unit that begins with a capital or a figure goes on all the same: it reads like
    the end of a paragraph, and does not begin like a new one."""
    first = below.lines[0]
    indented = len(below.lines) > 1 and first.left > below.lines[1].left + 0.8 * first.size
    told = len(below.lines) > 1 or ends_sentence(first.text)
    return told and not indented and first.bold == line.bold and len(line.text) >= _NARROW


def _ends(line: str, following: str) -> bool:
    """Whether a sentence ends with the line: not with "Mr.", nor where small letters follow."""
    starts = [start for start, _ in sentence_spans(f"{line} {following}")]
    return len(line) + 1 in starts


def _is_caption(unit: Unit) -> bool:
    return bool(_CAPTION.match(unit.lines[0].text))
