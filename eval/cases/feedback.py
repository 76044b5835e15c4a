"""Rated answers become cases of a facts file, for a person to complete.

A thumb up on an abstention is a whole case already; everything else wants the fact that a right
answer states, which nobody but a person knows. `load_facts` refuses the file, line by line, until
each is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import yaml

from chatbot.feedback import Feedback
from eval.cases.facts import UNFINISHED

_HEADING = f"""\
# Rated answers, as cases for `footnote eval --documents DIR --facts THIS_FILE`.
# Write the fact that a right answer states in place of each {UNFINISHED}: the fewest words that it
# must have, such as "430" or [a quarter, 25%]. Where the documents don't say, write `abstain: true`
# in place of `expect`. Delete what makes no good test.
"""


def as_facts(feedback: Iterable[Feedback]) -> str:
    """A facts file in YAML; what was rated twice is one case, with every rating told above it."""
    ratings: dict[tuple[str, ...], list[Feedback]] = {}
    for rated in feedback:
        ratings.setdefault((*rated.earlier, rated.question), []).append(rated)
    cases = [_case(questions, rated) for questions, rated in ratings.items()]
    return "\n".join([_HEADING + ("cases:" if cases else "cases: []"), *cases]) + "\n"


def _case(questions: Sequence[str], ratings: Sequence[Feedback]) -> str:
    notes = "".join(_note(rated) for rated in ratings)
    last = {"question": questions[-1], **_known(ratings[-1])}
    if len(questions) == 1:
        return notes + _yaml([last])
    earlier = [{"question": q, "expect": [UNFINISHED]} for q in questions[:-1]]
    return notes + _yaml([{"conversation": [*earlier, last]}])


def _known(rated: Feedback) -> dict[str, object]:
    """What the rating tells of the right answer."""
    if rated.good and rated.abstained:
        return {"abstain": True}
    fact = rated.short if rated.good and rated.short else UNFINISHED
    cite = {"cite": list(rated.cited)} if rated.good and rated.cited else {}
    return {"expect": [fact], **cite}


def _note(rated: Feedback) -> str:
    told = [f"{rated.time:%Y-%m-%d}, rated {'right' if rated.good else 'wrong'}: {rated.answer}"]
    told += [f"They say: {rated.correction}"] if rated.correction else []
    return "".join(f"  # {' '.join(line.split())}\n" for line in told)


def _yaml(cases: list[dict[str, object]]) -> str:
    text = yaml.safe_dump(cases, allow_unicode=True, sort_keys=False, width=10_000)
    return "".join(f"  {line}\n" for line in text.splitlines())
