"""Written sentences against what they cite: faithful ones pass, altered ones are caught."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.types import Citation, Verdict
from chatbot.verify import Cited, verify
from chatbot.wording.dates import find_dates
from chatbot.wording.figures import find_figures
from chatbot.wording.mentions import find_names
from eval.verification import PAIRS, cosine, own_pairs, rates
from index.sentences import sentence_spans

ROOT = Path(__file__).resolve().parents[1]
# Shares kept and caught. The last file is held out, and harder: models make inferences.
FLOORS = [(PAIRS[0], 0.95, 0.96), (PAIRS[1], 0.93, 0.90), (PAIRS[2], 0.70, 0.80)]


@pytest.fixture(scope="module")
def similarity():
    return cosine()


@pytest.fixture(scope="module")
def check(similarity):
    """Verdict on a sentence that cites a quote, with the text before it."""

    def _check(sentence: str, *quotes: str, context: str = "", **how):
        cited = [Cited(citation(quote, **how), f"{context} {quote}") for quote in quotes]
        return verify(sentence, cited, similarity)

    return _check


def citation(quote: str, *, title: str = "A note", date: dt.date | None = None) -> Citation:
    return Citation(1, "d0", title, "/n.md", date, None, "", 0, len(quote), quote)


def bundled_sentences() -> list[str]:
    """The sentences of the example documents in plain text."""
    files = sorted((ROOT / "eval" / "documents").glob("*.[mt]*"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").split("\n")]
    found = [line[start:end] for line in lines for start, end in sentence_spans(line)]
    return [sentence for sentence in found if len(sentence) > 25]


# --- rates


@pytest.mark.parametrize(("path", "kept", "caught"), FLOORS, ids=lambda value: str(value)[-22:])
def test_faithful_paraphrases_are_kept_and_altered_ones_caught(similarity, path, kept, caught):
    pairs = own_pairs(path, similarity)
    right = rates(pairs)
    wrong = "\n".join(f"{p.kind}: {p.sentence} {p.verdict}" for p in pairs if not p.right)
    assert right["faithful"][0] / right["faithful"][1] >= kept, wrong
    assert right["altered"][0] / right["altered"][1] >= caught, wrong
    assert right["altered"][1] >= 120
    assert all(p.verdict.reason for p in pairs if p.verdict.status == "unsupported")


def test_what_a_reader_acts_on_is_caught_almost_always(similarity):
    right = rates(own_pairs(PAIRS[0], similarity))
    for kind in ("figure", "date", "quote", "negation"):
        assert right[kind][0] / right[kind][1] >= 0.98, kind


@pytest.mark.parametrize(
    ("find", "instead"),
    [(find_figures, "77.7"), (find_figures, "£3,333"), (find_dates, "3 February 1999")],
)
def test_every_figure_and_date_of_the_examples_is_guarded(check, find, instead):
    altered = [
        (sentence, sentence[: one.start] + instead + sentence[one.end :], one.text)
        for sentence in bundled_sentences()
        for one in find(sentence)
    ]
    assert len(altered) > 20
    passed = [new for old, new, _ in altered if check(new, old).status != "unsupported"]
    assert not passed


def test_every_name_of_the_examples_is_guarded(check):
    altered = [
        (sentence, sentence.replace(name, "Olga Brandvik"))
        for sentence in bundled_sentences()
        for name in find_names(sentence)
    ]
    assert len(altered) > 100
    for old, new in altered:
        verdict = check(new, old)
        assert verdict.status == "unsupported" and "Olga Brandvik" in verdict.reason, new


def test_the_documents_own_words_are_always_quoted(check):
    for sentence in bundled_sentences():
        assert check(sentence, sentence).status == "quoted"
        spaced = f"{sentence.replace(' ', '  ')} ".replace("“", '"').replace("”", '"')
        assert check(spaced, sentence).status == "quoted", sentence


def test_hardly_any_sentence_stands_on_another(check):
    sentences = bundled_sentences()
    verdicts = [check(one, other) for one, other in pairwise(sentences)]
    stand = [v for v in verdicts if v.status in ("supported", "quoted")]
    assert len(stand) / len(verdicts) <= 0.02


# --- reasons name the culprit

STAFF = "NHS England pays 430 officials more than £100,000 a year."


@pytest.mark.parametrize(
    ("sentence", "culprit"),
    [
        ("NHS England has 15,000 officials.", "‘15,000’ is not in the cited sentence"),
        ("It paid 430 officials that much in 2019.", "‘2019’ is not in the cited sentence"),
        ("Penny Dash pays 430 officials.", "‘Penny Dash’ is not in the cited sentence"),
        ("It pays 430 officials “far too much”.", "“far too much” is not what the cited"),
        ("NHS England does not pay 430 officials more than £100,000.", "it denies what"),
        ("NHS England pays 430 officials less than £100,000.", "‘£100,000’ is on the other side"),
        ("NHS England pays 430 officials under £100,000 a year.", "other side"),
        ("The weather was fine all summer long.", "is in the cited sentence"),
    ],
)
def test_the_reason_names_what_is_wrong(check, sentence, culprit):
    verdict = check(sentence, STAFF)
    assert verdict.status == "unsupported"
    assert culprit in verdict.reason


def test_a_sentence_that_cites_nothing_is_unsupported(check):
    assert check("Anything.").status == "unsupported"


def test_a_sentence_without_a_word_of_meaning_is_not_supported(check):
    for sentence in ("Yes.", "It does.", "They say so.", "The documents don't say."):
        assert check(sentence, "The company does not pay for heating.").status == "unsupported"


@pytest.mark.parametrize(
    ("sentence", "quote", "reason"),
    [
        (
            "The road shut on Monday.",
            "The road shut on Tuesday.",
            "‘Monday’ is not in the cited sentence, which says ‘Tuesday’",
        ),
        (
            "The crane costs £120,000.",
            "The crane costs £210,000.",
            "‘£120,000’ is not in the cited sentence, which says ‘£210,000’",
        ),
        (
            "It opens on 4 May 2025.",
            "It opens on 5 June 2025.",
            "‘4 May 2025’ is not in the cited sentence, which says ‘5 June 2025’",
        ),
        (
            "The drain under Church Lane broke.",
            "The drain under Mill Lane broke.",
            "‘Church Lane’ is not in the cited sentence, which says ‘Mill Lane’",
        ),
        (
            "They pay £30 a month.",
            "They pay £30 a year.",
            "‘£30 a month’ is not in the cited sentence, which says ‘a year’",
        ),
        # Which of two it stands for cannot be known.
        ("He paid £7.", "He paid £5 of £6.", "‘£7’ is not in the cited sentence"),
    ],
)
def test_the_reason_says_what_is_there_instead(check, sentence, quote, reason):
    assert check(sentence, quote) == Verdict("unsupported", reason)


# --- one event told in two ways


@pytest.mark.parametrize(
    ("sentence", "quote", "kept"),
    [
        ("E-books can be borrowed for 21 days.", "The library lends e-books for 21 days.", True),
        ("The library borrows e-books.", "The library lends e-books for 21 days.", False),
        ("Lund sold Berg the mill.", "Berg bought the mill from Lund.", True),
        ("Berg sold the mill to Lund.", "Berg bought the mill from Lund.", False),
        ("He died before the dam was raised.", "The dam was raised after he had died.", True),
        ("The dam was raised before he died.", "The dam was raised after he had died.", False),
        ("The parcels did not come on time.", "The parcels came late.", True),
        ("The parcels came on time.", "The parcels came late.", False),
        ("It must be paid within two weeks.", "It must be paid within 14 days.", True),
        ("It must be paid within three weeks.", "It must be paid within 14 days.", False),
        ("The dam was lowered in 1974.", "The dam was raised in 1974.", False),
        ("They won by 2 votes to 9.", "They won by 9 votes to 2.", False),
        (
            "The shop moved because of its staff.",
            "The shop moved because rents rose, but kept its staff.",
            False,
        ),
    ],
)
def test_one_event_may_be_told_from_its_other_side(check, sentence, quote, kept):
    assert (check(sentence, quote).status != "unsupported") == kept


# --- what may come from around the quote


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Steve Barclay conceded that the service was under pressure.", "supported"),
        ("Barclay conceded that the service was under pressure.", "supported"),
        ("Jeremy Hunt conceded that the service was under pressure.", "unsupported"),
    ],
)
def test_he_is_whoever_was_named_last(check, sentence, status):
    context = "Jeremy Hunt had gone. On Sunday Steve Barclay spoke to the BBC."
    assert check(sentence, "He conceded that the service was under pressure.", context=context
                 ).status == status  # fmt: skip


def test_a_first_name_may_stand_close_by_but_not_the_whole_name(check):
    context = "Steve Barclay met Ms Hewitt."
    quote = "Mr Barclay will publish the chart."
    assert check("Steve Barclay will publish the chart.", quote, context=context).status != (
        "unsupported"
    )
    assert check("Ms Hewitt will publish the chart.", quote, context=context).status == (
        "unsupported"
    )


def test_an_acronym_is_its_full_name(check):
    long = "The Department of Health and Social Care has about 9,000 staff."
    short = "DHSC has about 9,000 staff."
    assert check(short, long).status == "supported"
    assert check(long, short, context="the Department of Health and Social Care (DHSC)").status == (
        "supported"
    )
    assert check("DWP has about 9,000 staff.", long).status == "unsupported"


def test_the_documents_date_gives_the_year_a_sentence_leaves_out(check):
    quote, date = "The crane failed its inspection on 3 September.", dt.date(2024, 10, 17)
    assert check("The crane failed on 3 September 2024.", quote, date=date).status == "supported"
    assert check("The crane failed on 3 September 2023.", quote, date=date).status == "unsupported"
    assert check("The crane failed on 17 October 2024.", quote, date=date).status == "unsupported"


def test_two_citations_are_read_together(check):
    quotes = ("DHSC had about 9,000 staff.", "NHS England had just under 15,000.")
    both = "DHSC had about 9,000 staff and NHS England just under 15,000."
    assert check(both, *quotes).status == "supported"
    assert check(both, quotes[0]).status == "unsupported"


def test_part_of_a_quote_must_not_lose_its_denial(check):
    quote = "The minister denied that the hospital would close."
    assert check("The hospital would close.", quote).status == "unsupported"
    assert check("denied that the hospital would close", quote).status == "quoted"


def test_another_currency_is_no_quotation(check):
    assert check("It cost $45m.", "It cost €45m.").status == "unsupported"


def test_denying_the_opposite_is_saying_the_same(check):
    quote = "The crane failed its inspection."
    assert check("The crane did not pass its inspection.", quote).status == "supported"
    assert check("The crane passed its inspection.", quote).status == "unsupported"
    assert check("The crane did not fail its inspection.", quote).status == "unsupported"


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_gets_a_verdict(sentence, quote):
    verdict = verify(sentence, [Cited(citation(quote), "")], lambda one, other: 0.5)
    assert verdict.status in ("quoted", "supported", "partly", "unsupported")
    assert verdict.reason or verdict.status in ("quoted", "supported")
