"""The reader's training: exercises become what the network reads, and it learns from them."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from chatbot.reader.training.alterations import Alterations
from chatbot.reader.training.corpus import Corpus, Exercise, Text
from chatbot.reader.training.groups import Source, arrays, batches, groups
from chatbot.reader.training.lessons import lessons
from chatbot.reader.training.mining import mine
from chatbot.reader.windows import tokens
from index.embed import Embedder


@pytest.fixture(scope="module")
def corpus():
    whole = lessons(kept_apart=True)
    few = [e for e in whole.exercises if e.text < 6]
    return Corpus("lessons", whole.texts[:6], few)


@pytest.fixture(scope="module")
def source(corpus):
    return Source(corpus, mine(corpus, Embedder()), 1, {})


def test_what_misleads_is_never_the_passage_itself(corpus, source):
    for exercise, mined in zip(corpus.exercises, source.mined, strict=True):
        assert mined
        assert all(text != exercise.text for text, _ in mined)


def test_marked_tokens_are_the_answer(corpus, source):
    """Each marked answer, read back from the tokens, is one that the exercises give."""
    known = {a for e in corpus.exercises for a in e.answers}
    chance = random.Random(3)
    seen = 0
    for group in groups([source], Alterations([corpus]), chance):
        (begins, ends) = group.answer
        if len(begins) == 1:
            (window, first), (_, last) = begins[0], ends[0]
            ids = group.windows[window].ids[first : last + 1]
            assert any(tuple(tokens(a)[0]) == ids for a in known)
            seen += 1
    assert seen > 10


def test_batches_hold_whole_groups(source, corpus):
    made = list(groups([source], Alterations([corpus]), random.Random(1)))
    for batch in batches(made, 4, random.Random(1)):
        data = arrays(batch)
        assert len(batch) == 4
        assert data.owner.tolist() == [g for g, group in enumerate(batch) for _ in group.windows]
        assert not (data.answer.any(2) & ~data.readable).any()


@pytest.mark.parametrize("seed", range(3))
def test_an_altered_question_differs_in_one_place(corpus, seed):
    chance = random.Random(seed)
    alterations = Alterations([corpus])
    altered = 0
    for e in corpus.exercises:
        said = corpus.texts[e.text].sentences[max(e.sentence, 0)]
        new = alterations.altered(e.question, corpus.texts[e.text].family, said, chance)
        if e.answerable and new:
            altered += 1
            before, after = e.question.split(), new.split()
            changed = sum(a != b for a, b in zip(before, after, strict=True))
            assert 1 <= changed <= 4
    assert altered


def test_loss_falls_to_nothing_where_the_right_tokens_are_certain():
    torch = pytest.importorskip("torch")
    from chatbot.reader.training.network import loss

    readable = torch.tensor([[True, True, False], [True, True, True]])
    owner = torch.tensor([0, 0])
    answer = torch.zeros(2, 3, 2, dtype=torch.bool)
    odds = torch.zeros(2, 3, 2)
    # Nothing answers: five tokens of equal odds against the one "nothing".
    assert loss(odds, readable, answer, owner).item() == pytest.approx(math.log(6))
    assert loss(odds - 30, readable, answer, owner).item() == pytest.approx(0, abs=1e-4)
    answer[1, 2] = True
    odds[1, 2] = 30
    assert loss(odds, readable, answer, owner).item() == pytest.approx(0, abs=1e-4)
    odds[0, 2] = 60  # not readable: it must not count
    assert loss(odds, readable, answer, owner).item() == pytest.approx(0, abs=1e-4)


def test_it_learns(source, tmp_path):
    """A few steps on few exercises: their loss falls, and what is saved is small enough."""
    torch = pytest.importorskip("torch")
    from chatbot.reader.training.__main__ import train
    from chatbot.reader.training.network import Network, loss

    torch.manual_seed(0)
    network = Network().eval()
    batch = next(batches(groups([source], Alterations([source.corpus]), random.Random(0)), 16,
                         random.Random(0)))  # fmt: skip
    data = arrays(batch)
    ids, mask, types = (torch.from_numpy(a) for a in (data.ids, data.mask, data.types))
    marks = [torch.from_numpy(a) for a in (data.readable, data.answer, data.owner)]

    def cost():
        with torch.inference_mode():
            return loss(network(ids, mask, types), *marks).item()

    before = cost()
    several = Source(source.corpus, source.mined, 3, {})
    train(network, [several], rate=2e-4, slowest=0.5, seed=0, most=8)
    assert cost() < before - 0.2
    network.save(tmp_path / "weights.safetensors")
    assert (tmp_path / "weights.safetensors").stat().st_size < 12_000_000
    assert np.isfinite(before)


def test_an_exercise_without_a_known_span_marks_its_whole_sentence():
    text = Text("", ("The bell was cast in Lyon.", "It weighs four tonnes."), "bell")
    corpus = Corpus("pairs", [text], [Exercise("what does it weigh ?", 0, 1, None, True)])
    made = next(groups([Source(corpus, [[]], 1, {})], Alterations([corpus]), random.Random(5)))
    begins, ends = made.answer
    if begins:  # the exercise may have been altered to be unanswerable
        assert begins == ends
        assert len(begins) == len(tokens(text.sentences[1])[0])
