"""A text states a fact if it has the same whole words, whole numbers and dates in a row."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.cases.matching import contains


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Forty-five earned more.", "45"),
        ("45 earned more.", "forty-five"),
        ("There were forty five of them.", "45"),
        ("A staff of 6500.", "6,500"),
        ("A staff of six thousand five hundred.", "6,500"),
        ("Two hundred and fifty thousand people", "250,000"),
        ("costing the taxpayer £2.8 billion.", "£2.8bn"),
        ("costing the taxpayer £2.80bn", "£2.8 billion"),
        ("a grant of £1.24m", "£1,240,000"),
        ("about 30 per cent more", "30%"),
        ("about 30% more", "30 percent"),
        ("thirty per cent more", "30%"),
        ("a 30%–40% cut", "40 per cent"),
        ("a 30-40 per cent cut", "40%"),
        ("the Prime Minister’s £164,000.", "£164,000"),
        ("the Prime Minister’s £164,000.", "164,000"),
        ("the Prime Minister's pay", "Prime Minister"),
        ("the arms’ length bodies", "arms' length bodies"),
        ("the arm’s-length bodies", "arm's length bodies"),
        ("Mrs O’Dowd asked", "O'Dowd"),
        ("‘bonfire of bureaucrats’ is", "Bonfire of Bureaucrats"),
        ("8\u00a0pm on Thursdays", "8 pm"),
        ("open until 8pm", "8 pm"),
        ("on 1st April 2025", "1 April"),
        ("one in four people", "1 in 4"),
        ("fell to −5 °C", "-5"),
        ("fell to minus five degrees", "-5"),
        ("in 2015, 500 people", "500"),
        ("in 2015, 500 people", "2015"),
        ("It was 17 (of 20).", "17"),
        ("day-to-day running", "day to day"),
        ("The Straße and the STRASSE", "strasse and the straße"),
    ],
)
def test_states(text, fact):
    assert contains(text, fact)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("450 earned more.", "45"),
        ("145 earned more.", "45"),
        ("a cost of £45.5bn", "45"),
        ("a cost of £45bn", "45"),
        ("45.5 tonnes", "45"),
        ("forty-six of them", "45"),
        ("forty of the five", "45"),
        ("forty, five", "45"),
        ("the Prime Minister’s £164,000", "164"),
        ("the Prime Minister’s £164,000", "£164"),
        ("164,000 people", "£164,000"),
        ("30 people", "30%"),
        ("30 to 40 per cent", "30%"),
        ("a staff of 6,5000", "6,500"),
        ("a staff of 16,500", "6,500"),
        ("£2.8 million", "£2.8bn"),
        ("45m wide", "45,000,000"),
        ("fell to −5 °C", "5"),
        ("the 1990s", "1990"),
        ("21 April", "1 April"),
        ("a Labourer by trade", "Labour"),
        ("five Hunters", "Hunt"),
        ("Steve met Mr Barclay", "Steve Barclay"),
        ("seventeen", "seven"),
        ("", "45"),
        ("anything … at all", "…"),
    ],
)
def test_does_not_state(text, fact):
    assert not contains(text, fact)


@given(st.integers(0, 10**12))
def test_a_number_is_itself_however_it_is_typed_and_no_other(number):
    text = f"There were {number:,} of them."
    assert contains(text, str(number))
    assert not contains(text, f"{number}0" if number else "10")
    assert not contains(text, str(number + 1))
    assert not contains(text, f"-{number + 1}")


@given(st.lists(st.from_regex(r"[b-z]{2,6}", fullmatch=True), min_size=1), st.data())
def test_any_run_of_a_texts_words_is_in_it(words, data):
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert contains(" ".join(words), " ".join(words[start:end]))


DAY = [
    "1 April 2025",
    "April 1st, 2025",
    "2025-04-01",
    "1/4/2025",
    "01.04.2025",
    "1st of Apr. 2025",
]


@pytest.mark.parametrize("fact", [*DAY, "1 April", "April 1st", "April 2025", "April", "2025"])
@pytest.mark.parametrize("date", DAY)
def test_a_date_states_itself_and_its_parts_however_they_are_written(date, fact):
    assert contains(f"It opened on {date} at noon.", fact)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("from 12–14 May 2024", "12 May 2024"),
        ("from 12–14 May 2024", "14 May"),
        ("on 12 and 14 May", "12 May"),
        ("on Tuesday 1 April 2025", "Tuesday, April 1, 2025"),
        ("in April 2025", "april of 2025"),
        ("on 5 May", "May 5th"),
        ("in 2024/25", "2024"),
        ("in 2024/25", "2024–25"),
        ("from 20:00", "8 pm"),
        ("at 8.30pm", "20:30"),
        ("at half past, 8:30 p.m.", "8.30 pm"),
        ("at noon", "12 pm"),
        ("by midnight", "00:00"),
    ],
)
def test_states_a_date_or_time(text, fact):
    assert contains(text, fact)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("in April 2025", "1 April 2025"),
        ("on 1 April", "1 April 2025"),
        ("in 2025", "April 2025"),
        ("in April", "1 April"),
        ("on 21 April 2025", "1 April 2025"),
        ("on 11/4/2025", "1/4/2025"),
        ("on 1/4/2025", "4 January 2025"),
        ("on 1 April 2024", "1 April 2025"),
        ("on 1 April 2025", "1 2025"),
        ("on 12 May 2024", "12"),
        ("12 people in May", "12 May"),
        ("from 1 April to 3 May 2025", "April 2025"),
        ("in 2024", "2024/25"),
        ("at 8 pm", "8"),
        ("at 8 pm", "8 am"),
        ("at 20:00", "20"),
    ],
)
def test_does_not_state_a_date_or_time(text, fact):
    assert not contains(text, fact)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_date_is_itself_and_no_other(one, other):
    ways = [
        f"{one:%d %B %Y}",
        f"{one:%B} {one.day}, {one.year}",
        f"{one.day}/{one.month}/{one.year}",
    ]
    for text in ways:
        assert contains(f"Agreed on {text}.", one.isoformat())
        assert contains(f"Agreed on {text}.", other.isoformat()) == (one == other)
