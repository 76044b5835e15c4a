"""Boilerplate is told from what a document says, and found by who asks about it."""

import pytest

from chatbot.wording.boilerplate import only_fills

COST = "What does a day ticket cost?"


@pytest.mark.parametrize(
    ("sentence", "about"),
    [
        ("(This document is invented.)", "Is this document invented?"),
        ("All names are fictitious.", "Are the names real?"),
        ("All persons and places in this report are invented.", "Are the people fictitious?"),
        ("Any resemblance to real persons is accidental.", "Do the people resemble real ones?"),
        ("For further information see page 4.", "Where is further information?"),
        ("For more details on ticket prices, visit our website.", "Is there a website?"),
        ("See the notes on page 12.", "What is on page 12?"),
        ("Source: the county council’s survey of tickets.", "What is the source of the figures?"),
        ("This site uses cookies to sell tickets.", "Does the site use cookies?"),
        ("© 2024 Ticket Office Ltd.", "Who has the copyright?"),
        ("The tickets are sold here. All rights reserved.", "Which rights are reserved?"),
    ],
)
def test_boilerplate(sentence, about):
    assert only_fills(COST, sentence)
    assert not only_fills(about, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The telephone was invented in 1876.",
        "The story that the mayor told was made up in a minute of spite.",
        "The main source of income is tickets.",
        "For further information call Ann Lee on 01234 567890.",
        "The bakery sells cookies at £2 each.",
        "Owners have the right to a refund.",
        "See-through tickets cost £4.",
        "Visitors see the lighthouse first.",
    ],
)
def test_no_boilerplate(sentence):
    assert not only_fills("What is it?", sentence)


TEXT = """Baths

(This report on the price of a swim is invented.)

Source: ledger of the price of a swim.

The price of a swim is £4.
"""


def test_boilerplate_is_no_evidence_but_for_questions_about_it(bot, write):
    bot.add(write("baths.txt", TEXT))
    answer = bot.ask("What is the price of a swim?")
    assert answer.text == "The price of a swim is £4."
    assert not any("invented" in c.quote or "Source" in c.quote for c in answer.related)
    assert "invented" in bot.ask("Is the report on the price of a swim invented?").text
    assert "ledger" in bot.ask("What is the source of the price of a swim?").text
