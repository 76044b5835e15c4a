"""The reader: question and passage read together, by the encoder that is there already.

all-MiniLM-L6-v2, fine-tuned to mark an answer's first and last token (Devlin et al. 2019,
arXiv:1810.04805). The tokens of all windows compete with each other and with "none of this answers"
(shared normalisation: Clark & Gardner 2018, arXiv:1710.10723), so one number orders sentences of
different passages and says when none of them answers. `MODEL_CARD.md` beside the weights says what
they were trained on and how well they do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from chatbot.reader.spans import span_odds
from chatbot.reader.windows import Window
from index.embed import builtin_folder, padded
from index.minilm import GRAPH_8BIT, Bert, Floats, is_matrix, weights_of

WEIGHTS = Path(__file__).with_name("reader.safetensors")
_LONGEST = 16  # tokens of a short answer
_HEAD = "head."
_HALF = np.float16


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of one sentence.

    Attributes:
        relevance: Log-odds that this sentence answers, rather than that nothing read does.
        answer: The token span, (first, last), within the sentence that answers best.
        certainty: Log-odds of that very span, likewise.
    """

    relevance: float
    answer: tuple[int, int]
    certainty: float


class Reader:
    """Reads windows of text for a question. Loads on first use; thread-safe."""

    def read(self, windows: Sequence[Window]) -> list[dict[int, Reading]]:
        """What each window's sentences say to the question, by their index in the passage."""
        if not windows:
            return []
        logits = self._logits(windows)
        return [
            {i: _reading(odds[at : at + count]) for i, (at, count) in w.places.items() if count}
            for w, odds in zip(windows, logits, strict=True)
        ]

    def load(self) -> None:
        """Load now what the first question would otherwise wait for."""
        _encoder(), _head()

    def _logits(self, windows: Sequence[Window]) -> Floats:
        """Log-odds of each token to be the answer's first and last, (windows, tokens, 2)."""
        ids, mask = padded([w.ids for w in windows])
        types = np.zeros_like(ids)
        for row, w in zip(types, windows, strict=True):
            row[w.second : len(w.ids)] = 1
        vectors, _ = _encoder().encode(ids, mask, types)
        head = _head()
        whole = vectors[:, :1] @ head["window.weight"].T + head["window.bias"]
        logits: Floats = vectors @ head["token.weight"].T + head["token.bias"] + whole
        return logits


@cache  # every chatbot of a process has the same
def _encoder() -> Bert:
    trained = {k: v for k, v in _tensors().items() if not k.startswith(_HEAD)}
    untouched = {
        k: v
        for k, v in weights_of(builtin_folder()).items()
        if k not in trained and not is_matrix(k)
    }
    in_full = {k: v.astype(np.float32) if v.dtype == _HALF else v for k, v in trained.items()}
    return Bert({**untouched, **in_full}, GRAPH_8BIT)


@cache
def _head() -> dict[str, Floats]:
    return {
        k.removeprefix(_HEAD): v.astype(np.float32)
        for k, v in _tensors().items()
        if k.startswith(_HEAD)
    }


def _tensors() -> dict[str, Floats]:
    return load_file(WEIGHTS)


def _reading(odds: Floats) -> Reading:
    """Of one sentence's token log-odds, (tokens, 2)."""
    spans = span_odds(odds, _LONGEST)
    begin, end = divmod(int(spans.argmax()), len(odds))
    relevance = np.logaddexp.reduce(odds).mean()
    return Reading(float(relevance), (begin, end), float(spans[begin, end] / 2))
