"""Figures and dates are found by value, exactly where they stand, however they are typed."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chatbot.wording.dates import find_dates
from chatbot.wording.figures import find_figures, find_ordinals, read_numbers

# Pieces that figures and dates are made of, so that random texts are full of near misses.
PIECES = [
    "one", "two", "twenty", "five", "hundred", "thousand", "million", "a", "and", "half", "third",
    "quarters", "per cent", "%", "£", "$", "bn", "m", "k", "3", "12", "2024", "1,000", "1,00",
    "4.5", ".", ",", "-", "–", "−", "to", "in", "of", " ", " ", "\n", "May", "may", "Jan.", "st",
    "th", "s", "½", "am", "p.m.", "22:15", "/", "minus", "dozen", "twice", "B12", "٣", "²",
    "first", "second",
]  # fmt: skip
crowded = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
spaced = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)
ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen " \
       "sixteen seventeen eighteen nineteen".split()  # fmt: skip
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def figures(text):
    return [(figure.value, figure.unit) for figure in find_figures(text)]


@given(st.one_of(st.text(max_size=60), crowded, spaced))
@example("between one hundred and five hundred")
@example("30-40 per cent, £2-3bn")
def test_every_figure_and_date_is_an_exact_span_and_none_overlap(text):
    found = sorted([*find_figures(text), *find_dates(text)], key=lambda one: one.start)
    for one in (*found, *read_numbers(text), *find_ordinals(text)):
        assert text[one.start : one.end] == one.text != ""
    for one, following in pairwise(found):
        assert one.end <= following.start


def in_words(number: int) -> str:
    """A number below a trillion as English spells it."""
    for scale, name in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand")):
        if number >= scale:
            rest = f" {in_words(number % scale)}" if number % scale >= 100 else ""
            rest = rest or (f" and {in_words(number % scale)}" if number % scale else "")
            return f"{in_words(number // scale)} {name}{rest}"
    if number >= 100:
        rest = f" and {in_words(number % 100)}" if number % 100 else ""
        return f"{ONES[number // 100 - 1]} hundred{rest}"
    if number >= 20:
        return TENS[number // 10 - 2] + (f"-{ONES[number % 10 - 1]}" if number % 10 else "")
    return ONES[number - 1]


@given(st.integers(2, 10**12 - 1))
def test_a_number_in_words_is_the_number_in_figures(number):
    assert figures(f"They counted {in_words(number)} of them.") == [(Decimal(number), "")]
    (one,), (other,) = find_figures(f"{number:,}"), find_figures(in_words(number).capitalize())
    assert one.same(other) and other.same(one)


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_different_numbers_are_never_the_same(one, other):
    first, second = find_figures(f"£{one:,}")[0], find_figures(f"£{other:,}")[0]
    assert first.same(second) == (one == other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("£2.8bn", [("2800000000", "£")]),
        ("£2.8-billion plan", [("2800000000", "£")]),
        ("US$5m", [("5000000", "$")]),
        ("five pounds, EUR 12", [("5", "£"), ("12", "€")]),
        ("£64k and 64K", [("64000", "£"), ("64000", "")]),
        ("30pc, 4.5 percentage points, one per cent", [("30", "%"), ("4.5", "%"), ("1", "%")]),
        ("a hundred people, several hundred more", [("100", "")]),
        ("half a million", [("500000", "")]),
        ("two and a half million", [("2500000", "")]),
        ("one and a half days, 1½ days", [("1.5", ""), ("1.5", "")]),
        ("half a dozen, two dozen", [("6", ""), ("24", "")]),
        ("half of them, a quarter, three quarters", [("50", "%"), ("25", "%"), ("75", "%")]),
        ("one in four, 9 out of 10, one in every five", [("25", "%"), ("90", "%"), ("20", "%")]),
        ("the third quarter, a third party, the second half", []),
        ("doubled, trebled, twice", [("2", "×"), ("3", "×"), ("2", "×")]),
        ("-5 and −5 °C, minus five", [("-5", ""), ("-5", ""), ("-5", "")]),
        ("30-40 per cent", [("30", "%"), ("40", "%")]),
        ("between £2 and £3 billion", [("2000000000", "£"), ("3000000000", "£")]),
        ("£20-30", [("20", "£"), ("30", "£")]),
        ("£5 and 12 people", [("5", "£"), ("12", "")]),
        ("6-2", [("6", ""), ("2", "")]),
        ("10km, 5kg", [("10", ""), ("5", "")]),
        ("45m wide", [("45", "m")]),
        ("22:15, 5.30pm, 8 a.m.", [("1335", ":"), ("1050", ":"), ("480", ":")]),
        ("the 1990s", [("1990", "s")]),
        ("the 21st floor", [("21", "th")]),
        ("nineteen eighty-four", [("19", ""), ("84", "")]),
        ("forty-five hundred", [("4500", "")]),
        ("between two hundred and five hundred", [("200", ""), ("500", "")]),
        ("B12, Q3, one of them, no one", []),
        ("on 17 October 2024, in 2015, in May", []),
        ("5 people in 2019", [("5", "")]),
    ],
)  # fmt: skip
def test_what_a_figure_amounts_to(text, found):
    assert figures(text) == [(Decimal(value), unit) for value, unit in found]


@pytest.mark.parametrize(
    ("stated", "source", "same"),
    [
        ("164,000", "£164,000", True),  # a currency may be left out…
        ("£164,000", "164,000", False),  # …but not made up
        ("30%", "30", False),
        ("30", "30%", False),
        ("£45", "€45", False),
        ("£164,000", "£164,100", False),
        ("33 per cent", "a third", True),
        ("66.7%", "two thirds", True),
        ("66%", "two thirds", False),
        ("two thirds", "four in six", True),
        ("45 million", "45m", True),  # metres or millions: either may be meant
        ("45", "45m", True),
        ("£45", "£45m", False),
        ("15:30", "15.30", True),
        ("3:30 p.m.", "15:30", True),
        ("3:30 a.m.", "15:30", False),
        ("three times", "trebled", True),
        ("1990", "1990s", False),
    ],
)
def test_what_states_the_same(stated, source, same):
    (one,), (other,) = read_numbers(stated), read_numbers(source)
    assert one.same(other) is same


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("17 October 2024", [(2024, 10, 17)]),
        ("October 17th, 2024", [(2024, 10, 17)]),
        ("the 17th of October", [(None, 10, 17)]),
        ("2024-10-17", [(2024, 10, 17)]),
        ("17/10/2024", [(2024, 10, 17)]),
        ("12–14 May 2024", [(2024, 5, 12), (2024, 5, 14)]),
        ("12 and 14 May", [(None, 5, 12), (None, 5, 14)]),
        ("Sept. 5", [(None, 9, 5)]),
        ("in May, in March 2020", [(None, 5, None), (2020, 3, None)]),
        ("mid-2024, 2019-2024", [(2024, None, None), (2019, None, None), (2024, None, None)]),
        ("2024/25", [(2024, None, None)]),
        ("It may 5 times march 3 miles.", []),
        ("£2024, 2024.5, 2,024, 2024 per cent, RW-2024", []),
    ],
)
def test_which_day_a_date_is(text, found):
    assert [(date.year, date.month, date.day) for date in find_dates(text)] == found


def test_a_date_is_stated_by_a_fuller_one_only():
    full, month, other = (find_dates(t)[0] for t in ("5 May 2020", "May 2020", "5 May 2021"))
    assert month.same(full) and not full.same(month)
    assert not full.same(other) and not month.same(other)


def test_ordinals_are_neither_shares_nor_units_of_time():
    found = find_ordinals("The second of 19th-century, a third of them, 25 megabits a second")
    assert [(f.value, f.unit, f.text) for f in found] == [(2, "th", "second"), (19, "th", "19th")]


def test_a_very_long_number_costs_no_time():
    assert len(find_figures("9" * 2_000 + " " + "1," * 2_000 + "one in " * 1_000)) > 0


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("Cost (£): 86,000", [("86000", "£")]),
        ("Share (%): 12", [("12", "%")]),
        ("Gauge: Top; Per cent of days: 12.5; Height (m): 44", [("12.5", "%"), ("44", "")]),
        ("Pier: North; Cost (£m): 1.5; Losses, £000: 5; Divers: 3",
         [("1500000", "£"), ("0", "£"), ("5000", "£"), ("3", "")]),
        ("Spending, in millions of pounds; Heading: Total; Spent in 2024: 160.5",
         [("160500000", "£")]),
        ("Journeys, in thousands; Line: North; 2023: 4.5; 2024: 1950",
         [("4500", ""), ("1950000", "")]),
        ("Measure: Pay (£ million); 2023: 4.5", [("4500000", "£")]),
        ("Fares in pounds; Zone: 1; Single: 2.5; Number sold: 12; Weight (kg): 3; Off: 5%",
         [("1", ""), ("2.5", "£"), ("12", ""), ("3", ""), ("5", "%")]),
        ("Pay: Over £100,000; Officials: 430", [("100000", "£"), ("430", "")]),
        ("He said: 12 came in pounds; 5 left", [("12", ""), ("5", "")]),
    ],
)  # fmt: skip
def test_a_bare_figure_of_a_table_is_in_what_its_column_or_caption_says(row, found):
    assert figures(row) == [(Decimal(value), unit) for value, unit in found]


def test_a_sentence_may_leave_out_what_stands_over_a_column():
    (figure,) = find_figures("Spending, in millions of pounds; Heading: Total; 2024: 25.5")
    for stated, same in (("£25.5 million", True), ("25.5", True), ("£25.5", False), ("25%", False)):
        assert find_figures(stated)[0].same(figure) is same
