"""Colours as styles write them."""

from __future__ import annotations

import re

Colour = tuple[int, int, int]  # red, green and blue, 0..255

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
_NAMES: dict[str, Colour] = {
    "black": BLACK,
    "white": WHITE,
    "whitesmoke": (245, 245, 245),
    "silver": (192, 192, 192),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "red": (255, 0, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "navy": (0, 0, 128),
    "yellow": (255, 255, 0),
}
_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_CHANNEL = r"(\d+(?:\.\d+)?)"
_RGB = re.compile(
    rf"rgba?\(\s*{_CHANNEL}[,\s]+{_CHANNEL}[,\s]+{_CHANNEL}\s*(?:[,/]\s*(\d*\.?\d+)(%?)\s*)?\)"
)
_CLEAR = ("transparent", "none", "inherit", "unset")
_PAINT = re.compile(r"#[0-9a-f]+|rgba?\([^)]*\)|[a-z]+(?![-\w(])")


def colour(value: str, under: Colour | None) -> Colour | None:
    """The colour that a value paints; None if that is not certain.

    Args:
        value: In small letters: "#fff", "rgb(255, 255, 255)", "white", "transparent".
        under: The colour that shows through, if that is known.
    """
    if value in _CLEAR:
        return under
    if match := _HEX.fullmatch(value):
        digits = match[1] if len(match[1]) > 4 else "".join(c * 2 for c in match[1])
        red, green, blue, dense = (int(digits[n : n + 2] or "ff", 16) for n in (0, 2, 4, 6))
        return _over((red, green, blue), dense / 255, under)
    if match := _RGB.fullmatch(value):
        red, green, blue = (round(float(match[n])) for n in (1, 2, 3))
        share = float(match[4] or 1) / (100 if match[5] else 1)
        return _over((red, green, blue), share, under)
    return _NAMES.get(value)


def _over(paint: Colour, share: float, under: Colour | None) -> Colour | None:
    return under if share == 0 else paint if share >= 1 else None


def background(value: str, under: Colour | None) -> Colour | None:
    """The colour that a background paints; None for pictures and what is not certain."""
    if "url(" in value or "gradient" in value:
        return None
    paints = [part for part in _PAINT.findall(value) if part not in _CLEAR]
    found = [colour(part, under) for part in paints]
    return next((one for one in found if one is not None), None if paints else under)
