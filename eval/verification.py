"""How well sentences are verified: `python -m eval.verification [--fit]`.

On QAGS (Wang et al. 2020, arXiv:2004.04228): sentences of machine summaries of CNN/Daily Mail with
three human votes each, whose majority is the label; each is verified against the best-matching
sentences of its article, as an answer cites them. And on our own altered and faithful sentences.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from chatbot.types import Citation
from chatbot.verify import Cited, verify
from chatbot.verify.overlap import overlap
from chatbot.verify.support import COPIED, FEATURES, features
from index.embed import Embedder
from index.sentences import sentence_spans
from index.words import key_words, stems

_ROOT = Path(__file__).resolve().parents[1]
QAGS = _ROOT.parent / "shared" / "data" / "qags-cnndm.jsonl"
PAIRS = _ROOT / "tests" / "paraphrases.yaml"
_REPEATS, _FOLDS = 10, 5
_PENALTY = 0.1  # sklearn's C
Similarity = Callable[[str, str], float]
Floats = NDArray[np.float64]
# QAGS is tokenised: "35 - year - old", "235, 000", "$ 5".
_TOKENISED = [
    (re.compile(r"(?<=\w) - (?=\w)"), "-"),
    (re.compile(r"(?<=\d), (?=\d{3}\b)"), ","),
    (re.compile(r"(?<=\d)\. (?=\d)"), "."),
    (re.compile(r"(?<=[$£€]) (?=\d)"), ""),
    (re.compile(r"` `|``|' '|''"), '"'),
]


@dataclass(frozen=True, slots=True)
class Voted:
    """A sentence, what it cites, and the share of votes that called it supported."""

    article: int
    sentence: str
    cited: tuple[Cited, ...]
    votes: float


@dataclass(frozen=True, slots=True)
class Rates:
    """Balanced accuracy over repeats of cross-validation, and of the shipped coefficients."""

    balanced: float
    spread: float
    overlap: float
    shipped: float
    sentences: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the rates; with --fit the coefficients for `chatbot/verify/support.py` too."""
    parser = argparse.ArgumentParser(prog="python -m eval.verification", description=__doc__)
    parser.add_argument("--fit", action="store_true", help="print the model's coefficients")
    parser.add_argument("--qags", type=Path, default=QAGS, help="qags-cnndm.jsonl")
    chosen = parser.parse_args(arguments)
    similarity = cosine()
    for kind, (right, all_) in sorted(own_pairs(PAIRS, similarity).items()):
        print(f"{kind:10s} {right}/{all_} = {right / all_:.3f}")
    if not chosen.qags.is_file():
        parser.exit(1, f"QAGS is not at {chosen.qags}; name its file with --qags.\n")
    voted = read_qags(chosen.qags, similarity)
    rates = measure(voted, similarity)
    print(
        f"QAGS, {rates.sentences} sentences, balanced accuracy: {rates.balanced:.3f} "
        f"(±{rates.spread:.3f} over {_REPEATS} repeats of {_FOLDS} folds by article); "
        f"word overlap {rates.overlap:.3f}; shipped verdicts {rates.shipped:.3f}, not held out"
    )
    if chosen.fit:
        intercept, weights = fit(*_table(voted, similarity))
        print(f"_INTERCEPT = {intercept:.3f}\n_WEIGHTS = {tuple(round(w, 3) for w in weights)}")
        print(dict(zip(FEATURES, weights.round(3).tolist(), strict=True)))


def cosine() -> Similarity:
    """Cosine of two texts by the built-in embedder, each embedded once."""
    embed = lru_cache(maxsize=None)(Embedder().embed_question)
    return lambda one, other: float(embed(one) @ embed(other))


def own_pairs(path: Path, similarity: Similarity) -> dict[str, tuple[int, int]]:
    """Of each kind how many got the right verdict, of how many: withheld if altered, else kept."""
    right: dict[str, tuple[int, int]] = {}
    for item in yaml.safe_load(path.read_text(encoding="utf-8")):
        altered = [pair for each in item["altered"] for pair in each.items()]
        for kind, sentence in [*(("faithful", s) for s in item["faithful"]), *altered]:
            cited = _cited(item["quote"], f"{item.get('context', '')} {item['quote']}")
            withheld = verify(sentence, [cited], similarity).status == "unsupported"
            for key in (kind, *(["altered"] if kind != "faithful" else [])):
                good, all_ = right.get(key, (0, 0))
                right[key] = (good + (withheld != (kind == "faithful")), all_ + 1)
    return right


def read_qags(path: Path, similarity: Similarity) -> list[Voted]:
    """The sentences of the file, each with the sentences of its article that it should cite."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [voted for i, row in enumerate(rows) for voted in _read(i, row, similarity)]


def _read(number: int, row: dict[str, Any], similarity: Similarity) -> Iterator[Voted]:
    article = _plain(row["article"])
    sentences = [article[start:end] for start, end in sentence_spans(article)]
    for each in row["summary_sentences"]:
        sentence = _plain(each["sentence"])
        votes = [vote["response"] == "yes" for vote in each["responses"]]
        chosen = best(sentence, sentences, similarity)
        cited = tuple(
            _cited(sentences[i], " ".join(sentences[max(0, i - 2) : i + 3])) for i in chosen
        )
        yield Voted(number, sentence, cited, sum(votes) / len(votes))


def best(sentence: str, others: Sequence[str], similarity: Similarity) -> list[int]:
    """Which of the others it should cite: the most alike, and the one with most of the rest."""
    said = stems(sentence)
    theirs = [set(stems(other)) for other in others]
    rows = [set(_pairs(stems(other))) for other in others]
    alike = [
        sum(s in words for s in said) / max(1, len(said))
        + sum(p in row for p in _pairs(said)) / max(1, len(said) - 1)
        + similarity(sentence, other)
        for other, words, row in zip(others, theirs, rows, strict=True)
    ]
    first = int(np.argmax(alike))
    rest = {stem for word in key_words(sentence) for stem in stems(word)} - theirs[first]
    more = [len(rest & words) + 0.2 * score for words, score in zip(theirs, alike, strict=True)]
    second = int(np.argmax(more))
    return [first, second] if rest & theirs[second] else [first]


def measure(voted: Sequence[Voted], similarity: Similarity) -> Rates:
    """Balanced accuracies; each sentence is judged by a model that never saw its article."""
    values, votes, copied = _table(voted, similarity)
    labels, articles = votes > 0.5, np.array([v.article for v in voted])
    verdicts = [verify(v.sentence, v.cited, similarity).status for v in voted]
    own = np.isin(verdicts, ["quoted", "supported"])
    open_ = copied & ~np.isin(verdicts, ["quoted", "unsupported"])  # the model decides
    rates = []
    for repeat in range(_REPEATS):
        order = np.random.default_rng(repeat).permutation(np.unique(articles))
        judged = own.copy()
        for fold in range(_FOLDS):
            held = np.isin(articles, order[fold::_FOLDS])
            intercept, weights = fit(values[~held], votes[~held], copied[~held])
            asked = held & open_
            judged[asked] = values[asked] @ weights + intercept >= 0
        rates.append(balanced_accuracy(judged, labels))
    share = values[:, FEATURES.index("words")]
    plain = max(balanced_accuracy(share >= t, labels) for t in np.unique(share))
    return Rates(
        float(np.mean(rates)), float(np.std(rates)), plain,
        balanced_accuracy(own, labels), len(voted),
    )  # fmt: skip


def fit(values: Floats, votes: Floats, copied: NDArray[np.bool_]) -> tuple[float, Floats]:
    """Intercept and weights; each vote counts, both answers weigh the same in all."""
    values, votes = values[copied], votes[copied]
    mean, deviation = values.mean(axis=0), values.std(axis=0) + 1e-9
    scaled = (values - mean) / deviation
    weights = np.r_[votes / votes.sum(), (1 - votes) / (1 - votes).sum()] * len(votes) / 2
    answers = np.r_[np.ones(len(votes)), np.zeros(len(votes))]
    model = LogisticRegression(C=_PENALTY, max_iter=3000)
    model.fit(np.vstack([scaled, scaled]), answers, weights)
    slopes = model.coef_[0] / deviation
    return float(model.intercept_[0] - slopes @ mean), slopes


def balanced_accuracy(judged: NDArray[np.bool_], labels: NDArray[np.bool_]) -> float:
    """Mean of the share of supported ones accepted and of unsupported ones refused."""
    return float((judged[labels].mean() + (~judged[~labels]).mean()) / 2)


def _table(
    voted: Sequence[Voted], similarity: Similarity
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Features (sentences, features), shares of votes, and which sentences copy."""
    measured = [
        overlap(
            v.sentence, [c.citation.quote for c in v.cited], " ".join(c.around for c in v.cited)
        )
        for v in voted
    ]
    close = [max(similarity(v.sentence, c.citation.quote) for c in v.cited) for v in voted]
    values = [features(m, c) for m, c in zip(measured, close, strict=True)]
    copied = [m.copied >= COPIED for m in measured]
    return np.array(values), np.array([v.votes for v in voted]), np.array(copied)


def _pairs(some: Sequence[str]) -> list[tuple[str, str]]:
    return list(pairwise(some))


def _cited(quote: str, context: str) -> Cited:
    return Cited(Citation(1, "d0", "", "", None, None, "", 0, len(quote), quote), context)


def _plain(text: str) -> str:
    for pattern, instead in _TOKENISED:
        text = pattern.sub(instead, text)
    return text


if __name__ == "__main__":
    main()
