"""Summaries of documents that are hardly any: tiny, tables, lists, no full stops, no English."""

from __future__ import annotations

import pytest

TABLE = "| Town | People |\n|---|---|\n| Averley | 12,400 |\n| Thorley | 8,150 |\n| Wick | 940 |\n"
LIST = "# Packing\n\n- two tents\n- a stove and 3 litres of fuel\n- rope, 40 metres\n- a map\n"
LINES = "the shop opens at nine\n\nwe sell bread and eggs\n\nclosed on the 4 may for the fair\n"
VERSE = "The wind came over the hill\nand took the washing down\n\nMy mother ran after it\n"
FRENCH = (
    "Le conseil municipal a voté le 12 mars 2024 la rénovation du pont. Les travaux commenceront "
    "en juin et dureront huit mois. La circulation sera déviée par la rue du Moulin.\n"
)
CHINESE = "市议会决定翻修旧桥。工程将于六月开始。市长说,这座桥一直关闭。"
RUN_ON = "the shop opens at nine and we sell bread and milk and eggs and you can ask for Ruth " * 12


@pytest.mark.parametrize(
    ("name", "text", "stated"),
    [
        ("one.txt", "The pool closes on 3 May.", ["The pool closes on 3 May."]),
        ("tiny.txt", "Hello. Fine. See you.", ["Hello.", "Fine.", "See you."]),
        ("pronouns.txt", "He said so. She did not.", ["He said so.", "She did not."]),
        ("table.md", TABLE, ["12,400", "8,150", "940"]),
        ("list.md", LIST, ["two tents", "rope, 40 metres", "a map"]),
        ("lines.txt", LINES, ["we sell bread and eggs", "4 may"]),
        ("verse.txt", VERSE, ["and took the washing down"]),
        ("french.txt", FRENCH, ["12 mars 2024"]),
        ("chinese.txt", CHINESE, ["翻修旧桥"]),
        ("run-on.txt", RUN_ON, ["ask for Ruth"]),
    ],
)
def test_a_document_that_is_hardly_one_has_a_summary(bot, write, name, text, stated):
    bot.add(write(name, text))
    summary = bot.summarise(name, words=40)
    assert summary.gist
    assert all(words in summary.text for words in stated)
    for cited in summary.citations:
        assert bot.text(cited.document)[cited.start : cited.end] == cited.quote
    assert summary.to_markdown()
    assert summary.to_html()
    assert summary.to_docx()


def test_questions_alone_say_nothing_and_the_summary_says_so(bot, write):
    bot.add(write("questions.txt", "Who pays? When? How much?"))
    summary = bot.summarise("questions.txt", words=40)
    assert summary.sentences == ()
    assert summary.gist is None
    assert [s.reason for s in summary.coverage.sections] == [
        "It holds only what is a question or an introduction to what follows."
    ]


POLICY = """# Loans of tools

This policy is for members of the Lathe Street workshop. It was revised in 2023 after 14 complaints.

## Who may borrow

Members may borrow up to three tools at once. Nobody under 16 may borrow a power tool.

## How long

A loan lasts seven days and may be renewed once. Each day late costs 50p, and never more than £10.

## History

A survey in March 2023 found that 61 per cent of 212 members had borrowed a tool in 2022. The first
tool, a plane, was lent on 3 May 1994 to Ida Marsh, who was 81 last year.

(The workshop is invented.)
"""


def test_a_policy_is_summarised_by_its_rules(bot, write):
    bot.add(write("tools.md", POLICY))
    summary = bot.summarise("tools.md", words=30)
    assert "up to three tools" in summary.text
    assert "Ida Marsh" not in summary.text
    assert summary.gist
    assert summary.gist.text == "This policy is for members of the Lathe Street workshop."
    whole = bot.summarise("tools.md", words=200)
    assert "invented" not in whole.text
    assert "half" not in [fact.text for fact in whole.key_facts]


REPORT = """# The dam at Orrin: a report

## Background

The dam was built in 1951 for £310,000 by Hadley & Moss of Thorley, and 412 people worked on it.
It is 31 metres high and 640 metres long. The reservoir holds 9.4 million cubic metres.

## Executive summary

Two people died. The spillway failed because a gate had rusted shut.
Nobody had opened it since 2009.

## Works in 2014

In 2014 the crest was raised by 40 centimetres for £1.2 million.
In 2015 a road was laid for £85,000.
In 2016 the valve tower was painted for £12,500, and in 2017 the fence was renewed for £7,900.
"""


def test_what_its_author_sums_up_stands_in_the_summary_however_short(bot, write):
    bot.add(write("dam.md", REPORT))
    summary = bot.summarise("dam.md", words=25)
    assert "Two people died." in summary.text
    assert "because a gate had rusted shut" in summary.text


def test_a_sentence_that_says_nothing_fills_no_gap(bot, write):
    text = (
        "The ring road is closed from 3 May to 15 June 2025 while a main is laid. We are sorry. "
        "Bus 17 stops at the school instead, and bus 4 does not run after 8 pm. Thank you all. "
        "The work costs £410,000, of which the county pays £120,000 and the town pays the rest."
    )
    bot.add(write("road.txt", text))
    for words in (33, 36, 40):
        assert "sorry" not in bot.summarise("road.txt", words=words).text
