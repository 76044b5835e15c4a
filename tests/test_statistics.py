"""Intervals that know what they don't know, and paired comparisons."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rows import abstained, answered, case, failed, unanswerable

from eval.metrics import METRICS, Metric, metric
from eval.statistics import compare, estimate, mcnemar
from eval.statistics.bootstrap import resampled

SCORE = metric("score")


def asked(number, right, of=None, **fields):
    """A row of a question of its own, or a turn of the conversation that began with `of`."""
    earlier = () if of is None else (f"Talk {of}?",)
    asks = case("45", question=f"Question {number}?", earlier=earlier)
    return answered(asks, "It is 45." if right else "It is 46.", **fields)


def talks(*outcomes):
    """Conversations, each a text of turns: "+" right, "-" wrong; numbered as they come."""
    return [
        asked(turn, outcome == "+", of=number)
        for number, turns in enumerate(outcomes)
        for turn, outcome in enumerate(turns)
    ]


def test_two_questions_say_next_to_nothing():
    rows = [asked(1, True), asked(2, False)]
    found = estimate(SCORE, rows)
    assert (found.value, found.low, found.high, found.count) == (0.5, 0, 1, 2)
    assert set(resampled(SCORE, rows, 0, 100)) == {0, 0.5, 1}


def test_an_interval_is_as_wide_as_theory_says():
    found = estimate(SCORE, [asked(i, i % 2) for i in range(400)])
    assert found.value == 0.5  # its standard error is sqrt(0.25 / 400) = 0.025
    assert found.low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.008)
    assert found.high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.008)


def test_turns_of_a_conversation_stand_and_fall_together():
    found = estimate(SCORE, talks(*["++++", "----"] * 50))
    assert found.count == 400
    assert found.low == pytest.approx(0.5 - 1.96 * 0.05, abs=0.015)  # as of 100 questions
    assert found.high == pytest.approx(0.5 + 1.96 * 0.05, abs=0.015)
    even = estimate(SCORE, talks(*["+-+-"] * 100))
    assert (even.low, even.high) == (0.5, 0.5)


def test_conversations_count_by_their_turns():
    rows = talks("+++", "-")
    assert estimate(SCORE, rows).value == 0.75
    assert set(resampled(SCORE, rows, 0, 100)) == {0, 0.75, 1}


def test_quantiles_are_resampled_too():
    rows = [asked(i, True, seconds=seconds) for i, seconds in enumerate([4.0, 1.0, 2.0])]
    drawn = resampled(metric("end_p95"), rows, 0, 500)
    # 1 1 1, 1 1 2, (1 2 2 and 2 2 2), 1 1 4, (1 2 4 and 2 2 4), the rest end in 4 4
    assert sorted({round(value, 6) for value in drawn}) == [1, 1.9, 2, 3.7, 3.8, 4]
    found = estimate(metric("end_p95"), rows)
    assert (round(found.value, 6), found.low, found.high) == (3.8, 1, 4)


def test_rounding_does_not_put_a_value_beside_its_interval():
    turns = [asked(i, True, of=1, seconds=seconds) for i, seconds in enumerate((0.1, 0.2, 0.3))]
    for order in permutations(turns):  # added up one by one, tenths make 0.6 or a little more
        mean = Metric("mean", "mean", "seconds", "lower", lambda row: (row.observed.seconds, 3.0))
        named = [replace(row, case=turns[i].case) for i, row in enumerate(order)]
        found = estimate(mean, named)
        assert found.low <= found.value <= found.high


def test_eight_of_eight_is_not_certainty():
    """Clopper and Pearson's bound for 8 of 8 is 0.025 to the power of an eighth."""
    all_right = estimate(SCORE, [asked(i, True) for i in range(8)])
    assert (all_right.value, all_right.high) == (1, 1)
    assert all_right.low == pytest.approx(0.6306, abs=1e-4)
    none_right = estimate(SCORE, [asked(i, False) for i in range(8)])
    assert (none_right.value, none_right.low) == (0, 0)
    assert none_right.high == pytest.approx(0.3694, abs=1e-4)
    one_talk = estimate(SCORE, [asked(i, True, of=1) for i in range(8)])
    assert one_talk.low == pytest.approx(0.025)  # its turns are one conversation


def test_resamples_without_a_say_are_left_out():
    rows = [asked(1, True), *(abstained(unanswerable(f"Who {i}?")) for i in range(3))]
    found = estimate(metric("right"), rows)
    assert (found.value, found.low, found.high, found.count) == (1, 0.025, 1, 1)
    timed = [asked(1, True, seconds=2.0), *(asked(i, True) for i in range(2, 5))]
    assert estimate(metric("end_p50"), timed).high == 2
    assert estimate(metric("right"), rows[1:]) is None
    assert estimate(SCORE, []) is None


def test_the_same_seed_draws_the_same_and_another_another():
    rows = [asked(i, i % 3, seconds=i * i / 7) for i in range(60)]
    for name in ("score", "end_p95"):
        first = estimate(metric(name), rows, seed=7)
        assert estimate(metric(name), rows, seed=7) == first
    drawn = [list(resampled(metric("end_p95"), rows, seed, 50)) for seed in (7, 7, 8)]
    assert drawn[0] == drawn[1] != drawn[2]


BEFORE = [asked(i, right) for i, right in enumerate([True, True, False, False, True])]
AFTER = [asked(i, right) for i, right in enumerate([True, False, True, True, True])]


def test_a_comparison_lists_what_was_gained_and_lost():
    found = compare(SCORE, [*BEFORE, asked(90, False)], [asked(98, True), asked(99, True), *AFTER])
    assert (found.a, found.b) == (3 / 5, 4 / 5)  # over the five cases that both have
    assert found.gained == ((BEFORE[2], AFTER[2]), (BEFORE[3], AFTER[3]))
    assert found.lost == ((BEFORE[1], AFTER[1]),)
    assert found.p == 1
    assert (found.only_a, found.only_b) == (1, 2)
    assert found.difference.value == pytest.approx(0.2)
    assert found.difference.low < 0 < found.difference.high
    assert found.difference.count == 5


def test_pairing_sees_what_two_intervals_do_not():
    before = [asked(i, i % 2) for i in range(100)]
    after = [asked(i, i % 2 or i < 20) for i in range(100)]
    found = compare(SCORE, before, after)
    assert found.difference.value == pytest.approx(0.1)
    assert found.difference.low > 0
    assert estimate(SCORE, before).high > estimate(SCORE, after).low  # apart, they overlap
    assert (len(found.gained), len(found.lost)) == (10, 0)
    assert found.p == 2 / 1024


def test_only_the_score_has_gains_and_a_p():
    found = compare(metric("right"), BEFORE, AFTER)
    assert found.difference.value == pytest.approx(0.2)
    assert (found.gained, found.lost, found.p) == ((), (), None)


def test_a_metric_that_one_side_does_not_have_has_no_difference():
    read = [asked(i, True, tokens_read=10) for i in range(3)]
    found = compare(metric("tokens_read"), read, BEFORE)
    assert (found.a, found.b, found.difference) == (10, None, None)
    nothing = compare(SCORE, BEFORE[:1], AFTER[1:])
    assert (nothing.a, nothing.b, nothing.difference, nothing.p) == (None, None, None, 1)
    assert (nothing.only_a, nothing.only_b) == (1, 4)


@pytest.mark.parametrize(
    ("gained", "lost", "p"),
    [(0, 0, 1), (1, 0, 1), (3, 3, 1), (5, 0, 0.0625), (6, 1, 0.125), (1, 8, 20 / 512)],
)
def test_mcnemar_is_exact(gained, lost, p):
    assert mcnemar(gained, lost) == p
    assert mcnemar(lost, gained) == p


def test_mcnemar_of_many_changes():
    assert mcnemar(6000, 6000) == 1
    assert mcnemar(3000, 9000) == 0  # to the last digit that there is
    assert mcnemar(480, 520) == pytest.approx(0.2174, abs=1e-3)


@st.composite
def runs(draw):
    rows = []
    for number in range(draw(st.integers(1, 12))):
        of = draw(st.none() | st.integers(0, 2))
        seconds = draw(st.floats(0.01, 99))
        row = asked(number, draw(st.booleans()), of=of, seconds=seconds)
        rows.append(draw(st.sampled_from([row, abstained(row.case), failed(row.case)])))
    return rows


@given(runs(), st.randoms())
def test_an_interval_holds_the_value_in_whatever_order_rows_come(rows, random):
    for m in METRICS:
        found = estimate(m, rows, resamples=50)
        if found is not None:
            assert found.low <= found.value <= found.high
            assert 0 < found.count <= len(rows)
        assert estimate(m, random.sample(rows, len(rows)), resamples=50) == found


@given(runs())
def test_a_run_is_no_better_than_itself(rows):
    for m in METRICS:
        found = compare(m, rows, rows, resamples=50)
        assert (found.gained, found.lost, found.only_a, found.only_b) == ((), (), 0, 0)
        if found.difference is not None:
            difference = found.difference
            assert (difference.value, difference.low, difference.high) == (0, 0, 0)
    assert compare(SCORE, rows, rows, resamples=50).p == 1
