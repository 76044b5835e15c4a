"""Lists of key facts and of changes are read with care, and true of their documents."""

from __future__ import annotations

import pytest
from rows import sentences_of

from eval.cases.case import FactsError
from eval.cases.changes import CHANGES, bundled_changes, load_changes
from eval.cases.dataset import DOCUMENTS
from eval.cases.keyfacts import (
    KEY_FACTS,
    KeyFact,
    KeyFacts,
    KeyFactsFile,
    bundled_key_facts,
    load_key_facts,
)
from eval.judging.judgement import states, states_all

LISTS = sorted(KEY_FACTS.glob("*.yaml"))
PAIRS = sorted(CHANGES.glob("*.yaml"))
LEAST = 15  # key facts of each document


def at_hand(path):
    if not path.is_file():
        pytest.skip(f"the document is not here: {path.name}")
    return path


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_key_fact_stands_in_one_sentence_of_its_document(path):
    known = load_key_facts(path)
    said = sentences_of(at_hand(known.path))
    for fact in known.case.facts:
        assert any(states_all(sentence, fact.words) for sentence in said), fact.fact


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_is_long_and_in_order_of_importance(path):
    facts = load_key_facts(path).case.facts
    assert len(facts) >= LEAST
    assert len({fact.words for fact in facts}) == len(facts)
    ranks = [fact.importance for fact in facts]
    assert ranks == sorted(ranks, reverse=True)
    assert set(ranks) == {1, 2, 3}


def test_every_bundled_document_has_a_list():
    listed = {file.path for file in bundled_key_facts()}
    assert {path.resolve() for path in DOCUMENTS.iterdir() if path.is_file()} <= listed


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_what_is_compared_stands_in_the_documents(path):
    """Each value of a change, of what is the same and of a trap stands in a sentence of its own."""
    known = load_changes(path)
    old, new = sentences_of(at_hand(known.old)), sentences_of(at_hand(known.new))
    for pair in (*known.case.changes, *known.case.same, *known.case.traps):
        assert any(states(sentence, pair.old) for sentence in old), f"{pair.what}: {pair.old}"
        assert any(states(sentence, pair.new) for sentence in new), f"{pair.what}: {pair.new}"


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_no_trap_is_a_change_as_well(path):
    case = load_changes(path).case
    changes = {(old, new) for pair in case.changes for old in pair.old for new in pair.new}
    traps = {(old, new) for pair in case.traps for old in pair.old for new in pair.new}
    assert case.traps
    assert not changes & traps
    assert all(set(pair.old).isdisjoint(pair.new) for pair in case.changes)


def test_pairs_are_of_several_kinds():
    assert len({file.case.id for file in bundled_changes()}) >= 5


def test_a_list_of_key_facts_is_read(tmp_path):
    (tmp_path / "a.md").write_text("A text.")
    path = tmp_path / "a.yaml"
    path.write_text(
        "document: a.md\nfacts:\n"
        '  - {fact: They lost a quarter., words: [[25%, a quarter], "6,500"], importance: 2}\n'
    )
    fact = KeyFact("They lost a quarter.", (("25%", "a quarter"), ("6,500",)), 2)
    case = KeyFacts("a.md", (fact,))
    assert load_key_facts(path) == KeyFactsFile((tmp_path / "a.md").resolve(), case)


def test_only_an_optional_document_may_be_missing(tmp_path):
    text = "document: gone.md\n{}facts: [{{fact: F., words: [f], importance: 1}}]\n"
    (tmp_path / "a.yaml").write_text(text.format("optional: true\n"))
    assert bundled_key_facts(tmp_path) == ()
    (tmp_path / "b.yaml").write_text(text.format(""))
    with pytest.raises(FactsError, match=r"no document .*gone\.md"):
        bundled_key_facts(tmp_path)


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ("facts: [{fact: F, words: [f], importance: 1}]", 1, "needs 'document'"),
        ("document: a.md\nfacts:\n  - {fact: F, words: [f]}", 3, "needs 'importance'"),
        ("document: a.md\nfacts:\n  - {fact: F, words: [f], importance: 4}", 3, "1, 2 or 3"),
        ("document: a.md\nfacts:\n  - {fact: F, words: [6,500], importance: 1}", 3, '"6,500"'),
        ("document: a.md\nfacts:\n  - {fact: F, word: [f], importance: 1}", 3, "mean 'words'"),
        ("document: a.md\nfacts:\n  - {fact: F, words: [–], importance: 1}", 3, "no word"),
        ("document: a.md\noptional: perhaps\nfacts: [x]", 3, "a key fact is made of fields"),
    ],
)
def test_what_is_wrong_in_a_list_is_said_with_its_line(tmp_path, text, line, complaint):
    assert_refused(load_key_facts, tmp_path, text, line, complaint)


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ("old: a.md\nnew: b.md", 1, "needs 'changes'"),
        ("old: a.md\nnew: b.md\nchanges: [{what: w, old: 1}]", 3, "a change needs 'new'"),
        ("old: a.md\nnew: b.md\nchanges: [{what: w, old: 1, new: 2, minor: so}]", 3, "either"),
        ("old: a.md\nnew: b.md\nchanges: [{why: w, old: 1, new: 2}]", 3, "is not a field of"),
    ],
)
def test_what_is_wrong_in_a_list_of_changes_is_said_with_its_line(tmp_path, text, line, complaint):
    assert_refused(load_changes, tmp_path, text, line, complaint)


def assert_refused(load, folder, text, line, complaint):
    path = folder / "sample.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FactsError) as raised:
        load(path)
    assert str(raised.value).startswith(f"sample.yaml, line {line}: ")
    assert complaint in str(raised.value)
