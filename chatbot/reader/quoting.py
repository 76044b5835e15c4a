"""The built-in answerer: no LLM; quotes the sentence or two that answer, and the bare fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from chatbot.asks import FIGURES, answer_type, counting, new_figures
from chatbot.found import Evidence, Found, Part
from chatbot.rows import asked_cells
from chatbot.types import AnswerSentence, Citation, Verdict
from chatbot.wording.mentions import content_stems

# Differences of scores are log-odds. A second sentence is quoted when it is not much less likely
# than the first: then either may be the answer, or both are. `python -m eval.weigh` prints what
# other margins would do.
NEARLY = 1.5
# …unless it mostly repeats the first; then the next that doesn't is looked at.
_SAME = 0.5
# What two parts have in common is said once, when it is as good as the best of the second.
_EQUAL = 0.1
# …unless it is only the first part that it fits: by so much better.
_FAR = 1.0
_RELATED = 3
# A "short" answer that is more of the sentence than this is no shorter than the sentence.
_MOST_OF = 0.8
_EDGES = " ,;:.“”\"'()"


class _Scored(Protocol):
    @property
    def score(self) -> float: ...
    @property
    def offers(self) -> bool: ...


Scored = TypeVar("Scored", bound=_Scored)


def quote_parts(parts: Sequence[Part]) -> tuple[AnswerSentence, ...]:
    """The sentences that answer each part, in the parts' order, none twice.

    A part that a sentence quoted before answers as well as any adds nothing.
    """
    if len(parts) == 1:
        return quote(parts[0].evidence)
    said: dict[str, AnswerSentence] = {}
    taken: dict[str, float] = {}  # scores of what is said, for the part it is said for
    # With every part the answer grows by itself: doubts have less room.
    margin = NEARLY / len(parts)
    for part in parts:
        least = part.evidence[0].score - margin
        near = [e for e in part.evidence if e.score > least and e.standing != "past"]
        # A sentence that fits an earlier part far better is that part's, and this one's by chance.
        own = [e for e in near if taken.get(e.citation.quote, e.score) < e.score + _FAR]
        if own and not any(e.citation.quote in said and _as_good(e, near[0]) for e in own):
            said |= {s.text: s for s in quote(own)}
            taken |= {e.citation.quote: e.score for e in own if e.citation.quote in said}
    return tuple(said.values())


def quote(evidence: Sequence[Evidence]) -> tuple[AnswerSentence, ...]:
    """The one or two sentences that answer, verbatim, best first.

    One that says otherwise at another date is wanted beside the first before any other, however
    alike the two are; unless the question asks about the first's time only.
    """
    timely = [e for e in evidence if e.standing != "past"]
    near = [e for e in timely[1:] if e.score > timely[0].score - NEARLY]
    otherwise = next((e for e in near if e.standing == "differs"), None)
    chosen = best_two(timely, lambda e: e.citation.quote, NEARLY)
    if otherwise:
        chosen = [timely[0], otherwise]
    return tuple(map(quoted, chosen))


def quoted(evidence: Evidence) -> AnswerSentence:
    """The sentence as it stands in its document."""
    return AnswerSentence(evidence.citation.quote, (evidence.citation,), Verdict("quoted"))


def best_two(
    ranked: Sequence[Scored], text: Callable[[Scored], str], nearly: float
) -> list[Scored]:
    """The best, and the next that may answer as well and says something else.

    Args:
        ranked: Best first.
        nearly: How much less likely the second may be, in log-odds.
    """
    best = ranked[0]
    for other in ranked[1:]:
        if other.score <= best.score - nearly:
            break
        if other.offers >= best.offers and _likeness(text(other), text(best)) < _SAME:
            return [best, other]
    return [best]


def unsaid(parts: Sequence[Part], said: Sequence[AnswerSentence]) -> tuple[AnswerSentence, ...]:
    """The quotes that are still wanted beside what a model has written.

    A part of the question needs none once a sentence of the model's own rests on one of its quotes.
    """
    written = {c for s in said if s.verdict.status != "quoted" for c in s.citations}
    quoted = {s.text for s in said if s.verdict.status == "quoted"}
    waiting = [p for p in parts if not any(q.citations[0] in written for q in quote(p.evidence))]
    wanted = quote_parts(waiting) if waiting else ()
    return tuple(q for q in wanted if q.text not in quoted)


def _as_good(said: Evidence, best: Evidence) -> bool:
    """Does a sentence that is quoted already answer a part as well as its own best?"""
    return said.score >= best.score - _EQUAL and said.offers >= best.offers


def _likeness(one: str, other: str) -> float:
    """Share of content words that two sentences have in common (Jaccard), 0..1."""
    left, right = set(content_stems(one)), set(content_stems(other))
    return len(left & right) / len(left | right) if left | right else 1.0


def related(evidence: Sequence[Evidence], said: Sequence[Citation]) -> tuple[Citation, ...]:
    """Up to three further quotes that the answer does not already give."""
    numbers = {c.number for c in said}
    return tuple(e.citation for e in evidence if e.number not in numbers)[:_RELATED]


def short_answer(found: Found, sentences: Sequence[AnswerSentence]) -> str | None:
    """The bare fact in the first sentence, as the reader marked it in what that cites.

    None for a question of several parts or times, which no one fact answers, and where what is
    marked is most of the quote.
    """
    if any(len(part.times) > 1 for part in found.parts):
        return None
    if not sentences or len(found.parts) > 1 or not sentences[0].citations:
        return None
    number, text = sentences[0].citations[0].number, sentences[0].text
    evidence = next((e for e in found.evidence if e.number == number), None)
    if evidence is None:
        return None
    quote = evidence.citation.quote
    short = _cell(found.question, quote) or _count(found.question, quote) or _marked(evidence)
    stated = short and short in text  # a model may have put it otherwise
    return short if stated and len(short) < _MOST_OF * len(quote) else None


def _marked(evidence: Evidence) -> str:
    """What the reader marked as the short answer."""
    start, end = evidence.short or (0, 0)
    return evidence.citation.quote[start:end].strip(_EDGES)


def _count(question: str, quote: str) -> str:
    """The one number of what a "how many" counts, or ""."""
    told = counting(question, quote) if answer_type(question) == "count" else []
    return told[0].text if len(told) == 1 else ""


def _cell(question: str, row: str) -> str:
    """The one figure in a column, of a row of a table, that the question names; or ""."""
    kind = answer_type(question)
    if kind not in FIGURES:
        return ""
    cells = asked_cells(question, row)
    figures = new_figures(kind, question, row)
    asked = [f.text for f in figures if any(c.start <= f.start < c.end for c in cells)]
    return asked[0] if len(asked) == 1 else ""
