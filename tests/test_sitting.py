"""Who is at the page, and the conversation that is open there."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.page.exchange import Exchange
from chatbot.page.sitting import Sitting
from chatbot.page.visitor import Visit
from chatbot.types import AnswerSentence, Verdict
from tests.test_render import TEXT, citation, exchange

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
