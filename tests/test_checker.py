"""A language model that is asked about sentences which the rules call partly supported."""

from __future__ import annotations

import pytest
from scripted import ScriptedLLM

from chatbot import Chatbot
from chatbot.checker import read_again
from chatbot.models import ModelError
from chatbot.types import Verdict
from eval.verification import cites

PARTLY = Verdict("partly", "it says more")
CITED = [cites("The crane failed on Monday.", "The harbour met. The crane failed on Monday.")]
SENTENCE = "Inspectors let the crane fall through."


def reading(reply, verdict=PARTLY):
    """The verdict after a model that replies so, and the prompts it saw."""
    prompts = []

    def say(prompt):
        prompts.append(prompt)
        return reply

    return read_again(ScriptedLLM(name="critic", say=say), SENTENCE, CITED, verdict), prompts


@pytest.mark.parametrize(
    ("reply", "status"),
    [("Yes.", "supported"), ("**no**, it does not", "unsupported"), ("Perhaps", "partly")],
)
def test_its_yes_or_no_decides(reply, status):
    verdict, (prompt,) = reading(reply)
    assert verdict.status == status
    assert verdict == PARTLY or "critic" in verdict.reason
    for text in (SENTENCE, "“The crane failed on Monday.”", "The harbour met."):
        assert text in prompt


@pytest.mark.parametrize("status", ["quoted", "supported", "unsupported"])
def test_what_the_rules_are_sure_of_is_not_asked(status):
    assert reading("no" if status != "unsupported" else "yes", Verdict(status)) == (
        Verdict(status),
        [],
    )


def test_a_model_that_fails_leaves_the_verdict(monkeypatch):
    def fails(*_, **__):
        raise ConnectionError("gone")

    llm = ScriptedLLM(name="critic", say=fails)
    assert read_again(llm, SENTENCE, CITED, PARTLY) == PARTLY


def test_a_name_that_is_none_is_refused(tmp_path):
    with pytest.raises(ModelError, match="FOOTNOTE_CHECKER"):
        Chatbot(tmp_path / "home", checker="gtp")


MINUTES = "# Harbour\n\nThe ten-tonne crane on the east quay failed its inspection last week.\n"
WRITTEN = "The ten-tonne crane on the east quay, an old one, failed its inspection [1]."


@pytest.mark.parametrize(
    ("reply", "status", "text"), [("Yes", "supported", "an old one"), ("No", "quoted", "last week")]
)
def test_an_answer_is_checked_by_it(tmp_path, write, reply, status, text):
    with Chatbot(tmp_path / "home", model=ScriptedLLM(name="w", say=lambda _: WRITTEN)) as bot:
        bot.add(write("minutes.md", MINUTES))
        plain = bot.ask("What happened to the crane on the east quay?")
        assert plain.sentences[0].verdict.status == "partly"
        bot.__dict__["_checker"] = ScriptedLLM(name="critic", say=lambda _: reply)
        answer = bot.ask("What happened to the crane on the east quay?")
        assert answer.sentences[0].verdict.status == status
        assert text in answer.sentences[0].text
        assert bool(answer.withheld) == (reply == "No")
