"""The words of WordprocessingML: what would print, deletions gone, insertions in place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from index.formats.raised import raised

# lxml has no types: elements are Any here. Names are compared without their namespaces.
_UNPRINTED = ("pPr", "rPr", "sdtPr", "instrText", "delText", "del", "moveFrom", "Fallback", "rt")
_DROPPED = frozenset((*_UNPRINTED, "drawing", "pict", "object"))
WRAPPERS = ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
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
    stretches = [
        (high, "".join(text for text, _ in group))
        for high, group in groupby(_parts(element), key=lambda part: part[1])
    ]
    said = ""
    for at, (high, text) in enumerate(stretches):
        after = stretches[at + 1][1] if at + 1 < len(stretches) else ""
        said += raised(said, text, after) if high else text
    return said


def _parts(element: Any, high: bool = False) -> Iterator[tuple[str, bool]]:
    """The texts, each with whether it is a superscript."""
    for part in element:
        kind = name(part)
        if kind == "t":
            yield part.text or "", high
        elif kind in _LITERAL:
            yield _LITERAL[kind], high
        elif kind not in _DROPPED and not (kind == "r" and is_on(part, "rPr", "vanish")):
            align = child(part, "rPr", "vertAlign")
            yield from _parts(part, align is not None and value(align) == "superscript")


def runs(paragraph: Any) -> Iterator[Any]:
    """The runs that print."""
    for part in paragraph:
        if name(part) == "r":
            yield part
        elif name(part) not in _DROPPED:
            yield from runs(part)


def inside(element: Any, wanted: str) -> Iterator[Any]:
    """The children of a name, those in content controls and insertions too."""
    for part in element:
        if name(part) == wanted:
            yield part
        elif name(part) in WRAPPERS:
            yield from inside(part, wanted)


def boxes(paragraph: Any) -> Iterator[Any]:
    """The contents of the text boxes anchored in a paragraph, each once."""
    for part in paragraph:
        if name(part) == "txbxContent":
            yield part
        elif name(part) not in ("Fallback", "del", "moveFrom"):  # Fallback repeats the box
            yield from boxes(part)
