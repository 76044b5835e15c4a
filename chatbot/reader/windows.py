"""What the reader reads at once: a question, and neighbouring sentences of one passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.embed import builtin_tokenizer

# Most tokens of a question, of a document's title and of the sentences in a window.
QUESTION, TITLE, TEXT = 40, 12, 112

_CLS, _SEP, _COLON = 101, 102, 1025

Offsets = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids as the model wants them.

    Attributes:
        second: Where the passage begins, after the question.
        places: Of each sentence in it, by its index in the passage: its first token, and how many.
    """

    ids: tuple[int, ...]
    second: int
    places: dict[int, tuple[int, int]]


def window(question: str, title: str, sentences: Sequence[str], chosen: Sequence[int]) -> Window:
    """[CLS] question [SEP] title: the chosen sentences [SEP]."""
    ids = [_CLS, *tokens(question)[0][:QUESTION], _SEP]
    second = len(ids)
    if title:
        ids += [*tokens(title)[0][:TITLE], _COLON]
    places = {}
    for index in chosen:
        said = tokens(sentences[index])[0][:TEXT]
        places[index] = (len(ids), len(said))
        ids += said
    return Window((*ids, _SEP), second, places)


def around(sentences: Sequence[str], best: int, budget: int = TEXT) -> range:
    """The best sentence and its neighbours, taken in turn, as many as the budget holds."""
    first, last = best, best + 1
    room = budget - _length(sentences[best])
    before = after = True
    while before or after:
        before = before and first > 0 and _length(sentences[first - 1]) <= room
        if before:
            first -= 1
            room -= _length(sentences[first])
        after = after and last < len(sentences) and _length(sentences[last]) <= room
        if after:
            room -= _length(sentences[last])
            last += 1
    return range(first, last)


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[tuple[int, ...], Offsets]:
    """Token ids of a text, special tokens left out, and where each stands in it."""
    encoding = builtin_tokenizer().encode(text, add_special_tokens=False)
    return tuple(encoding.ids), tuple(encoding.offsets)


def _length(sentence: str) -> int:
    return min(len(tokens(sentence)[0]), TEXT)
