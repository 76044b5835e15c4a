"""The metrics of summaries and comparisons would notice: good ones, broken on purpose, lose.

The summaries are the first sentences of the bundled documents. The comparisons are made from what
is known of each pair, which also holds the lists to themselves: what is known is found perfect.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from rows import said, sentences_of

from eval.cases.changes import bundled_changes
from eval.cases.keyfacts import bundled_key_facts
from eval.judging.judgement import states
from eval.metrics import COMPARISON_METRICS, SUMMARY_METRICS, metric_of, value
from eval.metrics.comparisons import made_up
from eval.observed.comparison import Beside, Compared, ComparisonRow, Reported
from eval.observed.summary import SummaryRow
from eval.runs.lead import Lead

WORDS = 150


@pytest.fixture(scope="module")
def whole():
    lead = Lead()
    made = [(file, lead.summarise(file.path, WORDS)) for file in bundled_key_facts()]
    covered = [dataclasses.replace(m, sections=8, read=8, rests_on=4, seconds=0.1) for _, m in made]
    files = [file for file, _ in made]
    return [SummaryRow("lead", f.case, WORDS, m) for f, m in zip(files, covered, strict=True)]


def broken(rows, change):
    """The metric's value before and after a change to each row's summary."""
    after = [
        dataclasses.replace(row, observed=dataclasses.replace(row.observed, **change(row.observed)))
        for row in rows
    ]

    def _change(name):
        metric = metric_of(SUMMARY_METRICS, name)
        return value(metric, rows), value(metric, after)

    return _change


def test_summaries_of_another_document(whole):
    others = iter([*whole[1:], whole[0]])
    change = broken(whole, lambda _: {"sentences": next(others).observed.sentences})
    for name in ("key_fact_recall", "weighted_recall"):
        before, after = change(name)
        assert after < before / 3, name


def test_citations_that_point_elsewhere(whole):
    change = broken(
        whole, lambda o: {"sentences": tuple(dataclasses.replace(s, cited=()) for s in o.sentences)}
    )
    assert change("unsupported") == (0, 1)
    before, after = change("key_fact_recall")
    assert after == before


def test_saying_it_twice(whole):
    change = broken(whole, lambda o: {"sentences": o.sentences * 2})
    before, after = change("redundancy")
    assert after > 2 * before
    before, after = change("length_error")
    assert after > 2 * before
    before, after = change("key_fact_recall")
    assert after == before


def test_stopping_half_way(whole):
    change = broken(
        whole,
        lambda o: {
            "sentences": o.sentences[: len(o.sentences) // 2],
            "read": 4, "rests_on": 2, "seconds": 9.0,
        },
    )  # fmt: skip
    for name in ("key_fact_recall", "weighted_recall", "sections_read", "sections_cited"):
        before, after = change(name)
        assert after < before * 0.8, name
    for name in ("length_error", "end_p50", "end_p95"):
        before, after = change(name)
        assert after > before + 0.2, name


def known(file):
    """A comparison that says all that is known of a pair, and nothing else."""
    old, new = (sentences_of(path) for path in (file.old, file.new))
    claims = [
        Beside("changed", _said(old, pair.old), _said(new, pair.new), (_named(pair, old, new),))
        for pair in file.case.changes
    ]
    claims += [
        Beside("same", _said(old, pair.old), _said(new, pair.new)) for pair in file.case.same
    ]
    return ComparisonRow("known", file.case, Compared(tuple(claims), 0.1))


def _said(texts, fact):
    quote = next(text for text in texts if states(text, fact))
    return said(quote, quote, status="quoted")


def _named(pair, old, new):
    """The first wording of each that its sentence has."""
    one = next(way for way in pair.old if states(_said(old, pair.old).text, (way,)))
    other = next(way for way in pair.new if states(_said(new, pair.new).text, (way,)))
    return Reported(pair.what, one, other)


@pytest.fixture(scope="module")
def perfect():
    return [known(file) for file in bundled_changes()]


def measured(name, rows):
    return value(metric_of(COMPARISON_METRICS, name), rows)


def with_claims(rows, claims_of):
    return [
        dataclasses.replace(
            row, observed=dataclasses.replace(row.observed, claims=claims_of(row.observed.claims))
        )
        for row in rows
    ]


def test_what_is_known_is_perfect(perfect):
    for row in perfect:
        for name in ("changes_found", "changes_aligned", "same_found"):
            assert measured(name, [row]) == 1, (row.case.id, name)
        for name in ("false_changes", "trapped", "uncited_sides"):
            assert measured(name, [row]) == 0, (row.case.id, name)


def test_old_and_new_confused(perfect):
    def swap(claims):
        return tuple(dataclasses.replace(c, old=c.new, new=c.old) for c in claims)

    rows = with_claims(perfect, swap)
    assert measured("changes_found", rows) < 0.2
    assert measured("changes_aligned", rows) < 0.2
    assert measured("false_changes", rows) > 0.8


def test_every_trap_walked_into():
    rows = []
    for file in bundled_changes():
        old, new = (sentences_of(path) for path in (file.old, file.new))
        claims = [
            Beside("changed", _said(old, trap.old), _said(new, trap.new), (_named(trap, old, new),))
            for trap in file.case.traps
        ]
        rows.append(ComparisonRow("trapped", file.case, Compared(tuple(claims), 2.0)))
    for row in rows:
        assert measured("trapped", [row]) == 1, row.case.id
        right = len(row.observed.claims) - len(made_up(row))
        assert measured("false_changes", [row]) == 1, f"{row.case.id}: {right} are changes as well"
    assert measured("end_p50", rows) > 1


def test_everything_called_a_change_and_nothing_cited(perfect):
    def bare(claims):
        return tuple(
            dataclasses.replace(c, old=said(c.old.text), new=said(c.new.text), changes=(
                Reported("", c.old.text, c.new.text),
            ), status="changed")
            for c in claims
        )  # fmt: skip

    rows = with_claims(perfect, bare)
    assert measured("uncited_sides", rows) == 1
    assert measured("false_changes", rows) > measured("false_changes", perfect) + 0.1
    assert measured("end_p95", rows) == pytest.approx(0.1)


def test_every_metric_is_broken_above():
    """A new metric comes with a way to break it."""
    tested = Path(__file__).read_text(encoding="utf-8")
    metrics = (*SUMMARY_METRICS, *COMPARISON_METRICS)
    assert [m.name for m in metrics if f'"{m.name}"' not in tested] == []
