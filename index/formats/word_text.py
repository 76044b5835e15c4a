"""The words of WordprocessingML: what would print, deletions gone, insertions in place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# lxml has no types: elements are Any here. Names are compared without their namespaces.
_UNPRINTED = ("pPr", "rPr", "sdtPr", "instrText", "delText", "del", "moveFrom", "Fallback", "rt")
_DROPPED = frozenset((*_UNPRINTED, "drawing", "pict", "object"))
_LITERAL = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}


def name(element: Any) -> str:
    """An element's name without its namespace; "" for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Any, attribute: str = "val") -> str | None:
    """An attribute, whatever its namespace."""
    for key, text in element.attrib.items():
        if key.rpartition("}")[2] == attribute:
            return str(text)
    return None


def child(element: Any, *path: str) -> Any:
    """The element at a path of names below this one; None if there is none."""
    for step in path:
        if element is None:
            return None
        element = next((e for e in element if name(e) == step), None)
    return element


def is_on(element: Any, *path: str) -> bool:
    """Whether a switch such as bold is set and not set to "off"."""
    switch = child(element, *path)
    return switch is not None and value(switch) not in ("0", "false", "off", "none")


def text_of(element: Any) -> str:
    """The text of a paragraph or run; line breaks as "\\n"."""
    return "".join(_parts(element))


def _parts(element: Any) -> Iterator[str]:
    for part in element:
        kind = name(part)
        if kind == "t":
            yield part.text or ""
        elif kind in _LITERAL:
            yield _LITERAL[kind]
        elif kind not in _DROPPED and not (kind == "r" and is_on(part, "rPr", "vanish")):
            yield from _parts(part)


def runs(paragraph: Any) -> Iterator[Any]:
    """The runs that print."""
    for part in paragraph:
        if name(part) == "r":
            yield part
        elif name(part) not in _DROPPED:
            yield from runs(part)


def boxes(paragraph: Any) -> Iterator[Any]:
    """The contents of the text boxes anchored in a paragraph, each once."""
    for part in paragraph:
        if name(part) == "txbxContent":
            yield part
        elif name(part) not in ("Fallback", "del", "moveFrom"):  # Fallback repeats the box
            yield from boxes(part)
