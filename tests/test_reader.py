"""The reader: windows, what it finds, what it leaves, and that evidence is better for it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot import Chatbot
from chatbot.reader.model import Reader
from chatbot.reader.training.lessons import FOLDER, lessons, read_lessons
from chatbot.reader.windows import QUESTION, TEXT, TITLE, around, tokens, window
from eval.weigh.asked import alone, ask, searched
from eval.weigh.fit import SIGNALS
from eval.weigh.quality import share_holding
from index.minilm import GRAPH, GRAPH_8BIT, quantised

MILL = (
    "The Alder Street mill was built in 1871 for Josiah Crane.",
    "It employed 214 people at its height, most of them women.",
    "A fire destroyed the roof in March 1903, and the owner sold what was left for £4,200.",
    "The town bought the ruin in 1988 and made it a museum of weaving.",
)

words = st.lists(st.sampled_from("alpha beta gamma delta 12 £5 naïve Zürich".split()), min_size=1)
sentences = st.lists(words.map(" ".join), min_size=1, max_size=12)


@given(sentences, st.data(), st.integers(1, TEXT))
@settings(deadline=None, max_examples=60)
def test_neighbours_are_around_the_best_and_within_the_budget(texts, data, budget):
    best = data.draw(st.integers(0, len(texts) - 1))
    chosen = around(texts, best, budget)
    assert best in chosen
    lengths = [len(tokens(texts[i])[0]) for i in chosen]
    assert len(chosen) == 1 or sum(lengths) <= budget


@given(words.map(" ".join), words.map(" ".join), sentences)
@settings(deadline=None, max_examples=60)
def test_a_window_knows_where_its_sentences_stand(question, title, texts):
    made = window(question, title, texts, range(len(texts)))
    for index, (first, count) in made.places.items():
        assert made.ids[first : first + count] == tokens(texts[index])[0][:TEXT]
    assert made.second <= QUESTION + 2
    assert len(made.ids) <= made.second + TITLE + 2 + TEXT * len(texts)


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=20)
def test_quantised_matrices_are_near_the_original(seed):
    matrix = np.random.default_rng(seed).normal(size=(24, 7)).astype(np.float32)
    whole, scale = quantised(matrix)
    assert np.abs(whole).max() <= 63
    assert np.abs(whole * scale - matrix).max() <= scale.max() / 2 + 1e-6


@pytest.mark.parametrize(
    "question, short",
    [
        ("In what year was the mill on Alder Street built?", "1871"),
        ("How many people worked at the mill at its height?", "214"),
        ("When did the fire happen?", "March 1903"),
        ("How much was the ruin sold for?", "£4,200"),
        ("For whom was the mill built?", "Josiah Crane"),
    ],
)
def test_the_short_answer_is_marked_in_the_sentence_that_answers(question, short):
    made = window(question, "", MILL, range(len(MILL)))
    (readings,) = Reader().read([made])
    best = max(readings, key=lambda i: readings[i].relevance)
    first, last = readings[best].answer
    offsets = tokens(MILL[best])[1]
    assert MILL[best][offsets[first][0] : offsets[last][1]] == short


def test_a_passage_that_answers_is_told_from_one_that_does_not():
    asked = "How many people worked at the mill at its height?"
    answers = window(asked, "", MILL, range(len(MILL)))
    silent = window(asked, "", MILL, [0, 2, 3])
    first, second = Reader().read([answers, silent])
    best, rest = (max(r.relevance for r in told.values()) for told in (first, second))
    assert best > rest + 1


def test_nothing_is_read_of_nothing():
    assert Reader().read([]) == []


def test_the_graphs_are_those_the_script_writes():
    pytest.importorskip("onnx", reason="onnx writes the graphs; it comes with the dev extra")
    from index.minilm_graph import build

    assert build(eight_bit=False).SerializeToString() == GRAPH.read_bytes()
    assert build(eight_bit=True).SerializeToString() == GRAPH_8BIT.read_bytes()


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda p: p.stem)
def test_every_lesson_can_be_read(path):
    """An answer that is not in its passage, or stands without a question, would raise."""
    found = list(read_lessons(path))
    assert found
    assert all(lesson.lines and lesson.title for lesson in found)


def test_what_is_kept_apart_is_not_trained_on():
    trained = {t.title for t in lessons().texts}
    apart = {t.title for t in lessons(kept_apart=True).texts}
    assert apart
    assert not trained & apart


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """Questions that nothing was trained on, with the sentences found for each."""
    folder = tmp_path_factory.mktemp("apart")
    return [a for a in ask([lessons(kept_apart=True)], folder, every=4) if a.answers]


def test_signals_together_order_evidence_better_than_each_alone(asked):
    together = share_holding(asked, 1)
    for signal in SIGNALS["read"]:
        assert together > share_holding([alone(a, signal) for a in asked], 1), signal
    assert together > share_holding([searched(a) for a in asked], 1)


def test_an_answer_marks_its_short_answer(tmp_path):
    (tmp_path / "mill.txt").write_text("\n".join(MILL), encoding="utf-8")
    with Chatbot(home=tmp_path / "home") as bot:
        bot.add(tmp_path / "mill.txt")
        answer = bot.ask("How many people did the mill employ at its height?")
    assert answer.short == "214"
    assert answer.short in answer.sentences[0].text
