"""A written sentence against the words it cites: is everything it states there?

Figures, dates, names and quoted words are compared one by one, because those are what a reader
acts on and what models get wrong; then the rest of the meaning. Each verdict says what decided it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chatbot.figures import find_dates, find_figures
from chatbot.mentions import content_stems, find_names, find_quotes, name_words
from chatbot.types import Citation, Verdict
from index.words import words

# Cosine of two texts.
Similarity = Callable[[str, str], float]

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|fail(?:s|ed)? to|refus\w+ to|"
    r"den(?:y|ies|ied))\b|n[’']t\b",
    re.IGNORECASE,
)
# Below this cosine the sentence speaks of something else than what it cites; above the higher one
# its meaning is close. Chosen on altered and faithful paraphrases of the example documents.
_FAR, _CLOSE = 0.45, 0.65
_COVERED = 0.5  # share of a sentence's content words that its citation should have


@dataclass(frozen=True, slots=True)
class Cited:
    """What a sentence cites: the quoted words, and the text around them that names their subject."""

    citation: Citation
    context: str


def verify(sentence: str, cited: Sequence[Cited], similarity: Similarity) -> Verdict:
    """The verdict on one sentence.

    Args:
        sentence: As written, without citation marks.
        cited: What it cites; none at all is unsupported.
        similarity: Cosine of two texts, by the library's embedder.
    """
    if not cited:
        return Verdict("unsupported", "it cites nothing")
    quotes = " ".join(c.citation.quote for c in cited)
    if _plain(sentence).strip(" .") in _plain(quotes):
        return Verdict("quoted")
    context = " ".join([quotes, *(f"{c.citation.title} {c.context}" for c in cited)])
    for check in (_figures, _dates, _names, _quoted_words, _negation):
        if missing := check(sentence, quotes, context):
            return Verdict("unsupported", missing)
    return _meaning(sentence, quotes, similarity)


def _figures(sentence: str, quotes: str, context: str) -> str:
    there = find_figures(quotes)
    for figure in find_figures(sentence):
        if not any(figure.same(other) for other in there):
            return f"‘{figure.text}’ is not in the cited sentence"
    return ""


def _dates(sentence: str, quotes: str, context: str) -> str:
    # A document's own date line may give the year that its sentences leave out.
    there = find_dates(quotes) + find_dates(context)
    for date in find_dates(sentence):
        if not any(date.same(other) for other in there):
            return f"‘{date.text}’ is not in the cited sentence"
    return ""


def _names(sentence: str, quotes: str, context: str) -> str:
    quoted, around = set(words(quotes)), set(words(context))
    for name in find_names(sentence):
        parts = name_words(name)
        # One word of the name must be cited; the rest ("Steve" Barclay) may stand close by.
        if parts and not (set(parts) <= around and set(parts) & quoted):
            return f"‘{name}’ is not in the cited sentence"
    return ""


def _quoted_words(sentence: str, quotes: str, context: str) -> str:
    for quote in find_quotes(sentence):
        if _plain(quote) not in _plain(quotes):
            return f"“{quote}” is not what the cited sentence says"
    return ""


def _negation(sentence: str, quotes: str, context: str) -> str:
    said, cited = bool(_NEGATION.search(sentence)), bool(_NEGATION.search(quotes))
    if said and not cited:
        return "it denies what the cited sentence does not deny"
    if cited and not said and len(find_quotes(quotes)) == 0:
        return "the cited sentence has a ‘not’ that it leaves out"
    return ""


def _meaning(sentence: str, quotes: str, similarity: Similarity) -> Verdict:
    stated, cited = set(content_stems(sentence)), set(content_stems(quotes))
    covered = len(stated & cited) / len(stated) if stated else 1.0
    cosine = similarity(sentence, quotes)
    if cosine < _FAR and covered < _COVERED:
        return Verdict("unsupported", "it speaks of something else than the cited sentence")
    if cosine >= _CLOSE or covered >= _COVERED:
        return Verdict("supported")
    return Verdict("partly", "it says more than the cited sentence, or other than it")


def _plain(text: str) -> str:
    """Letters and digits only, one space apart: quotation marks and dashes are typography."""
    return " ".join(words(text))
