"""What a question asks of a row of a table: is it this row, and which of its columns?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from chatbot.wording.mentions import content_stems
from chatbot.wording.table_rows import Cell, table_row
from index.words import label_stems, labels

_IN_BRACKETS = re.compile(r"\([^)]*\)")


def asked_for(question: str, sentence: str) -> float:
    """How well a question names a row, 0..1: a third for its own name, the rest for a column's.

    0 for a sentence that is no row, and for a row whose own name the question has no word of.
    """
    row = table_row(sentence)
    asked = _stems(question) if row else set()
    named = max((_share(cell.text, asked) for cell in row if not cell.bare), default=0.0)
    column = max((_share(cell.name, asked) for cell in row if cell.bare), default=0.0)
    return named * (1 + 2 * column) / 3


def asked_cells(question: str, sentence: str) -> list[Cell]:
    """The cells of a row whose column the question names best; none if it names none."""
    asked = _stems(question)
    shares = [(_share(cell.name, asked), cell) for cell in table_row(sentence)]
    most = max((share for share, _ in shares), default=0.0)
    return [cell for share, cell in shares if share == most > 0]


def _share(name: str, asked: Iterable[str]) -> float:
    """Share of a name's words that the question has; what stands in brackets is no name."""
    own = _stems(_IN_BRACKETS.sub("", name))
    return len(own & set(asked)) / len(own) if own else 0.0


def _stems(text: str) -> set[str]:
    return {*content_stems(text), *map(label_stems, labels(text))}
