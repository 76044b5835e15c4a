"""Web pages: the main content, or all that a reader sees where that is little."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from index.formats.decode import decode
from index.formats.draft import Draft, Piece, UnfitError
from index.formats.page_clean import clean
from index.formats.page_walk import Found, walk
from index.formats.stated import meaningful, parse_date, stated_date

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml[^>]*\?>")
_WORD = re.compile(r"\w+")
_SMALL = 2_500  # characters: a page with less visible text has nothing to be cut from it
_TELLING = 25  # characters: a shorter piece is found anywhere by chance


def read(data: bytes) -> Draft:
    """An HTML file. Raises: UnfitError: the bytes are no text, or no element holds any."""
    declared = _DECLARED.search(data[:4096])
    root = _parsed(decode(data, declared[1].decode("ascii", "replace") if declared else ""))
    if root is None:
        raise UnfitError("holds no text", "Save the page again from a browser.")
    title, date = _metadata(root)
    pieces = tuple(found.piece for found in _main(_body(root)))
    headed = next((p.text for p in pieces[:5] if p.kind == "heading"), None)
    lines = (line for piece in pieces for line in piece.text.split("\n"))
    return Draft(meaningful(title) or headed, date or stated_date(lines), (pieces,))


def visible_pieces(html: str) -> Iterator[Piece]:
    """All that a browser would show of some HTML."""
    root = _parsed(html)
    if root is not None:
        yield from (found.piece for found in walk(_body(root)))


def _parsed(text: str) -> Any:
    """The tree; None if there is nothing to make one of."""
    from lxml import etree, html  # type: ignore[import-untyped]  # only web pages need it

    text = _XML.sub("", text.replace("\0", ""), count=1)
    text = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates end lxml's reading
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return html.document_fromstring(text, parser=parser)
    except etree.LxmlError:
        return None


def _body(root: Any) -> Any:
    body = root.find("body")
    body = root if body is None else body
    clean(body)
    return body


def _metadata(root: Any) -> tuple[str | None, Any]:
    """Title and date as the page states them: in its head, its JSON-LD, its headline, and <time>
    elements that stand by themselves. Prose is kept from the date finder, which would guess."""
    import trafilatura  # half a second that no other format should pay
    from lxml import html

    page = html.Element("html")
    page.extend(deepcopy(head) for head in root.findall("head"))
    body = html.Element("body")
    page.append(body)
    alone = "self::script[@type='application/ld+json'] or self::h1"
    for element in root.xpath(f"./body//*[{alone} or self::time]"):
        if element.tag != "time" or len("".join(element.getparent().itertext()).strip()) <= 60:
            body.append(deepcopy(element))
            body[-1].tail = None
    stated = trafilatura.extract_metadata(page, extensive=False)
    return stated.title, parse_date(stated.date or "")


def _main(body: Any) -> Sequence[Found]:
    """The main content of a page.

    Trafilatura judges what belongs to it; the pieces stay as they stand on the page, because
    the judge runs small blocks together and drops short ones.
    """
    found = walk(body)
    total = sum(len(f.piece.text) for f in found)
    if total <= _SMALL:
        return found
    kept = _kept(found, _judged(body))
    return kept if sum(len(f.piece.text) for f in kept) * 3 >= total else found


def _judged(body: Any) -> str:
    """The text of the main content."""
    import trafilatura

    page = deepcopy(body.getroottree().getroot())
    result: Any = trafilatura.bare_extraction(
        page, favor_recall=True, include_comments=False, include_tables=True
    )
    return "" if result is None else " ".join(result.body.itertext())


def _kept(found: Sequence[Found], judged: str) -> list[Found]:
    """The pieces that were judged to belong, and the others in a box most of which does, or in a
    list or table that stands in such a box."""
    letters, words = _squeezed(judged), frozenset(_WORD.findall(judged))
    good = [_belongs(f.piece, letters, words) for f in found]
    whole: Counter[Any] = Counter()
    liked: Counter[Any] = Counter()
    for f, fine in zip(found, good, strict=True):
        whole[f.box] += len(f.piece.text)
        liked[f.box] += len(f.piece.text) * fine
    homes = {box for box in whole if liked[box] * 2 > whole[box]}
    guests = {box for box in whole if box.getparent() in homes and not _is_linked(box)}
    pairs = zip(found, good, strict=True)
    return [f for f, fine in pairs if fine or f.box in homes or f.box in guests]


def _is_linked(box: Any) -> bool:
    """Whether most of its text is links, as in lists of other pages."""
    links = sum(len("".join(link.itertext())) for link in box.iter("a"))
    return links * 2 > len("".join(box.itertext()))


def _belongs(piece: Piece, letters: str, words: frozenset[str]) -> bool:
    if piece.kind == "row":  # its cells are not told in the judge's order
        return words.issuperset(_WORD.findall(piece.text))
    squeezed = _squeezed(piece.text)
    return (len(squeezed) >= _TELLING or piece.kind == "heading") and squeezed in letters


def _squeezed(text: str) -> str:
    return "".join(_WORD.findall(text))
