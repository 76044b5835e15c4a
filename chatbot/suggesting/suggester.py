"""Questions about a library's documents, kept only if they are answered from where they came."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

from chatbot.suggesting.offers import Offer, offers
from chatbot.types import Answer
from chatbot.wording.mentions import content_stems
from index.library import Library
from index.words import words

_DOCUMENTS = 12  # that are looked at, spread over the library
_TURN = 3  # questions of one document that are tried before another's turn
_TRIED = 4  # for each that is wanted
_CONFIDENCE = 0.5
_SAME = 0.5
_KEPT = 64  # requests

Ask = Callable[[str, Sequence[str] | None], Answer]


class Suggester:
    """Suggests questions. Safe to use from many threads.

    Args:
        library: Holds the documents.
        ask: Answers a question without a language model, from the documents of these ids.
    """

    def __init__(self, library: Library, ask: Ask) -> None:
        self._library = library
        self._ask = ask
        self._kept: OrderedDict[tuple[object, ...], tuple[str, ...]] = OrderedDict()
        self._guard = Lock()

    def suggest(self, documents: Sequence[str] | None, limit: int) -> tuple[str, ...]:
        """As many questions as wanted, or fewer; made once for each state of the library.

        Args:
            documents: Ids; None for all.
        """
        ids = None if documents is None else tuple(sorted(set(documents)))
        key = self._library.generation(), ids, limit
        with self._guard:  # who asks meanwhile waits, and finds it done
            if key not in self._kept:
                self._kept[key] = self._made(ids, limit)
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            return self._kept[key]

    def _made(self, ids: Sequence[str] | None, limit: int) -> tuple[str, ...]:
        infos = [d for d in self._library.documents() if ids is None or d.id in ids]
        if not infos:
            return ()
        looked_at = infos[:: max(1, -(-len(infos) // _DOCUMENTS))]
        waiting: dict[str, list[Offer]] = {}
        found: list[str] = []
        kinds: Counter[str] = Counter()
        tried = 0
        while not waiting or any(waiting.values()):
            for info in looked_at:
                if len(found) >= limit or tried >= _TRIED * limit:
                    return tuple(found)
                if info.id not in waiting:  # not before its turn: that may not come
                    waiting[info.id] = offers(self._library, info, alone=len(infos) == 1)
                mine = waiting[info.id]
                for _ in range(min(_TURN, len(mine))):
                    offer = min(mine, key=lambda o: kinds[o.draft.kind])  # the first of those
                    mine.remove(offer)
                    if any(_alike(offer.draft.question, other) for other in found):
                        continue
                    tried += 1
                    if self._is_answered(offer, ids):
                        found.append(offer.draft.question)
                        kinds[offer.draft.kind] += 1
                        break
        return tuple(found)

    def _is_answered(self, offer: Offer, ids: Sequence[str] | None) -> bool:
        """Is it answered, with some confidence, by what it was made of?"""
        answer = self._ask(offer.draft.question, ids)
        if answer.abstained or answer.confidence < _CONFIDENCE or answer.unanswered:
            return False
        first = answer.citations[0]
        if (first.document, first.start) != (offer.document, offer.start):
            return False
        stated = {*words(offer.draft.fact)}
        return not stated or bool(stated & {*words(answer.short or "")})


def _alike(one: str, other: str) -> bool:
    left, right = set(content_stems(one)), set(content_stems(other))
    return len(left & right) > _SAME * min(len(left), len(right))
