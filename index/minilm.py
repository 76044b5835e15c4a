"""The built-in encoder's forward pass in NumPy: a question is embedded without loading torch.

Importing sentence-transformers costs seconds and half a gigabyte; a question has some fifteen
tokens. This is BERT (Devlin et al. 2019, arXiv:1810.04805) with mean pooling, read straight from
the weights file; `tests/test_embed.py` holds it equal to sentence-transformers. On long batches
torch is two to four times faster, so `index.embed` hands it the big jobs.
"""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_F = np.float32
_ERF = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
_DTYPES = {"F32": np.float32, "F16": np.float16, "I64": np.int64}


class NumpyBert:
    """A BERT encoder in single precision. Thread-safe: it only reads its weights.

    Args:
        folder: Holds `config.json` and `model.safetensors`.
        changes: Added to the weights of these names: a fine-tuned adapter, merged.
    """

    def __init__(self, folder: Path, changes: Mapping[str, Floats] | None = None) -> None:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._layers: int = config["num_hidden_layers"]
        self._heads: int = config["num_attention_heads"]
        self._epsilon: float = config["layer_norm_eps"]
        self._weights = read_safetensors(folder / "model.safetensors")
        for name, change in (changes or {}).items():
            self._weights[name] = self._weights[name] + change

    def encode(
        self,
        ids: NDArray[np.int64],
        mask: NDArray[np.bool_],
        types: NDArray[np.int64] | None = None,
    ) -> tuple[Floats, Floats]:
        """Token vectors (batch, tokens, dimension) and their masked means (batch, dimension).

        Args:
            ids: Token ids, special tokens included, shape (batch, tokens).
            mask: True where `ids` holds a token, False where padding.
            types: 1 for the tokens of the second text of a pair; all 0 by default.
        """
        w = self._weights
        x = w["embeddings.word_embeddings.weight"][ids]
        x = x + w["embeddings.position_embeddings.weight"][: ids.shape[1]]
        x = x + w["embeddings.token_type_embeddings.weight"][0 if types is None else types]
        x = self._norm(x, "embeddings.LayerNorm")
        bias = np.where(mask, 0.0, -1e9).astype(np.float32)[:, None, None, :]
        for layer in range(self._layers):
            prefix = f"encoder.layer.{layer}"
            attended = self._attention(x, bias, f"{prefix}.attention.self")
            x = self._norm(
                x + self._linear(attended, f"{prefix}.attention.output.dense"),
                f"{prefix}.attention.output.LayerNorm",
            )
            hidden = _gelu(self._linear(x, f"{prefix}.intermediate.dense"))
            x = self._norm(
                x + self._linear(hidden, f"{prefix}.output.dense"), f"{prefix}.output.LayerNorm"
            )
        weight = mask[..., None].astype(np.float32)
        return x, (x * weight).sum(axis=1) / weight.sum(axis=1)

    def _attention(self, x: Floats, bias: Floats, name: str) -> Floats:
        batch, tokens, dimension = x.shape
        size = dimension // self._heads

        def heads(part: str) -> Floats:
            split = self._linear(x, f"{name}.{part}").reshape(batch, tokens, self._heads, size)
            return split.transpose(0, 2, 1, 3)

        scores = heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.float32(size**0.5) + bias
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        mixed: Floats = (scores @ heads("value")).transpose(0, 2, 1, 3).astype(_F, copy=False)
        return mixed.reshape(batch, tokens, dimension)

    def _linear(self, x: Floats, name: str) -> Floats:
        out: Floats = x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return out

    def _norm(self, x: Floats, name: str) -> Floats:
        x = x - x.mean(axis=-1, keepdims=True)
        variance = np.mean(x * x, axis=-1, keepdims=True)
        scaled: Floats = (x / np.sqrt(variance + _F(self._epsilon))).astype(_F, copy=False)
        return scaled * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


def _gelu(x: Floats) -> Floats:
    """x·Φ(x), in place, with erf by Abramowitz & Stegun 7.1.26 (error below 1.5e-7).

    In place and a few rows at a time, so that the work stays in the cache: 16 times faster than
    the formula written plainly, which would take longer than all the matrix products.
    """
    rows = x.reshape(-1, x.shape[-1])
    for i in range(0, len(rows), 32):
        row = rows[i : i + 32]
        z = np.abs(row)
        z *= _F(0.5**0.5)
        t = z * _F(0.3275911)
        t += _F(1)
        np.reciprocal(t, out=t)
        tail = t * _F(_ERF[0])
        for coefficient in _ERF[1:]:
            tail += _F(coefficient)
            tail *= t
        z *= z
        np.negative(z, out=z)
        np.exp(z, out=z)
        tail *= z  # 1 - erf(|x|/√2)
        tail *= row
        tail *= _F(0.5)
        np.abs(tail, out=tail)
        np.maximum(row, 0, out=row)
        row -= tail
    return x


def read_safetensors(path: Path) -> dict[str, Floats]:
    """Tensors by name, mapped from the file: nothing is copied until it is used."""
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    (length,) = struct.unpack("<Q", data[:8])
    tensors = {}
    for name, entry in json.loads(data[8 : 8 + length]).items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        dtype = np.dtype(_DTYPES[entry["dtype"]])
        flat = np.frombuffer(data, dtype, (end - begin) // dtype.itemsize, 8 + length + begin)
        tensors[name] = flat.reshape(entry["shape"])
    return tensors
