"""`footnote eval summaries` and `comparisons`: asked of a stand-in, kept, and reported."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from chatbot import Chatbot
from chatbot.cli import app as footnote
from chatbot.types import (
    AnswerSentence,
    Change,
    Citation,
    Claim,
    Comparison,
    Coverage,
    Section,
    Summary,
    Verdict,
)
from eval.metrics import COMPARISON_METRICS, SUMMARY_METRICS, metric_of, value
from eval.runs.comparisons import read_comparisons
from eval.runs.results import ResultsError
from eval.runs.summaries import read_summaries
from index.errors import FootnoteError

OLD = """The board met in the hall. Nobody was late. The harbour has 45 berths.

It is said that Ann Bell leads the board.
"""
NEW = OLD.replace("45", "52").replace("Ann Bell", "Bo Carr")
FACTS = """
document: old.txt
facts:
  - {fact: There are 45 berths., words: [45, berths], importance: 3}
  - {fact: Ann Bell leads., words: [Ann Bell], importance: 2}
"""
CHANGES = """
old: old.txt
new: new.txt
changes:
  - {what: berths, old: "45", new: "52"}
  - {what: chair, old: Ann Bell, new: Bo Carr}
"""


def sentence(bot, name, words, shift=0):
    """The words of a document as a sentence that quotes them; shifted, it points elsewhere."""
    info, text = bot.find(name), bot.text(name)
    start = text.index(words)
    cited = Citation(
        1, info.id, info.title, info.path, info.date, None, "", start + shift, start + len(words),
        words,
    )  # fmt: skip
    return AnswerSentence(words, (cited,), Verdict("quoted"))


def summarise(bot, document=None, words=150, focus=None):
    """Says what matters, and points one citation elsewhere."""
    info = bot.find(document)
    said = (
        sentence(bot, document, "The harbour has 45 berths."),
        sentence(bot, document, "It is said that Ann Bell leads the board.", shift=3),
    )
    sections = (
        Section(info.id, "", 0, 70, 3, "read", "", 1),
        Section(info.id, "b", 70, 99, 1, "skipped", "x", 0),
    )
    coverage = Coverage(sections, ((info.id, len(bot.text(document))),))
    return Summary((info,), words, focus or "", said[0], said, (), (), coverage, "builtin", 0.1)


def compare(bot, a, b, about=None):
    sides = [sentence(bot, name, f"The harbour has {n} berths.") for name, n in ((a, 45), (b, 52))]
    claim = Claim("changed", *sides, (Change("berths", "45", "52"),))
    return Comparison(bot.find(a), bot.find(b), False, "", (claim,), 0.1)


@pytest.fixture
def files(tmp_path, write, monkeypatch):
    """Two documents, what is known of them, and a chatbot that knows what to say of them."""
    write("old.txt", OLD)
    folder = write("new.txt", NEW).parent
    (folder / "facts.yaml").write_text(FACTS)
    (folder / "changes.yaml").write_text(CHANGES)
    monkeypatch.setattr(Chatbot, "summarise", summarise, raising=False)
    monkeypatch.setattr(Chatbot, "compare", compare, raising=False)
    return folder


def footnote_eval(*arguments):
    return CliRunner().invoke(footnote, ["eval", *map(str, arguments)])


def test_summaries_are_measured_beside_the_first_sentences(files, tmp_path):
    out = tmp_path / "out"
    ran = footnote_eval("summaries", "--facts", files / "facts.yaml", "--words", 10, "--out", out)
    assert ran.exit_code == 0, ran.output
    run = read_summaries(out)
    assert run.info.systems == ("builtin", "lead")
    (mine,), (lead,) = run.of("builtin"), run.of("lead")

    def measured(name, row):
        return value(metric_of(SUMMARY_METRICS, name), [row])

    assert (measured("key_fact_recall", mine), measured("key_fact_recall", lead)) == (1, 0)
    assert measured("unsupported", mine) == 1 / 2
    assert mine.observed.unresolved == 1
    assert (measured("sections_read", mine), measured("sections_cited", mine)) == (1 / 2, 1 / 2)
    assert lead.observed.text == "The board met in the hall. Nobody was late."
    assert "key facts kept" in ran.stdout
    report = (out / "summaries.md").read_text()
    assert "builtin × baseline" in report
    assert "| old.txt | 2 | 100% | 0% | 14 | 9 |" in report


def test_comparisons_are_measured(files, tmp_path):
    out = tmp_path / "out"
    ran = footnote_eval("comparisons", "--changes", files / "changes.yaml", "--out", out)
    assert ran.exit_code == 0, ran.output
    rows = read_comparisons(out).rows
    for name, expected in (("changes_found", 1 / 2), ("false_changes", 0), ("uncited_sides", 0)):
        assert value(metric_of(COMPARISON_METRICS, name), rows) == expected, name
    report = (out / "comparisons.md").read_text()
    assert "not found: chair, Ann Bell → Bo Carr" in report
    assert "| old.txt → new.txt | builtin | 2 | 1 | 1 | 0 |" in report


def test_what_fails_is_counted_and_said(files, tmp_path, monkeypatch):
    def fail(*_, **__):
        raise FootnoteError("The model is gone.", "Start it.")

    monkeypatch.setattr(Chatbot, "summarise", fail)
    monkeypatch.setattr(Chatbot, "compare", fail)
    out = tmp_path / "out"
    assert footnote_eval("summaries", "--facts", files / "facts.yaml", "--out", out).exit_code == 0
    assert "failed: The model is gone." in (out / "summaries.md").read_text()
    changes = files / "changes.yaml"
    assert footnote_eval("comparisons", "--changes", changes, "--out", out).exit_code == 0
    assert "failed: The model is gone." in (out / "comparisons.md").read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["summaries", "--document", "none.pdf"], "Nothing is known of none.pdf."),
        (["comparisons", "--document", "none.pdf"], "Nothing is known of none.pdf."),
        (["summaries", "--facts", "none.yaml"], "none.yaml can't be read"),
        (["summaries", "--model", "nonsense"], "nonsense"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(arguments, told):
    ran = footnote_eval(*arguments)
    assert ran.exit_code == 1
    assert told in ran.output
    assert "Traceback" not in ran.output


def test_a_folder_without_a_run_is_refused(tmp_path):
    with pytest.raises(ResultsError, match=r"summaries\.json can't be read"):
        read_summaries(tmp_path)
    (tmp_path / "comparisons.json").write_text("{}")
    with pytest.raises(ResultsError, match=r"comparisons\.json can't be read"):
        read_comparisons(tmp_path)
