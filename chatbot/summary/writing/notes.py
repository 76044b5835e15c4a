"""What a model notes down of a stretch, and what stands in where it notes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from chatbot.summary.writing.items import Item, Place, follows, place, sentence
from chatbot.summary.writing.judge import Judged, Tally
from chatbot.types import Verdict

_LONGER = 1.3  # than asked for: then the model is stopped
_CIRCLES = 3  # sentences again that it wrote already


@dataclass(slots=True)
class Notes:
    """Notes of one stretch, as they come.

    Args:
        words: How many were asked for.
    """

    words: int
    tally: Tally
    items: list[Item] = field(default_factory=list)
    _again: int = 0

    def take(self, judged: Judged) -> None:
        """Note down a sentence, or its source in its place where it is not supported."""
        if judged.stands:
            before = self.items[-1].sources if self.items else ()
            if not judged.dangles or follows(judged.sources[0], before):
                self._put(Item(judged.text, judged.sources, judged.verdict))
            return
        if self.tally.knows(judged):
            self._again += 1
            return
        self.tally.count(judged, replaced=bool(judged.sources))
        if judged.sources:
            self._put(quoted(sentence(judged.sources[0])))

    @property
    def full(self) -> bool:
        """Whether the model has written enough, or nothing new."""
        return length(self.items) >= _LONGER * self.words or self._again >= _CIRCLES

    def _put(self, item: Item) -> None:
        if item.text.casefold() in {known.text.casefold() for known in self.items}:
            self._again += 1
        else:
            self.items.append(item)


def quoted(item: Item) -> Item:
    """A sentence of a document as a note."""
    return item if item.verdict else replace(sentence(item.sources[0]), verdict=Verdict("quoted"))


def best(items: Sequence[Item], merits: Mapping[Place, float], words: int) -> list[Item]:
    """The items of most merit, at least one, of about so many words, in their order.

    Args:
        merits: Of sentences; one without is of none.
    """
    ranked = sorted(
        range(len(items)), key=lambda i: -max(merits.get(place(s), 0.0) for s in items[i].sources)
    )
    kept: list[int] = []
    for i in ranked:
        if not kept or length([items[j] for j in (*kept, i)]) <= words:
            kept.append(i)
    return [quoted(items[i]) for i in sorted(kept)]


def length(items: Sequence[Item]) -> int:
    """Words of all together."""
    return sum(len(item.text.split()) for item in items)
