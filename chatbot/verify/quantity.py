""" "All", "most", "some", "none" of something, and "a month" for "a year": how much, how often."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chatbot.verify.statements import Statement
from chatbot.wording.figures import Figure
from chatbot.wording.mentions import content_stems

_QUANTIFIERS = {
    word: kind
    for kind, line in (
        ("all", "all every each both everyone everybody"),
        ("most", "most"),
        ("some", "some several"),
        ("few", "few"),
        ("none", "no none neither nobody"),
    )
    for word in line.split()
}
# "A few" and "quite a few" are some; "at most" counts nothing, nor does "the most".
_QUANTIFIER = re.compile(
    rf"\b(?P<a>a\s+|at\s+|the\s+)?(?P<word>{'|'.join(_QUANTIFIERS)})\b(?!\s+(?:more|less|fewer)\b)"
    r"\s*(?:of\s+)?(?P<rest>[^,;:.—]*)",
    re.IGNORECASE,
)
# What the source says so is true of some only.
_PART = re.compile(
    r"\b(?:of (?:whom|which|them|these|those)|some|several|a few|most|many|majority|half)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:all|every|everyone|everybody|each|both|entire|whole|unanimous\w*|no|none|neither)\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:all|every|everyone|everybody|entire|whole)\b", re.IGNORECASE)
_PERIODS = "second minute hour day night week fortnight month quarter year decade".split()
_RATE = re.compile(
    rf"\s+(?:\w+\s+){{0,2}}?(?:an?|per|each|every)\s+(?P<period>{'|'.join(_PERIODS)})\b",
    re.IGNORECASE,
)


def quantified_otherwise(
    said: Statement, source: Sequence[Statement]
) -> tuple[str, list[str]] | None:
    """The quantifier that the source does not give, or gives as another."""
    theirs: dict[str, set[str]] = {}
    for kind, thing, _ in (pair for s in source for pair in _quantified(s.text)):
        theirs.setdefault(thing, set()).add(kind)
    part = any(_PART.search(s.text) for s in source)
    whole = any(_WHOLE.search(s.text) for s in source)
    for kind, thing, written in _quantified(said.text):
        if kind not in theirs.get(thing, {kind}) and not _allowed(kind, theirs[thing]):
            return written, []
        if kind == "all" and part and not whole:
            return written, []
    return None


def whole_for_part(said: Statement, source: Sequence[Statement]) -> tuple[str, list[str]] | None:
    """ "All" where the source gives a share and no "all"."""
    part = any(f.unit == "%" and 0 < f.value < 100 for s in source for f in s.figures)
    ours = _ALL.search(said.text)
    shares = any(f.unit == "%" for f in said.figures)
    if ours and part and not shares and not any(_ALL.search(s.text) for s in source):
        return ours.group(), []
    return None


def rated_otherwise(said: Statement, source: Sequence[Statement]) -> tuple[str, list[str]] | None:
    """A figure by the month that the source gives by the year; with it, what the source gives."""
    theirs = [rate for s in source for rate in _rates(s)]
    for figure, period in _rates(said):
        periods = {other for f, other in theirs if figure.same(f)}
        if periods and period not in periods:
            return f"{figure.text} a {period}", [f"a {other}" for other in sorted(periods)]
    return None


def _allowed(kind: str, theirs: set[str]) -> bool:
    """What is true of most is true of some."""
    return kind == "some" and bool(theirs & {"all", "most"})


def _quantified(text: str) -> Iterator[tuple[str, str, str]]:
    """(kind, stem of what it counts, as written) of each quantifier."""
    for match in _QUANTIFIER.finditer(text):
        word, before = match["word"].lower(), (match["a"] or "").strip().lower()
        things = [s for s in content_stems(match["rest"]) if not s.isdigit()]
        if before not in ("at", "the") and things:
            kind = "some" if before == "a" and word == "few" else _QUANTIFIERS[word]
            yield kind, things[0], match["word"]


def _rates(statement: Statement) -> list[tuple[Figure, str]]:
    found = ((figure, _RATE.match(statement.text, figure.end)) for figure in statement.figures)
    return [(figure, match["period"].lower()) for figure, match in found if match]
