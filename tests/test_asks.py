"""What a question asks for, whether a sentence offers it, and what sentences name and quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.asks import answer_type, new_dates, new_figures, new_names, offers
from chatbot.wording.mentions import content_stems, find_names, find_quotes, name_words


@pytest.mark.parametrize(
    ("kind", "questions"),
    [
        ("count", ["How many staff are there?", "How long will it take?", "how deep is the basin",
                   "For how long was it shut?", "how soon must one reply"]),
        ("amount", ["How much diesel was spilled?", "By how much do fees rise?",
                    "What is the population of Graz?", "What is the age limit?",
                    "At what age may one retire?", "Give the number of visitors", "by how much did "
                    "the rent rise", "number of homes flooded", "What is the unemployment rate?"]),
        ("money", ["How much does a crane cost?", "What's the fee?", "Whats the cost of it?",
                   "What is the Prime Minister's salary?", "What do visiting yachts pay?",
                   "How much money was spent?", "Give the cost of the bridge",
                   "What fee is charged?",
                   "Tell me the price of a ticket", "cost of the crane", "What fine did he get?",
                   "What was paid for the land?", "How expensive is it?", "What is the rent?"]),
        ("share", ["What percentage of staff worked remotely?", "How many per cent of them left?",
                   "What proportion earn more?", "percentage of pupils who passed",
                   "Give the percentage of buses on time", "In what proportion of cases?"]),
        ("date", ["When does work begin?", "In which year was it set up?", "Since when?",
                  "At what time do core hours begin?", "The bridge was opened when?",
                  "On which day does it begin?", "date of the visit",
                  "What is the date of the meeting?", "Name the year in which it was built",
                  "What is the deadline for bids?", "What was her date of birth?"]),
        ("person", ["Who leads the review?", "Whose duty was it?", "Which minister resigned?",
                    "Tell me who won.", "To whom was it sold?", "Name the manager of the baths",
                    "What is the name of the manager?", "What is the captain's name?",
                    "which engineer resigned"]),
        ("place", ["Where did it run aground?", "In which country was he born?",
                   "In which village is the school?", "What is the location of the depot?"]),
        ("reason", ["Why did the crane fail?", "For what reason did it fail?",
                    "How come it failed?", "What is the cause of the leak?", "What caused it?",
                    "On what grounds was it refused?", "Give the reason for the delay"]),
        ("open", ["What happened when the light failed?", "What do people say who work there?",
                  "What happened to the budget?", "Is it true that when he left he was ill?",
                  "What is said about the budget?", "How does one apply?", "",
                  "What does the budget cover?", "What is the pay dispute about?",
                  "What did the audit find about the cost?", "What should members do?",
                  "What is the name of the ship?", "What was the response to the price rise?",
                  "What are the plans this year?", "Tell me about the budget"]),
    ],
)  # fmt: skip
def test_what_a_question_asks_for(kind, questions):
    assert {question: answer_type(question) for question in questions} == dict.fromkeys(
        questions, kind
    )


@pytest.mark.parametrize(
    ("question", "sentence", "offered"),
    [
        ("How many staff are there?", "It has 6,500 staff.", True),
        ("How many staff are there?", "It has forty-five staff.", True),
        ("How many people live there?", "Some 45m people live there.", True),
        ("How many staff are there?", "It costs £6,500.", False),
        ("How many staff are there?", "The meeting began at 18:30.", False),
        ("How many staff are there?", "It was built on the 19th of May 2020 in the 1990s.", False),
        ("How many earn more than £100,000?", "They earn over £100,000.", False),
        ("How many earn more than 100,000?", "Those over £100,000 are 430.", True),
        ("How much does it cost?", "It costs €12.", True),
        ("How much does it cost?", "It weighs 12 kg.", False),
        ("What share would the grant meet?", "It would meet four fifths.", True),
        ("What share would the grant meet?", "It would meet 80 of them.", False),
        ("When was it in 2024?", "It was in 2024.", False),
        ("When was it in 2024?", "It was on 5 May 2024.", True),
        ("When is it?", "Every Tuesday.", True),
        ("Who is Jim?", "Sir Jim Mackey is interim chief executive.", False),
        ("Who is chief executive?", "Sir Jim Mackey is interim chief executive.", True),
        ("Why did it fail?", "It failed because of rust.", True),
        ("Why did it fail?", "It failed.", False),
        ("What is it?", "Anything.", True),
        ("What did wages cost?", "Table 5. Spending, in £m; Heading: Wages; 2024: 5.4", True),
        ("What share live there?", "District: Riverside; Bathers: 33; Share (%): 31", True),
        ("What share live there?", "District: Riverside; Bathers: 33; Boats: 31", False),
        (
            "How many live there?",
            "Table 5. Who lives where; District: Moor; Bathers: n/a; By: 5%",
            True,
        ),
        ("How many live there?", "Table 5. Fares of 2024; District: Moor; Cost (£): 12", False),
    ],
)
def test_whether_a_sentence_offers_what_is_asked_for(question, sentence, offered):
    assert offers(answer_type(question), question, sentence) is offered


def test_what_the_question_states_is_no_answer():
    question = "Of the 430, how many met Ms Hewitt in May 2022?"
    sentence = "On 3 May 2022 Ms Hewitt and Steve Barclay met 45 of the 430."
    assert [f.text for f in new_figures("count", question, sentence)] == ["45"]
    assert [d.text for d in new_dates(question, sentence)] == ["3 May 2022"]
    assert new_names(question, sentence) == ["Steve Barclay"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mr. D. Yelland was uneasy.", ["D. Yelland"]),
        ("Sir Jim Mackey and Dr. Osei met Capt. R. J. Penhaligon.",
         ["Jim Mackey", "Osei", "R. J. Penhaligon"]),
        ("NHS England’s Board met the President of the Board of Trade.",
         ["NHS England", "Board", "Board of Trade"]),
        ("Étienne Dupré saw the UK's A&E target.", ["Étienne Dupré", "UK", "A&E"]),
        ("“We are here,” said Agnes Rowe.", ["Agnes Rowe"]),
        ("However, I think I’m here. Three in five came on Friday in May.", []),
        ("Lakeside plc paid Brandt & Co. for form RW-4.", ["Lakeside", "Brandt & Co", "RW-4"]),
        ("The Bank of England lent it to Ludwig van Beethoven.",
         ["Bank of England", "Ludwig van Beethoven"]),
    ],
)  # fmt: skip
def test_the_names_in_a_sentence(text, names):
    assert find_names(text) == names


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("a “skill and focus” that", ["skill and focus"]),
        ("the ‘bonfire of bureaucrats’, he said", ["bonfire of bureaucrats"]),
        ("he said ‘don’t do it’ and left", ["don’t do it"]),
        ("it's the board's 'skill and focus' that's", ["skill and focus"]),
        ("the boards’ plan and the members’ view", []),
        ('"Quite so," he said. "Indeed!"', ["Quite so", "Indeed!"]),
        ("«guillemets here» and “unclosed", ["guillemets here"]),
    ],
)
def test_the_words_a_sentence_quotes(text, quotes):
    assert find_quotes(text) == quotes


def test_words_of_a_name_that_must_be_found_again():
    assert name_words("Tidewater Marine Ltd") == ["tidewater", "marine"]
    assert name_words("R. J. Penhaligon’s") == ["penhaligon"]
    assert name_words("Form RW-5") == ["form", "rw", "5"]


def test_tense_and_number_do_not_change_a_stem():
    assert content_stems("Sales fell; they sold fewer boats") == content_stems(
        "sale falls, sells few boat"
    )[:2] + content_stems("sell fewer boat")


@given(st.text(max_size=80))
def test_any_text_can_be_read(text):
    kind = answer_type(text)
    assert offers(kind, text, text) in (True, False)
    assert all(name.strip() == name for name in find_names(text))
    assert all(quote in text for quote in find_quotes(text))
