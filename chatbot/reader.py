"""The built-in answerer: no LLM; quotes the sentence or two that answer, and the bare fact."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.asks import answer_type, new_dates, new_figures, new_names
from chatbot.evidence import Evidence
from chatbot.types import AnswerSentence, Citation, Verdict
from chatbot.wording.mentions import content_stems

# A second sentence is quoted when it scores nearly as well as the first: then either may be the
# answer, or both are. On SQuAD the first alone is right 78 times in 100, with this margin 85.
_NEARLY = 0.13
# …unless it mostly repeats the first; then the next that doesn't is looked at.
_SAME = 0.5
_RELATED = 3


def quote(evidence: Sequence[Evidence]) -> tuple[AnswerSentence, ...]:
    """The one or two sentences that answer, verbatim, best first."""
    best = evidence[0]
    second = next((e for e in evidence[1:] if _adds(e, best)), None)
    chosen = [best, second] if second else [best]
    return tuple(AnswerSentence(e.citation.quote, (e.citation,), Verdict("quoted")) for e in chosen)


def may_answer(other: Evidence, best: Evidence) -> bool:
    """Is this evidence nearly as good as the best, and of the kind asked for if that is?"""
    return other.score > best.score - _NEARLY and other.offers >= best.offers


def _adds(other: Evidence, best: Evidence) -> bool:
    alike = _likeness(other.citation.quote, best.citation.quote)
    return may_answer(other, best) and alike < _SAME


def _likeness(one: str, other: str) -> float:
    """Share of content words that two sentences have in common (Jaccard), 0..1."""
    left, right = set(content_stems(one)), set(content_stems(other))
    return len(left & right) / len(left | right) if left | right else 1.0


def related(evidence: Sequence[Evidence], said: Sequence[Citation]) -> tuple[Citation, ...]:
    """Up to three further quotes that the answer does not already give."""
    numbers = {c.number for c in said}
    return tuple(e.citation for e in evidence if e.number not in numbers)[:_RELATED]


def short_answer(question: str, sentences: Sequence[AnswerSentence]) -> str | None:
    """The bare fact in the first sentence, where exactly one thing in it is of the kind asked."""
    if not sentences:
        return None
    text, kind = sentences[0].text, answer_type(question)
    candidates: Sequence[str] = ()
    if kind in ("count", "part", "amount", "money", "share"):
        candidates = [f.text for f in new_figures(kind, question, text)]
    elif kind == "date":
        candidates = [d.text for d in new_dates(question, text)]
    elif kind == "person":
        candidates = new_names(question, text)
    return candidates[0] if len(candidates) == 1 else None
