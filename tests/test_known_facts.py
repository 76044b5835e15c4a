"""Asked what is known about the sample documents, the built-in reader is right where it must be.

The bundled cases are asked over all the sample documents at once, so that each is a distractor for
the others; the NHS facts also over the articles they come from, where those are at hand.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from chatbot import Chatbot
from eval.cases.dataset import FACTS, Dataset, bundled
from eval.cases.facts import load_facts
from eval.judging.judgement import judge
from eval.metrics import metric, value
from eval.runs.run import Plan, run

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
RIGHT, ABSTAINED = 0.75, 0.7  # least shares over the articles
CORE = "core"  # the tag of the cases that must each be right


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """The core questions and a sample of the bundled cases, and the library they were asked of.

    `make eval` asks them all and holds the thresholds.
    """
    out, whole = tmp_path_factory.mktemp("bundled"), bundled()
    drawn = {case.id for case in whole.sample(120).cases}
    cases = tuple(case for case in whole.cases if case.id in drawn or CORE in case.tags)
    dataset = dataclasses.replace(whole, cases=cases)
    return run(Plan(dataset, ("builtin",)), out), out / "library"


@pytest.fixture(scope="module")
def asked_of_articles(tmp_path_factory):
    """The NHS cases, asked of the articles; the files to cite have other names there."""
    if not SEEDS.is_dir():
        pytest.skip(f"the articles behind the NHS facts are not here: no folder {SEEDS}")
    cases = load_facts(FACTS / "nhs.yaml").cases
    cases = tuple(dataclasses.replace(case, cite=()) for case in cases)
    dataset = Dataset("the articles", tuple(sorted(SEEDS.glob("*.txt"))), cases)
    out = tmp_path_factory.mktemp("articles")
    return run(Plan(dataset, ("builtin",)), out), out / "library"


def wrong(rows):
    return "\n".join(
        f"{row.case.question}\n    {judge(row.case, row.observed).reason}: {row.observed.text}"
        for row in rows
        if not judge(row.case, row.observed).right
    )


def test_most_is_right_over_the_articles(asked_of_articles):
    rows = asked_of_articles[0].rows
    assert value(metric("right"), rows) >= RIGHT, wrong(rows)
    assert value(metric("abstention_recall"), rows) >= ABSTAINED, wrong(rows)


@pytest.mark.parametrize("over", ["asked", "asked_of_articles"])
def test_the_core_questions_are_all_right(request, over):
    finished, _ = request.getfixturevalue(over)
    core = [row for row in finished.rows if CORE in row.case.tags]
    assert len(core) == 3
    assert not wrong(core)


@pytest.mark.parametrize("over", ["asked", "asked_of_articles"])
def test_every_sentence_is_cited_and_every_quote_stands_where_it_says(request, over):
    finished, home = request.getfixturevalue(over)
    with Chatbot(home) as bot:
        texts = {Path(d.path).name: bot.text(d.id) for d in bot.documents()}
    cited = [(row, c) for row in finished.rows for c in row.observed.cited]
    assert len(cited) > 50
    for row, c in cited:
        assert texts[c.file][c.start : c.end] == c.quote, row.case.question
    for row in finished.rows:
        assert row.observed.abstained != bool(row.observed.sentences), row.case.question
        assert all(sentence.cited for sentence in row.observed.sentences), row.case.question
