"""all-MiniLM-L6-v2, run by ONNX Runtime: a question is embedded without loading torch.

Importing sentence-transformers costs seconds and half a gigabyte; a question has some fifteen
tokens. The graph lies beside this file (`index/minilm_graph.py` writes it); the weights are handed
over when a session is opened, straight from their package or out of a fine-tuned model.
`tests/test_embed.py` holds the result equal to sentence-transformers. On long batches torch is
faster, so `index.embed` hands it the big jobs.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

Floats = NDArray[np.float32]

GRAPH = Path(__file__).with_name("minilm.onnx")
GRAPH_8BIT = Path(__file__).with_name("minilm-8bit.onnx")
# What the 8-bit graph calls a matrix: its integers, and one scale for each of its columns.
QUANTISED, SCALE = ".quantised", ".scale"
# More threads than this only wait for each other on batches of our size.
_MOST_THREADS = 8


class Bert:
    """The encoder with weights of your choice. Thread-safe.

    Args:
        weights: Every weight the graph names: linear layers as (in, out).
        graph: `GRAPH`, or `GRAPH_8BIT` for matrices quantised by `quantised`.
    """

    def __init__(self, weights: Mapping[str, NDArray[Any]], graph: Path = GRAPH) -> None:
        # A tenth of a second: only when something is embedded.
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(os.cpu_count() or 1, _MOST_THREADS)
        # Threads that spin while they wait would take the other core from whoever works there.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        contiguous = {name: np.ascontiguousarray(w) for name, w in weights.items()}
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(w) for w in contiguous.values()]
        options.add_external_initializers(list(contiguous), values)
        self._weights = contiguous  # the session reads them where they lie
        self._session = onnxruntime.InferenceSession(
            graph.read_bytes(), options, providers=["CPUExecutionProvider"]
        )

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
        vectors: Floats
        (vectors,) = self._session.run(
            None,
            {
                "ids": ids,
                "types": np.zeros_like(ids) if types is None else types,
                "positions": np.arange(ids.shape[1]),
                "bias": np.where(mask, 0, -1e9).astype(np.float32)[:, None, None, :],
            },
        )
        weight = mask[..., None].astype(np.float32)
        return vectors, (vectors * weight).sum(axis=1) / weight.sum(axis=1)


def weights_of(folder: Path) -> dict[str, NDArray[Any]]:
    """The weights that the graph wants, out of a model's folder; matrices turned to (in, out)."""
    tensors = load_file(folder / "model.safetensors")
    return {
        name: tensor.T if is_matrix(name) else tensor
        for name, tensor in tensors.items()
        if name.startswith(("embeddings.", "encoder.")) and not name.endswith("position_ids")
    }


def is_matrix(name: str) -> bool:
    """Is the weight of this name the matrix of a linear layer?"""
    return name.startswith("encoder.") and name.endswith(".weight") and "LayerNorm" not in name


def quantised(matrix: Floats) -> tuple[NDArray[np.int8], Floats]:
    """An (in, out) matrix as integers of -63..63 and the scale of each of its columns.

    Seven bits, not eight: processors without VNNI add two products in 16 bits, and overflow.
    """
    scale = np.maximum(np.abs(matrix).max(axis=0), 1e-9) / 63
    return np.round(matrix / scale).astype(np.int8), scale.astype(np.float32)
