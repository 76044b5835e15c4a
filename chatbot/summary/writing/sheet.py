"""The numbered sentences of one prompt: what marks such as [3] in its reply can mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from chatbot.summary.material import Said
from chatbot.summary.writing.items import Item, Place, place
from chatbot.wording.mentions import content_stems

_ENOUGH = 0.5  # share of a sentence's words that another needs to be taken for its source
_LONGEST_HEADING = 80  # characters


class Sheet:
    """Items as a prompt shows them, their sources numbered from 1.

    Args:
        items: In order.
        several: Whether they are of several documents, so that each has to be named.
    """

    def __init__(self, items: Sequence[Item], several: bool) -> None:
        self._numbers: dict[Place, int] = {}
        self.sources: dict[int, Said] = {}
        rows: list[str] = []
        before: Item | None = None
        for item in items:
            rows += lines(item, before, several, self._number)
            before = item
        self.text = "\n".join(rows)

    def _number(self, said: Said) -> int:
        number = self._numbers.setdefault(place(said), len(self._numbers) + 1)
        self.sources[number] = said
        return number

    def nearest(self, text: str) -> Said | None:
        """The source that shares most words with a sentence; None if none shares half of them."""
        own = set(content_stems(text))
        shares = {n: len(own & stems) / len(own) for n, stems in self._stems.items() if own}
        best = max(shares, key=lambda n: shares[n], default=0)
        return self.sources[best] if best and shares[best] >= _ENOUGH else None

    @cached_property
    def _stems(self) -> dict[int, set[str]]:
        return {n: set(content_stems(s.sentence.text)) for n, s in self.sources.items()}


def lines(
    item: Item, before: Item | None, several: bool, number: Callable[[Said], int]
) -> Iterator[str]:
    """The lines that an item adds to a sheet: its document and section if they are new, itself."""
    first, last = item.sources[0], before.sources[0] if before else None
    if several and (last is None or last.document.id != first.document.id):
        date = f" ({first.document.date.isoformat()})" if first.document.date else ""
        yield f"Document: {_short(first.document.title)}{date}"
    new = last is None or (last.document.id, last.section) != (first.document.id, first.section)
    if item.verdict is None and first.heading and new:
        yield f"{_short(first.heading)}:"
    marks = "".join(f"[{number(said)}]" for said in item.sources)
    yield f"{marks} {item.text}"


def _short(heading: str) -> str:
    heading = " ".join(heading.split())
    return heading if len(heading) <= _LONGEST_HEADING else f"{heading[:_LONGEST_HEADING]}…"
