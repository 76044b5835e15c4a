"""Facts files are read with care, and the bundled ones are true of the bundled documents."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from eval.cases.case import KINDS, Case, FactsError, FactsFile, Source
from eval.cases.dataset import DOCUMENTS, FACTS, bundled
from eval.cases.facts import load_facts
from eval.judging.judgement import states
from index.load import load
from index.split import split

FILES = sorted(FACTS.glob("*.yaml"))
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"


def write(tmp_path, cases, documents="[a.md]"):
    (tmp_path / "a.md").write_text("A text.")
    path = tmp_path / "sample.yaml"
    path.write_text(f"documents: {documents}\ncases:\n{cases}", encoding="utf-8")
    return path


def test_a_facts_file_is_read(tmp_path):
    path = write(
        tmp_path,
        "  - question: How many?\n"
        '    expect: [430, [a quarter, 25%], "6,500"]\n'
        "    forbid: six hundred\n"
        "    cite: a.md, page 3\n"
        "    kind: conflict\n"
        "    tags: [figure]\n"
        "  - question: Who?\n"
        "    abstain: true\n"
        "    instead: [nobody]\n",
    )
    assert load_facts(path) == FactsFile(
        documents=(tmp_path / "a.md",),
        cases=(
            Case(
                question="How many?",
                expect=(("430",), ("a quarter", "25%"), ("6,500",)),
                forbid=("six hundred",),
                cite=(Source("a.md", 3),),
                kind="conflict",
                tags=("figure",),
                line=3,
            ),
            Case(question="Who?", abstain=True, instead=(("nobody",),), kind="near", line=9),
        ),
    )


def test_a_conversation_is_its_turns_each_with_those_before_it(tmp_path):
    path = write(
        tmp_path,
        "  - conversation:\n"
        "      - question: How long is it?\n"
        "        expect: [84]\n"
        "      - question: And how wide?\n"
        "        expect: [6]\n"
        "        tags: [width]\n"
        "      - question: Who built it?\n"
        "        abstain: true\n"
        "        kind: near\n"
        "    tags: [bridge]\n",
    )
    long, wide, built = load_facts(path).cases
    assert [case.earlier for case in (long, wide, built)] == [
        (),
        ("How long is it?",),
        ("How long is it?", "And how wide?"),
    ]
    assert [case.kind for case in (long, wide, built)] == ["single", "follow-up", "near"]
    assert [case.tags for case in (long, wide)] == [("bridge",), ("bridge", "width")]
    assert len({case.id for case in (long, wide, built)}) == 3
    assert {case.conversation for case in (long, wide, built)} == {long.id}


def test_what_kind_a_case_is_follows_from_what_it_expects(tmp_path):
    path = write(
        tmp_path,
        "  - {question: How many, expect: [1]}\n"
        "  - {question: Which two, expect: [1, 2]}\n"
        "  - {question: Which others, abstain: true}\n",
    )
    assert [case.kind for case in load_facts(path).cases] == ["single", "several", "near"]


def test_documents_given_take_the_place_of_those_listed(tmp_path):
    path = tmp_path / "bare.yaml"
    path.write_text("cases:\n  - {question: Q, expect: [x], cite: b.md}\n")
    given = [tmp_path / "b.md"]
    assert load_facts(path, given).documents == (tmp_path / "b.md",)


@pytest.mark.parametrize(
    ("cases", "line", "complaint"),
    [
        ("  - question: Q?\n    expct: [x]", 4, "'expct' is not a field of a case; did you mean"),
        ("  - question: Q?\n    colour: [x]", 4, "There are: question, expect"),
        ("  - question: Q?\n    expect: [x]\n    expect: [y]", 5, "'expect' is given twice"),
        ("  - expect: [x]", 3, "a case needs a 'question'"),
        ("  - question: Q?", 3, "needs 'expect', or 'abstain: true'"),
        ("  - question: Q?\n    abstain: false", 3, "needs 'expect', or 'abstain: true'"),
        ("  - question: Q?\n    expect: [x]\n    abstain: true", 3, "not both"),
        ("  - question: Q?\n    abstain: maybe", 4, "either true or false"),
        ("  - question: Q?\n    expect: [x]\n    instead: [y]", 5, "goes with 'abstain: true'"),
        ("  - question: Q?\n    expect: [x]\n    kind: singel", 5, "did you mean 'single'"),
        ("  - question:\n    expect: [x]", 3, "a text is wanted"),
        ("  - question: [Q]\n    expect: [x]", 3, "a text is wanted"),
        ("  - question: Q?\n    expect: []", 4, "a list with something in it"),
        ("  - question: Q?\n    expect: {a: b}", 4, "a list with something in it"),
        ("  - question: Q?\n    expect: [x, …]", 4, "no word and no number"),
        ("  - question: Q?\n    expect: [TODO]", 4, "write the fact in place of 'TODO'"),
        ("  - question: Q?\n    expect: [6,500]", 4, 'needs quotation marks: "6,500"'),
        ("  - question: Q?\n    expect: [[x, £6,500]]", 4, 'quotation marks: "£6,500"'),
        ("  - question: Q?\n    expect: [x]\n    cite: b.md", 5, "not one of the documents"),
        ("  - question: Q?\n    expect: [x]\n    cite: b.md, page 2", 5, "'b.md' is not one"),
        ("  - question: Q?\n    expect: [x]\n  - question: q?\n    abstain: true", 5, "in line 3"),
        ("  - conversation:\n      - question: Q?\n", 4, "needs 'expect'"),
        ("  - conversation: []\n", 3, "a list with something in it"),
        ("  - conversation:\n      - {question: Q, expect: [x]}\n    cite: a.md", 5, "'cite'"),
        ("  - just text", 3, "a case is made of fields"),
        ("  - question: What: now?\n    expect: [x]", 3, "not valid YAML"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, cases, line, complaint):
    with pytest.raises(FactsError) as raised:
        load_facts(write(tmp_path, cases))
    assert str(raised.value).startswith(f"sample.yaml, line {line}: ")
    assert complaint in str(raised.value)


def test_a_file_without_documents_or_with_missing_ones_is_refused(tmp_path):
    with pytest.raises(FactsError, match=r"line 1: there is no document 'b.md'"):
        load_facts(write(tmp_path, "  - {question: Q, abstain: true}", documents="[b.md]"))
    path = tmp_path / "bare.yaml"
    path.write_text("cases:\n  - {question: Q, abstain: true}\n")
    with pytest.raises(FactsError, match=r"bare\.yaml, line 1: a facts file needs 'documents'"):
        load_facts(path)


@pytest.mark.parametrize("content", [b"", b"- a list\n", b"caf\xe9: \xff\n", b"a: \x00\n"])
def test_what_is_no_facts_file_is_refused(tmp_path, content):
    path = tmp_path / "odd.yaml"
    path.write_bytes(content)
    with pytest.raises(FactsError, match=r"odd\.yaml"):
        load_facts(path)


def test_a_facts_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FactsError, match=r"none\.yaml can't be read: No such file"):
        load_facts(tmp_path / "none.yaml")


@cache
def document(name):
    return load(DOCUMENTS / name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_known_stands_in_the_documents(path):
    """Every expected fact is in a document that must be cited; on its page, where one is named."""
    facts = load_facts(path)
    for case in facts.cases:
        cited = [source.file for source in case.cite] or [d.name for d in facts.documents]
        texts = [document(name).text for name in cited]
        for fact in (*case.expect, *case.instead):
            assert any(states(text, fact) for text in texts), f"line {case.line}: {fact}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_must_be_cited_by_page_stands_on_it(path):
    for case in load_facts(path).cases:
        if any(source.page for source in case.cite):
            pages = [on_page(source) for source in case.cite]
            for fact in case.expect:
                assert any(states(text, fact) for text in pages), f"line {case.line}: {fact}"


def on_page(source):
    """The sentences that begin on the page that a source names: what a citation of it quotes."""
    passages = split(document(source.file), count=lambda ts: [1 for _ in ts], limit=9)
    found = [s for p in passages for s in p.sentences if s.page == source.page]
    return "\n".join(sentence.text for sentence in found)


def test_the_bundled_cases_are_many_and_of_every_kind():
    data = bundled()
    assert len(data.documents) >= 8
    assert len(data.cases) >= 150
    assert {case.kind for case in data.cases} == set(KINDS)
    assert max(len(load(path).pages) for path in data.documents) > 20


def test_the_nhs_facts_are_in_the_articles_they_come_from():
    if not SEEDS.is_dir():
        pytest.skip(f"the articles are not here: no folder {SEEDS}")
    texts = [path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt")]
    for case in load_facts(FACTS / "nhs.yaml").cases:
        assert all(any(states(text, fact) for text in texts) for fact in case.expect), case
