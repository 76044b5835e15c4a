"""The facts of documents that a reader needs first: figures, dates, names, who said what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chatbot.summary.candidates import Candidate
from chatbot.summary.citing import Citer
from chatbot.summary.stated import Fact, holds_office
from chatbot.types import KeyFact

_A_PAGE, _MOST = 12, 24  # facts
_PAGE = 500  # words
_LEFT_OUT = 6  # of one section
_KINDS = {"figure": 1.0, "date": 0.8, "name": 0.8, "quote": 0.9}
# "Penny Dash, the incoming chair of the board, …"
_ROLE = re.compile(r",\s(?P<role>(?:the\s|a\s|an\s)?[a-z][^,;:.()]{3,60}?)(?=[,.;)])")
_NO_ROLE = re.compile(
    r"(?:and|but|or|who|which|whom|whose|that|where|when|while|because|as|to|with|for|in|on|at|by|said"
    r"|\w+ed|\w+ing|then|now|later|also|says|told|has|have|had|is|are|was|were|will|would|he|she|it|they|of)\b"
)


@dataclass(frozen=True, slots=True)
class _Found:
    fact: Fact
    candidate: Candidate
    worth: float


def key_facts(candidates: Sequence[Candidate], citer: Citer) -> tuple[KeyFact, ...]:
    """The most important first, no value twice: some 12 for a page, 24 at most."""
    words = sum(c.words for c in candidates)
    most = min(_MOST, _A_PAGE + max(0, words - _PAGE) // 100)
    return tuple(_key_fact(found, citer) for found in _spread(_best(candidates), most))


def left_out(candidates: Sequence[Candidate], given: set[str], citer: Citer) -> tuple[KeyFact, ...]:
    """The most important facts of a section that a summary does not give.

    Args:
        given: Keys of the facts that it gives.
    """
    rest = [found for found in _best(candidates) if found.fact.key not in given]
    return tuple(_key_fact(found, citer) for found in _spread(rest, _LEFT_OUT))


def _best(candidates: Iterable[Candidate]) -> list[_Found]:
    """Each fact in the sentence that carries it best."""
    best: dict[tuple[str, str], _Found] = {}
    for candidate in candidates:
        for fact in candidate.facts:
            if fact.weight * _KINDS[fact.kind] < 0.25 or _bare(fact):
                continue
            worth = fact.weight * _KINDS[fact.kind] * candidate.merit
            worth *= 0.5 if candidate.leaning else 1.0
            value = fact.kind, fact.key
            if value not in best or worth > best[value].worth:
                best[value] = _Found(fact, candidate, worth)
    return sorted(best.values(), key=lambda found: -found.worth)


def _bare(fact: Fact) -> bool:
    """Is it a number in one word, "half", which tells nobody anything by itself?"""
    return fact.kind == "figure" and fact.text.isalpha()


def _spread(ranked: Sequence[_Found], most: int) -> list[_Found]:
    """The first so many, a sentence with many facts giving way to others."""
    taken: Counter[tuple[str, int]] = Counter()
    kinds: Counter[str] = Counter()
    chosen: list[_Found] = []
    rest, texts = list(ranked[: 20 * most]), set[str]()
    while rest and len(chosen) < most:
        best = max(
            rest,
            key=lambda f: f.worth * 0.7 ** taken[f.candidate.key] * 0.9 ** kinds[f.fact.kind],
        )
        rest.remove(best)
        shown = best.fact.text.casefold()
        if shown in texts:  # "31" people and "31" storms
            continue
        texts.add(shown)
        taken[best.candidate.key] += 1
        kinds[best.fact.kind] += 1
        chosen.append(best)
    return chosen


def _key_fact(found: _Found, citer: Citer) -> KeyFact:
    fact, said = found.fact, found.candidate.said
    text = _with_role(fact, found.candidate.text) if fact.kind == "name" else fact.text
    return KeyFact(fact.kind, " ".join(text.split()), citer.cite(said))


def _with_role(fact: Fact, text: str) -> str:
    match = _ROLE.match(text, fact.end)
    role = match["role"].split() if match else []
    if not match or _NO_ROLE.match(match["role"]) or len(role) > 9:
        return fact.text
    if not holds_office(match["role"]):
        return fact.text
    return text[fact.start : match.end("role")]
