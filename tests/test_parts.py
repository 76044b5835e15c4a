"""Questions of several parts: how they are taken apart, and what an answer to them holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import ScriptedLLM

from chatbot import Chatbot
from chatbot.parts import split
from chatbot.parts.sources import asked_of_each

SEVERAL = {
    # clauses, and what their pronouns stand for
    "What did the audit cost, and who ran it?": [
        "What did the audit cost?", "Who ran the audit?"],
    "What did the audit cost and who ran it": ["What did the audit cost?", "Who ran the audit?"],
    "What did the audit cost? Who ran it?": ["What did the audit cost?", "Who ran the audit?"],
    "What did the audit cost? And who ran it?": [
        "What did the audit cost?", "Who ran the audit?"],
    "Who ran the audit, and what did it cost?": [
        "Who ran the audit?", "What did the audit cost?"],
    "Who succeeded Ann Pell at the mill, and who succeeded Tom Rudd at Ferncliffe?": [
        "Who succeeded Ann Pell at the mill?", "Who succeeded Tom Rudd at Ferncliffe?"],
    "What was suspected at first, and what did the chemists find?": [
        "What was suspected at first?", "What did the chemists find?"],
    "When was the footbridge over the Wend closed and why was it closed?": [
        "When was the footbridge over the Wend closed?",
        "Why was the footbridge over the Wend closed?"],
    "When did the council close the bridge, and who repaired it?": [
        "When did the council close the bridge?", "Who repaired the bridge?"],
    "When did the council buy the ferry, and how much did it pay?": [
        "When did the council buy the ferry?", "How much did the council pay?"],
    "How old was Agnes Rowe, and where did she live?": [
        "How old was Agnes Rowe?", "Where did Agnes Rowe live?"],
    "When was Agnes Rowe appointed and what is her salary?": [
        "When was Agnes Rowe appointed?", "What is Agnes Rowe’s salary?"],
    "Who chairs the trust, and when was she elected?": [
        "Who chairs the trust?", "When was the person who chairs the trust elected?"],
    "Which boat won the race, and who built it?": [
        "Which boat won the race?", "Who built the boat that won the race?"],
    "How many homes were flooded, and where were they?": [
        "How many homes were flooded?", "Where were the homes that were flooded?"],
    "How many visits did Port Sallow have in 2023, and who was harbour master then?": [
        "How many visits did Port Sallow have in 2023?", "Who was harbour master in 2023?"],
    "What is the fee, who pays it and when is it due?": [
        "What is the fee?", "Who pays the fee?", "When is the fee due?"],
    "What does the licence cost, how long is it valid and where can it be renewed?": [
        "What does the licence cost?", "How long is the licence valid?",
        "Where can the licence be renewed?"],
    "What did the survey find, and did it recommend anything?": [
        "What did the survey find?", "Did the survey recommend anything?"],
    "Tell me what the audit cost and who ran it.": [
        "What the audit cost?", "Who ran the audit?"],
    "Can you tell me when the museum opened and what it cost?": [
        "When the museum opened?", "What the museum cost?"],
    "How many people work at the mill, but how many live there?": [
        "How many people work at the mill?", "How many live at the mill?"],
    # what a later part leaves out
    "When and where was the meeting held?": [
        "When was the meeting held?", "Where was the meeting held?"],
    "When did the boiler of the Sandpiper burst, and how many were hurt?": [
        "When did the boiler of the Sandpiper burst?",
        "How many were hurt, as to the boiler of the Sandpiper?"],
    "How many homes were flooded in 1954 in Annet, and how many in 1998?": [
        "How many homes were flooded in 1954 in Annet?",
        "How many homes were flooded in 1998 in Annet?"],
    "How many staff were there in the plan of 2022, and how many in that of 2025?": [
        "How many staff were there in the plan of 2022?",
        "How many staff were there in the plan of 2025?"],
    "When was the bridge opened and by whom?": [
        "When was the bridge opened?", "By whom was the bridge opened?"],
    "Who resigned, and why?": ["Who resigned?", "Why: who resigned?"],
    "How many books and how many films were lent?": [
        "How many books were lent?", "How many films were lent?"],
    "How many men were hurt, and how many women?": [
        "How many men were hurt?", "How many women were hurt?"],
    "How much was spent on books in 2023, and how much on films?": [
        "How much was spent on books in 2023?", "How much was spent on films in 2023?"],
    "What is the fee for adults, and what for children?": [
        "What is the fee for adults?", "What is the fee for children?"],
    "How many visits were there in 2023, and in 2024?": [
        "How many visits were there in 2023?", "How many visits were there in 2024?"],
    "What did the museum earn in 2023, and what about 2024?": [
        "What did the museum earn in 2023?", "What did the museum earn in 2024?"],
    # one request about two things
    "How many visits were there in 2023 and in 2024?": [
        "How many visits were there in 2023?", "How many visits were there in 2024?"],
    "How many visits were there in 2022, 2023 and 2024?": [
        "How many visits were there in 2022?", "How many visits were there in 2023?",
        "How many visits were there in 2024?"],
    "What was the turnover in 2022 and 2023 at the mill?": [
        "What was the turnover in 2022 at the mill?", "What was the turnover in 2023 at the mill?"],
    "How much was spent on books and on films in 2023?": [
        "How much was spent on books in 2023?", "How much was spent on films in 2023?"],
    "What is the fee for adults and for children?": [
        "What is the fee for adults?", "What is the fee for children?"],
    "When did the museum and the library open?": [
        "When did the museum open?", "When did the library open?"],
    "How much did the crane and the winch cost?": [
        "How much did the crane cost?", "How much did the winch cost?"],
    "What were the cost and the date of the audit?": [
        "What was the cost of the audit?", "What was the date of the audit?"],
    "Who are the chair and the treasurer of the trust?": [
        "Who is the chair of the trust?", "Who is the treasurer of the trust?"],
    "For what grants are Elmbrook and Ferncliffe applying?": [
        "For what grants is Elmbrook applying?", "For what grants is Ferncliffe applying?"],
    "When did Tom Rudd and Ann Pell join the board?": [
        "When did Tom Rudd join the board?", "When did Ann Pell join the board?"],
    "How many homes were flooded in Dyers Row and Chapel Lane?": [
        "How many homes were flooded in Dyers Row?",
        "How many homes were flooded in Chapel Lane?"],
    # comparisons
    "Which is dearer, a berth in the marina or a monthly pass for the bus?": [
        "What is the price of a berth in the marina?",
        "What is the price of a monthly pass for the bus?"],
    "Are there more gulls in the harbour or in the park?": [
        "How many gulls: the harbour?", "How many gulls: the park?"],
    "Who were noisier, the gulls of the harbour or those of the park?": [
        "How noisy is the gulls of the harbour?", "How noisy is the gulls of the park?"],
    "For what are the mill at Annet and the dairy at Low Quay known?": [
        "For what is the mill at Annet known?", "For what is the dairy at Low Quay known?"],
    "Which was out of use longer, the crane or the winch?": [
        "How long: out of use, the crane?", "How long: out of use, the winch?"],
    "Which costs more, a day ticket or a season ticket?": [
        "What is the price of a day ticket?", "What is the price of a season ticket?"],
    "Is a day ticket cheaper than two single tickets?": [
        "What is the price of a day ticket?", "What is the price of two single tickets?"],
    "Which had more visits in 2024, the museum or the library?": [
        "How many visits in 2024: the museum?", "How many visits in 2024: the library?"],
    "Which of the Wend and the Tarn is longer?": ["How long is the Wend?", "How long is the Tarn?"],
    "Is the north pier longer than the south pier?": [
        "How long is the north pier?", "How long is the south pier?"],
    "Did the crane or the winch cost more?": [
        "What is the price of the crane?", "What is the price of the winch?"],
    "Does the mill employ more people than the dairy?": [
        "How many people: the mill?", "How many people: the dairy?"],
    "Which opened first, the museum or the library?": [
        "When: the museum opened?", "When: the library opened?"],
    "What is the difference in price between a day ticket and a season ticket?": [
        "What is the price of a day ticket?", "What is the price of a season ticket?"],
    "How much dearer is a season ticket than a day ticket?": [
        "What is the price of a season ticket?", "What is the price of a day ticket?"],
    "How does the price of the crane compare with that of the winch?": [
        "What is the price of the crane?", "What is the price of the winch?"],
}  # fmt: skip

WHOLE = """\
How much is spent on research and development?
What are the terms and conditions of the lease?
When did Simon and Garfunkel split up?
Who managed Simon and Garfunkel?
Who is the chair of A and B Ltd?
Who is the chair of Alder and Beech Ltd?
How much did sales grow between 2019 and 2021?
How many visits were there between 2019 and 2021?
How many men and women work at the mill?
When did Marks & Spencer open the shop?
When did Marks and Spencer open the shop?
How many people live there, more or less?
Is it more or less than a tenth?
Which three board members are leaving?
Which teams are excluded?
What are the opening hours on Monday, Tuesday and Sunday?
Who painted the black and white doors?
What did the Department for Culture, Media and Sport say?
Who decides what is bought and when it is sold?
What do surveys say about how people vote and what they think?
Did the board say who would pay and when?
Who was the man who ran the mill and who sold it?
What did the man, who was ill, say?
When the light failed, what did the crew do?
In what year did the mill close, and the dairy?
What is wrong in theory, but which in practice works well?
Which family owned the mill and were weavers?
What, along with coal and tin, is mined there?
What was X.25 and Frame relay used for?
Who is the chair and the treasurer of the trust?
In which two accidents did a lamp play a part, and what was wrong with each?
How much did the county, the firms on the quay and the district each pay?
Which countries lie in north, central or south America?
Are slates more or less costly than tiles?
What happened when the light failed and the crane fell?
What did the council do to repair and reopen the bridge?
Why did Ann Pell resign?
Was the bridge closed by the council or by the county?
Should bread or rice be bought?
How do I register and pay?
What is the population of Bosnia and Herzegovina?
Who are the members of the Highways and Bridges Committee?
When did the Harbour and Coast Trust and its staff meet?
How far is it from the mill to the sea and back?
What time is it?
What happened, and who saw it?
What do the trustees and the tenants disagree about?
How did Tom Rudd and Ann Pell meet?
How long did it take to drain and refill the dock?
Name the staff and volunteers who were thanked.
What did the council say about the crane and its costs?
and
And who?
Who and
, or ?""".splitlines()


@pytest.mark.parametrize("question", SEVERAL)
def test_the_parts_of_a_question(question):
    assert list(split(question)) == SEVERAL[question]


@pytest.mark.parametrize("question", WHOLE)
def test_what_only_looks_like_several_questions_stays_whole(question):
    assert split(question) == (question,)


@given(st.lists(st.sampled_from(" ".join([*SEVERAL, *WHOLE]).split()), max_size=14).map(" ".join))
def test_no_order_of_words_breaks_it(question):
    parts = split(question)
    assert 1 <= len(parts) <= 4
    assert parts == (question,) or all(part.endswith("?") and len(part) > 2 for part in parts)


@given(st.text(max_size=80))
def test_any_text_can_be_split(text):
    assert split(text)
    asked_of_each(text)


@pytest.mark.parametrize(
    ("question", "topic", "noun", "most"),
    [
        ("What do the two reports say about vacancies?", "What is said about vacancies?",
         "report", 2),
        ("What does each report say about vacancies?", "What is said about vacancies?",
         "report", 0),
        ("What do both documents say on the cost of repairs?",
         "What is said about the cost of repairs?", "document", 2),
        ("What do the reports say about vacancies?", "What is said about vacancies?", "report", 0),
        ("How do the two letters differ on rents?", "What is said about rents?", "letter", 2),
        ("According to both reports, how many homes were flooded?", "How many homes were flooded?",
         "report", 2),
        ("How many homes were flooded, according to each report?", "How many homes were flooded?",
         "report", 0),
        ("What cause does each report give?", "What cause?", "report", 0),
        ("What is said about rents in all three leaflets?", "What is said about rents?",
         "leaflet", 3),
        ("Do both reports mention rust?", "What is said about rust?", "report", 2),
    ],
)  # fmt: skip
def test_a_question_put_to_each_document(question, topic, noun, most):
    asked = asked_of_each(question)
    assert asked and (asked.question, asked.noun, asked.most) == (topic, noun, most)


@pytest.mark.parametrize(
    "question",
    ["How much did each report cost?", "Who wrote the two reports?", "What does the report say?",
     "Who reports to the board?", "When were both letters posted?", "What about each boat?", ""],
)  # fmt: skip
def test_a_question_about_documents_is_put_once(question):
    assert asked_of_each(question) is None


# --- answers


HARBOUR = """# Port Annet harbour report 2024

Date: 4 March 2024

## Berths

A berth in the marina costs £34 a night in summer. The marina has 212 berths, of which nine are
kept for visitors. Annual moorings are let by the harbour office.

## The dredger

An audit of the dredging contract was carried out by Fenwick & Lowe. The audit cost the harbour
£18,400. It found no fault with the contractor. The dredger Sandpiper was sold to a yard in Leith.

## Staff

The harbour had six vacancies at the end of the year, all of them among the boatmen. Agnes Rowe was
appointed harbour master in June 2019. Her predecessor, Tom Rudd, retired after thirty years.

## Visits

There were 4,310 visits by yachts in 2023. Bad weather kept people at home. In 2022 the yachts made
3,975 visits.
"""
FERRY = """# Annet ferry report 2024

Date: 9 May 2024

## Tickets

A monthly pass for the ferry costs £52 and can be bought on board. Children travel free of charge on
Sundays. Dogs are welcome on deck.

## Staff

The ferry company filled all but two of its vacancies, which are both for engineers. The crew were
given new coats in winter.

## The fire

Smoking was blamed at first for the fire in the engine room. The investigators found that a fuel
pipe had worked loose and sprayed oil over the exhaust. Three passengers were treated for smoke.
The fire was put out by the crew within ten minutes.
"""
LEAFLET = """# Walks around Annet

The cliff walk is nine miles long and takes half a day. The river walk is four miles long, and flat.
The old lighthouse opened as a museum in 1998. The town library opened in 1931 in a former school.
"""


@pytest.fixture
def annet(bot, write):
    """Two reports and a leaflet."""
    for name, text in {"harbour": HARBOUR, "ferry": FERRY, "walks": LEAFLET}.items():
        bot.add(write(f"{name}.md", text))
    return bot


ANSWERS = {
    "What did the audit cost, and who carried it out?": ["£18,400", "Fenwick & Lowe"],
    "Who carried out the audit and what did it cost?": ["Fenwick & Lowe", "£18,400"],
    "How many visits by yachts were there in 2022 and in 2023?": ["3,975", "4,310"],
    "Which is dearer, a berth in the marina for a night or a monthly pass for the ferry?": [
        "£34", "£52"],
    "What was blamed for the fire at first, and what did the investigators find?": [
        "Smoking was blamed", "fuel pipe"],
    "Who was appointed harbour master in 2019, and who retired?": ["Agnes Rowe", "Tom Rudd"],
    "Which walk is longer, the cliff walk or the river walk?": ["nine miles", "four miles"],
    "When did the old lighthouse and the town library open?": ["1998", "1931"],
    "What do the two reports say about vacancies?": ["six vacancies", "all but two"],
    "What does each report say about vacancies?": ["six vacancies", "all but two"],
    "How many berths does the marina have, and who bought the dredger?": ["212", "Leith"],
    "What does a monthly pass for the ferry cost, and where can it be bought?": ["on board"],
    "How many passengers were treated for smoke, and how many berths are kept for visitors?": [
        "Three", "nine"],
}  # fmt: skip


@pytest.mark.parametrize("question", ANSWERS)
def test_an_answer_covers_every_part_in_order(annet, question):
    answer = annet.ask(question)
    at = [answer.text.find(fact) for fact in ANSWERS[question]]
    assert -1 not in at, answer.text
    assert at == sorted(at) or "report" in question, answer.text
    assert len(answer.sentences) <= 4 and len({s.text for s in answer.sentences}) == len(
        answer.sentences
    )


def test_one_sentence_that_answers_all_parts_is_quoted_once(annet):
    answer = annet.ask("What does a monthly pass for the ferry cost, and where can it be bought?")
    assert [s.text for s in answer.sentences] == [
        "A monthly pass for the ferry costs £52 and can be bought on board."
    ]


def test_a_part_that_the_documents_do_not_answer_is_left_out(annet):
    answer = annet.ask("What did the audit cost, and what is the capital of Mongolia?")
    assert "£18,400" in answer.text
    assert not answer.abstained
    alone = annet.ask("What did the audit cost?")
    assert answer.confidence == pytest.approx(alone.confidence)


def test_when_no_part_is_answered_it_abstains(annet):
    answer = annet.ask("What is the capital of Mongolia, and who composed Fidelio?")
    assert answer.abstained and answer.related
    assert answer.confidence < annet.settings.min_confidence


def test_the_evidence_of_all_parts_is_numbered_in_turn(annet):
    parts = ("What did the audit cost?", "How long is the cliff walk?")
    events = list(annet.stream("What did the audit cost, and how long is the cliff walk?"))
    evidence = events[0].evidence
    assert [c.number for c in evidence] == list(range(1, len(evidence) + 1))
    assert len({c.quote for c in evidence}) == len(evidence) <= 12
    assert [c.quote for c in evidence[:2]] == [annet.ask(p).citations[0].quote for p in parts]


def test_each_document_answers_from_its_own_words(annet):
    answer = annet.ask("What do the two reports say about vacancies?")
    assert sorted({c.title for c in answer.citations}) == [
        "Annet ferry report 2024", "Port Annet harbour report 2024"
    ]  # fmt: skip


def test_a_question_of_one_part_is_searched_for_once(annet, monkeypatch):
    asked = []
    search = type(annet._searcher).sentences
    monkeypatch.setattr(
        type(annet._searcher),
        "sentences",
        lambda self, *given: asked.append(given[0]) or search(self, *given),
    )
    annet.ask("What did the audit cost?")
    assert asked == ["What did the audit cost?"]
    annet.ask("What did the audit cost, and who carried it out?")
    assert len(asked) == 4


def test_a_model_reads_the_evidence_of_every_part(tmp_path, write):
    llm = ScriptedLLM(name="scripted", say=lambda prompt: "The cliff walk is 90 miles long [2].")
    with Chatbot(tmp_path / "home", model=llm) as chatbot:
        chatbot.add(write("harbour.md", HARBOUR), write("walks.md", LEAFLET))
        question = "What did the audit cost, and how long is the cliff walk?"
        evidence, *_, done = chatbot.stream(question)
    assert "£18,400" in evidence.evidence[0].quote and "nine miles" in evidence.evidence[1].quote
    # What it wrote is withheld; the quotes of both parts stand in its place.
    cost, length = done.answer.sentences
    assert "£18,400" in cost.text and "nine miles" in length.text
    assert {cost.verdict.status, length.verdict.status} == {"quoted"}
    assert "90 miles" in cost.verdict.withheld
