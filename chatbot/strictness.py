"""How sure Footnote must be before it answers, in a word: strict, balanced or helpful.

Confidence is a probability that the evidence answers, so a threshold is a choice on the curve of
precision against recall: which of two mistakes is the worse. `footnote eval` draws that curve, with
these words on it, for any documents of which something is known.
"""

from __future__ import annotations

# The least confidence with which it answers. The one place where these are set. On two articles
# that nothing was fitted on (`python -m eval.weigh`) they answer about 70, 85 and 95 in 100 of the
# questions that the documents answer, abstain on about 60, 35 and 20 in 100 of those made to look
# answerable, and on about 99, 96 and 80 in 100 of those put without the document they are about.
STRICTNESS: dict[str, float] = {
    "strict": 0.5,  # a wrong answer is worse than none: for what will be published or acted upon
    "balanced": 0.25,  # neither mistake is the worse
    "helpful": 0.1,  # a hint is better than nothing: for a person who follows the footnotes
}
DEFAULT = "balanced"


def threshold(given: object) -> object:
    """The number that a word for strictness stands for; whatever else was given, as it is.

    Raises:
        ValueError: It is neither such a word nor a number.
    """
    if not isinstance(given, str):
        return given
    word = given.strip().lower()
    if word in STRICTNESS:
        return STRICTNESS[word]
    try:
        return float(word)
    except ValueError:
        raise ValueError(
            f"{given!r} is neither {', '.join(STRICTNESS)} nor a number from 0 to 1"
        ) from None
