"""What the page knows of a question and its answer, growing with every event of the stream."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chatbot.types import (
    Answer,
    AnswerDone,
    AnswerSentence,
    Citation,
    Event,
    EvidenceFound,
    SentenceWritten,
)

SURROUNDINGS = 120  # characters shown on each side of a quote: a line or two


@dataclass(frozen=True, slots=True)
class Card:
    """A quote with a little of the text on either side of it."""

    citation: Citation
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the page knows so far of one question and its answer.

    Attributes:
        asked: The question in the person's own words.
        cards: The quotes, in the order in which they were found.
        foremost: The quote that answers best, shown until the first sentence is written; None
            where there is too little evidence to answer.
        trouble: What went wrong, for a person; "" when nothing did.
        stopped: True when the person stopped the answer.
        rated: "good" or "bad" once they have said what they think of it.
    """

    asked: str
    cards: tuple[Card, ...] = ()
    foremost: Citation | None = None
    sentences: tuple[AnswerSentence, ...] = ()
    answer: Answer | None = None
    trouble: str = ""
    stopped: bool = False
    rated: str = ""

    @classmethod
    def of(cls, answer: Answer, text_of: Callable[[str], str]) -> Exchange:
        """The exchange that an answer of earlier was the end of."""
        return cls(answer.asked or answer.question).heard(AnswerDone(answer), text_of)

    @property
    def waiting(self) -> bool:
        """True while more of the answer may come."""
        return self.answer is None and not self.trouble and not self.stopped

    def heard(self, event: Event, text_of: Callable[[str], str]) -> Exchange:
        """This exchange one event later; `text_of` gives a document's text by its id."""
        match event:
            case EvidenceFound():
                best = event.evidence[0] if event.enough and event.evidence else None
                found = dataclasses.replace(self, foremost=best)
                return found._with_cards(event.evidence, text_of)
            case SentenceWritten():
                grown = dataclasses.replace(self, sentences=(*self.sentences, event.sentence))
                return grown._with_cards(event.sentence.citations, text_of)
            case AnswerDone(answer):
                done = dataclasses.replace(self, answer=answer, sentences=answer.sentences)
                return done._with_cards((*answer.citations, *answer.related), text_of)

    def _with_cards(self, citations: Iterable[Citation], text_of: Callable[[str], str]) -> Exchange:
        cards = {span(card.citation): card for card in self.cards}
        for citation in citations:
            if span(citation) not in cards:
                around = surroundings(text_of(citation.document), citation.start, citation.end)
                cards[span(citation)] = Card(citation, *around)
        return dataclasses.replace(self, cards=tuple(cards.values()))


def surroundings(text: str, start: int, end: int, reach: int = SURROUNDINGS) -> tuple[str, str]:
    """The text just before and after a span, in whole words, with “…” where it was cut.

    It stays inside the span's paragraph, unless the span is the whole paragraph.
    """
    before, after = text[:start].rpartition("\n\n")[2], text[end:].partition("\n\n")[0]
    if not (before.strip() or after.strip()):
        before, after = text[:start], text[end:]
    if len(before) > reach:
        before = "…\u00a0" + re.sub(r"^\S*\s*", "", before[-reach:])
    if len(after) > reach:
        after = re.sub(r"\s*\S*$", "", after[:reach]) + "\u00a0…"
    return before, after


def span(citation: Citation) -> tuple[str, int, int]:
    """What a citation points at: the same words have the same span, whatever their number."""
    return citation.document, citation.start, citation.end
