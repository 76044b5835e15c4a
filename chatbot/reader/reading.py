"""The sentences that search thought best, read with the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.reader.model import Reader, Reading
from chatbot.reader.titled import beyond_title
from chatbot.reader.windows import Window, around, tokens, window
from index.search import SentenceHit

# Windows read for a question: on two cores eight take some 70 ms.
_WINDOWS = 8

Place = tuple[str, int]  # a document's id and a sentence's start in it


@dataclass(frozen=True, slots=True)
class Told:
    """What the reader says of a sentence.

    Attributes:
        relevance: Log-odds that it answers, rather than that nothing read does.
        short: Where its short answer stands in the sentence, (start, end).
        certainty: Log-odds of that short answer.
    """

    relevance: float
    short: tuple[int, int]
    certainty: float


def read(reader: Reader, question: str, hits: Sequence[SentenceHit]) -> dict[Place, Told]:
    """Read the best sentences with their neighbours; further ones are left unread.

    Args:
        hits: Best first.
    """
    chosen: list[tuple[SentenceHit, Window]] = []
    covered: set[Place] = set()
    for hit in hits:
        if len(chosen) == _WINDOWS:
            break
        if place(hit) not in covered:
            made = _window(question, hit)
            chosen.append((hit, made))
            covered |= {(hit.hit.document.id, _start(hit, i)) for i in made.places}
    told: dict[Place, Told] = {}
    readings = reader.read([w for _, w in chosen])
    for (hit, _), of_window in zip(chosen, readings, strict=True):
        for index, reading in of_window.items():
            where = (hit.hit.document.id, _start(hit, index))
            if where not in told or reading.relevance > told[where].relevance:
                told[where] = _told(hit.hit.passage.sentences[index].text, reading)
    return told


def place(hit: SentenceHit) -> Place:
    return hit.hit.document.id, hit.sentence.start


def _window(question: str, hit: SentenceHit) -> Window:
    sentences = hit.hit.passage.sentences
    texts = [s.text for s in sentences]
    best = next(i for i, s in enumerate(sentences) if s.start == hit.sentence.start)
    title, here = hit.hit.document.title, " ".join(texts[max(0, best - 1) : best + 2])
    return window(beyond_title(question, title, here), title, texts, around(texts, best))


def _start(hit: SentenceHit, index: int) -> int:
    return hit.hit.passage.sentences[index].start


def _told(sentence: str, reading: Reading) -> Told:
    offsets = tokens(sentence)[1]
    first, last = reading.answer
    return Told(reading.relevance, (offsets[first][0], offsets[last][1]), reading.certainty)
