"""Running headers, footers and page numbers: lines that belong to the paper, not the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from index.formats.pdf_lines import Line

_FEWEST = 3  # pages
_SHARE = 0.4  # of the pages: left and right pages may have headers of their own
_PAGE_WORDS = frozenset(("page", "pages", "p", "pp", "pg", "of"))
# "Chapter 1", "Chapter 2" … at the tops of pages are text, though they count along with them
_COUNTED = re.compile(
    r"\W*(?:chapter|part|section|appendix|annex|schedule|article|slide|figure|table|question)\b",
    re.IGNORECASE,
)

_Key = tuple[str, int]


def without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without what repeats at their edges. No page is emptied of its words."""
    seen: dict[_Key, dict[int, str]] = defaultdict(dict)
    for number, page in enumerate(pages, start=1):
        for line in page:
            if line.edge:
                seen[_key(line)].setdefault(number, line.text)
    fewest = max(_FEWEST, _SHARE * sum(map(bool, pages)))
    running = {key for key, on in seen.items() if len(on) >= fewest and _is_running(on)}
    return [_body(page, number, running) for number, page in enumerate(pages, start=1)]


def _key(line: Line) -> _Key:
    return re.sub(r"\d+", "#", line.text.lower()), round(line.size)


def _body(page: Sequence[Line], number: int, running: set[_Key]) -> list[Line]:
    worded = [n for n, line in enumerate(page) if not _is_number_of(line.text, number, line.edge)]
    body = [n for n in worded if not (page[n].edge and _key(page[n]) in running)]
    return [page[n] for n in body or worded or range(len(page))]


def _is_number_of(text: str, number: int, edge: bool) -> bool:
    """Whether the line says nothing but which page this is: "3", "- 3 -", "Page 3 of 9"."""
    return edge and not _words(text) and _numbers(text)[:1] == [number]


def _is_running(on: dict[int, str]) -> bool:
    """Whether lines that are alike but for their figures are headers or footers.

    Args:
        on: The text of the line on each page that has it.
    """
    if len(set(on.values())) == 1:
        return True
    if not _counts_along(on):
        return False
    text = next(iter(on.values()))
    words = _words(text)
    if not words:
        return True
    paged = bool(_PAGE_WORDS.intersection(re.findall(r"[a-z]+", text.lower())) - {"of"})
    return not _COUNTED.match(text) and (paged or len(words) >= 2)


def _counts_along(on: dict[int, str]) -> bool:
    """Whether one of the figures goes up by one with each page."""
    figures: Iterable[tuple[int, ...]] = zip(
        *([n - page for n in _numbers(text)] for page, text in on.items()), strict=False
    )
    return any(len(set(offsets)) == 1 for offsets in figures)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d{1,6}", text)]


def _words(text: str) -> list[str]:
    return [w for w in re.findall(r"[^\W\d_]+", text.lower()) if w not in _PAGE_WORDS]
