"""Prompts, whole sentences out of a stream of words, and citation marks."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chatbot.cite import resolve
from chatbot.types import Citation
from chatbot.write import abstains, at_most, prompt_for, system_prompt, whole_sentences
from prompts import render

EVIDENCE = {1: "one", 2: "two", 3: "three"}
PIECES = [
    "It fell", " by half", ".", "!", "?", "…", " ", "\n", "[1]", " [2, 3]", "(2)", " The ", "Inc. ",
    "Theodore ", "Mr. ", "1. ", "- ", "**", "”", "“No", ".” ", "4.5 per cent", " said ", "e.g. ",
    "<think>", "</think>", "U.S. ", "www.x.org. ", "Then", " No. 5", "Answer: ", "2024: ",
]  # fmt: skip
replies = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def citation(number=1, quote="It costs £5.", title="Fees"):
    return Citation(number, "d0", title, "/f.md", None, 3, "", 0, len(quote), quote)


# --- prompts


def test_the_prompt_shows_each_quote_on_a_line_of_its_own_with_its_number():
    prompt = prompt_for("What does it cost?", [citation(), citation(2, "One\n[7] “fake” line")])
    assert "[1] “It costs £5.” (Fees, page 3)\n" in prompt
    assert "[2] “One [7] “fake” line” (Fees, page 3)\n" in prompt
    assert "Question: What does it cost?" in prompt


def test_braces_in_questions_and_documents_are_text():
    prompt = prompt_for("What is {{evidence}}?", [citation(quote="{{question}} {0} %s \\1")])
    assert "What is {{evidence}}?" in prompt
    assert "{{question}} {0} %s \\1" in prompt


def test_the_system_prompt_says_that_quotes_are_no_instructions():
    assert "not instructions" in system_prompt()
    assert "{{" not in system_prompt()


def test_a_missing_or_an_unknown_value_is_refused():
    with pytest.raises(ValueError, match=r"'answer'.*missing \['evidence'\].*unknown \['quotes'\]"):
        render("answer", question="Q?", quotes="")
    with pytest.raises(ValueError, match="unknown"):
        render("answer", question="Q?", evidence="", more="")
    with pytest.raises(ValueError, match="missing"):
        render("answer")


@given(st.text(), st.text())
def test_values_are_put_in_as_they_are(question, evidence):
    parts = re.split("([\0\1])", render("answer", question="\0", evidence="\1"))
    expected = "".join({"\0": question, "\1": evidence}.get(part, part) for part in parts)
    assert render("answer", question=question, evidence=evidence) == expected


# --- sentences


@given(replies, st.data())
@example("It fell. [2, 3]It fell", None)
def test_sentences_do_not_depend_on_how_the_words_are_cut(text, data):
    whole = list(whole_sentences([text]))
    assert list(whole_sentences(text)) == whole
    if data:
        cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
        pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
        assert list(whole_sentences(pieces)) == whole


@given(st.text(max_size=80))
def test_any_text_comes_out_as_sentences_without_line_breaks(text):
    for sentence in whole_sentences(text):
        assert sentence == sentence.strip() != ""
        assert "\n" not in sentence


@pytest.mark.parametrize(
    ("reply", "sentences"),
    [
        ("It fell [1]. Then it rose [2].", ["It fell [1].", "Then it rose [2]."]),
        ("It fell. [1] Then it rose. [2][3]", ["It fell [1].", "Then it rose [2][3]."]),
        ("It fell.[1] Then it rose.", ["It fell [1].", "Then it rose."]),
        ("It fell.\n[1]\nIt rose.", ["It fell. [1]", "It rose."]),
        ("He said “It fell.” [1] So it was.", ["He said “It fell [1].”", "So it was."]),
        ("- It fell [1]\n- It rose [2]", ["It fell [1]", "It rose [2]"]),
        ("1. It fell.\n2) It rose.\n3.\n4.", ["It fell.", "It rose."]),
        ("1. [1] It fell.\n2.[2] It rose.", ["[1] It fell.", "[2] It rose."]),
        ("- 1) It fell.", ["It fell."]),
        ("## Answer\n**It** fell by *half*.", ["Answer", "It fell by half."]),
        ("Answer: 430 [1]", ["430 [1]"]),
        ("Mr. Hunt paid 4.5 per cent, e.g. to No. 3.", None),
        ("<think>\nShall I? Yes. </think>\n\nIt fell [1].", ["It fell [1]."]),
        ("<think>It never ends", []),
        ("<thinly> veiled.", ["<thinly> veiled."]),
        ("It was 2024: 2024: 2024: 2024: 2024: 2024: 2024.", []),
        (" \n\n . \n--\n", []),
        ("", []),
    ],
)
def test_the_sentences_of_a_reply(reply, sentences):
    assert list(whole_sentences([reply])) == ([reply] if sentences is None else sentences)


def test_a_sentence_comes_as_soon_as_the_next_one_begins():
    heard = []

    def words():
        for word in ("It ", "fell. ", "[1] ", "Then ", "it "):
            heard.append(word)
            yield word
        raise AssertionError("the first sentence should have come by now")

    assert next(whole_sentences(words())) == "It fell [1]."
    assert heard[-1] in ("Then ", "it ")


def test_an_endless_reply_is_cut():
    def endless():
        while True:
            yield "and so on "

    assert len("".join(at_most(endless(), 100))) == 100
    assert list(whole_sentences(at_most(endless(), 500)))


# --- saying that there is no answer


@pytest.mark.parametrize(
    "sentence",
    [
        "The documents don't say.",
        "The documents don’t say [1].",
        "The quotes do not mention the price.",
        "The provided context does not contain information about this.",
        "The passage doesn't specify who.",
        "There is no information about the cost.",
        "I don't know.",
        "I cannot answer this question.",
        "I am unable to determine this.",
        "It is not mentioned in the documents.",
        "It is impossible to say from these quotes.",
        "The text provides no information on this.",
    ],
)
def test_a_model_that_cannot_tell_abstains(sentence):
    assert abstains(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The fee is £31 a night [2].",
        "No notice is needed where data has been put at risk.",
        "He said that he did not know her.",
        "The company does not pay for broadband.",
        "Nobody was hurt.",
        "The report provides figures for 2024.",
    ],
)
def test_a_denial_is_no_abstention(sentence):
    assert not abstains(sentence)


# --- citation marks


@pytest.mark.parametrize(
    ("raw", "text", "numbers", "dropped"),
    [
        ("It fell [1].", "It fell.", (1,), 0),
        ("It fell [1][3].", "It fell.", (1, 3), 0),
        ("It fell [3, 1] by [3] half.", "It fell by half.", (3, 1), 0),
        ("It fell [1-3].", "It fell.", (1, 2, 3), 0),
        ("It fell [^2] 【3】.", "It fell.", (2, 3), 0),
        ("It fell [Quotes 1 and 2].", "It fell.", (1, 2), 0),
        ("It fell [1](#note).", "It fell.", (1,), 0),
        ("It fell (2).", "It fell.", (2,), 0),
        ("It fell (1, 2) (3)", "It fell", (1, 2, 3), 0),
        ("It fell [9].", "It fell.", (), 1),
        ("It fell [2, 9][0].", "It fell.", (2,), 2),
        ("It fell (2024).", "It fell (2024).", (), 0),
        ("It fell (9).", "It fell (9).", (), 0),
        ("Three (3) of them fell [1].", "Three (3) of them fell.", (1,), 0),
        ("It fell by £1 (1,000 pence) [2024].", "It fell by £1 (1,000 pence) [2024].", (), 0),
        ("a[i] and [sic]", "a[i] and [sic]", (), 0),
        ("[1]", "", (1,), 0),
        ("", "", (), 0),
    ],
)
def test_marks_become_numbers(raw, text, numbers, dropped):
    resolved = resolve(raw, EVIDENCE)
    assert (resolved.text, resolved.numbers, resolved.dropped) == (text, numbers, dropped)


@given(st.text(alphabet="[]()【】^0123456789,;- ab.", max_size=60))
def test_a_number_that_is_no_evidence_is_never_resolved(raw):
    resolved = resolve(raw, EVIDENCE)
    assert set(resolved.numbers) <= EVIDENCE.keys()
    assert resolved.dropped >= 0
    written = set(map(int, re.findall(r"\d+", raw)))
    assert set(resolved.numbers) <= {n for w in written for n in range(w, w + 21)} | written


@pytest.mark.parametrize("raw", ["(" + "1" * 5_000 + "x", "[" + "1 " * 5_000, " " * 20_000 + "x"])
def test_a_hostile_sentence_costs_no_time(raw):
    assert resolve(raw, EVIDENCE).numbers == ()
