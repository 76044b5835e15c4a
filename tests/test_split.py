"""Sentences and passages: exact spans, always; boundaries that survive newspaper prose."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentence_spans
from index.split import split
from index.types import Block, Document, Page


def sentences(text):
    return [text[a:b] for a, b in sentence_spans(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["“Really?” he asked.", "“I am not sure,” said Dr. J. R. Smith of St. Mary’s."],
        ["It rose 4.5 per cent. on Jan. 5, i.e. by £2.8bn.", "Mr. J left at 5 p.m.", "He slept."],
        ["The U.S. economy grew.", "U.S. Army units left at 9 a.m. on Sunday, e.g. to Leeds."],
        ["No. 10 said so.", "See Fig. 3 and Sec. 4.2.", "Prof. A.B. Carter et al. agree."],
        ["She said: ‘It works.’", "He left…", "They came!", "‘Why?’ asked Ann."],
        ["‘We are changing our health service.", "‘With new links,’ he said, ‘we will.’"],
        ["Sales were: 3; 4; 5.", "The CEO, Acme Ltd. and Co., resigned.", "It was No. 1!", '"Go."'],
        ["The cut was 40 per cent.", "It cost £3.3 billion.", "45 earned more."],
        ["He met J. Doe.", "The board agreed.", "The answer was no.", "He left."],
        ["Visit www.Nhs.uk or index.html today.", "Write to a.b@Example.org now."],
        ["1. First, read this.", "Then that."],
    ],
)  # fmt: skip
def test_boundaries(expected):
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("he said.Ministers want it.", ["he said.", "Ministers want it."]),
        ("met in 2024.Present were two.", ["met in 2024.", "Present were two."]),
        ("our staff”.Plans to cut it.", ["our staff”.", "Plans to cut it."]),
    ],
)
def test_a_missing_space_between_sentences(text, expected):
    assert sentences(text) == expected


@given(st.text(alphabet="aB1 .!?…“”‘’'\"()\n£,-é", max_size=200))
def test_sentences_cover_everything_once(text):
    spans = sentence_spans(text)
    inside = set()
    for start, end in spans:
        assert text[start:end] == text[start:end].strip() != ""
        assert not inside & set(range(start, end))
        inside |= set(range(start, end))
    assert all(i in inside or text[i].isspace() for i in range(len(text)))


def words(texts):
    """A stand-in tokenizer whose tokens are words: the law holds for any."""
    return [len(text.split()) or 1 for text in texts]


blocks = st.lists(
    st.tuples(
        st.sampled_from(["heading", "text", "text", "item", "row"]),
        st.lists(st.sampled_from("One two three. Four, five; six! ‘Seven’ 8.9 Mr".split()),
                 min_size=1, max_size=60).map(" ".join),
    ),
    max_size=12,
)  # fmt: skip


def document_of(parts, pages=()):
    text, made = "", []
    for kind, part in parts:
        made.append(Block(len(text), len(text) + len(part), kind))
        text += part + "\n\n"
    return Document("id", "/x", "X", text, None, pages, tuple(made))


@given(blocks, st.integers(4, 40))
def test_every_span_is_exact_and_every_passage_fits(parts, limit):
    document = document_of(parts)
    passages = split(document, count=words, limit=limit)
    seen = []
    for ordinal, passage in enumerate(passages):
        assert passage.ordinal == ordinal
        assert document.text[passage.start : passage.end] == passage.text
        assert passage.start == passage.sentences[0].start
        assert passage.end == passage.sentences[-1].end
        assert sum(words([s.text for s in passage.sentences])) <= limit
        for sentence in passage.sentences:
            assert document.text[sentence.start : sentence.end] == sentence.text
            seen.append(sentence.start)
    # Nothing is lost, and nothing stands in more than two passages.
    everything = "".join(part for _, part in parts).split()
    distinct = {s.start: s.text for p in passages for s in p.sentences}
    assert "".join("".join(distinct[k].split()) for k in sorted(distinct)) == "".join(
        "".join(part.split()) for _, part in parts
    )
    assert bool(everything) == bool(passages)
    assert all(seen.count(start) <= 2 for start in seen)


def test_neighbours_share_a_sentence():
    text = [("text", f"Sentence number {n} has six words.") for n in range(20)]
    passages = split(document_of(text), count=words, limit=20)
    for one, other in pairwise(passages):
        assert one.sentences[-1] == other.sentences[0]


def test_a_passage_knows_its_heading_and_page():
    parts = [
        ("heading", "Costs"),
        ("text", "It cost £5."),
        ("heading", "Staff"),
        ("text", "Ten left."),
    ]
    whole = document_of(parts)
    at = whole.text.index("Staff")
    paged = document_of(parts, (Page(1, 0, at), Page(2, at, len(whole.text))))
    last = split(paged, count=words, limit=4)[-1]
    assert last.heading == "Staff"
    assert [s.page for s in last.sentences] == [2, 2]


def test_an_endless_sentence_is_cut_into_pieces_that_fit():
    document = document_of([("text", "word " * 500 + "x" * 3000)])
    passages = split(document, count=lambda texts: [len(t) // 4 + 1 for t in texts], limit=50)
    assert all(len(p.text) // 4 + 1 <= 51 for p in passages)
