"""Metrics of summaries and of comparisons: worked out by hand, and the laws that hold for all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx
from rows import said

from eval.cases.changes import Changes, Pair
from eval.cases.keyfacts import KeyFact, KeyFacts
from eval.metrics import COMPARISON_METRICS, SUMMARY_METRICS, metric_of, value
from eval.metrics.comparisons import found, made_up
from eval.observed.comparison import Beside, Compared, ComparisonRow, Reported
from eval.observed.summary import Summarised, SummaryRow
from eval.runs.lead import lead
from eval.statistics import estimate, ratio
from index.types import Sentence

BRIDGE = KeyFacts(
    "bridge.md",
    (
        KeyFact("It is 84 metres long.", (("84 metres",),), 3),
        KeyFact("It cost £2.4 million.", (("£2.4 million",), ("cost", "paid")), 2),
        KeyFact("Crane opened it.", (("Crane",), ("opened",)), 1),
    ),
)
SENTENCES = [
    "The bridge is 84 metres long.",
    "It cost £2,400,000.",
    "Ada Crane opened it in May.",
    "Two piers carry it.",
    "Nobody knows who drew it.",
]


def summary(*sentences, words=20, system="made", case=BRIDGE, **fields):
    spoken = tuple(said(s, s, status="quoted") if isinstance(s, str) else s for s in sentences)
    return SummaryRow(system, case, words, Summarised(spoken, **fields))


def measured(name, *rows):
    return value(metric_of(SUMMARY_METRICS, name), rows)


def test_key_facts_are_kept_where_one_sentence_states_them():
    row = summary("The bridge is eighty-four metres long.", "It cost £2,400,000.", "Crane smiled.")
    assert measured("key_fact_recall", row) == 2 / 3
    assert measured("weighted_recall", row) == 5 / 6
    apart = summary("Crane spoke.", "The mayor opened it.")
    assert measured("key_fact_recall", apart) == 0


def test_documents_count_alike_however_many_facts_they_have():
    other = KeyFacts("b.md", (KeyFact("One.", (("oak",),), 1),))
    rows = (summary(*SENTENCES[:1]), summary("An oak.", case=other))
    assert measured("key_fact_recall", *rows) == approx((1 / 3 + 1) / 2)


def test_a_sentence_is_unsupported_without_a_citation_that_resolves_or_by_its_verdict():
    row = summary(
        said("A.", "A.", status="quoted"),
        said("B.", status="supported"),  # none of its citations resolves
        said("C.", "C.", status="unsupported"),
        said("D.", "D.", status="partly"),
    )
    assert measured("unsupported", row) == 2 / 4
    assert measured("unsupported", summary()) is None


def test_redundancy_is_what_another_sentence_repeats():
    assert measured("redundancy", summary("Two oak piers.", "Eleven elm gates.")) == 0
    assert measured("redundancy", summary("Two oak piers.", "The piers: two, of oak.")) == 1
    half = summary("Oak piers.", "Oak gates.")
    assert measured("redundancy", half) == 1 / 2
    assert measured("redundancy", summary("Oak piers.")) == 0


def test_length_error_is_a_share_of_what_was_asked():
    assert measured("length_error", summary("One two three four.", words=4)) == 0
    assert measured("length_error", summary("One two three.", words=4)) == 1 / 4
    assert measured("length_error", summary("One two three four five six.", words=4)) == 1 / 2


def test_coverage_is_of_the_systems_that_give_it():
    row = summary("A.", sections=4, read=3, rests_on=1)
    assert (measured("sections_read", row), measured("sections_cited", row)) == (3 / 4, 1 / 4)
    assert measured("sections_read", summary("A.")) is None


def test_a_failure_keeps_nothing_and_is_no_shorter_than_nothing():
    row = summary(error="no model", seconds=3.0)
    assert measured("key_fact_recall", row) == measured("weighted_recall", row) == 0
    assert measured("length_error", row) == 1
    assert measured("end_p50", row) is None


@settings(deadline=None)  # matching reads dates and figures: the first time takes longer
@given(st.lists(st.sampled_from(SENTENCES), unique=True), st.sampled_from(SENTENCES))
def test_another_sentence_never_loses_a_fact_and_order_makes_no_difference(chosen, more):
    for name in ("key_fact_recall", "weighted_recall"):
        assert measured(name, summary(*chosen, more)) >= measured(name, summary(*chosen))
        assert measured(name, summary(*reversed(chosen))) == measured(name, summary(*chosen))
    assert measured("redundancy", summary(*chosen, more)) == approx(
        measured("redundancy", summary(more, *reversed(chosen)))
    )


@settings(deadline=None)  # matching reads dates and figures: the first time takes longer
@given(st.lists(st.sampled_from(SENTENCES), max_size=8), st.integers(1, 60))
def test_shares_are_shares(chosen, words):
    row = summary(*chosen, words=words)
    for metric in SUMMARY_METRICS:
        got = value(metric, [row])
        if got is not None:
            assert got >= 0
            assert metric.name == "length_error" or metric.unit != "share" or got <= 1


@settings(deadline=None)  # matching reads dates and figures: the first time takes longer
@given(st.lists(st.integers(1, 30), max_size=20), st.integers(1, 200))
def test_the_lead_is_the_first_sentences_and_none_nearer_to_the_length(lengths, words):
    sentences = [Sentence(i, i + 1, " ".join(["w"] * n)) for i, n in enumerate(lengths)]
    chosen = lead(sentences, words)
    assert chosen == sentences[: len(chosen)]
    totals = [sum(lengths[:count]) for count in range(len(lengths) + 1)]
    assert abs(totals[len(chosen)] - words) == min(abs(total - words) for total in totals)


def test_a_ratio_is_of_the_documents_of_both_and_sure_where_all_agree():
    cases = [KeyFacts(f"{i}.md", BRIDGE.facts) for i in range(6)]
    once = [summary(SENTENCES[0], case=case) for case in cases]
    twice = [summary(*SENTENCES[:2], case=case, system="other") for case in cases[:5]]
    recall = metric_of(SUMMARY_METRICS, "key_fact_recall")
    found = ratio(recall, once, twice)
    assert (found.value, found.low, found.high, found.count) == (2, 2, 2, 5)
    assert ratio(recall, [summary(case=case) for case in cases], twice) is None
    assert estimate(recall, once).value == approx(1 / 3)


# Comparisons

POLICY = Changes(
    old="a.md",
    new="b.md",
    changes=(
        Pair("time to claim", ("60 days",), ("90 days",)),
        Pair("rate", ("45p",), ("52p",)),
        Pair("manager", ("Ann Bell",), ("Bo Carr", "Mr Carr")),
        Pair("version", ("3",), ("4",), minor=True),
    ),
    same=(Pair("limit", ("4,000 miles",), ("4,000 miles",)),),
    traps=(
        Pair("a payment is no claim", ("14 days",), ("90 days",)),
        Pair("other things", ("45p",), ("£52",)),
    ),
)
CLAIM = ("Claims are made within 60 days.", "Claim within 90 days.")
RATE = ("We pay 45p a mile, up to 4,000 miles.", "A mile is 52p, to 4,000 miles.")
PAID = ("It is paid in 14 days.", "Claim within 90 days.")


def beside(sides, *changes, status="changed"):
    old, new = (said(text, text, status="quoted") if text else None for text in sides)
    return Beside(status, old, new, tuple(Reported("", *change) for change in changes))


def compared(*claims, **fields):
    return ComparisonRow("made", POLICY, Compared(claims, **fields))


def told(name, *rows):
    return value(metric_of(COMPARISON_METRICS, name), rows)


def test_a_change_is_found_by_its_values_with_or_without_their_unit():
    row = compared(beside(CLAIM, ("60", "90")), beside(RATE, ("45p", "52p")))
    assert told("changes_found", row) == 2 / 3
    assert told("changes_aligned", row) == 2 / 3
    assert told("false_changes", row) == 0
    assert [pair.what for pair in found(row)] == ["time to claim", "rate"]


@pytest.mark.parametrize("old", ["60", "60 days", "about sixty", "within 60 days"])
def test_a_value_may_be_reported_in_other_words(old):
    assert told("changes_found", compared(beside(CLAIM, (old, "90")))) == 1 / 3


@pytest.mark.parametrize("old", ["", "days", "6", "60 to 70 days", "£60", "claims"])
def test_another_value_is_no_change_that_is_known(old):
    row = compared(beside(CLAIM, (old, "90")))
    assert (told("changes_found", row), told("false_changes", row)) == (0, 1)


def test_the_bare_values_of_another_sentence_are_no_change():
    elsewhere = ("It has 60 pages.", "It has 90 pages.")
    row = compared(beside(elsewhere, ("60", "90")))
    assert told("changes_found", row) == 0
    assert told("false_changes", row) == 1
    assert [change.old for change in made_up(row)] == ["60"]


def test_old_and_new_are_not_to_be_swapped():
    row = compared(beside(tuple(reversed(RATE)), ("52p", "45p")))
    assert (told("changes_found", row), told("false_changes", row)) == (0, 1)


def test_minor_changes_are_neither_missed_nor_false():
    version = ("This is version 3.", "This is version 4.")
    row = compared(beside(version, ("3", "4")), beside(RATE, ("45p", "52p")))
    assert told("changes_found", row) == 1 / 3
    assert told("false_changes", row) == 0


def test_a_trap_is_a_false_change():
    row = compared(beside(PAID, ("14 days", "90 days")))
    assert told("trapped", row) == 1 / 2
    assert told("false_changes", row) == 1
    assert told("trapped", compared(beside(PAID, status="same"))) == 0


def test_a_change_that_nobody_names_is_aligned_and_false():
    row = compared(beside(CLAIM))
    assert told("changes_aligned", row) == 1 / 3
    assert told("changes_found", row) == 0
    assert told("false_changes", row) == 1


def test_what_is_the_same_stands_side_by_side_and_is_no_change():
    assert told("same_found", compared(beside(RATE, ("45p", "52p")))) == 1
    assert told("same_found", compared(beside(RATE, ("4,000 miles", "4,000 miles")))) == 0
    alone = (beside((RATE[0], None), status="only_old"), beside((None, RATE[1]), status="only_new"))
    assert told("same_found", compared(*alone)) == 0


def test_each_side_needs_a_citation():
    bare = Beside("same", said("A."), said("A.", "A."))
    assert told("uncited_sides", compared(bare, beside((None, "B."), status="only_new"))) == 1 / 3


def test_a_failed_comparison_finds_nothing_and_makes_nothing_up():
    row = compared(error="no document")
    assert (told("changes_found", row), told("trapped", row)) == (0, 0)
    assert told("false_changes", row) is None


@settings(deadline=None)  # matching reads dates and figures: the first time takes longer
@given(
    st.lists(st.sampled_from([CLAIM, RATE, PAID, tuple(reversed(RATE))]), max_size=5),
    st.permutations([("60", "90"), ("45p", "52p"), ("14 days", "90 days"), ("52p", "45p")]),
)
def test_more_claims_find_no_less_and_shares_are_shares(sides, values):
    claims = [beside(s, v) for s, v in zip(sides, values, strict=False)]
    for name in ("changes_found", "changes_aligned", "trapped"):
        assert told(name, compared(*claims)) >= told(name, compared(*claims[:-1]))
    for metric in COMPARISON_METRICS:
        got = value(metric, [compared(*claims)])
        assert got is None or metric.unit != "share" or 0 <= got <= 1
