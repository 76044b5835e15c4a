"""Every metric, on examples worked out by hand, and the laws that hold for all rows."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rows import abstained, answered, case, cited, failed, found, said, unanswerable

from eval.cases.case import Case
from eval.metrics import METRICS, metric, value
from eval.observed import Cited, Observed, Retrieved, Row, Said

STAFF = case("45", question="How many people work there?")
BRIDGE = case("84 metres", "6.5 metres", question="How long and how wide is the bridge?")
OPENING = case("1 April", question="When?", cite=[("a.pdf", 2)])
CAPITAL = unanswerable("What is the capital of France?")
RESIGNED = unanswerable("Why did Bell resign?", "dismissed")


def measured(name, *rows):
    return value(metric(name), rows)


def near(number):
    return pytest.approx(number, abs=1e-4)


MIXED = (
    answered(STAFF, "It has 45."),  # right
    answered(BRIDGE, "It is 84 metres long."),  # lacks the width
    abstained(OPENING),  # the documents say
    abstained(CAPITAL),  # right
    answered(RESIGNED, "Bell resigned over pay."),  # wrong
    answered(RESIGNED, "Bell was dismissed."),  # corrected: right
    failed(CAPITAL),  # wrong
    failed(STAFF),  # wrong
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("score", 3 / 8),
        ("right", 1 / 4),
        ("right_and_cited", 1 / 4),
        ("first_sentence", 1 / 4),
        ("answered", 2 / 4),
        ("wrong", 4 / 8),  # the bridge, one resignation, two failures
        ("abstention_precision", 1 / 2),
        ("abstention_recall", 2 / 4),
        ("wrong_on_unanswerable", 2 / 4),
    ],
)
def test_a_mixed_run(name, expected):
    assert measured(name, *MIXED) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (abstained, {"score": 0.5, "right": 0, "wrong": 0, "answered": 0, "abstention_recall": 1,
                     "abstention_precision": 0.5, "wrong_on_unanswerable": 0, "f1": 0,
                     "exact_match": 0, "citation_precision": None, "words_to_check": None}),
        (lambda of: answered(of, "It has 45 of them."),
                    {"score": 0.5, "right": 1, "wrong": 0.5, "answered": 1, "abstention_recall": 0,
                     "abstention_precision": None, "wrong_on_unanswerable": 1}),
        (failed, {"score": 0, "right": 0, "wrong": 1, "answered": 0, "abstention_recall": 0,
                  "abstention_precision": None, "wrong_on_unanswerable": 1, "exact_match": 0,
                  "f1": 0, "right_and_cited": 0, "first_sentence": 0, "recall_5": None,
                  "ndcg_10": None, "end_p50": None, "citation_recall": None}),
    ],
    ids=["abstains on everything", "answers everything", "always fails"],
)  # fmt: skip
def test_one_way_with_every_question(row, expected):
    rows = [row(STAFF), row(CAPITAL)]
    assert {name: measured(name, *rows) for name in expected} == expected


def test_45_is_not_in_450():
    inside = answered(STAFF, "It has 450 people.")
    assert measured("right", inside) == 0
    assert measured("citation_precision", inside) == 0
    assert measured("citation_recall", inside) is None  # nothing expected was stated
    assert measured("f1", answered(STAFF, "450")) == 0


def test_a_negated_fact_is_caught_by_forbidding_it():
    text = "The bridge is not open to cyclists."
    assert measured("right", answered(case("open to cyclists"), text)) == 1
    assert measured("right", answered(case("open to cyclists", forbid=("not open",)), text)) == 0


def test_the_right_fact_with_the_wrong_citation():
    row = answered(STAFF, said("It has 45 people.", "The office opened in 1990."))
    assert measured("right", row) == 1
    assert measured("right_and_cited", row) == 0
    assert measured("citation_precision", row) == 0
    assert measured("citation_recall", row) == 0


@pytest.mark.parametrize("place", [("b.pdf", 2), ("a.pdf", 3), ("a.pdf", None)])
def test_the_right_fact_from_the_wrong_document_or_page(place):
    quote = "It opens on 1 April."
    wrong = answered(OPENING, said(quote, cited(quote, *place)))
    right = answered(OPENING, said(quote, cited(quote, "a.pdf", 2)))
    for name in ("right_and_cited", "citation_precision", "citation_recall"):
        assert measured(name, wrong) == 0
        assert measured(name, right) == 1


def test_citing_the_right_page_does_not_make_up_for_a_fact_cited_from_another():
    row = answered(
        OPENING, said("On 1 April.", cited("1 April", "b.pdf", 1), cited("nothing", "a.pdf", 2))
    )
    assert measured("right", row) == 1
    assert measured("right_and_cited", row) == 0


def test_every_source_that_must_be_cited_is():
    two = case("84 metres", cite=[("a.md",), ("b.md",)])
    row = answered(two, "It is 84 metres long.")
    assert measured("right", row) == 1
    assert measured("right_and_cited", row) == 0


def test_a_failure_is_neither_an_abstention_nor_right_whatever_else_is_said_of_it():
    row = Row("made", CAPITAL, Observed("", abstained=True, error="no model"), judged=True)
    assert measured("abstention_precision", row) is None
    for name in ("score", "abstention_recall", "judged"):
        assert measured(name, row) == 0
    assert measured("wrong", row) == 1


def test_shuffled_citations_lower_recall_but_not_precision():
    long, wide = "It is 84 metres long.", "It is 6.5 metres wide."
    straight = answered(BRIDGE, said(long, long), said(wide, wide))
    shuffled = answered(BRIDGE, said(long, wide), said(wide, long))
    assert [measured(name, straight) for name in CITED] == [1, 1, 1]
    assert [measured(name, shuffled) for name in CITED] == [1, 1, 0]


CITED = ("right_and_cited", "citation_precision", "citation_recall")


def test_citations_are_counted_once_each_over_all_answers():
    long, wide = "It is 84 metres long.", "It is 6.5 metres wide."
    one = answered(BRIDGE, said(long, long, "Painted green."), said(wide, long))  # 1 of 2; 1 of 2
    two = answered(STAFF, said("It has 45.", "a staff of 45"))  # 1 of 1; 1 of 1
    assert measured("citation_precision", one, two) == 2 / 3
    assert measured("citation_recall", one, two) == 2 / 3
    assert measured("right_and_cited", one, two) == 1 / 2


def test_a_fact_cited_by_any_sentence_that_states_it_is_cited():
    row = answered(STAFF, said("It has 45."), said("Yes, 45.", "a staff of 45"), said("So.", "45"))
    assert measured("citation_recall", row) == 1
    bare = answered(STAFF, said("It has 45."), said("So.", "a staff of 45"))
    assert measured("citation_recall", bare) == 0
    assert measured("citation_precision", bare) == 1


def test_an_answer_without_citations_has_a_recall_but_no_precision():
    row = answered(STAFF, said("It has 45."))
    assert measured("citation_precision", row) is None
    assert measured("citation_recall", row) == 0


def test_all_facts_in_the_first_sentence():
    both = answered(BRIDGE, "It is 84 metres long and 6.5 metres wide.")
    late = answered(BRIDGE, "It is 84 metres long.", "It is 6.5 metres wide.")
    assert measured("first_sentence", both, late, abstained(CAPITAL)) == 1 / 2


@pytest.mark.parametrize(
    ("short", "exact", "overlap"),
    [
        ("The Broad Street!", 1, 1),  # articles, case and punctuation do not count
        ("on Broad Street", 0, 0.8),  # precision 2/3, recall 1
        ("Broad", 0, 2 / 3),  # precision 1, recall 1/2
        ("number 9, Broad Street, Leeds", 0, 4 / 7),  # precision 2/5, recall 1
        ("Street Broad Broad", 0, 0.8),  # a word counts as often as the fact has it
        ("High Road", 0, 0),
        ("the old mill", 1, 1),  # the other wording
        ("", 0, 0),
    ],
)
def test_short_answers_as_squad_counts_them(short, exact, overlap):
    row = answered(case(["Broad Street", "Old Mill"]), "It is somewhere.", short=short)
    assert measured("exact_match", row) == exact
    assert measured("f1", row) == near(overlap)


def test_short_answers_are_measured_only_where_one_fact_is_asked_for():
    whole = answered(case("Broad Street"), "In Broad Street.")  # no short answer: 2/3 and 1
    others = (answered(BRIDGE, "84 metres"), abstained(CAPITAL))
    assert measured("f1", whole, *others) == near(0.8)
    assert measured("f1", *others) is None
    article = case("A")  # nothing of this fact is left: still, saying nothing is not stating it
    assert measured("exact_match", abstained(article), failed(article)) == 0


PASSAGES = found(BRIDGE, (), (0,), (0,), (), (0, 1), (1,))


@pytest.mark.parametrize(
    ("row", "one", "five", "ndcg"),
    [
        (found(BRIDGE, (0, 1)), 1, 1, 1),
        (found(BRIDGE, (0,), (1,)), 0.5, 1, 0.8155),  # (1 + 1/log2(3)) / 2
        (found(BRIDGE, (0,), (0,), (0,)), 0.5, 0.5, 0.5),  # a fact counts once
        (PASSAGES, 0, 1, 0.5089),  # (1/log2(3) + 1/log2(6)) / 2
        (found(BRIDGE, *[()] * 5, (0, 1)), 0, 0, 0.3562),  # 2/log2(7) / 2
        (found(BRIDGE, *[()] * 10, (0, 1)), 0, 0, 0),  # the eleventh
        (found(BRIDGE), 0, 0, 0),
    ],
)
def test_retrieval(row, one, five, ndcg):
    assert measured("recall_1", row) == one
    assert measured("recall_5", row) == five
    assert measured("ndcg_10", row) == near(ndcg)


def test_each_question_counts_once_in_retrieval_however_many_facts_it_asks_for():
    rows = [found(BRIDGE, (0,)), found(STAFF, (0,)), found(CAPITAL)]
    assert measured("recall_1", *rows) == 0.75
    assert measured("recall_1", failed(STAFF)) is None
    late = failed(STAFF, passages=found(STAFF, (0,)).observed.passages)
    assert measured("recall_1", late) == 1  # the model failed, search did not


def test_sentences_that_a_model_wrote():
    row = answered(
        STAFF,
        said("One.", status="supported"),
        said("Two.", status="supported"),
        said("Three.", status="partly"),
        said("In place of the one withheld.", status="quoted"),
        withheld=1,
    )
    quoted = answered(STAFF, said("It has 45.", status="quoted"))
    assert measured("verified", row, quoted) == 2 / 4
    assert measured("withheld", row, quoted) == 1 / 4
    assert measured("verified", quoted, answered(STAFF, said("45."))) is None


def test_times_are_quantiles_of_what_is_known():
    rows = [
        answered(STAFF, "45", seconds_to_evidence=t, seconds_to_words=2 * t, seconds=3 * t)
        for t in (4.0, 1.0, 2.0, 3.0, 5.0)
    ]
    others = [failed(STAFF, seconds=60.0), answered(STAFF, "45")]  # failed; gives no times
    assert measured("evidence_p50", *rows, *others) == 3.0
    assert measured("words_p50", *rows, *others) == 6.0
    assert measured("end_p50", *rows, *others) == 9.0
    assert measured("evidence_p95", *rows, *others) == near(4.8)
    assert measured("words_p95", *rows, *others) == near(9.6)
    assert measured("end_p95", *rows, *others) == near(14.4)
    assert measured("end_p50", *others) is None


def test_tokens_are_counted_where_a_model_was_asked():
    asked = answered(STAFF, "45", tokens_read=900, tokens_written=30)
    silent = answered(STAFF, "45", tokens_read=300)
    assert measured("tokens_read", asked, silent, abstained(STAFF)) == 600
    assert measured("tokens_written", asked, silent, abstained(STAFF)) == 15


def test_words_to_check_are_those_of_the_distinct_quotes():
    twice = (cited("a staff of 45", start=0), cited("a staff of 45", start=90))
    row = answered(STAFF, said("It has 45.", *twice), said("Yes.", "forty-five in all"))
    assert measured("words_to_check", row) == 4 + 3
    rows = (row, answered(STAFF, "45"), answered(STAFF, said("45")), abstained(STAFF))
    assert measured("words_to_check", *rows) == (7 + 1) / 2


def test_what_a_judge_said_stands_beside_the_rest():
    said_so = answered(STAFF, "Dozens.")
    rows = [
        Row("made", r.case, r.observed, judged=j) for r, j in [(said_so, True), (said_so, False)]
    ]
    assert measured("judged", *rows, said_so) == 1 / 2
    assert measured("judged", said_so) is None


def test_each_metric_says_what_it_means_and_has_a_name_of_its_own():
    assert len({m.name for m in METRICS}) == len({m.label for m in METRICS}) == len(METRICS)
    for m in METRICS:
        assert metric(m.name) is m
        assert m.meaning.endswith(".")
        assert len(m.meaning) < 100
    with pytest.raises(KeyError):
        metric("goodness")


@pytest.mark.parametrize("m", METRICS, ids=lambda m: m.name)
def test_nothing_measured_is_none(m):
    assert value(m, []) is None


TEXTS = st.sampled_from(["It has 45.", "It has 450.", "It is 84 metres.", "a", "the", "Of 45, 84."])
CASES = st.sampled_from([STAFF, BRIDGE, OPENING, CAPITAL, RESIGNED, case("a"), case(["45", "84"])])
CITATIONS = st.builds(Cited, st.sampled_from(["a.pdf", "b.md"]), st.sampled_from([None, 2]),
                      st.just(0), st.just(9), TEXTS)  # fmt: skip
SENTENCES = st.builds(Said, TEXTS, st.lists(CITATIONS, max_size=2).map(tuple),
                      st.sampled_from(["quoted", "supported", "partly", ""]))  # fmt: skip


@st.composite
def rows(draw):
    of: Case = draw(CASES)
    held = st.sets(st.integers(0, max(0, len(of.expect) - 1))).map(tuple)
    passages = st.lists(
        st.builds(Retrieved, st.just("a"), st.just(0), st.just(1), held), max_size=9
    )
    sentences = tuple(draw(st.lists(SENTENCES, max_size=3)))
    observed = Observed(
        " ".join(sentence.text for sentence in sentences),
        sentences,
        short=draw(st.none() | TEXTS),
        abstained=draw(st.booleans()),
        passages=tuple(draw(passages)),
        withheld=draw(st.integers(0, 2)),
        seconds=draw(st.floats(0, 100)),
        error=draw(st.sampled_from(["", "", "no model"])),
    )
    return Row("made", of, observed, draw(st.none() | st.booleans()))


@given(st.lists(rows(), max_size=8))
def test_shares_lie_between_none_and_all(rows):
    for m in METRICS:
        found = value(m, rows)
        if m.unit == "share" and found is not None:
            assert 0 <= found <= 1 + 1e-9, m.name


def test_sums_are_exact_whatever_their_order():
    one = [found(BRIDGE, *[()] * (i % 7), (0,), *[()] * (i % 5), (1,)) for i in range(30)]
    assert measured("ndcg_10", *one) == measured("ndcg_10", *reversed(one))


@given(st.lists(rows(), max_size=8), st.randoms())
def test_the_order_of_rows_changes_nothing(rows, random):
    shuffled = random.sample(rows, len(rows))
    for m in METRICS:
        assert value(m, rows) == value(m, shuffled), m.name


@given(rows())
def test_what_must_hold_for_every_row(row):
    def of(name, missing):
        found = value(metric(name), [row])
        return missing if found is None else found

    assert of("exact_match", 0) <= of("f1", 0)
    assert of("right_and_cited", 0) <= of("right", 0) <= of("score", 0)
    assert of("recall_1", 0) <= of("recall_5", 0)
    assert of("recall_1", 0) <= of("ndcg_10", 0) + 1e-9
    assert isclose(of("score", 0) + of("wrong", 0), 1) or row.observed.abstained
    assert of("abstention_recall", 0.5) + of("wrong_on_unanswerable", 0.5) == 1


@given(TEXTS, TEXTS)
def test_f1_is_the_same_both_ways(one, other):
    there = answered(case(other), one)
    back = answered(case(one), other)
    assert measured("f1", there) == measured("f1", back)
    assert measured("f1", answered(case(one), one)) == 1
