"""Running headers, footers and page numbers: lines that belong to the paper, not the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from index.formats.lines import ends_sentence
from index.formats.pdf_lines import Line

_FEWEST = 3  # pages
_SHARE = 0.4  # of the pages: left and right pages may have headers of their own
_PAGE_WORDS = frozenset(("page", "pages", "p", "pp", "pg", "of"))
_AT_AN_END = re.compile(r"^\W*\d+\b|\b\d+\W*$")
_WITH_PAGE = re.compile(r"\bp(?:age|g)?\.?\s*\d+", re.IGNORECASE)
_PARTED = re.compile(r"^\d+\s*[|·•–—-]|[|·•–—-]\s*\d+$")

_Key = tuple[str, int]


def without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without what repeats at their edges. No page is emptied of its words."""
    seen: dict[_Key, dict[int, Line]] = defaultdict(dict)
    for number, page in enumerate(pages, start=1):
        for line in page:
            if line.edge:
                seen[_key(line)].setdefault(number, line)
    fewest = max(_FEWEST, _SHARE * sum(map(bool, pages)))
    common = {key: on for key, on in seen.items() if len(on) >= fewest}
    body = _body_size(pages) if common else 0
    running = {key for key, on in common.items() if _is_running(on, body)}
    return [_body(page, number, running) for number, page in enumerate(pages, start=1)]


def _key(line: Line) -> _Key:
    return re.sub(r"\d+", "#", line.text.lower()), round(line.size)


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _body(page: Sequence[Line], number: int, running: set[_Key]) -> list[Line]:
    worded = [n for n, line in enumerate(page) if not _is_number_of(line, number)]
    body = [n for n in worded if not (page[n].edge and _key(page[n]) in running)]
    return [page[n] for n in body or worded or range(len(page))]


def _is_number_of(line: Line, number: int) -> bool:
    """Whether the line says nothing but which page this is: "3", "- 3 -", "Page 3 of 9"."""
    return line.edge and not _words(line.text) and _numbers(line.text)[:1] == [number]


def _is_running(on: dict[int, Line], body: float) -> bool:
    """Whether lines that are alike but for their figures are headers or footers.

    "Chapter 1", "Chapter 2" … at the tops of pages count along with them as page numbers do, so
    words next to the number must have more to say for themselves.

    Args:
        on: The line on each page that has it.
        body: The type size of the text.
    """
    line = next(iter(on.values()))
    if len({other.text for other in on.values()}) == 1:
        return True
    if not _counts_along(on):
        return False
    if not _words(line.text):
        return True
    if ends_sentence(line.text) or not _AT_AN_END.search(line.text):
        return False
    small = line.size < 0.95 * body or line.cells > 1
    return small or bool(_WITH_PAGE.search(line.text) or _PARTED.search(line.text))


def _counts_along(on: dict[int, Line]) -> bool:
    """Whether one of the figures goes up by one with each page."""
    offsets = ([n - page for n in _numbers(line.text)] for page, line in on.items())
    return any(len(set(same)) == 1 for same in zip(*offsets, strict=False))


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d{1,6}", text)]


def _words(text: str) -> list[str]:
    return [w for w in re.findall(r"[^\W\d_]+", text.lower()) if w not in _PAGE_WORDS]
