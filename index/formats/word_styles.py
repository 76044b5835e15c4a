"""What a Word paragraph is, as its style and its own settings say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from index.formats.lines import could_head
from index.formats.word_text import child, is_on, name, runs, text_of, value
from index.types import BlockKind

_DEEPEST = 20  # styles based on styles; more is a circle
_BODY_LEVEL = 9  # the outline level of text that is no heading


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    base: str | None
    settings: Any


class Styles:
    """The styles of one document, by the ids its paragraphs use."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, _Style] = {}
        for element in root:
            if name(element) == "style" and (key := value(element, "styleId")):
                label, base = child(element, "name"), child(element, "basedOn")
                self._styles[key] = _Style(
                    name=(value(label) or "" if label is not None else "").lower(),
                    base=value(base) if base is not None else None,
                    settings=child(element, "pPr"),
                )

    def names(self, paragraph: Any) -> list[str]:
        """The names of the paragraph's style and those it is based on, in small letters. Word
        keeps the built-in ones in English whatever its own language."""
        return [style.name for style in self._chain(paragraph)]

    def kind(self, paragraph: Any) -> BlockKind:
        chain = self._chain(paragraph)
        settings = [child(paragraph, "pPr"), *(style.settings for style in chain)]
        settings = [s for s in settings if s is not None]
        names = [style.name for style in chain]
        if any(n.startswith("heading ") or n in ("title", "subtitle") for n in names):
            return "heading"
        if _outlined(settings) or _is_bold_line(paragraph):
            return "heading"
        listed = any(n.startswith(("list bullet", "list number")) for n in names)
        numbered = _numbered(settings)
        return "item" if numbered or (listed and numbered is None) else "text"

    def is_caption(self, element: Any) -> bool:
        """Whether it is a paragraph that Word knows as a caption, but not a figure's."""
        if element is None or name(element) != "p" or "caption" not in self.names(element):
            return False
        return not text_of(element).lstrip().lower().startswith("fig")

    def _chain(self, paragraph: Any) -> list[_Style]:
        used = child(paragraph, "pPr", "pStyle")
        key = value(used) if used is not None else None
        chain: list[_Style] = []
        while key in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[key])
            key = chain[-1].base
        return chain


def _outlined(settings: list[Any]) -> bool:
    levels = (child(s, "outlineLvl") for s in settings)
    level = next((value(found) or "" for found in levels if found is not None), "")
    return level.isdecimal() and int(level) < _BODY_LEVEL


def _numbered(settings: list[Any]) -> bool | None:
    """Whether the nearest settings that speak of a list put the paragraph in one."""
    lists = (child(s, "numPr", "numId") for s in settings)
    return next((value(found) != "0" for found in lists if found is not None), None)


def _is_bold_line(paragraph: Any) -> bool:
    """A heading made by hand: a short line, all bold."""
    printed = [run for run in runs(paragraph) if text_of(run).strip()]
    return (
        bool(printed)
        and could_head(text_of(paragraph).strip())
        and all(is_on(run, "rPr", "b") for run in printed)
    )
