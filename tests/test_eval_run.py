"""A run asks, stores as it goes, goes on where it stopped, and is repeatable from the terminal."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from chatbot.cli import app as footnote
from eval.cases.case import FactsError
from eval.cases.dataset import bundled, own
from eval.cases.squad import squad
from eval.runs.results import ResultsError, read_run
from eval.runs.run import Plan, run
from eval.runs.systems import Footnote
from eval.thresholds import breaches, load_thresholds

REPORT = """The Wexley Bridge is 84 metres long. It was opened on 3 May 1931 by Ada Crane.

The bridge cost £61,000. Repairs in 2019 cost £2.4 million.
"""
FACTS = """
cases:
  - question: How long is the Wexley Bridge?
    expect: [84 metres]
    cite: bridge.txt
  - question: What did the repairs of 2019 cost?
    expect: ["£2,400,000"]
  - question: What is the capital of France?
    abstain: true
    kind: far
  - conversation:
      - question: What did the Wexley Bridge cost?
        expect: ["£61,000"]
      - question: When was the bridge opened?
        expect: [May 3rd 1931]
"""


@pytest.fixture
def files(tmp_path, write):
    """A folder of documents and a facts file over it."""
    report = write("bridge.txt", REPORT)
    facts = tmp_path / "facts.yaml"
    facts.write_text(FACTS)
    return report.parent, facts


@pytest.fixture
def dataset(files):
    folder, facts = files
    return own([facts], folder)


def test_a_run_asks_every_case_and_keeps_every_answer(dataset, tmp_path):
    finished = run(Plan(dataset, ("builtin",)), tmp_path / "out")
    assert finished.finished
    assert finished == read_run(tmp_path / "out")
    rows = {row.case.question: row.observed for row in finished.rows}
    long = rows["How long is the Wexley Bridge?"]
    assert "84 metres" in long.text
    assert long.passages[0].facts == (0,)
    assert 0 < long.seconds_to_evidence <= long.seconds_to_words <= long.seconds < 5
    assert long.cited[0].file == "bridge.txt"
    france = rows["What is the capital of France?"]
    assert france.abstained
    assert france.otherwise  # what a chatbot that never abstains says


def test_an_interrupted_run_goes_on_where_it_stopped(dataset, tmp_path, monkeypatch):
    out, plan, asked = tmp_path / "out", Plan(dataset, ("builtin",)), []
    real = Footnote.ask

    def ask(self, case):
        if len(asked) == 4:
            raise KeyboardInterrupt
        asked.append(case.question)
        return real(self, case)

    monkeypatch.setattr(Footnote, "ask", ask)
    with pytest.raises(KeyboardInterrupt):
        run(plan, out)
    with (out / "results.jsonl").open("a") as file:
        file.write('{"system": "builtin", "case": {"quest')  # the line it was writing
    assert len(read_run(out).rows) == 4
    monkeypatch.setattr(Footnote, "ask", lambda self, case: asked.append(case) or real(self, case))
    finished = run(plan, out)
    assert finished.finished
    # Only the last turn is left; its conversation was led up to it again.
    assert [case.question for case in asked[4:]] == ["When was the bridge opened?"]
    assert "3 May 1931" in finished.rows[-1].observed.text


def test_what_failed_is_asked_again_and_three_failures_in_a_row_end_a_run(
    dataset, tmp_path, monkeypatch
):
    monkeypatch.setattr(Footnote, "ask", _fail)
    with pytest.raises(FactsError, match="gone"):
        run(Plan(dataset, ("builtin",)), tmp_path / "out")
    assert [row.observed.error for row in read_run(tmp_path / "out").rows] == ["gone"] * 2
    monkeypatch.undo()
    assert run(Plan(dataset, ("builtin",)), tmp_path / "out").finished


def _fail(self, case):
    raise FactsError("gone")


def test_a_folder_with_another_run_is_refused(dataset, tmp_path):
    run(Plan(dataset.sample(1), ("builtin",)), tmp_path / "out")
    with pytest.raises(ResultsError, match="other documents, cases or models"):
        run(Plan(dataset, ("builtin",)), tmp_path / "out")
    with pytest.raises(ResultsError, match="holds no eval run"):
        read_run(tmp_path)


def test_a_sample_is_the_same_for_a_seed_and_keeps_conversations_whole():
    data = bundled()
    sample = data.sample(40, seed=3)
    assert 30 < len(sample.cases) <= 40
    assert sample == data.sample(40, seed=3)
    assert sample.cases != data.sample(40, seed=4).cases
    asked = {case.id for case in sample.cases}
    talks = {case.conversation for case in sample.cases}
    assert {case.id for case in data.cases if case.conversation in talks} == asked
    assert data.sample(10_000) is data


def squad_file(tmp_path, data):
    path = tmp_path / "squad.json"
    path.write_text(json.dumps(data))
    return path


def test_a_file_in_squads_format_is_asked_over_all_its_paragraphs(tmp_path):
    paragraphs = [
        {"context": "Ada  Crane opened the bridge in 1931.\nIt is green.", "qas": [
            {"question": "Who opened the bridge?", "answers": [
                {"text": "Ada Crane", "answer_start": 0}, {"text": "Crane", "answer_start": 4}]},
            {"question": "Who painted the bridge?", "answers": [], "is_impossible": True},
            {"question": "What is odd?", "answers": [{"text": "…", "answer_start": 0}]},
        ]},
        {"context": "Ben Dale ran the ferry until 1930. Ada Crane took it over.", "qas": [
            {"question": "Who ran the ferry?", "answers": [{"text": "Ben Dale"}]},
        ]},
    ]  # fmt: skip
    path = squad_file(tmp_path, {"data": [{"title": "A/Bridge", "paragraphs": paragraphs}]})
    data = squad(path, tmp_path / "documents")
    assert [d.name for d in data.documents] == ["001 ABridge.txt"]
    assert data.left_out.startswith("1 question")
    opened, painted, ran = data.cases
    assert opened.expect == (("Ada Crane", "Crane"),)
    assert painted.abstain
    finished = run(Plan(data, ("builtin",)), tmp_path / "out")
    ferry = finished.rows[2].observed
    assert "Ben Dale" in ferry.text
    # "Ada Crane" stands in both paragraphs; only the one that was asked about counts.
    text = data.documents[0].read_text()
    assert text[opened.gold.start : opened.gold.end].startswith("Ada Crane opened")
    assert text[ran.gold.start : ran.gold.end].startswith("Ben Dale")


def test_some_articles_of_a_file_are_asked_alone(tmp_path):
    articles = [
        {"title": title, "paragraphs": [{"context": f"{title} was built in 1931.", "qas": [
            {"question": f"When was {title} built?", "answers": [{"text": "1931"}]}]}]}
        for title in ("Old_Bridge", "New_Tower")
    ]  # fmt: skip
    path = squad_file(tmp_path, {"data": articles})
    data = squad(path, tmp_path / "documents", ["New Tower"])
    assert [d.name for d in data.documents] == ["001 New Tower.txt"]
    assert [case.question for case in data.cases] == ["When was New_Tower built?"]
    with pytest.raises(FactsError, match="no article 'Tower'") as error:
        squad(path, tmp_path / "documents", ["Tower"])
    assert "New Tower, Old Bridge" in str(error.value.remedy)


@pytest.mark.parametrize("content", ["", "[]", '{"data": [{"paragraphs": [{}]}]}'])
def test_what_is_not_in_squads_format_is_refused(tmp_path, content):
    path = tmp_path / "odd.json"
    path.write_text(content)
    with pytest.raises(FactsError, match=r"odd\.json is not in SQuAD's format"):
        squad(path, tmp_path / "documents")


def test_thresholds_are_held_or_named(dataset, tmp_path):
    finished = run(Plan(dataset, ("builtin",)), tmp_path / "out")
    path = tmp_path / "floors.yaml"
    path.write_text(
        "builtin:\n  at_least: {right: 0.5}\n  at_most: {end_p50: 0.0}\n"
        "other:\n  at_least: {right: 1}\n"
    )
    (breach,) = breaches(finished, load_thresholds(path))
    assert str(breach).startswith("builtin: end_p50 <= 0, measured 0.0")
    for wrong, told in (
        ("builtin:\n  at_least: {rigth: 1}\n", "line 2: 'rigth' is not a field"),
        ("builtin:\n  at_least: {right: x}\n", "line 2: a number is wanted"),
        ("- x\n", "line 1: a thresholds file names systems"),
    ):
        path.write_text(wrong)
        with pytest.raises(FactsError, match=told):
            load_thresholds(path)


def footnote_eval(*arguments):
    return CliRunner().invoke(footnote, ["eval", *map(str, arguments)])


def test_the_command_prints_the_table_and_writes_the_reports(files, tmp_path):
    folder, facts = files
    out = tmp_path / "out"
    ran = footnote_eval("--documents", folder, "--facts", facts, "--out", out)
    assert ran.exit_code == 0, ran.output
    assert "5 questions" in ran.stdout
    assert "recall@5" in ran.stdout
    assert {path.name for path in out.iterdir()} >= {"report.html", "report.md", "results.jsonl"}
    again = footnote_eval("--documents", folder, "--facts", facts, "--out", out)
    assert again.exit_code == 0
    compared = footnote_eval("compare", out, out)
    assert compared.exit_code == 0, compared.output
    assert "builtin" in compared.stdout


def test_a_broken_threshold_fails_the_command(files, tmp_path):
    folder, facts = files
    floors = tmp_path / "floors.yaml"
    floors.write_text("builtin: {at_most: {end_p50: 0}}\n")
    arguments = ("--documents", folder, "--facts", facts, "--out", tmp_path / "out")
    failed = footnote_eval(*arguments, "--thresholds", floors)
    assert failed.exit_code == 1
    assert "below its threshold: builtin: end_p50" in failed.stderr


def test_a_broken_threshold_fails_comparisons(tmp_path):
    (tmp_path / "old.txt").write_text("The quay\n\nA berth costs £90 a month at the quay.\n")
    (tmp_path / "new.txt").write_text("The quay\n\nA berth costs £95 a month at the quay.\n")
    known, floors = tmp_path / "known.yaml", tmp_path / "floors.yaml"
    known.write_text(
        "old: old.txt\nnew: new.txt\nchanges:\n"
        "  - {what: berth, old: £90, new: £95}\n  - {what: dues, old: £1, new: £2}\n"
    )
    arguments = ("comparisons", "--changes", known, "--out", tmp_path / "out", "--thresholds")
    floors.write_text("builtin: {at_least: {changes_found: 0.5}, at_most: {false_changes: 0}}\n")
    held = footnote_eval(*arguments, floors)
    assert held.exit_code == 0, held.output
    floors.write_text("builtin: {at_least: {changes_found: 0.6}}\n")
    failed = footnote_eval(*arguments, floors)
    assert failed.exit_code == 1
    assert "below its threshold: builtin: changes_found >= 0.6, measured 0.5" in failed.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--documents", "."], 2, "--documents wants --facts"),
        (["--squad", "x.json", "--facts", "y.yaml"], 2, "brings its own documents"),
        (["--squad", "none.json"], 1, "none.json can't be read"),
        (["--facts", "none.yaml"], 1, "none.yaml can't be read"),
        (["--model", "nonsense"], 1, "nonsense"),
        (["--judge", "builtin"], 1, "cannot judge"),
        (["compare", "a", "b"], 1, "holds no eval run"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(arguments, code, told):
    ran = footnote_eval(*arguments)
    assert ran.exit_code == code
    assert told in ran.output
    assert "Traceback" not in ran.output
