"""Short answers for sentence pairs that come without: as a first model sees them."""

from __future__ import annotations

import numpy as np
import torch

from chatbot.reader.spans import span_odds
from chatbot.reader.training.corpus import Corpus, Exercise, Span
from chatbot.reader.training.groups import Group, arrays
from chatbot.reader.training.network import Network
from chatbot.reader.windows import tokens, window
from index.minilm import Floats
from index.words import key_words, stem

_BATCH, _LONGEST = 32, 14
_SURE = 0.3  # the share that the best span has of all in the sentence
_REPEATS = 0.5  # an answer does not repeat the question


def labels(network: Network, corpus: Corpus) -> dict[int, Span]:
    """Where the answer stands in its sentence, by exercise, of those the model is sure of."""
    lacking = [i for i, e in enumerate(corpus.exercises) if e.answerable and e.span is None]
    if corpus.name != "pairs":  # elsewhere a whole sentence is the answer on purpose
        return {}
    lacking.sort(key=lambda i: len(_sentence(corpus, corpus.exercises[i])))
    found: dict[int, Span] = {}
    for start in range(0, len(lacking), _BATCH):
        some = lacking[start : start + _BATCH]
        for i, odds in zip(some, _odds(network, corpus, some), strict=True):
            if span := _span(corpus, corpus.exercises[i], odds):
                found[i] = span
    return found


def _sentence(corpus: Corpus, exercise: Exercise) -> str:
    return corpus.texts[exercise.text].sentences[exercise.sentence]


def _odds(network: Network, corpus: Corpus, some: list[int]) -> list[Floats]:
    """Log-odds of the answering sentence's tokens, (tokens, 2) each."""
    alone = [
        window(e.question, "", [_sentence(corpus, e)], [0])
        for e in (corpus.exercises[i] for i in some)
    ]
    data = arrays([Group((w,), ((), ())) for w in alone])
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        inputs = (torch.from_numpy(a) for a in (data.ids, data.mask, data.types))
        odds = network(*inputs).float().numpy()
    places = [w.places[0] for w in alone]
    return [row[first : first + count] for row, (first, count) in zip(odds, places, strict=True)]


def _span(corpus: Corpus, exercise: Exercise, odds: Floats) -> Span | None:
    spans = span_odds(odds, _LONGEST)
    shares = np.exp(spans - spans.max())
    best = int(shares.argmax())
    if shares.flat[best] < _SURE * shares.sum():
        return None
    sentence = _sentence(corpus, exercise)
    offsets = tokens(sentence)[1]
    first, last = divmod(best, len(odds))
    span = offsets[first][0], offsets[last][1]
    asked = {stem(word) for word in key_words(exercise.question)}
    said = [stem(word) for word in key_words(sentence[span[0] : span[1]])]
    repeated = sum(word in asked for word in said)
    return None if said and repeated >= _REPEATS * len(said) else span
