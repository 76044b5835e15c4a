"""Questions and the passages they were asked about, from every training set in one form."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.sentences import sentence_spans

# Articles of SQuAD kept apart to measure on; never trained on.
KEPT_APART = (
    "Computational complexity theory", "Harvard University", "Islamism", "Steam engine",
)  # fmt: skip
# COVID-QA's articles are long: they are read in pieces of so many sentences, two of them shared.
_PIECE, _STEP = 8, 6
# Neighbours among the sentence pairs stand in one article; so many make a passage, three of which
# may still be of one paragraph.
_PASSAGE, _NEIGHBOURS = 4, 3

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """A passage as its sentences, under its document's title ("" if it has none).

    Attributes:
        family: Texts of one family may answer each other's questions.
    """

    title: str
    sentences: tuple[str, ...]
    family: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question, the passage it was asked about, and where that answers.

    Attributes:
        text: Index of the passage.
        sentence: Index of the answering sentence; for a question that the passage does not answer,
            of the one that seems to, or -1.
        span: Start and end of the short answer in that sentence; None if none is known.
        answers: The answer as different people gave it.
    """

    question: str
    text: int
    sentence: int
    span: Span | None
    answerable: bool
    answers: tuple[str, ...] = ()


@dataclass
class Corpus:
    """Passages that compete with each other, and the questions about them.

    Attributes:
        related: Whether texts of one family may hold each other's answers unmarked, so that none
            of them can serve as a wrong one.
    """

    name: str
    texts: list[Text] = field(default_factory=list)
    exercises: list[Exercise] = field(default_factory=list)
    related: bool = False


def squad(path: Path, *, kept_apart: bool = False) -> Corpus:
    """SQuAD 2.0 (Rajpurkar et al. 2018): the articles to train on, or those kept apart."""
    corpus = Corpus("squad")
    for article in json.loads(path.read_text("utf-8"))["data"]:
        title = article["title"].replace("_", " ")
        if (title in KEPT_APART) == kept_apart:
            for paragraph in article["paragraphs"]:
                _add(corpus, title, title, paragraph["context"], paragraph["qas"])
    return corpus


def covid(path: Path) -> Corpus:
    """COVID-QA (Möller et al. 2020), its long articles in pieces."""
    corpus = Corpus("covid")
    for number, article in enumerate(json.loads(path.read_text("utf-8"))["data"]):
        for paragraph in article["paragraphs"]:
            spans = sentence_spans(paragraph["context"])
            for first in range(0, len(spans), _STEP):
                piece = spans[first : first + _PIECE]
                start, end = piece[0][0], piece[-1][1]
                until = piece[_STEP][0] if len(piece) > _STEP else end + 1
                asked = [
                    _moved(q, start) for q in paragraph["qas"]
                    if start <= q["answers"][0]["answer_start"] < until
                ]  # fmt: skip
                _add(corpus, "", f"article {number}", paragraph["context"][start:end], asked)
    return corpus


def sentence_pairs(folder: Path) -> Corpus:
    """Sentences of SQuAD 1.1 with a question each (Du et al. 2017); neighbours make a passage."""
    sentences, questions = (
        [" ".join(line.split()) for line in path.read_text("utf-8").split("\n")]
        for path in (
            folder / "squad-sentence-questions-sentences.txt",
            folder / "squad-sentence-questions-questions.txt",
        )
    )
    corpus = Corpus("pairs", related=True)
    unique = list(dict.fromkeys(filter(None, sentences)))
    for start in range(0, len(unique), _PASSAGE):
        family = f"{start // (_PASSAGE * _NEIGHBOURS)}"
        corpus.texts.append(Text("", tuple(unique[start : start + _PASSAGE]), family))
    place = {sentence: divmod(i, _PASSAGE) for i, sentence in enumerate(unique)}
    for sentence, question in zip(sentences, questions, strict=True):
        if sentence and question:
            corpus.exercises.append(Exercise(question, *place[sentence], None, True))
    return corpus


def _add(
    corpus: Corpus, title: str, family: str, context: str, asked: Sequence[dict[str, Any]]
) -> None:
    """One paragraph in SQuAD's form."""
    spans = sentence_spans(context)
    corpus.texts.append(Text(title, tuple(context[a:b] for a, b in spans), family))
    for one in asked:
        answerable = not one["is_impossible"]
        answers = one["answers"] if answerable else one.get("plausible_answers", [])
        sentence, span = _place(spans, answers[0]) if answers else (-1, None)
        if answerable and sentence < 0:
            continue
        said = tuple(dict.fromkeys(a["text"] for a in answers)) if answerable else ()
        where = span if answerable else None
        question = one["question"].strip()
        index = len(corpus.texts) - 1
        corpus.exercises.append(Exercise(question, index, sentence, where, answerable, said))


def _moved(asked: dict[str, Any], by: int) -> dict[str, Any]:
    """A question about an article as one about a piece of it; its answer without outer spaces."""
    answer = asked["answers"][0]
    text = answer["text"]
    start = answer["answer_start"] - by + len(text) - len(text.lstrip())
    return {**asked, "answers": [{"text": text.strip(), "answer_start": start}]}


def _place(spans: Sequence[Span], answer: dict[str, Any]) -> tuple[int, Span | None]:
    """The sentence in which an answer begins, and where it stands there."""
    start = answer["answer_start"]
    end = start + len(answer["text"])
    for index, (first, last) in enumerate(spans):
        if first <= start < last:
            return index, (start - first, min(end, last) - first)
    return -1, None
