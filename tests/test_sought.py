"""An abstention names what was looked for and what of it is nowhere; half an answer the rest."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot import Chatbot
from chatbot.found import Evidence, Found, Part
from chatbot.sought import sought
from chatbot.types import Citation

MINUTES = """# Port Sallow harbour board

The fee for visiting yachts rises from £28 to £31 a night on 1 April. Alan Green was thanked.

The ten-tonne crane on the east quay failed its inspection because of corrosion in the jib. The
audit cost £18,400.
"""
BAKERY = """# Bakery

The ovens are lit by Maria Bell at four in the morning. The apprentices run home at noon.
"""


@pytest.fixture(scope="module")
def shy(tmp_path_factory):
    """A chatbot that never is sure enough."""
    folder = tmp_path_factory.mktemp("sought")
    for name, text in (("minutes.md", MINUTES), ("bakery.md", BAKERY)):
        (folder / name).write_text(text, encoding="utf-8")
    with Chatbot(folder / "home", min_confidence=1) as chatbot:
        chatbot.add(folder)
        yield chatbot


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "When did Alan Moss resign?",
            "Looked for a date alongside “Alan Moss” and “resign”. “Moss” and “resign” are in no "
            "document.",
        ),
        (
            "How many dentists work at the harbour?",
            "Looked for a number alongside “dentists”, “work” and “harbour”. “dentists” and "
            "“work” are in no document.",
        ),
        (
            "How many dentists are in the harbour?",
            "Looked for a number of “dentists” alongside “harbour”. “dentists” is in no document.",
        ),
        (
            "What is the capital of Mongolia?",
            "Looked for “Mongolia” and “capital”. None of these words is in any document.",
        ),
        (
            "How long is the jetty?",
            "Looked for a number alongside “jetty”. “jetty” is in no document.",
        ),
        (
            "Who paid £30,000 for the audit?",
            "Looked for a name alongside “paid”, “£30,000” and “audit”. “paid” and “£30,000” are "
            "in no document.",
        ),
        (
            "Didn’t Alan Green’s yacht sink?",
            "Looked for “Alan Green”, “yacht” and “sink”. “sink” is in no document.",
        ),
        ("What is it about?", "There is no word in the question to look for."),
    ],
)
def test_an_abstention_names_what_was_looked_for_and_what_no_document_has(shy, question, told):
    answer = shy.ask(question)
    assert answer.abstained and not answer.unanswered
    assert answer.sought == answer.unsaid == told
    assert answer.to_dict()["sought"] == told and told in answer.to_markdown()


def test_a_word_in_another_form_is_no_missing_word(shy):
    assert "“ran”" not in shy.ask("Who ran to the moon?").sought.partition(". ")[2]
    assert "“Oven”" not in shy.ask("Who makes an Oven on the moon?").sought.partition(". ")[2]


def test_only_the_documents_asked_count(shy):
    told = shy.ask("When were the ovens lit?", ["minutes.md"]).sought
    assert told.endswith("None of these words is in any document that was asked.")
    told = shy.ask("When was the crane lit?", ["minutes.md"]).sought
    assert told.endswith("“lit” is in no document that was asked.")
    assert "in no document" not in shy.ask("When were the ovens lit?", ["bakery.md"]).sought


def evidence(text: str, offers: bool) -> Evidence:
    citation = Citation(1, "d", "Minutes", "/d.md", None, None, "", 0, len(text), text)
    return Evidence(citation, 0.0, offers, text)


def told_of(question: str, *found: Evidence, parts: int = 1) -> str:
    return sought(
        Found(question, found, (Part(question, found, 0.1),) * parts), lambda *_: True, None
    )


def test_words_that_are_only_far_from_the_question_are_named():
    there = evidence("The crane failed in May.", offers=True)
    told = told_of("When did Moss mend the crane?", there)
    assert told.endswith("“Moss” and “mend” are in none of the nearest passages.")


def test_it_says_when_only_the_thing_asked_for_is_missing():
    there = evidence("Moss mended the crane.", offers=False)
    told = told_of("When did Moss mend the crane?", there)
    assert told.endswith("None of the nearest passages gives one.")
    told = told_of("When did Moss mend the crane?", evidence("Moss mended a crane.", offers=True))
    assert told.endswith("The nearest passages have all that, but no clear answer.")


def test_parts_that_ask_for_different_things_are_no_one_kind():
    there = evidence("Moss", offers=True)
    assert "a date" not in told_of("When did Moss go, and who mends the crane?", there, parts=2)


def test_a_contraction_or_a_question_word_is_nothing_to_look_for():
    assert told_of("Where's Moss?").startswith("Looked for a place alongside “Moss”.")
    assert told_of("What year didn't it sink?").startswith("Looked for a date alongside “sink”.")


@given(st.lists(st.text(max_size=60), max_size=40).map(" ".join))
def test_whatever_is_asked_it_is_told_in_a_few_lines(question):
    for has in (True, False):
        told = sought(Found(question, (), ()), lambda *_, has=has: has, None)
        assert told and len(told) < 400
        assert told.count("“") == told.count("”") or "“" in question or "”" in question


MANY = "Who bought the Alpha Bravo Charlie engine, hull, keel, mast, sail, anchor and rudder?"


def test_of_many_words_a_few_are_named():
    told = told_of(MANY)
    assert len(re.findall("“", told)) <= 4
    assert "“Alpha Bravo Charlie”" in told


@pytest.fixture(scope="module")
def sure(shy):
    """The same library, always answering."""
    with Chatbot(settings=shy.settings, min_confidence=0) as chatbot:
        yield chatbot


def test_an_answer_to_everything_leaves_nothing_unsaid(sure):
    answer = sure.ask("What did the audit cost, and why did the crane fail its inspection?")
    assert not answer.abstained
    assert answer.unanswered == () and answer.sought == answer.unsaid == ""


@pytest.fixture(scope="module")
def halfway(shy, sure):
    """A chatbot for which the first of two questions is answered, and the second is not."""
    one, other = (sure.ask(q).confidence for q in ("What did the audit cost?", "Who is Batman?"))
    assert other < one
    with Chatbot(settings=shy.settings, min_confidence=(one + other) / 2) as chatbot:
        yield chatbot


def test_an_answer_to_one_part_names_the_other(halfway):
    answer = halfway.ask("What did the audit cost, and who is Batman?")
    assert "£18,400" in answer.text and not answer.abstained
    assert answer.unanswered == ("Who is Batman?",) and answer.sought == ""
    assert answer.unsaid == "The documents don't say: “Who is Batman?”"
    assert answer.to_dict()["unanswered"] == ["Who is Batman?"]
    assert answer.unsaid in answer.to_markdown()


def part(question: str, confidence: float, *found: Evidence, document: str = "") -> Part:
    return Part(question, found, confidence, document)


def test_a_sentence_said_for_another_part_may_answer_this_one_too():
    both = evidence("Ann bought the crane for £9.", offers=True)
    asked = (part("What did it cost?", 0.9, both), part("Who bought it?", 0.1, both))
    found = Found("What did it cost, and who bought it?", (both,), asked)
    assert found.unanswered(0.5, {1}) == ()
    assert found.unanswered(0.5, {2}) == ("Who bought it?",)
    assert found.unanswered(0.5, set()) == ()  # an abstention: nothing is answered


def test_a_document_that_does_not_say_is_named():
    asked = (part("What is said about pay?", 0.9), part("What is said?", 0.1, document="Minutes"))
    assert Found("", (), asked).unanswered(0.5, {3})[-1] == "What is said? (Minutes)"
