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

from chatbot.types import Citation, Verdict
from chatbot.verify import Cited, verify
from chatbot.verify.overlap import Overlap, overlap, share
from chatbot.verify.support import FEATURES, features, probability
from index.embed import Embedder
from index.sentences import sentence_spans
from index.words import key_words, stems

_ROOT = Path(__file__).resolve().parents[1]
QAGS = _ROOT.parent / "shared" / "data" / "qags-cnndm.jsonl"
# The first two are tuned on; the third was written last and is held out.
PAIRS = tuple(_ROOT / "tests" / f"paraphrases{which}.yaml" for which in ("", "_blind", "_fresh"))
_REPEATS, _FOLDS = 10, 5
_PENALTY = 0.05  # sklearn's C
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
class Pair:
    """A sentence of our own for a quote: "faithful", or the kind of its alteration."""

    kind: str
    sentence: str
    verdict: Verdict

    @property
    def right(self) -> bool:
        """Withheld if it is altered, and only then."""
        return (self.verdict.status == "unsupported") == (self.kind != "faithful")


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether it was accepted, and whether the model of support had to decide."""

    accepted: bool
    asked: bool


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
    for path in PAIRS:
        print(path.name)
        for kind, (right, all_) in sorted(rates(own_pairs(path, similarity)).items()):
            print(f"{kind:10s} {right}/{all_} = {right / all_:.3f}")
    if not chosen.qags.is_file():
        parser.exit(1, f"QAGS is not at {chosen.qags}; name its file with --qags.\n")
    voted = read_qags(chosen.qags)
    judged = judge(voted, similarity)
    found = measure(voted, judged)
    print(
        f"QAGS, {found.sentences} sentences, balanced accuracy: {found.balanced:.3f} "
        f"(±{found.spread:.3f} over {_REPEATS} repeats of {_FOLDS} folds by article); "
        f"word overlap {found.overlap:.3f}; shipped verdicts {found.shipped:.3f}, not held out"
    )
    if chosen.fit:
        intercept, weights = fit(_values(voted), np.array([v.votes for v in voted]))
        print(f"_INTERCEPT = {intercept:.3f}\n_WEIGHTS = {tuple(round(w, 3) for w in weights)}")
        print(dict(zip(FEATURES, weights.round(3).tolist(), strict=True)))


def cosine() -> Similarity:
    """Cosine of two texts by the built-in embedder, each embedded once."""
    embed = lru_cache(maxsize=None)(Embedder().embed_question)
    return lambda one, other: float(embed(one) @ embed(other))


def own_pairs(path: Path, similarity: Similarity) -> list[Pair]:
    """The file's sentences with their verdicts."""
    pairs = []
    for item in yaml.safe_load(path.read_text(encoding="utf-8")):
        altered = [pair for each in item["altered"] for pair in each.items()]
        for kind, sentence in [*(("faithful", s) for s in item["faithful"]), *altered]:
            cited = cites(item["quote"], f"{item.get('context', '')} {item['quote']}")
            pairs.append(Pair(kind, sentence, verify(sentence, [cited], similarity)))
    return pairs


def rates(pairs: Sequence[Pair]) -> dict[str, tuple[int, int]]:
    """Of each kind, and of all altered ones, how many are right, of how many."""
    right: dict[str, tuple[int, int]] = {}
    for pair in pairs:
        for kind in (pair.kind, *(["altered"] if pair.kind != "faithful" else [])):
            good, all_ = right.get(kind, (0, 0))
            right[kind] = (good + pair.right, all_ + 1)
    return right


def read_qags(path: Path) -> list[Voted]:
    """The sentences of the file, each with the sentences of its article that it should cite."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [voted for i, row in enumerate(rows) for voted in _read(i, row)]


def _read(number: int, row: dict[str, Any]) -> Iterator[Voted]:
    article = _plain(row["article"])
    sentences = [article[start:end] for start, end in sentence_spans(article)]
    for each in row["summary_sentences"]:
        sentence = _plain(each["sentence"])
        votes = [vote["response"] == "yes" for vote in each["responses"]]
        chosen = best(sentence, sentences)
        cited = tuple(
            cites(sentences[i], " ".join(sentences[max(0, i - 2) : i + 3])) for i in chosen
        )
        yield Voted(number, sentence, cited, sum(votes) / len(votes))


def best(sentence: str, others: Sequence[str]) -> list[int]:
    """Which of the others it should cite: the most alike, and the one with most of the rest."""
    said = stems(sentence)
    theirs = [stems(other) for other in others]
    alike = [share(said, other) + share(_pairs(said), _pairs(other)) for other in theirs]
    first = int(np.argmax(alike))
    rest = {s for word in key_words(sentence) for s in stems(word)} - set(theirs[first])
    more = [len(rest & set(s)) + 0.2 * score for s, score in zip(theirs, alike, strict=True)]
    second = int(np.argmax(more))
    return [first, second] if rest & set(theirs[second]) else [first]


def measure(voted: Sequence[Voted], judged: Sequence[Judged]) -> Rates:
    """Balanced accuracies; each sentence is judged by a model that never saw its article."""
    votes = np.array([v.votes for v in voted])
    labels, articles = votes > 0.5, np.array([v.article for v in voted])
    own = np.array([j.accepted for j in judged])
    asked = np.array([j.asked for j in judged])
    values = _values(voted)
    repeats = []
    for repeat in range(_REPEATS):
        order = np.random.default_rng(repeat).permutation(np.unique(articles))
        accepted = own.copy()
        for fold in range(_FOLDS):
            held = np.isin(articles, order[fold::_FOLDS])
            intercept, weights = fit(values[~held], votes[~held])
            accepted[held & asked] = values[held & asked] @ weights + intercept >= 0
        repeats.append(balanced_accuracy(accepted, labels))
    words = np.array([share(stems(v.sentence), stems(v.cited[0].citation.quote)) for v in voted])
    plain = max(balanced_accuracy(words >= t, labels) for t in np.unique(words))
    return Rates(
        float(np.mean(repeats)), float(np.std(repeats)), plain,
        balanced_accuracy(own, labels), len(voted),
    )  # fmt: skip


def judge(voted: Sequence[Voted], similarity: Similarity) -> list[Judged]:
    """Which are accepted, and by what."""
    judged = []
    for each in voted:
        asked: list[Overlap] = []

        def support(measured: Overlap, asked: list[Overlap] = asked) -> float:
            asked.append(measured)
            return probability(measured)

        verdict = verify(each.sentence, each.cited, similarity, support)
        judged.append(Judged(verdict.status in ("quoted", "supported"), bool(asked)))
    return judged


def _values(voted: Sequence[Voted]) -> Floats:
    """What the model of support looks at: (sentences, features)."""
    measured = [
        overlap(
            v.sentence, [c.citation.quote for c in v.cited], " ".join(c.around for c in v.cited)
        )
        for v in voted
    ]
    return np.array([features(m) for m in measured])


def fit(values: Floats, votes: Floats) -> tuple[float, Floats]:
    """Intercept and weights; each vote counts, both answers weigh the same in all."""
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


def _pairs(some: Sequence[str]) -> list[tuple[str, str]]:
    return list(pairwise(some))


def cites(quote: str, context: str) -> Cited:
    """A quote as a citation of no document in particular."""
    return Cited(Citation(1, "d0", "", "", None, None, "", 0, len(quote), quote), context)


def _plain(text: str) -> str:
    for pattern, instead in _TOKENISED:
        text = pattern.sub(instead, text)
    return text


if __name__ == "__main__":
    main()
