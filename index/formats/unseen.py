"""Inline styles that make text invisible: instructions to machines are hidden that way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from index.formats.colours import WHITE, Colour, background, colour

# Not a start of an animation, which scripts would have brought to view
_MOVING = re.compile(r"transform|transition|will-change|animation")
_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-z%]*)")
_CLIPPED = re.compile(r"(?:-webkit-)?background-clip")  # letters cut out of the background
_EDGES = ("left", "right", "top", "bottom", "margin-left", "margin-top", "text-indent")
_OUTSIDE = {"px": -999.0, "pt": -749.0, "em": -60.0, "rem": -60.0}  # farther than a screen


@dataclass(frozen=True, slots=True)
class _Look:
    """How an element's text looks, as far as that is certain.

    Attributes:
        ink, ground: Colours of the text and behind it; None if a stylesheet may say.
        tiny: Whether it has no size.
    """

    ink: Colour | None = None
    ground: Colour | None = None
    tiny: bool = False

    @property
    def unseen(self) -> bool:
        return self.tiny or (
            self.ink is not None
            and self.ground is not None
            and all(abs(a - b) <= 3 for a, b in zip(self.ink, self.ground, strict=True))
        )


def drop_unseen(root: Any, plain: bool) -> None:
    """Take the text out of a tree that its inline styles certainly hide.

    Args:
        root: The body.
        plain: Whether no stylesheet can set colours: then it is black on white.
    """
    for element in root.xpath(".//*[@style]"):
        if _is_away(_declarations(element)):
            element.drop_tree()
    page, canvas = root.getparent(), _Look(ground=WHITE if plain else None)
    looks = {page: canvas if page is None else _look(page, canvas, plain)}
    for element in root.xpath("descendant-or-self::*"):
        above = looks[element.getparent()]
        looks[element] = look = _look(element, above, plain)
        if look.unseen:
            element.text = None
        if above.unseen and element is not root:
            element.tail = None


def _declarations(element: Any) -> dict[str, str]:
    """The properties of an element's style, in small letters, and the old attributes for them."""
    found = {"color": element.get("color", ""), "background": element.get("bgcolor", "")}
    if element.tag == "body":
        found["color"] = element.get("text", "")
    for declaration in re.split(r";(?![^(]*\))", element.get("style", "").lower()):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.replace("!important", "").strip()
        found["background" if name == "background-color" else name] = value
    return {name: value.strip().lower() for name, value in found.items() if value}


def _is_away(style: dict[str, str]) -> bool:
    """Whether nothing of an element can be seen, whatever its children's styles."""
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return True
    if _is_zero(style.get("opacity", "1")) and not any(map(_MOVING.search, style)):
        return True
    return any(map(_is_outside, (style.get(edge, "") for edge in _EDGES)))


def _is_zero(value: str) -> bool:
    number = _NUMBER.fullmatch(value)
    return number is not None and float(number[1]) == 0


def _is_outside(value: str) -> bool:
    number = _NUMBER.fullmatch(value)
    return number is not None and float(number[1]) <= _OUTSIDE.get(number[2], -1e9)


def _look(element: Any, above: _Look, plain: bool) -> _Look:
    """An element's look, part of which it inherits."""
    style = _declarations(element)
    ink, ground, tiny = above.ink, above.ground, above.tiny
    if not plain and (element.get("class") or element.get("id")):
        ink, ground, tiny = None, None, False  # a stylesheet may say otherwise
    if "background-image" in style or element.get("background"):
        ground = None
    elif "background" in style:
        ground = background(style["background"], ground)
    if "-webkit-text-fill-color" in style or any(map(_CLIPPED.match, style)):
        ink = None
    elif "color" in style:
        ink = colour(style["color"], ground if style["color"] != "inherit" else ink)
    if "font-size" in style:
        tiny = _is_tiny(style["font-size"], tiny)
    return _Look(ink, ground, tiny)


def _is_tiny(size: str, above: bool) -> bool:
    """Whether text of a size has none, below an element whose text has none (`above`)."""
    number = _NUMBER.fullmatch(size)
    if number is None:
        return above and size in ("inherit", "unset", "smaller", "larger")
    return float(number[1]) == 0 or (above and number[2] in ("em", "%", "ex", "ch"))
