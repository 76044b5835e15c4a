"""Plain text: paragraphs, headings and lists as typists set them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from index.formats.decode import decode
from index.formats.draft import Draft, Piece
from index.formats.lines import could_head, is_capitals, is_section
from index.formats.stated import labelled_title, stated_date
from index.formats.typed import Typescript, Unit

_MOST_HEADINGS = 3  # title, subtitle, section: more lines in a row are a list or a poem
_LONG, _SHORT = 100, 60  # characters: a paragraph on one line, a heading between such


def read(data: bytes) -> Draft:
    """A plain text file. Raises: UnfitError: the bytes are no text."""
    text = decode(data)
    pieces = text_pieces(text)
    top = text[:10_000].split("\n")
    headed = pieces[0].text if pieces and pieces[0].kind == "heading" else None
    return Draft(labelled_title(top) or headed, stated_date(top), (pieces,))


def text_pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a plain text, its hard wraps undone."""
    script = Typescript.of(text)
    units = list(script.units())
    for unit in _headings(units, wrapped=script.width is not None):
        if unit.number is not None:
            unit.lines[0] = f"{unit.number}. {unit.lines[0]}"
        unit.kind = "heading"
    return tuple(Piece(unit.kind, script.text(unit)) for unit in units)


def _headings(units: Sequence[Unit], wrapped: bool) -> list[Unit]:
    """The units that turn out to be headings, judged by what stands around them."""
    shouted = sum(unit.lines[0].isupper() for unit in units) > len(units) / 2
    certain = [unit.single and _is_heading(unit, shouted) for unit in units]
    likely = [
        unit.single and _stands_apart(units, n, wrapped) and could_head(unit.lines[0])
        for n, unit in enumerate(units)
    ]
    found: list[Unit] = []
    for head, group in groupby(range(len(units)), lambda n: certain[n] or likely[n]):
        run = list(group)
        followed = run[-1] + 1 < len(units)
        if head:
            few = followed and len(run) <= _MOST_HEADINGS
            found += [units[n] for n in run if certain[n] or few]
    return found


def _is_heading(unit: Unit, shouted: bool) -> bool:
    line = unit.lines[0]
    if unit.kind == "text":
        return is_section(line) or (is_capitals(line) and not shouted)
    return unit.kind == "heading"


def _stands_apart(units: Sequence[Unit], at: int, wrapped: bool) -> bool:
    unit = units[at]
    after = units[at + 1] if at + 1 < len(units) else None
    if unit.kind == "item":  # "1. Introduction", unless it belongs to a list
        return unit.apart and unit.number is not None and (not after or after.kind != "item")
    if unit.kind != "text":
        return False
    if unit.apart:
        return True
    around = [u for u in (units[at - 1] if at else None, after) if u]
    long = all(u.single and len(u.lines[0]) >= _LONG for u in around)
    return not wrapped and bool(after) and long and len(unit.lines[0]) <= _SHORT
