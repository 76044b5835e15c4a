"""A comparison as a report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from chatbot.export.phrases import described, said
from chatbot.export.report import Block, Heading, Items, Line, Paragraph, Report, Run, Table
from chatbot.types import AnswerSentence, Claim, Comparison, LatestYear
from chatbot.wording.dates import written
from chatbot.wording.shown import count

_NONE = "–"


def comparison_report(comparison: Comparison) -> Report:
    """What changed, what is the same, and what only one document says."""
    names = _names(comparison)
    blocks = (
        *_head(comparison),
        *_changed(comparison.having("changed"), names),
        *_same(comparison.having("same"), names),
        *_only(comparison.having("only_old"), names[0]),
        *_only(comparison.having("only_new"), names[1]),
    )
    titles = dict.fromkeys((comparison.old.title, comparison.new.title))
    return Report("Comparison", " and ".join(titles), blocks)


def _names(comparison: Comparison) -> tuple[str, str]:
    """How to tell the documents apart: by title, with their dates; else by file, else by order."""
    old, new = comparison.old, comparison.new
    told = [f"{d.title}, {written(d.date)}" if d.date else d.title for d in (old, new)]
    if told[0] == told[1]:
        told = [f"{d.title} ({PurePath(d.path).name})" for d in (old, new)]
    if told[0] == told[1]:
        told = [f"{old.title} (first)", f"{new.title} (second)"]
    return told[0], told[1]


def _head(comparison: Comparison) -> Iterator[Block]:
    if comparison.about:
        yield Paragraph((Run(f"On “{comparison.about}”", "soft"),), "small")
    old, new = described(comparison.old), described(comparison.new)
    if comparison.dated:
        yield Items(((Run("Older:", "soft"), Run(old)), (Run("Newer:", "soft"), Run(new))))
    else:
        yield Items(((Run("First:", "soft"), Run(old)), (Run("Second:", "soft"), Run(new))))
        yield Paragraph((Run("Their dates do not tell which is the older."),), "small")
    if comparison.years:
        yield Items(tuple(_year(comparison, year) for year in comparison.years))
    changed, same = (len(comparison.having(s)) for s in ("changed", "same"))
    only = sum(len(comparison.having(s)) for s in ("only_old", "only_new"))
    told = f"{count(changed, 'claim')} changed, {same:,} the same, {only:,} in only one."
    yield Paragraph((Run(told),), "lead")


def _year(comparison: Comparison, year: LatestYear) -> Line:
    first = year.document == comparison.old.id
    title = _names(comparison)[0 if first else 1]
    told = f"{title} has no date; the latest year that it names is {year.year}."
    return (Run(told, notes=(year.citation,)),)


def _changed(claims: tuple[Claim, ...], names: tuple[str, str]) -> Iterator[Block]:
    if claims:
        yield Heading(2, f"Changed ({len(claims):,})")
        rows = tuple(row for claim in claims for row in _changes(claim))
        yield Table("Changed claims", ("What", *names), rows, named=True)


def _changes(claim: Claim) -> Iterator[tuple[Line, ...]]:
    """A row for each value that differs; the first also quotes the sentences."""
    for nth, change in enumerate(claim.changes):
        yield (
            (Run(change.what or _NONE),),
            _value(change.old, claim.old, quoting=nth == 0),
            _value(change.new, claim.new, quoting=nth == 0),
        )
    if not claim.changes:
        yield (Run(_NONE),), _side(claim.old), _side(claim.new)


def _value(value: str, sentence: AnswerSentence | None, quoting: bool) -> Line:
    if quoting:
        return Run(value, "strong"), *_side(sentence)
    return (Run(value, "strong", sentence.citations if sentence else ()),)


def _side(sentence: AnswerSentence | None) -> Line:
    return said(sentence) if sentence else (Run(_NONE),)


def _same(claims: tuple[Claim, ...], names: tuple[str, str]) -> Iterator[Block]:
    if claims:
        yield Heading(2, f"The same ({len(claims):,})")
        rows = tuple((_side(claim.old), _side(claim.new)) for claim in claims)
        yield Table("Claims that both make", names, rows)


def _only(claims: tuple[Claim, ...], name: str) -> Iterator[Block]:
    if claims:
        yield Heading(2, f"Only in {name} ({len(claims):,})")
        yield Items(tuple(_side(claim.old or claim.new) for claim in claims))
