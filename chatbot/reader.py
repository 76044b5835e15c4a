"""The built-in answerer: no LLM; quotes the sentence or two that answer, and the bare fact."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.asks import FIGURES, answer_type, new_dates, new_figures, new_names
from chatbot.found import Evidence, Found, Part
from chatbot.rows import asked_cells
from chatbot.types import AnswerSentence, Citation, Verdict
from chatbot.wording.figures import Figure
from chatbot.wording.mentions import content_stems

# A second sentence is quoted when it scores nearly as well as the first: then either may be the
# answer, or both are. On SQuAD the first alone is right 78 times in 100, with this margin 85.
_NEARLY = 0.13
# …unless it mostly repeats the first; then the next that doesn't is looked at.
_SAME = 0.5
# What two parts have in common is said once, when it is as good as the best of the second.
_EQUAL = 0.03
# …unless it is only the first part that it fits: by so much better.
_FAR = 0.35
_RELATED = 3


def quote_parts(parts: Sequence[Part]) -> tuple[AnswerSentence, ...]:
    """The sentences that answer each part, in the parts' order, none twice.

    A part that a sentence quoted before answers as well as any adds nothing.
    """
    if len(parts) == 1:
        return quote(parts[0].evidence)
    said: dict[str, AnswerSentence] = {}
    taken: dict[str, float] = {}  # scores of what is said, for the part it is said for
    # With every part the answer grows by itself: doubts have less room.
    margin = _NEARLY / len(parts)
    for part in parts:
        near = [e for e in part.evidence if e.score > part.evidence[0].score - margin]
        # A sentence that fits an earlier part far better is that part's, and this one's by chance.
        own = [e for e in near if taken.get(e.citation.quote, e.score) < e.score + _FAR]
        if own and not any(e.citation.quote in said and _as_good(e, near[0]) for e in own):
            said |= {s.text: s for s in quote(own)}
            taken |= {e.citation.quote: e.score for e in own if e.citation.quote in said}
    return tuple(said.values())


def quote(evidence: Sequence[Evidence]) -> tuple[AnswerSentence, ...]:
    """The one or two sentences that answer, verbatim, best first."""
    best = evidence[0]
    second = next((e for e in evidence[1:] if _adds(e, best)), None)
    chosen = [best, second] if second else [best]
    return tuple(AnswerSentence(e.citation.quote, (e.citation,), Verdict("quoted")) for e in chosen)


def stands_in(cited: Evidence, parts: Sequence[Part]) -> Evidence:
    """What to quote where a written sentence is withheld: what it cited, if that may answer."""
    for part in parts:
        same = next((e for e in part.evidence if e.number == cited.number), None)
        if same and _may_answer(same, part.evidence[0]):
            return same
    return parts[0].evidence[0]


def _may_answer(other: Evidence, best: Evidence) -> bool:
    """Is this evidence nearly as good as the best, and of the kind asked for if that is?"""
    return other.score > best.score - _NEARLY and other.offers >= best.offers


def _as_good(said: Evidence, best: Evidence) -> bool:
    """Does a sentence that is quoted already answer a part as well as its own best?"""
    return said.score >= best.score - _EQUAL and said.offers >= best.offers


def _adds(other: Evidence, best: Evidence) -> bool:
    alike = _likeness(other.citation.quote, best.citation.quote)
    return _may_answer(other, best) and alike < _SAME


def _likeness(one: str, other: str) -> float:
    """Share of content words that two sentences have in common (Jaccard), 0..1."""
    left, right = set(content_stems(one)), set(content_stems(other))
    return len(left & right) / len(left | right) if left | right else 1.0


def related(evidence: Sequence[Evidence], said: Sequence[Citation]) -> tuple[Citation, ...]:
    """Up to three further quotes that the answer does not already give."""
    numbers = {c.number for c in said}
    return tuple(e.citation for e in evidence if e.number not in numbers)[:_RELATED]


def short_answer(found: Found, sentences: Sequence[AnswerSentence]) -> str | None:
    """The bare fact in the first sentence, where exactly one thing in it is of the kind asked.

    None for a question of several parts: no one fact answers it.
    """
    if not sentences or len(found.parts) > 1:
        return None
    question = found.question
    text, kind = sentences[0].text, answer_type(question)
    candidates: Sequence[str] = ()
    if kind in FIGURES:
        candidates = [f.text for f in _asked(question, text, new_figures(kind, question, text))]
    elif kind == "date":
        candidates = [d.text for d in new_dates(question, text)]
    elif kind == "person":
        candidates = new_names(question, text)
    return candidates[0] if len(candidates) == 1 else None


def _asked(question: str, text: str, figures: Sequence[Figure]) -> Sequence[Figure]:
    """Of several figures in a row of a table, those in the column that the question names."""
    cells = asked_cells(question, text)
    return [f for f in figures if any(c.start <= f.start < c.end for c in cells)] or figures
