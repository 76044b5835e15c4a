"""Rows of tables, cell by cell: the row of the same name, the column of the same name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chatbot.compare.edits import differ
from chatbot.compare.skeleton import facts
from chatbot.compare.sources import Said
from chatbot.types import Change
from chatbot.wording.table_rows import Cell, cells, table_row
from index.words import stems

Key = tuple[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        name: What its first cell holds, as stems: the row's own name.
        caption: Stems of what stands before the first cell.
        values: The other cells by column.
    """

    said: Said
    name: tuple[str, ...]
    label: str
    caption: tuple[str, ...]
    values: dict[str, Cell]


def row(said: Said) -> Row | None:
    """A claim as a row, or None if it is none, or two of its columns have one name."""
    named = table_row(said.text) if said.sentence.kind == "row" else ()
    if len(named) < 2:
        return None
    values = {" ".join(stems(cell.name)): cell for cell in named[1:]}
    if len(values) < len(named) - 1:
        return None
    caption = tuple(s for cell in cells(said.text) if not cell.name for s in stems(cell.text))
    return Row(
        said, tuple(stems(f"{named[0].name} {named[0].text}")), named[0].text, caption, values
    )


def matched(ours: Iterable[Row], theirs: Iterable[Row]) -> list[tuple[Row, Row]]:
    """The rows of one name under one caption and heading; a name that two rows have is left out."""
    there = _by_name(theirs)
    found = []
    for name, mine in _by_name(ours).items():
        rows = there.get(name, [])
        if len(mine) == len(rows) == 1 and mine[0].values.keys() & rows[0].values.keys():
            found.append((mine[0], rows[0]))
    return found


def _by_name(rows: Iterable[Row]) -> dict[tuple[object, ...], list[Row]]:
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        # A caption numbers tables and may move: the columns tell which table it is.
        found.setdefault((row.name, tuple(sorted(row.values))), []).append(row)
    return found


def changes(old: Row, new: Row) -> tuple[Change, ...]:
    """The cells that differ."""
    found = []
    for column, cell in old.values.items():
        other = new.values.get(column)
        if other and _differ(cell.text, other.text):
            found.append(Change(f"{cell.name}, {old.label}", cell.text, other.text))
    return tuple(found)


def _differ(one: str, other: str) -> bool:
    ours, theirs = facts(one), facts(other)
    if len(ours) == len(theirs) == 1 and type(ours[0]) is type(theirs[0]):
        if stems(one) == stems(other):
            return False
        return differ(ours[0], theirs[0])
    return stems(one) != stems(other)
