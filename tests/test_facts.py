"""Facts files are read with care, and answers are judged by whole words and whole numbers."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.types import Answer, AnswerSentence, Citation, Verdict
from eval.facts import Case, FactsError, FactsFile, contains, judge, load_facts

FACTS = sorted((Path(__file__).resolve().parents[1] / "eval" / "facts").glob("*.yaml"))
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Forty-five earned more.", "45"),
        ("45 earned more.", "forty-five"),
        ("There were forty five of them.", "45"),
        ("A staff of 6500.", "6,500"),
        ("A staff of six thousand five hundred.", "6,500"),
        ("Two hundred and fifty thousand people", "250,000"),
        ("costing the taxpayer £2.8 billion.", "£2.8bn"),
        ("costing the taxpayer £2.80bn", "£2.8 billion"),
        ("a grant of £1.24m", "£1,240,000"),
        ("about 30 per cent more", "30%"),
        ("about 30% more", "30 percent"),
        ("thirty per cent more", "30%"),
        ("a 30%–40% cut", "40 per cent"),
        ("a 30-40 per cent cut", "40%"),
        ("the Prime Minister’s £164,000.", "£164,000"),
        ("the Prime Minister’s £164,000.", "164,000"),
        ("the Prime Minister's pay", "Prime Minister"),
        ("the arms’ length bodies", "arms' length bodies"),
        ("the arm’s-length bodies", "arm's length bodies"),
        ("Mrs O’Dowd asked", "O'Dowd"),
        ("‘bonfire of bureaucrats’ is", "Bonfire of Bureaucrats"),
        ("8\u00a0pm on Thursdays", "8 pm"),
        ("open until 8pm", "8 pm"),
        ("on 1st April 2025", "1 April"),
        ("one in four people", "1 in 4"),
        ("fell to −5 °C", "-5"),
        ("fell to minus five degrees", "-5"),
        ("in 2015, 500 people", "500"),
        ("in 2015, 500 people", "2015"),
        ("It was 17 (of 20).", "17"),
        ("day-to-day running", "day to day"),
    ],
)
def test_states(text, fact):
    assert contains(text, fact)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("450 earned more.", "45"),
        ("145 earned more.", "45"),
        ("a cost of £45.5bn", "45"),
        ("a cost of £45bn", "45"),
        ("45.5 tonnes", "45"),
        ("forty-six of them", "45"),
        ("forty of the five", "45"),
        ("forty, five", "45"),
        ("the Prime Minister’s £164,000", "164"),
        ("the Prime Minister’s £164,000", "£164"),
        ("164,000 people", "£164,000"),
        ("30 people", "30%"),
        ("30 to 40 per cent", "30%"),
        ("a staff of 6,5000", "6,500"),
        ("a staff of 16,500", "6,500"),
        ("£2.8 million", "£2.8bn"),
        ("45m wide", "45,000,000"),
        ("fell to −5 °C", "5"),
        ("the 1990s", "1990"),
        ("21 April", "1 April"),
        ("a Labourer by trade", "Labour"),
        ("five Hunters", "Hunt"),
        ("Steve met Mr Barclay", "Steve Barclay"),
        ("seventeen", "seven"),
        ("", "45"),
        ("anything … at all", "…"),
    ],
)
def test_does_not_state(text, fact):
    assert not contains(text, fact)


@given(st.integers(0, 10**12))
def test_a_number_is_itself_however_it_is_typed_and_no_other(number):
    text = f"There were {number:,} of them."
    assert contains(text, str(number))
    assert not contains(text, f"{number}0" if number else "10")
    assert not contains(text, str(number + 1))
    assert not contains(text, f"-{number + 1}")


@given(st.lists(st.from_regex(r"[b-z]{2,6}", fullmatch=True), min_size=1), st.data())
def test_any_run_of_a_texts_words_is_in_it(words, data):
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert contains(" ".join(words), " ".join(words[start:end]))


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
        "    cite: a.md\n"
        "    tags: [figure]\n"
        "  - question: Who?\n"
        "    abstain: true\n",
    )
    assert load_facts(path) == FactsFile(
        documents=(tmp_path / "a.md",),
        cases=(
            Case(
                question="How many?",
                expect=(("430",), ("a quarter", "25%"), ("6,500",)),
                forbid=("six hundred",),
                cite="a.md",
                tags=("figure",),
                line=3,
            ),
            Case(question="Who?", abstain=True, line=8),
        ),
    )


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
        ("  - question:\n    expect: [x]", 3, "a text is wanted"),
        ("  - question: [Q]\n    expect: [x]", 3, "a text is wanted"),
        ("  - question: Q?\n    expect: []", 4, "a list with something in it"),
        ("  - question: Q?\n    expect: {a: b}", 4, "a list with something in it"),
        ("  - question: Q?\n    expect: [x, …]", 4, "no word and no number"),
        ("  - question: Q?\n    expect: [6,500]", 4, 'needs quotation marks: "6,500"'),
        ("  - question: Q?\n    expect: [[x, £6,500]]", 4, 'quotation marks: "£6,500"'),
        ("  - question: Q?\n    expect: [x]\n    cite: b.md", 5, "not one of the documents"),
        ("  - question: Q?\n    expect: [x]\n  - question: q?\n    abstain: true", 5, "in line 3"),
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


def answer(*sentences, path="/somewhere/a.md", abstained=False):
    citation = Citation(1, "ab12", "A", path, None, None, "", 0, 3, "…")
    written = tuple(AnswerSentence(s, (citation,), Verdict("quoted")) for s in sentences)
    return Answer("Q?", written, None, abstained, 0.9, (), "builtin", 0.01, 0.02)


CASE = Case("Q?", expect=(("430",), ("a quarter", "25%")), forbid=("6,500",), cite="a.md")


def test_an_answer_with_every_fact_is_right():
    judgement = judge(CASE, answer("It has 430 of them.", "One quarter (25 per cent) earn more."))
    assert judgement.correct
    assert judgement.reason == ""


@pytest.mark.parametrize(
    ("given_answer", "reason"),
    [
        (answer("It has 4,300 of them, a quarter rich."), "lacks '430'"),
        (answer("It has 430 of them."), "lacks 'a quarter' or '25%'"),
        (answer("Of 430, a quarter; of 6500, none."), "says '6,500'"),
        (answer("Of 430, a quarter.", path="/somewhere/b.md"), "does not cite a.md"),
        (answer(abstained=True), "abstained, though the documents say"),
    ],
)
def test_a_wrong_answer_is_told_what_is_wrong(given_answer, reason):
    judgement = judge(CASE, given_answer)
    assert not judgement.correct
    assert judgement.reason == reason


def test_only_an_abstention_is_right_where_the_documents_do_not_say():
    case = Case("What is the capital of France?", abstain=True)
    assert judge(case, answer(abstained=True)).correct
    wrong = judge(case, answer("Paris."))
    assert wrong.wrongly_answered
    assert not wrong.correct
    assert wrong.reason == "answered, though the documents don't say"


def unstated(facts, texts):
    """The expected facts that none of the texts states."""
    return [
        (case.line, ways)
        for case in facts.cases
        for ways in case.expect
        if not any(contains(text, way) for text in texts for way in ways)
    ]


@pytest.mark.parametrize("path", FACTS, ids=lambda path: path.stem)
def test_the_sample_facts_are_in_the_sample_documents(path):
    facts = load_facts(path)
    texts = [document.read_text(encoding="utf-8") for document in facts.documents]
    assert unstated(facts, texts) == []
    for case in facts.cases:
        if case.cite:
            cited = [d.read_text(encoding="utf-8") for d in facts.documents if d.name == case.cite]
            assert all(any(contains(cited[0], way) for way in ways) for ways in case.expect), case


def test_the_nhs_facts_are_in_the_articles_they_come_from():
    if not SEEDS.is_dir():
        pytest.skip(f"the articles are not here: no folder {SEEDS}")
    facts = load_facts(next(path for path in FACTS if path.stem == "nhs"))
    assert unstated(facts, [path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt")]) == []
