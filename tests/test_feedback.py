"""What people thought of answers is kept, and becomes cases that a person completes."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from chatbot import Chatbot
from chatbot.cli import app
from chatbot.feedback import FeedbackError
from eval.cases.case import FactsError
from eval.cases.facts import load_facts
from eval.cases.feedback import as_facts

REPORT = "The society has 430 members. Its reading room opens on Mondays."


@pytest.fixture
def rated(bot, write):
    """A chatbot over one document, and a way to ask and rate."""
    bot.add(write("report.txt", REPORT))

    def _rate(question, good, correction="", earlier=()):
        answer = bot.ask(question)
        bot.rate(answer, good, correction, earlier)
        return answer

    return _rate


def facts_file(bot, tmp_path):
    path = tmp_path / "facts.yaml"
    path.write_text(as_facts(bot.feedback()), encoding="utf-8")
    return path


def test_a_good_answer_becomes_a_case_with_its_fact_and_source(bot, rated, tmp_path):
    answer = rated("How many members does the society have?", good=True)
    assert answer.short == "430"
    path = facts_file(bot, tmp_path)
    (case,) = load_facts(path, [tmp_path / "files" / "report.txt"]).cases
    assert case.question == "How many members does the society have?"
    assert case.expect == (("430",),)
    assert [str(source) for source in case.cite] == ["report.txt"]


def test_a_rightly_withheld_answer_becomes_an_abstention(bot, rated, tmp_path):
    assert rated("What is the capital of France?", good=True).abstained
    (case,) = load_facts(facts_file(bot, tmp_path), []).cases
    assert case.abstain


def test_a_bad_answer_waits_for_a_person_and_tells_them_what_was_said(bot, rated, tmp_path):
    rated("How many members has the society?", False, correction="It is\n431 # by now: sure")
    path = facts_file(bot, tmp_path)
    assert "They say: It is 431 # by now: sure" in path.read_text()
    with pytest.raises(FactsError, match=r"line \d+: write the fact in place of 'TODO'"):
        load_facts(path, [])
    path.write_text(path.read_text().replace("- TODO", '- "431"'))
    (case,) = load_facts(path, []).cases
    assert case.expect == (("431",),)


def test_a_follow_up_becomes_a_conversation_and_two_ratings_one_case(bot, rated, tmp_path):
    first = "When does the reading room open?"
    rated("How many members has the society?", True, earlier=(first,))
    rated("How many members has the society?", False, earlier=(first,))
    text = as_facts(bot.feedback())
    assert text.count("How many members has the society?") == 1
    assert text.count(", rated right: ") == text.count(", rated wrong: ") == 1
    path = tmp_path / "facts.yaml"
    path.write_text(text.replace("TODO", "Mondays"))
    cases = load_facts(path, []).cases
    assert [case.earlier for case in cases] == [(), (first,)]


def test_the_command_prints_a_facts_file(bot, rated):
    home = str(bot.settings.home)
    empty = CliRunner().invoke(app, ["feedback", "export", "--home", home])
    assert empty.exit_code == 0
    assert "cases: []" in empty.stdout
    assert "nobody has rated" in empty.stderr
    rated("How many members has the society?", good=True)
    printed = CliRunner().invoke(app, ["feedback", "export", "--home", home])
    assert "question: How many members has the society?" in printed.stdout


def test_feedback_survives_odd_characters_and_a_broken_line_is_named(tmp_path, write):
    with Chatbot(tmp_path / "home") as bot:
        bot.add(write("report.txt", REPORT))
        bot.rate(bot.ask("members \ud800?"), False, "half a pair \udc00")
        assert len(bot.feedback()) == 1
        with (bot.settings.home / "feedback.jsonl").open("a") as file:
            file.write("{}\n")
        with pytest.raises(FeedbackError, match=r"feedback\.jsonl, line 2"):
            bot.feedback()


def test_a_rating_can_be_taken_back_by_who_gave_it(bot, write):
    bot.add(write("report.txt", REPORT))
    answer = bot.ask("How many members has the society?")
    ann = bot.rate(answer, True, owner="ann")
    bob = bot.rate(answer, False, "431", owner="bob")
    assert [one.owner for one in bot.feedback()] == ["ann", "bob"]
    for rating, owner in ((ann, "bob"), (ann, ""), ("", "ann"), ("nonsense", "ann")):
        with pytest.raises(FeedbackError, match="no such rating"):
            bot.unrate(rating, owner)
    bot.unrate(ann, "ann")
    assert bot.feedback("ann") == []
    assert [one.id for one in bot.feedback()] == [bob]
    assert "rated right" not in as_facts(bot.feedback())
    with pytest.raises(FeedbackError, match="taken back already"):
        bot.unrate(ann, "ann")
    bot.rate(answer, False, owner="ann")  # and given otherwise
    assert [one.good for one in bot.feedback("ann")] == [False]


def test_feedback_of_an_older_version_is_still_read(bot):
    old = """{"question":"Who?","earlier":[],"answer":"Ann.","short":"Ann","abstained":false,
    "cited":["a.txt"],"good":true,"correction":"","time":"2024-05-01T10:00:00Z"}"""
    (bot.settings.home / "feedback.jsonl").write_text(" ".join(old.split()) + "\n")
    (given,) = bot.feedback()
    assert (given.question, given.id, given.owner) == ("Who?", "", "")
