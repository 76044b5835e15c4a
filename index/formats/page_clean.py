"""A web page's tree without what a reader does not see, or need."""

from __future__ import annotations

import re
from typing import Any

from index.formats.raised import raised
from index.formats.unseen import drop_unseen


def _tags(*names: str) -> frozenset[str]:
    return frozenset(" ".join(names).split())


# lxml has no types: its elements are Any here
_NEVER = _tags(
    "script style noscript template nav svg button select textarea input iframe object canvas",
    "audio video dialog head annotation rt rp datalist",
)
_HIDDEN = (
    ".//*[@hidden or @aria-hidden='true'"
    " or @role='navigation' or @role='search' or @role='menu' or @role='menubar'"
    " or @role='dialog' or @role='alertdialog' or @role='contentinfo']"
    " | .//footer[not(ancestor::article or ancestor::main or ancestor::blockquote)]"
    " | .//sup[.//a[starts-with(@href, '#')]]"  # marks of footnotes
)
_COLOURING = re.compile(r"colou?r|background|@import|font", re.IGNORECASE)


def clean(root: Any) -> None:
    """Take out of the tree what a browser would not show, and the site's navigation; put the
    captions of figures that are tables into the tables."""
    from lxml import etree  # type: ignore[import-untyped]  # only web pages need it

    plain = _is_plain(root)
    etree.strip_elements(root, *_NEVER, with_tail=False)
    for element in root.xpath(_HIDDEN):
        element.drop_tree()
    drop_unseen(root, plain)
    for element in root.xpath(".//sup"):
        _lower(element)
    for caption in root.xpath(".//figure[count(.//table) = 1]//figcaption"):
        table = caption.xpath("ancestor::figure[1]//table")
        if table and table[0].find("caption") is None:
            _move_in(caption, table[0])


def _is_plain(root: Any) -> bool:
    """Whether no stylesheet sets the look of the page's text."""
    page = root.getroottree()
    if page.xpath("boolean(//link[contains(@rel, 'stylesheet')])"):
        return False
    return not any(_COLOURING.search(style.text or "") for style in page.iter("style"))


def _lower(mark: Any) -> None:
    """Write a superscript as plain text reads it."""
    previous = mark.getprevious()
    if previous is None:
        before = mark.getparent().text or ""
    else:
        before = previous.tail or "".join(previous.itertext())
    said = "".join(mark.itertext())
    plain = raised(before, said, mark.tail or "")
    if plain != said:
        mark[:] = []
        mark.text = plain


def _move_in(caption: Any, table: Any) -> None:
    caption.drop_tree()
    caption.tail = None
    caption.tag = "caption"
    table.insert(0, caption)
