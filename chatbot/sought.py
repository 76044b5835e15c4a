"""What was looked for and not found, in a line or two for the person who asked.

An abstention that names a word no document has is half an answer: the word is misspelt, or the
document isn't there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from chatbot.asks import AnswerType, answer_type, counted
from chatbot.found import Evidence, Found
from chatbot.wording.mentions import base_form, find_names, name_words, word_stem
from chatbot.wording.quoted import quoted
from index.words import STOPWORDS, stem, words

# Does a word or phrase, in any inflection, stand in one of these documents (None: in any)?
Occurs = Callable[[str, Sequence[str] | None], bool]

_KINDS: dict[AnswerType, str] = {
    "contact": "an address or a number",
    "count": "a number",
    "part": "a share",
    "amount": "a figure",
    "money": "a sum of money",
    "share": "a percentage",
    "date": "a date",
    "person": "a name",
    "place": "a place",
    "reason": "a reason",
}
# What says which kind of thing is asked for is not looked for itself.
_KIND_WORDS = frozenset(
    """year month date day time number figure total amount percentage per cent percent proportion
    share fraction money reason reasons""".split()
)
_HOW = re.compile(r"\bhow (?:long|old|far|tall|high|fast|often|deep|wide|heavy|large|big)\b", re.I)
_COUNTED = re.compile(r"\bhow many ([\w’'-]+)", re.IGNORECASE)
_TERM = re.compile(r"[£$€]?\d(?:[\d.,]*\d)?%?|[^\W_]+(?:[-’'][^\W_]+)*")
_CLITIC = re.compile(r"[’'](?:s|re|ve|ll|d|m)?$", re.IGNORECASE)
_DONT = re.compile(r"\b\w+n[’']t\b", re.IGNORECASE)
_LOOKED_UP, _SHOWN = 12, 4  # terms of a question; those of one sentence
_LONGEST = 32  # characters shown of a term


@dataclass(frozen=True, slots=True)
class _Term:
    """A name, word or figure of a question, as written, and the words to look up for it."""

    text: str
    parts: tuple[str, ...]

    def lacking(self, has: Callable[[str], bool]) -> tuple[str, ...]:
        """The parts that are not there; the term itself when none is."""
        absent = tuple(part for part in self.parts if not has(part))
        return (self.text,) if absent == self.parts else absent


def sought(found: Found, occurs: Occurs, documents: Sequence[str] | None) -> str:
    """What was looked for, and what of it is missing: from all documents, or from what was found.

    Args:
        occurs: Looks a word or phrase up.
        documents: Ids of the documents that were asked; None for all.
    """
    terms = _terms(found.question)
    kind, others = _kind(found, terms)
    if not (kind or terms):
        return "There is no word in the question to look for."
    looked = " alongside ".join(filter(None, (kind, _shown(t.text for t in others))))
    missing = _nowhere(terms, occurs, documents) or _far(terms, found.evidence)
    return f"Looked for {looked}. {missing or _unclear(kind, found.evidence)}".strip()


def _terms(question: str) -> list[_Term]:
    """Names first, then the other words that carry the meaning, each once."""
    rest = _DONT.sub(" ", _HOW.sub(" ", question))
    terms: dict[str, _Term] = {}
    for name in find_names(rest):
        parts = tuple(part for word in name.split() if name_words(part := _CLITIC.sub("", word)))
        terms[name.casefold()] = _Term(_CLITIC.sub("", name), parts)
        rest = rest.replace(name, " ")
    for match in _TERM.finditer(rest):
        text = _CLITIC.sub("", match.group())
        if {*words(text)} - STOPWORDS - _KIND_WORDS:
            terms.setdefault(text.casefold(), _Term(text, (text,)))
    return [term for term in terms.values() if term.parts][:_LOOKED_UP]


def _kind(found: Found, terms: list[_Term]) -> tuple[str, list[_Term]]:
    """The kind of thing asked for, "" where that is open, and the terms it does not name itself."""
    if len(found.parts) > 1:  # they may ask for different kinds
        return "", terms
    kind = _KINDS.get(answer_type(found.question), "")
    # Only a noun by itself: of "how many dentists work" the last word may be taken for it.
    match = _COUNTED.search(found.question)
    noun = match[1] if match and word_stem(match[1].lower()) == counted(found.question) else ""
    named = [t for t in terms if t.text == noun]
    if named and kind == _KINDS["count"]:
        return f"{kind} of {_shown(t.text for t in named)}", [t for t in terms if t not in named]
    return kind, terms


def _nowhere(terms: Sequence[_Term], occurs: Occurs, documents: Sequence[str] | None) -> str:
    """Which terms are in no document; "" if each is in one."""

    def has(part: str) -> bool:
        base = base_form(part.lower())
        return occurs(part, documents) or (base != part.lower() and occurs(base, documents))

    absent = [text for term in terms for text in term.lacking(has)]
    asked = "" if documents is None else " that was asked"
    if 1 < len(terms) == len(absent) and absent == [term.text for term in terms]:
        return f"None of these words is in any document{asked}."
    return f"{_are(absent)} in no document{asked}." if absent else ""


def _far(terms: Sequence[_Term], evidence: Sequence[Evidence]) -> str:
    """Which terms are in no passage that was found; "" if each is in one."""
    near = {w for e in evidence for w in words(f"{e.citation.title} {e.context}")}
    stems = {stem(word) for word in near} | {word_stem(word) for word in near}

    def has(part: str) -> bool:
        return all(stem(word) in stems or word_stem(word) in stems for word in words(part))

    absent = [text for term in terms for text in term.lacking(has)]
    return f"{_are(absent)} in none of the nearest passages." if absent and evidence else ""


def _unclear(kind: str, evidence: Sequence[Evidence]) -> str:
    """Why it is no answer, though all words are there; "" if nothing was found at all."""
    if not evidence:
        return ""
    if kind and not any(e.offers for e in evidence):
        return "None of the nearest passages gives one."
    return "The nearest passages have all that, but no clear answer."


def _are(texts: Sequence[str]) -> str:
    return f"{_shown(texts)} {'is' if len(texts) == 1 else 'are'}"


def _shown(texts: Iterable[str]) -> str:
    short = [t if len(t) <= _LONGEST else f"{t[: _LONGEST - 1]}…" for t in texts]
    return quoted(short[:_SHOWN])
