"""A document's title answers for the names in a question: not every sentence repeats them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.reader.titled import beyond_title
from index.words import stems

TITLE = "Loss of the trawler Lady Brenna off Carrick Head: final report"


@pytest.mark.parametrize(
    ("question", "heard"),
    [
        ("How many people were aboard the Lady Brenna?", "How many people were aboard?"),
        ("Who was the Lady Brenna's master?", "Who was the master?"),
        ("Was there fog off Carrick Head?", "Was there fog off?"),
        ("What is the Lady Brenna?", "What is the Lady Brenna?"),  # nothing else is asked
        ("Who owned the Northern Star?", "Who owned the Northern Star?"),
    ],
)
def test_names_that_the_title_gives_are_left_out(question, heard):
    assert beyond_title(question, TITLE) == heard


def test_a_name_that_is_said_stays_in_the_question():
    question = "How many people were aboard the Lady Brenna?"
    assert beyond_title(question, TITLE, "The Brenna left at dawn.") == question
    assert beyond_title(question, TITLE, "She left at dawn.") == "How many people were aboard?"


@given(st.text(max_size=60), st.text(max_size=40))
def test_nothing_is_added_and_something_stays(question, title):
    heard = beyond_title(question, title)
    assert set(stems(heard)) <= set(stems(question))
    assert bool(heard.strip()) == bool(question.strip())
