"""A question made from a statement, and whether it reads well."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chatbot.followup.lexicon import ARTICLES, AUXILIARIES, CONJUNCTIONS, PREPOSITIONS
from chatbot.suggesting.clause import LEANING, words_of
from chatbot.wording.figures import find_figures

_SHORTEST, _LONGEST = 5, 16  # words
_MOST = 110  # characters
_ODD = re.compile(r"[,.]\s|\s[’']|\bas well\b|\bat (?:most|least)\b|\b[B-HJ-Z]\b")


@dataclass(frozen=True, slots=True)
class Draft:
    """A question, and the words of the statement that answer it.

    Attributes:
        fact: "" where any of the statement may be the answer.
        kind: What it asks for: "count", "when", "who" …
    """

    question: str
    fact: str
    kind: str

    def reads_well(self) -> bool:
        """Is it of a fit length, whole, and without words that point elsewhere?"""
        words = words_of(re.sub(r"\b(are|were) there\b", r"\1", self.question))
        if not _SHORTEST <= len(words) <= _LONGEST or {*words[1:]} & LEANING:
            return False
        if words[-1] in PREPOSITIONS | ARTICLES | CONJUNCTIONS | (AUXILIARIES - {"have"}):
            return False
        if self.kind == "much" and find_figures(self.question):
            return False  # "…for a duck and €3.60 for a hen"
        return len(self.question) <= _MOST and not _ODD.search(self.question)


def ask(*parts: str | None) -> str:
    """The parts as one question; those that are missing are left out."""
    return " ".join(" ".join(part for part in parts if part).split()) + "?"
