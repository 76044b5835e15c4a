"""Which units of a PDF's page are headings."""

from __future__ import annotations

from index.formats.lines import could_head, is_capitals, is_section
from index.formats.pdf_measures import Measures
from index.formats.pdf_units import Unit, length

LONGEST_LARGE = 200  # characters: larger type that runs on longer is a lead paragraph
_PARAGRAPH = 60  # characters: what follows a heading that nothing but its place shows


def named(units: list[Unit], known: Measures) -> list[Unit]:
    """The units of a page with the headings among them told."""
    plain = [len(u.lines) == 1 and u.kind == "text" and could_head(u.lines[0].text) for u in units]
    for n, unit in enumerate(units):
        alone = not (n and plain[n - 1]) and n + 1 < len(units)
        if _is_heading(unit, known) or (plain[n] and alone and _introduces(unit, units[n + 1])):
            unit.kind = "heading"
    return units


def _is_heading(unit: Unit, known: Measures) -> bool:
    """Whether the type, the capitals or the number of a unit say that it is a heading."""
    line = unit.lines[0]
    if unit.kind == "row" or not any(c.isalpha() for c in line.text):
        return False
    if known.is_large(line):
        return length(unit.lines) <= LONGEST_LARGE
    if len(unit.lines) > 1:
        return False
    if unit.kind == "text" and is_section(line.text):
        return True
    if unit.kind == "text" and is_capitals(line.text) and not known.capitals:
        return True
    return line.bold and not known.bold and could_head(line.text)


def _introduces(unit: Unit, after: Unit) -> bool:
    """Whether a lone short line stands over a paragraph."""
    enough = max(_PARAGRAPH, 2 * len(unit.lines[0].text))
    return after.kind == "text" and length(after.lines) >= enough
