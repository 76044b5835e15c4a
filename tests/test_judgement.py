"""Right or wrong is decided by the facts an answer states, and what it cites."""

import pytest
from rows import abstained, answered, case, cited, failed, said, unanswerable

from eval.judging.judgement import judge


def judged(row):
    return judge(row.case, row.observed)


CASE = case("430", ["a quarter", "25%"], forbid=("6,500",), cite=[("a.md",)])


def test_an_answer_with_every_fact_is_right():
    judgement = judged(
        answered(CASE, "It has 430 of them.", "One quarter (25 per cent) earn more.")
    )
    assert judgement.correct
    assert judgement.reason == ""


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (answered(CASE, "It has 4,300 of them, a quarter rich."), "lacks '430'"),
        (answered(CASE, "It has 430 of them."), "lacks 'a quarter' or '25%'"),
        (answered(CASE, "Of 430, a quarter; of 6500, none."), "says '6,500'"),
        (abstained(CASE), "abstained, though the documents say"),
        (failed(CASE), "failed: no model"),
        (failed(unanswerable()), "failed: no model"),
        (answered(unanswerable(), "Paris."), "answered, though the documents don't say"),
    ],
)
def test_a_wrong_answer_is_told_what_is_wrong(row, reason):
    judgement = judged(row)
    assert not judgement.right
    assert not judgement.correct
    assert judgement.reason == reason


@pytest.mark.parametrize("text", ["", "Paris."])
def test_abstaining_is_right_where_the_documents_do_not_say(text):
    assert judged(abstained(unanswerable(), otherwise=text)).correct


def test_what_an_abstention_would_have_said_does_not_count():
    assert not judged(abstained(case("430"), otherwise="It has 430 of them.")).right


def test_a_corrected_premise_is_as_right_as_abstaining():
    why = unanswerable("Why did Bell resign?", "dismissed", "in March")
    assert judged(abstained(why)).correct
    assert judged(answered(why, "Bell was dismissed in March.")).correct
    assert judged(answered(why, "Bell was dismissed.")).wrongly_answered
    assert judged(answered(why, "Bell resigned over pay.")).wrongly_answered


def test_a_negated_fact_is_stated_and_only_forbidding_it_helps():
    text = "The bridge is not open to cyclists."
    assert judged(answered(case("open to cyclists"), text)).right
    wary = case("open to cyclists", forbid=("not open",))
    assert judged(answered(wary, text)).forbidden == ("not open",)
    assert judged(answered(wary, "It is open to cyclists.")).right


def test_the_right_words_must_be_cited_from_the_right_place():
    of = case("430", cite=[("a.pdf", 12), ("b.md",)])
    both = (cited("430", "a.pdf", 12), cited("people", "b.md"))
    assert judged(answered(of, said("It has 430.", *both))).correct
    page = judged(answered(of, said("It has 430.", cited("430", "a.pdf", 13), both[1])))
    assert page.right
    assert not page.correct
    assert page.reason == "does not cite a.pdf, page 12"
    assert judged(answered(of, said("It has 430.", both[0]))).reason == "does not cite b.md"
