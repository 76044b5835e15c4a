"""Who is at the page, and the conversation that is open there."""

import dataclasses
import json

import gradio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot import Chatbot
from chatbot.page.exchange import Exchange
from chatbot.page.panels.asking import Asking
from chatbot.page.sitting import Sitting
from chatbot.page.visitor import Visit
from chatbot.types import AnswerSentence, Verdict
from tests.test_render import TEXT, citation, exchange
from tests.visitor import FERRY

SECRET = "s" * 32
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
FIELDS = st.sampled_from(["owner", "documents", "talk", "again"])


def answered(asked: str) -> Exchange:
    cited = citation()
    return exchange(asked, cited, AnswerSentence("It is £5.", (cited,), Verdict("supported")))


@given(anything | st.dictionaries(FIELDS, anything))
def test_whatever_is_said_makes_a_visit(said):
    visit = Visit.read(json.loads(json.dumps(said)))
    assert isinstance(visit.talk, str) and isinstance(visit.again, bool)
    assert visit.documents is None or all(isinstance(id, str) for id in visit.documents)


def test_no_browser_can_be_a_user():
    user = Visit.read({"owner": SECRET}, "ada")
    assert user.owner == Visit.read({}, " ada ").owner == "user:ada"
    for said in ("user:ada", "ada", f"user:ada{SECRET}", SECRET):
        assert Visit.read({"owner": said}).owner != user.owner


@pytest.mark.parametrize("secret", ["", "short", None, 7, ["x" * 40]])
def test_a_browser_without_a_good_secret_is_nobody(secret):
    assert Visit.read({"owner": secret}).owner == ""


def test_no_ticks_and_no_word_of_ticks_are_two_things():
    assert Visit.read({"documents": None}).documents is None
    assert Visit.read({"documents": []}).documents == ()


def test_an_answer_of_earlier_is_shown_as_it_was():
    asked = answered("How much?")
    sitting = Sitting.resumed("id", [asked.answer], lambda _: TEXT)
    assert sitting.past == (dataclasses.replace(asked, foremost=None),)


def test_only_finished_answers_are_gone_on_from():
    sitting = Sitting().and_then(answered("One?")).and_then(Exchange("Two?")).stopped()
    assert [e.stopped for e in sitting.past] == [False, True]
    assert [a.question for a in sitting.answers] == ["One?"]
    assert [e.asked for e in sitting.without_last().past] == ["One?"]


def test_a_rating_is_of_one_answer():
    sitting = Sitting().and_then(answered("One?")).and_then(answered("Two?")).rated(0, "good")
    assert [e.rated for e in sitting.past] == ["good", ""]


def test_a_conversation_goes_on_though_the_server_was_started_anew(tmp_path):
    home, file = tmp_path / "home", tmp_path / "ferry.txt"
    file.write_text(FERRY, encoding="utf-8")
    said = {"owner": SECRET}
    with Chatbot(home, model="builtin") as bot:
        bot.add(file)
        *_, last = Asking(bot).ask(
            "How many passengers does the ferry carry?", Sitting(), None, said
        )
        talk = last[1].id
    with Chatbot(home, model="builtin") as bot:
        *_, last = Asking(bot).ask("And bicycles?", Sitting(), None, {**said, "talk": talk})
        assert last[1].id == talk
        assert [e.asked for e in last[1].past][1:] == ["And bicycles?"]
        assert "six bicycles" in last[1].past[1].answer.text
        *_, other = Asking(bot).ask("And bicycles?", Sitting(), None, {"talk": talk})
        assert len(other[1].past) == 1  # whoever does not know the secret has no such conversation


def test_one_question_at_a_time(bot):
    waiting = Sitting().and_then(Exchange("One?"))
    (only,) = Asking(bot).ask("Two?", waiting)
    assert all(update == gradio.skip() for update in only)
