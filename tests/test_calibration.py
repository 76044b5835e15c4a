"""Confidence against what happened, and what each threshold would do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rows import abstained, answered, case, failed, unanswerable

from chatbot.strictness import STRICTNESS
from eval.metrics import metric, value
from eval.statistics.calibration import (
    Bin,
    Point,
    expected_calibration_error,
    reliability,
    set_point,
    trade_off,
)
from eval.statistics.selective import point_at, precision_at
from eval.statistics.strictness import choices

RIGHT, WRONG = "It has 45.", "It has 450."
STAFF, CAPITAL = case("45"), unanswerable()


def near(number):
    return pytest.approx(number, abs=1e-9)


SURE = [
    answered(STAFF, RIGHT, confidence=0.95),
    answered(STAFF, RIGHT, confidence=1.0),
    answered(STAFF, WRONG, confidence=0.9),
    answered(CAPITAL, WRONG, confidence=0.55),
    abstained(STAFF, otherwise=RIGHT, confidence=0.15),  # it would have been right
    abstained(CAPITAL, otherwise=RIGHT, confidence=0.05),  # the documents don't say
]
SILENT = [
    abstained(STAFF, confidence=0.2),  # what would it have said?
    answered(STAFF, RIGHT),  # how sure was it?
    failed(STAFF, confidence=0.9),
]


def test_reliability_in_ten_bins():
    assert reliability([*SURE, *SILENT]) == (
        Bin(0.0, 0.1, near(0.05), 0, 1),
        Bin(0.1, 0.2, near(0.15), 1, 1),
        Bin(0.5, 0.6, near(0.55), 0, 1),
        Bin(0.9, 1.0, near(0.95), near(2 / 3), 3),
    )
    assert reliability(SILENT) == ()


def test_the_calibration_error_weighs_bins_by_their_rows():
    # (0.05 + 0.85 + 0.55 + 3 * (0.95 - 2/3)) / 6
    assert expected_calibration_error([*SURE, *SILENT]) == near(2.3 / 6)
    # two bins: (2 * |0.1 - 0.5| + 4 * |0.85 - 0.5|) / 6
    assert expected_calibration_error(SURE, bins=2) == near(2.2 / 6)
    assert expected_calibration_error(SILENT) is None


ASKED = [
    answered(STAFF, RIGHT, confidence=0.9),
    answered(STAFF, WRONG, confidence=0.6),
    abstained(STAFF, otherwise=RIGHT, confidence=0.3),
    answered(CAPITAL, WRONG, confidence=0.7),
    abstained(CAPITAL, otherwise=WRONG, confidence=0.2),
]
CURVE = (
    Point(0.0, 2 / 3, 0),
    Point(0.2, 2 / 3, 0),
    Point(0.3, 2 / 3, 1 / 2),
    Point(0.6, 1 / 3, 1 / 2),
    Point(0.7, 1 / 3, 1 / 2),
    Point(0.9, 1 / 3, 1),
    Point(1.0, 0, 1),
)


def test_a_threshold_trades_answers_for_abstentions():
    assert trade_off(ASKED) == CURVE
    assert set_point(ASKED) == CURVE[3]


def test_what_a_threshold_would_do_is_a_point_of_the_curve():
    assert [point_at(ASKED, point.threshold) for point in CURVE] == list(CURVE)
    assert point_at(ASKED, 0.5) == Point(0.5, 1 / 3, 1 / 2)
    assert point_at(SILENT[:2], 0.5) is None


def test_precision_is_of_the_answers_given():
    assert [precision_at(ASKED, at) for at in (0.0, 0.3, 0.6, 0.7, 0.9)] == [
        2 / 5, 2 / 4, 1 / 3, 1 / 2, 1
    ]  # fmt: skip
    assert precision_at(ASKED, 1.0) is None  # no answer would be given
    assert precision_at([*ASKED, abstained(STAFF, confidence=0.4)], 0.3) is None
    # Neither a failure nor an abstention in spite of confidence is an answer.
    silent = [failed(STAFF, confidence=0.95), abstained(STAFF, confidence=0.8)]
    assert precision_at([*ASKED, *silent], 0.7) == 1 / 2


def test_the_words_are_chosen_on_the_curve():
    for choice in choices(ASKED):
        assert choice.threshold == STRICTNESS[choice.word]
        point = point_at(ASKED, choice.threshold)
        assert (choice.recall, choice.abstained) == (point.right, point.abstained)
        assert choice.precision == precision_at(ASKED, choice.threshold)
    assert choices(SILENT[:2]) == ()


def test_what_nobody_knows_is_left_out_of_the_curve():
    unknown = abstained(STAFF, confidence=0.3)
    assert trade_off([*ASKED[:2], unknown, *ASKED[3:]]) == CURVE[3:]
    # Whatever it would have said of what the documents don't say, it would have been wrong.
    assert trade_off([*ASKED[:4], abstained(CAPITAL, confidence=0.2)]) == CURVE
    assert trade_off(SILENT[:2]) == ()
    assert set_point(SILENT[:2]) is None


def test_an_abstention_in_spite_of_confidence_stays_one():
    stubborn = abstained(STAFF, confidence=0.8)
    assert trade_off([*ASKED, stubborn])[0] == Point(0.0, 2 / 4, 0)
    assert set_point([*ASKED, stubborn]) == Point(0.6, 1 / 4, 1 / 2)


def test_correcting_a_premise_is_as_good_as_abstaining():
    resigned = unanswerable("Why did Bell resign?", "dismissed")
    rows = [
        answered(resigned, "Bell was dismissed.", confidence=0.7),
        answered(STAFF, RIGHT, confidence=0.7),
    ]
    assert trade_off(rows) == (Point(0.0, 1, 1), Point(0.7, 1, 1), Point(1.0, 0, 1))
    unknown = abstained(resigned, confidence=0.4)
    assert trade_off([*rows, unknown]) == (Point(0.7, 1, 1), Point(1.0, 0, 1))


def test_a_forbidden_fact_is_no_right_answer_at_any_threshold():
    wary = case("45", forbid=("450",))
    rows = [answered(wary, "Of 450, 45.", confidence=0.5)]
    assert {point.right for point in trade_off(rows)} == {0}


def test_a_failure_is_never_right():
    rows = [*ASKED, failed(CAPITAL, confidence=0.1)]
    assert trade_off(rows)[-1] == Point(1.0, 0, 2 / 3)


def test_one_kind_of_question_is_half_a_curve():
    assert trade_off(ASKED[:1]) == (Point(0.0, 1, None), Point(0.9, 1, None), Point(1.0, 0, None))


@st.composite
def rows(draw):
    of = draw(st.sampled_from([STAFF, CAPITAL, unanswerable("Why?", "45")]))
    text, confidence = draw(st.sampled_from([RIGHT, WRONG])), draw(st.floats(0, 1))
    if draw(st.booleans()):
        return answered(of, text, confidence=confidence)
    return abstained(of, otherwise=draw(st.sampled_from([text, ""])), confidence=confidence)


@given(st.lists(rows(), max_size=12))
def test_the_set_point_is_what_the_tables_say(rows):
    point = set_point(rows)
    if point is not None:
        assert point.right == value(metric("right"), rows)
        assert point.abstained == value(metric("abstention_recall"), rows)
        assert point in trade_off(rows)


@given(st.lists(rows(), max_size=12))
def test_a_curve_stays_in_its_frame(rows):
    points = trade_off(rows)
    assert list(points) == sorted(points, key=lambda point: point.threshold)
    assert all(0 <= (share or 0) <= 1 for p in points for share in (p.right, p.abstained))
    assert sum(b.count for b in reliability(rows)) <= len(rows)
    assert 0 <= (expected_calibration_error(rows) or 0) <= 1


def test_a_curve_of_many_rows_is_thinned_but_keeps_its_ends_and_the_set_point():
    rows = [answered(STAFF, RIGHT, confidence=i / 1000) for i in range(100, 1000)]
    points = trade_off(rows)
    assert len(points) <= 203
    assert (points[0].threshold, points[-1].threshold) == (0, 1)
    assert set_point(rows) in points
