"""What an answer costs: time, a model's tokens, and the reader's attention.

Times are from the question on, in seconds; failures, and times that a system doesn't give (0), are
left out.
"""

from __future__ import annotations

from eval.observed import Row


def to_evidence(row: Row) -> tuple[float, float] | None:
    """Seconds from the question to the numbered evidence."""
    return _seconds(row, row.observed.seconds_to_evidence)


def to_words(row: Row) -> tuple[float, float] | None:
    """Seconds from the question to the first words of the answer."""
    return _seconds(row, row.observed.seconds_to_words)


def to_end(row: Row) -> tuple[float, float] | None:
    """Seconds from the question to the end of the answer."""
    return _seconds(row, row.observed.seconds)


def tokens_read(row: Row) -> tuple[float, float] | None:
    """Mean tokens that the language model read for a question, where it was asked."""
    return _tokens(row, row.observed.tokens_read)


def tokens_written(row: Row) -> tuple[float, float] | None:
    """Mean tokens that the language model wrote for a question, where it was asked."""
    return _tokens(row, row.observed.tokens_written)


def words_to_check(row: Row) -> tuple[float, float] | None:
    """Mean words of an answer's distinct quotes: what a person must read to check it.

    Our own. Answers that cite nothing have no say: they cannot be checked, at no price.
    """
    answered = not (row.observed.abstained or row.observed.error)
    quotes = {cited.quote for cited in row.observed.cited}
    return (float(sum(len(q.split()) for q in quotes)), 1.0) if answered and quotes else None


def _seconds(row: Row, seconds: float) -> tuple[float, float] | None:
    return (seconds, 1.0) if seconds > 0 and not row.observed.error else None


def _tokens(row: Row, tokens: int) -> tuple[float, float] | None:
    return (float(tokens), 1.0) if row.observed.tokens_read > 0 else None
