"""Answers where documents differ: both sides, newest first, and no difference made up."""

from __future__ import annotations

import pytest

from chatbot import Chatbot
from chatbot.terminal.render import Out, show_answer
from chatbot.types import AnswerDone
from tests.scripted import ScriptedLLM

PAPERS = {
    "pool-2021.md": """---
title: Wexcombe Baths, leaflet
date: 2021-05-04
---

A swim at Wexcombe Baths costs £4.20. Wexcombe Baths has 14 lifeguards. The baths open at 7 am.

The manager of Wexcombe Baths is Orla Finch. The big pool of Wexcombe Baths is 25 metres long.

Wexcombe Baths was visited by 61,000 people in 2020.
""",
    "pool-2024.md": """---
title: Wexcombe Baths, report to the town council
date: 2024-09-30
---

A swim at Wexcombe Baths costs £5.10. Wexcombe Baths employs 11 lifeguards. A sauna was built.

The manager of Wexcombe Baths is Tariq Boyle. The big pool of Wexcombe Baths is 25 m long.

Wexcombe Baths was visited by 74,000 people in 2023. Of the lifeguards, three are under 18.
""",
    "pool-note.txt": """A note on Hollin Lido

A swim at Hollin Lido costs £3. Hollin Lido has 6 lifeguards. Its café has nine tables.
The manager of Hollin Lido is Jan Musk.
""",
    "bus-2022.md": """---
title: Getting to Marlow Fair, 2022
date: 2022-06-01
---

The fair bus to Marlow Fair leaves every 20 minutes. Marlow Fair has 90 stalls.
""",
    "bus.txt": """Getting to Marlow Fair

The fair bus to Marlow Fair leaves every 30 minutes. Marlow Fair has 120 stalls.
""",
}


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    for name, text in PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Chatbot(folder / "home", min_confidence=0.1) as chatbot:
        assert not chatbot.add(*(folder / name for name in PAPERS)).failed
        yield chatbot


def values(answer):
    return [[side.value for side in conflict.sides] for conflict in answer.conflicts]


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("What does a swim at Wexcombe Baths cost?", ["£5.10", "£4.20"]),
        ("How many lifeguards does Wexcombe Baths have?", ["11", "14"]),
        ("Who is the manager of Wexcombe Baths?", ["Tariq Boyle", "Orla Finch"]),
        ("How many stalls does Marlow Fair have?", ["90", "120"]),
        ("How often does the fair bus to Marlow Fair leave?", ["20", "30"]),
    ],
)
def test_documents_that_differ_are_both_quoted_newest_first(papers, question, sides):
    answer = papers.ask(question)
    (conflict,) = answer.conflicts
    assert [s.value for s in conflict.sides] == sides
    assert [s.citations[0] for s in answer.sentences] == [s.citation for s in conflict.sides]
    for side in conflict.sides:
        c = side.citation
        assert side.value in c.quote
        assert papers.text(c.document)[c.start : c.end] == c.quote
    dates = [s.citation.date for s in conflict.sides if s.citation.date]
    assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize(
    "question",
    [
        "What does a swim at Hollin Lido cost?",  # another place's price is no other price
        "How many lifeguards does Hollin Lido have?",
        "Who is the manager of Hollin Lido?",
        "How long is the big pool of Wexcombe Baths?",  # said alike
        "How many people visited Wexcombe Baths in 2023?",  # each year has its own figure
        "How many of the lifeguards at Wexcombe Baths are under 18?",  # some of them
        "How many tables does the café have?",
        "What was built at Wexcombe Baths?",
        "According to the leaflet, what does a swim at Wexcombe Baths cost?",
    ],
)
def test_no_difference_is_made_up(papers, question):
    answer = papers.ask(question)
    assert not answer.abstained
    assert not answer.conflicts


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What does a swim at Wexcombe Baths cost now?", "£5.10"),
        ("What did a swim at Wexcombe Baths cost in 2021?", "£4.20"),
        ("Who is the current manager of Wexcombe Baths?", "Tariq Boyle"),
    ],
)
def test_the_time_asked_about_settles_it(papers, question, value):
    answer = papers.ask(question)
    assert value in answer.sentences[0].text
    assert not answer.conflicts


def test_a_document_without_a_date_says_so_and_is_not_passed_over(papers):
    answer = papers.ask("How many stalls does Marlow Fair have now?")
    assert values(answer) == [["90", "120"]]
    assert str(answer.conflicts[0]) == (
        "The documents differ on stalls of Marlow Fair: 90 (Getting to Marlow Fair, 2022, 1 June "
        "2022) against 120 (Getting to Marlow Fair, undated)."
    )
    assert "has no date" in answer.as_of


def test_every_form_of_the_answer_names_the_conflict_with_both_citations(papers, capsys):
    answer = papers.ask("What does a swim at Wexcombe Baths cost?")
    first, second = (s.citation.number for s in answer.conflicts[0].sides)
    markdown = answer.to_markdown()
    line = next(line for line in markdown.splitlines() if line.startswith("The documents differ"))
    assert f"(Wexcombe Baths, report to the town council, 30 September 2024)[^{first}]" in line
    assert f"against £4.20 (Wexcombe Baths, leaflet, 4 May 2021).[^{second}]" in line
    assert answer.to_dict()["conflicts"][0]["sides"][1]["value"] == "£4.20"
    assert "The documents differ" in answer.to_html()
    assert len(answer.to_docx()) > 1000
    show_answer(answer, Out())
    assert f"4 May 2021). [{second}]" in " ".join(capsys.readouterr().out.split())


def test_a_model_that_gives_one_side_is_given_the_other(tmp_path, papers):
    said = ScriptedLLM(name="scripted", say=lambda _: "A swim costs £5.10 [1].")
    with Chatbot(papers.settings.home, model=said, min_confidence=0.1) as chatbot:
        events = list(chatbot.stream("What does a swim at Wexcombe Baths cost?"))
    (answer,) = (e.answer for e in events if isinstance(e, AnswerDone))
    assert values(answer) == [["£5.10", "£4.20"]]
    cited = {c for sentence in answer.sentences for c in sentence.citations}
    assert {side.citation for side in answer.conflicts[0].sides} <= cited


def test_an_abstention_has_no_conflicts(papers):
    answer = papers.ask("What is the capital of Mongolia?")
    assert answer.abstained
    assert not answer.conflicts
