"""The measurement of verification: what it cites, how it fits, and what it says without data."""

from __future__ import annotations

import json

import numpy as np
import pytest

from eval import verification

QAGS_FLOOR = 0.70  # of a sixth, so that chance moves it more than a rule does


def test_a_sentence_cites_the_most_alike_and_what_adds_to_it():
    others = ["The weather was fine.", "The dog bit the postman.", "He got six stitches."]
    assert verification.best("The dog bit the postman.", others) == [1]
    assert verification.best("The dog bit the postman, six stitches.", others) == [1, 2]


def test_balanced_accuracy_counts_both_sides_the_same():
    labels = np.array([True, True, True, False])
    assert verification.balanced_accuracy(labels, labels) == 1
    assert verification.balanced_accuracy(np.ones(4, bool), labels) == 0.5


def test_the_fit_finds_what_tells_supported_from_unsupported():
    generator = np.random.default_rng(0)
    values = generator.random((200, 3))
    votes = (values[:, 1] > 0.5).astype(float)
    intercept, weights = verification.fit(values, votes)
    assert abs(weights[1]) > 5 * abs(weights[0])
    assert np.mean((values @ weights + intercept > 0) == (votes > 0.5)) > 0.9


def test_qags_is_read_untokenised(tmp_path):
    sentence = {"sentence": "It sold 1, 200 books.", "responses": [{"response": "yes"}] * 3}
    row = {"article": "It sold 1, 200 books. It rained.", "summary_sentences": [sentence]}
    file = tmp_path / "qags.jsonl"
    file.write_text(json.dumps(row), encoding="utf-8")
    (voted,) = verification.read_qags(file)
    assert voted.votes == 1
    assert [c.citation.quote for c in voted.cited] == ["It sold 1,200 books."]


def test_without_the_data_it_says_where_it_looked(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(verification, "own_pairs", lambda *_: [])
    with pytest.raises(SystemExit):
        verification.main(["--qags", str(tmp_path / "none.jsonl")])
    assert "none.jsonl" in capsys.readouterr().err


@pytest.mark.skipif(not verification.QAGS.is_file(), reason=f"no QAGS at {verification.QAGS}")
def test_people_agree_with_the_verdicts_on_summaries():
    """A sixth of QAGS; `python -m eval.verification` measures all of it, cross-validated."""
    voted = [v for v in verification.read_qags(verification.QAGS) if v.article % 6 == 0]
    judged = verification.judge(voted, verification.cosine())
    labels = np.array([v.votes > 0.5 for v in voted])
    accepted = np.array([j.accepted for j in judged])
    assert len(voted) > 100
    assert verification.balanced_accuracy(accepted, labels) >= QAGS_FLOOR
