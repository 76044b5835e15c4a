"""Fits what weighs evidence: `python -m eval.weigh DATA`, where DATA holds the data sets.

The questions are those that the reader was not trained on: SQuAD 2.0's articles that were kept
apart, and our own exercises that were. All their passages make one library, and every question is
put to all of it; some are put again to all but the document that answers, for people also ask what
their documents don't touch on. Half of SQuAD's articles are for fitting, the others only for
measuring.

Sentences are ordered by a conditional logit (McFadden 1974): the score of the sentence that holds
the answer against those of the others found. Confidence is a logistic regression of whether the
answer, one or two quoted sentences, holds the expected one; no coefficient may say that more
evidence makes it less likely, as those questions would have it that were written to resemble their
passages. Both are written to `chatbot/strength.json`, and what each signal would do alone is
printed beside what all do together.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from chatbot.reader.training.corpus import squad
from chatbot.reader.training.lessons import lessons
from chatbot.strength import COEFFICIENTS
from eval.weigh.asked import ask, reordered
from eval.weigh.fit import SIGNALS, fit_confidence, fit_order
from eval.weigh.quality import report


def main() -> None:
    """Fit, write, and print how well it does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of the data sets")
    parser.add_argument("--out", type=Path, default=COEFFICIENTS)
    parser.add_argument("--every", type=int, default=1, help="ask only every so many-th question")
    options = parser.parse_args()
    corpora = [
        squad(options.data / "squad2-dev-half.json", kept_apart=True),
        lessons(kept_apart=True),
    ]
    with tempfile.TemporaryDirectory() as folder:
        asked = list(ask(corpora, Path(folder), options.every))
    fitted: dict[str, dict[str, float]] = {}
    for name in SIGNALS:
        fitted[name] = fit_order(asked, name)
    asked = [reordered(one, fitted["read"]) for one in asked]
    fitted["confidence"] = fit_confidence(asked)
    options.out.write_text(json.dumps(fitted, indent=1) + "\n", "utf-8")
    for measured in (False, True):
        report([a for a in asked if a.fitted != measured], fitted, measured)


if __name__ == "__main__":
    main()
