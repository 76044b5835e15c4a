"""Questions put to a library of everything that was kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from chatbot import Chatbot
from chatbot.evidence import Read, candidates
from chatbot.reader import Reader, place, read
from chatbot.reader.quoting import NEARLY, best_two
from chatbot.reader.training.corpus import Corpus
from chatbot.strength import Ranked, reranked, score
from eval.cases.matching import contains

# Kept-apart articles on which nothing is fitted.
MEASURED = ("Computational complexity theory", "Steam engine")
AGAINST = frozenset({"lacking", "unmet", "unnamed", "uncounted"})  # signals that speak against
_LEFT_OUT = 3  # every so many-th question is also put to the library without its document


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the sentences found for it in the order of search, and which hold the answer.

    Attributes:
        answers: Empty if the library does not answer.
        fitted: Whether it may be fitted on.
        left_out: Whether it was put to the library without the document that it is about.
    """

    question: str
    answers: tuple[str, ...]
    ranked: list[Ranked]
    unread: list[Ranked]
    fitted: bool
    left_out: bool = False

    @property
    def deceives(self) -> bool:
        """Was it made to look as if its document answered it?"""
        return not self.answers and not self.left_out

    def holds(self, one: Ranked) -> bool:
        return any(contains(one.found.sentence.text, answer) for answer in self.answers)

    def said(self, nearly: float = NEARLY) -> list[Ranked]:
        """The one or two sentences that would be quoted."""
        return best_two(self.ranked, lambda r: r.found.sentence.text, nearly)

    def is_right(self, nearly: float = NEARLY) -> bool:
        """Would what is quoted hold the answer?"""
        return any(self.holds(r) for r in self.said(nearly))


def ask(corpora: Sequence[Corpus], folder: Path, every: int) -> Iterator[Asked]:
    """Every question put to one library of all the passages."""
    with Chatbot(home=folder / "library") as bot:
        paths = _written(corpora, folder)
        bot.add(*paths.values())
        all_ids = {document.path: document.id for document in bot.documents()}
        ids = {title: all_ids[str(path)] for title, path in paths.items()}
        reading: Read = partial(read, Reader())
        for corpus in corpora:
            for number, exercise in enumerate(corpus.exercises[::every]):
                title = corpus.texts[exercise.text].title
                answers = exercise.answers if exercise.answerable else ()
                one = partial(_asked, bot, reading, exercise.question, title not in MEASURED)
                yield one(answers, None)
                if answers and number % _LEFT_OUT == 0:
                    yield one((), [i for i in ids.values() if i != ids[title]])


def _written(corpora: Sequence[Corpus], folder: Path) -> dict[str, Path]:
    """The corpora's documents as files, by title."""
    paths = {}
    for corpus in corpora:
        for number, title in enumerate(dict.fromkeys(t.title for t in corpus.texts)):
            paths[title] = folder / f"{corpus.name}-{number}.md"
            paths[title].write_text(_document(corpus, title), "utf-8")
    return paths


def _asked(
    bot: Chatbot,
    reading: Read,
    question: str,
    fitted: bool,
    answers: tuple[str, ...],
    documents: Sequence[str] | None,
) -> Asked:
    unread = candidates(question, bot.sentences(question, documents))
    ranked = reranked(unread, reading(question, [r.found for r in unread]))
    return Asked(question, answers, ranked, unread, fitted, documents is not None)


def _document(corpus: Corpus, title: str) -> str:
    """The passages under this title as Markdown; our own keep their lines, tables among them."""
    between = " " if corpus.name == "squad" else "\n\n"
    passages = [between.join(t.sentences) for t in corpus.texts if t.title == title]
    return "\n\n".join([f"# {title}", *passages])


def reordered(one: Asked, weights: dict[str, float]) -> Asked:
    """The question with its sentences in the order of these coefficients."""
    ranked = [replace(r, score=score(r.signals, weights)) for r in one.ranked]
    return replace(one, ranked=sorted(ranked, key=lambda r: -r.score))


def alone(one: Asked, signal: str) -> Asked:
    """The question with its sentences in the order of one signal, ties in that of the text."""
    ranked = sorted(one.ranked, key=lambda r: place(r.found))
    return reordered(replace(one, ranked=ranked), {signal: -1 if signal in AGAINST else 1})


def searched(one: Asked) -> Asked:
    """The question with its sentences in the order of search, before the reader."""
    return replace(one, ranked=one.unread)
