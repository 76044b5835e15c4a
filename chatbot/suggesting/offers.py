"""The questions that could be asked of a document, the most inviting first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from chatbot.suggesting.clause import Vocabulary
from chatbot.suggesting.draft import Draft
from chatbot.suggesting.questions import drafts
from chatbot.wording.mentions import content_stems, find_names
from chatbot.wording.orders import orders_a_machine
from index.library import Library
from index.types import DocumentInfo

_PASSAGES = 120  # that are read of a document
_KINDS = ("why", "who", "when", "count", "much", "share", "what", "long", "role", "row")
# What a question must say, in words that carry meaning, where it names nothing: among several
# documents "When was the order placed?" could be about any.
_ALONE, _AMONG_OTHERS = 2, 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A question, and the sentence it was made of: its document's id and where it starts."""

    draft: Draft
    document: str
    start: int


def offers(library: Library, info: DocumentInfo, *, alone: bool) -> list[Offer]:
    """Questions of a document, the most inviting first.

    Args:
        alone: Whether only this document will be asked.
    """
    known = Vocabulary.of(library.text(info.id))
    least = _ALONE if alone else _AMONG_OTHERS
    found: dict[str, Offer] = {}
    for stored in islice(library.passages_of(info.id), _PASSAGES):
        for sentence in stored.passage.sentences:
            for draft in drafts(sentence.text, sentence.kind, known):
                if _is_specific(draft.question, least) and not orders_a_machine(sentence.text):
                    offer = Offer(draft, info.id, sentence.start)
                    found.setdefault(draft.question.casefold(), offer)
    return sorted(found.values(), key=lambda offer: _KINDS.index(offer.draft.kind))


def _is_specific(question: str, least: int) -> bool:
    named = any(" " in name or name != question.split()[0] for name in find_names(question))
    return named or len(content_stems(question)) >= least
