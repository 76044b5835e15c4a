"""Who holds an office, as sentences have it: "the Health Secretary, Steve Barclay"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chatbot.summary.candidates import Candidate
from chatbot.wording.mentions import content_stems

# Only those that one person holds at a time, and that need no "of …" to say which.
_OFFICE = (
    r"(?P<office>[A-Za-z]+[ -](?:[Ss]ecretary|[Mm]inister|[Cc]hancellor|[Mm]ayor|[Tt]reasurer))"
)
_NAME = r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2})"
_HELD = (
    re.compile(rf"{_OFFICE},? {_NAME}"),
    re.compile(rf"{_NAME}, (?:the |our )?{_OFFICE}(?! of\b)"),
)
_NOT_NOW = re.compile(
    r"\b(?:former|ex|then|shadow|previous|deputy|assistant|junior|permanent|private|press|a|an|next"
    r"|labour|conservative|tory|democratic|republican)[ -]*$",
    re.IGNORECASE,
)
_NO_KIND = frozenset("the a an former ex shadow deputy his her their our then as new".split())


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds an office, by one document.

    Attributes:
        key: The same for the same office.
    """

    key: frozenset[str]
    office: str
    name: str
    candidate: Candidate


def contested(candidates: Sequence[Candidate]) -> list[tuple[Holder, ...]]:
    """Offices of which different documents name different holders, one sentence of each.

    A document that itself names two says who followed whom, and is no conflict.
    """
    by_office: dict[frozenset[str], dict[str, dict[str, Holder]]] = {}
    for candidate in candidates:
        for holder in _holders(candidate):
            named = by_office.setdefault(holder.key, {})
            own = named.setdefault(candidate.said.document.id, {})
            own.setdefault(holder.name.split()[-1], holder)
    found = []
    for named in by_office.values():
        single = [next(iter(own.values())) for own in named.values() if len(own) == 1]
        if len({h.name.split()[-1] for h in single}) > 1:
            found.append(tuple(single))
    return found


def _holders(candidate: Candidate) -> Iterator[Holder]:
    text = candidate.said.sentence.text
    for pattern in _HELD:
        for match in pattern.finditer(text):
            office = match["office"]
            stems = frozenset(content_stems(office))
            plain = office.split()[0].lower() not in _NO_KIND
            if plain and len(stems) > 1 and not _NOT_NOW.search(text[: match.start("office")]):
                yield Holder(stems, office, match["name"], candidate)
