"""Follow-ups are understood from the conversation; whole questions are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted import ScriptedLLM

from chatbot import Chatbot
from chatbot.followup import Turn, standalone
from chatbot.followup.reworded import keeps
from chatbot.page.exchange import Exchange
from chatbot.page.views.conversation import conversation_html
from chatbot.terminal.render import Out, follow
from chatbot.types import AnswerDone, EvidenceFound

TALKS = yaml.safe_load((Path(__file__).parent / "followups.yaml").read_text(encoding="utf-8"))


def _turns():
    """Each question of each conversation, with the turns before it as they should be understood."""
    for group, talks in TALKS.items():
        for talk in talks:
            before = []
            for turn in talk:
                yield pytest.param(turn, tuple(before), id=f"{group}: {turn['q']}")
                understood = turn.get("is") or standalone(turn["q"], before)
                answer, short = turn.get("a") or "", turn.get("short") or ""
                before.append(Turn(understood, answer, short))


@pytest.mark.parametrize(("turn", "before"), _turns())
def test_a_follow_up_is_understood_and_a_whole_question_left_alone(turn, before):
    told = standalone(turn["q"], before)
    if "has" in turn or "lacks" in turn:
        low = told.lower()
        assert [w for w in turn.get("has", ()) if w.lower() not in low] == []
        assert [w for w in turn.get("lacks", ()) if w.lower() in low] == []
    else:
        assert told == turn.get("is", turn["q"])


def test_there_are_many_conversations():
    turns = [turn for talks in TALKS.values() for talk in talks for turn in talk[1:]]
    assert len(turns) >= 100


@pytest.mark.parametrize("talk", [t for talks in TALKS.values() for t in talks])
def test_the_first_question_is_never_changed(talk):
    assert standalone(talk[0]["q"], []) == talk[0]["q"]


WORDS = st.lists(
    st.sampled_from(
        "And what how many why did the it he them there that was in of Leeds Ann Pole 2022 £5 “ ’s"
        " cost homes report then year before others one which ? , : which is".split()
    ),
    max_size=9,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(question=WORDS, before=st.lists(WORDS, min_size=1, max_size=3))
def test_any_words_at_all_give_a_question_of_words_that_were_said(question, before):
    told = standalone(question, [Turn(b, b, b) for b in before])
    assert told.strip() or not question.strip()
    assert len(told) <= 40 + len(question) * 3 + 3 * sum(map(len, before)) * 3


# --- in a conversation

MINUTES = """\
Seventeen homes in Dyke Lane have solar panels. Nine homes in Quarry Row have solar panels.

The coxswain of the Penhallow lifeboat was Jory Tregenza. Jory Tregenza was 61 years old.
"""


@pytest.fixture
def filled(tmp_path, write):
    def _filled(model=None):
        bot = Chatbot(tmp_path / "home", model, min_confidence=0.0)
        bot.add(write("minutes.txt", MINUTES))
        return bot

    return _filled


RULED = "How many homes in Quarry Row have solar panels?"
HOMES = "How many homes in Dyke Lane have solar panels?"


def test_an_answer_knows_what_was_asked_and_what_was_understood(filled):
    talk = filled().conversation()
    first = talk.ask(HOMES)
    assert (first.question, first.asked) == (HOMES, "")
    second = talk.ask("And in Quarry Row?")
    assert second.question == "How many homes in Quarry Row have solar panels?"
    assert second.asked == "And in Quarry Row?"
    assert "Nine" in second.sentences[0].text
    assert second.to_dict()["asked"] == "And in Quarry Row?"


def test_what_was_understood_is_known_with_the_evidence(filled):
    talk = filled().conversation()
    talk.ask(HOMES)
    found, *_, done = talk.stream("And in Quarry Row?")
    assert isinstance(found, EvidenceFound) and isinstance(done, AnswerDone)
    assert found.asked == "And in Quarry Row?"
    assert found.question == done.answer.question


def test_a_follow_up_of_nothing_is_asked_as_it_is(filled):
    answer = filled().conversation().ask("And in Quarry Row?")
    assert (answer.question, answer.asked) == ("And in Quarry Row?", "")


@pytest.mark.parametrize("live", [True, False])
def test_the_terminal_tells_what_was_understood_before_the_answer(filled, capsys, live):
    talk = filled().conversation()
    follow(talk.stream(HOMES), Out(), Out(stderr=True), live)
    assert "Understood as" not in capsys.readouterr().out
    follow(talk.stream("And in Quarry Row?"), Out(), Out(stderr=True), live)
    before, after = capsys.readouterr().out.split(f"Understood as: {RULED}\n")
    assert before == "" and "Nine homes" in after


def test_the_page_tells_what_was_understood(filled):
    talk = filled().conversation()
    talk.ask(HOMES)
    exchange = Exchange("And in Quarry Row?")
    for event in talk.stream(exchange.asked):
        exchange = exchange.heard(event, lambda _: MINUTES)
    assert f"Understood as “{RULED}”" in conversation_html([exchange], 1)


def test_conversations_do_not_know_each_other(filled):
    bot = filled()
    one, other = bot.conversation(), bot.conversation()
    one.ask(HOMES)
    assert other.ask("And in Quarry Row?").asked == ""


# --- with a language model


def talking(filled, wording):
    """A conversation whose model words follow-ups so; and the prompts in which it was asked to."""
    asked = []

    def say(prompt):
        if "Rewrite the last question" not in prompt:
            return "The documents don’t say."
        asked.append(prompt)
        return wording

    return filled(ScriptedLLM(name="scripted", say=say)).conversation(), asked


@pytest.mark.parametrize(
    ("wording", "understood"),
    [
        ("How many Quarry Row homes have solar panels?", None),
        ("Question: How many Quarry Row homes have solar panels?\nAnswer: nine", None),
        ("How many homes in Quarry Row have 12 solar panels?", RULED),  # a figure is invented
        ("How many homes in Cole Park have solar panels?", RULED),  # the name is lost
        ("How many homes in Quarry Row had solar panels in 2019?", RULED),  # a date is invented
        ("And in Quarry Row?", RULED),  # nothing is put in
        ("How many of them have solar panels in Quarry Row?", RULED),  # it still points back
        ("Quarry Row has nine homes with solar panels.", RULED),  # an answer
        ("", RULED),
        ("I am a helpful assistant. How can I help you today?", RULED),
    ],
)
def test_a_models_wording_is_used_only_if_it_keeps_to_what_was_said(filled, wording, understood):
    talk, asked = talking(filled, wording)
    talk.ask(HOMES)
    answer = talk.ask("And in Quarry Row?")
    assert answer.question == (understood or "How many Quarry Row homes have solar panels?")
    assert len(asked) == 1


def test_a_whole_question_costs_no_call(filled):
    talk, asked = talking(filled, "nonsense")
    talk.ask(HOMES)
    talk.ask("Who was the coxswain of the Penhallow lifeboat?")
    assert asked == []


def test_a_failing_model_loses_no_question(filled):
    def say(prompt):
        if "Rewrite the last question" in prompt:
            raise RuntimeError("out of memory")
        return "The documents don’t say."

    talk = filled(ScriptedLLM(name="scripted", say=say)).conversation()
    talk.ask(HOMES)
    assert talk.ask("And in Quarry Row?").question == RULED


def test_the_smallest_model_is_not_asked(filled):
    said = []

    def say(prompt):
        said.append(prompt)
        return "The documents don’t say."

    talk = filled(ScriptedLLM(name="smollm2", say=say)).conversation()
    talk.ask(HOMES)
    assert talk.ask("And in Quarry Row?").question == RULED
    assert not any("Rewrite the last question" in prompt for prompt in said)


def test_a_figure_of_the_follow_up_must_stay():
    turns = [Turn("What was the turnover in 2021?", "The turnover was £3m in 2021.", "£3m")]
    assert keeps("What was the turnover in 2019?", "And in 2019?", turns)
    assert not keeps("What was the turnover in 2021?", "And in 2019?", turns)
    assert not keeps("What was the turnover of £4m in 2019?", "And in 2019?", turns)
