"""Writes the graph that ONNX Runtime runs: `python -m index.minilm_graph` (needs `onnx`).

BERT (Devlin et al. 2019, arXiv:1810.04805) in the shape of all-MiniLM-L6-v2, without its weights:
those stay in their own package, or come from a fine-tuned model, and are handed over when a session
is opened. There is a graph in single precision and one whose matrices are 8-bit integers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from index.minilm import GRAPH, GRAPH_8BIT, QUANTISED, SCALE

LAYERS, HEADS, WIDTH, INNER = 6, 12, 384, 1536
VOCABULARY, POSITIONS, TYPES = 30522, 512, 2
EPSILON = 1e-12
_OPSET, _IR = 20, 9


@dataclass
class _Graph:
    """Nodes and weights as they are added; a value is known by its name."""

    eight_bit: bool
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    tensors: list[onnx.TensorProto] = field(default_factory=list)

    def add(self, operator: str, *inputs: str, outputs: int = 1, **attributes: Any) -> list[str]:
        names = [f"{operator.lower()}{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(operator, inputs, names, **attributes))
        return names

    def one(self, operator: str, *inputs: str, **attributes: Any) -> str:
        return self.add(operator, *inputs, **attributes)[0]

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.tensors.append(numpy_helper.from_array(value, name))
        return name

    def weight(self, name: str, *shape: int, kind: int = TensorProto.FLOAT) -> str:
        """A tensor whose numbers are handed over when a session is opened."""
        tensor = TensorProto(name=name, data_type=kind, dims=shape)
        tensor.data_location = TensorProto.EXTERNAL
        tensor.external_data.add(key="location", value="handed over")
        self.tensors.append(tensor)
        return name

    def norm(self, x: str, name: str) -> str:
        scale, shift = self.weight(f"{name}.weight", WIDTH), self.weight(f"{name}.bias", WIDTH)
        return self.one("LayerNormalization", x, scale, shift, axis=-1, epsilon=EPSILON)

    def linear(self, x: Sequence[str], name: str, size: tuple[int, int]) -> str:
        """`x` as `prepared` made it, times a matrix of (in, out), plus a bias."""
        if self.eight_bit:
            kind = TensorProto.INT8
            matrix = self.weight(f"{name}.weight{QUANTISED}", *size, kind=kind)
            scale = self.one("Mul", x[1], self.weight(f"{name}.weight{SCALE}", size[1]))
            whole = self.one("MatMulInteger", x[0], matrix, x[2])
            product = self.one("Mul", self.one("Cast", whole, to=TensorProto.FLOAT), scale)
        else:
            product = self.one("MatMul", x[0], self.weight(f"{name}.weight", *size))
        return self.one("Add", product, self.weight(f"{name}.bias", size[1]))

    def prepared(self, x: str) -> list[str]:
        """What a matrix is multiplied with: `x`, or its integers, their scale and zero point."""
        return self.add("DynamicQuantizeLinear", x, outputs=3) if self.eight_bit else [x]


def build(*, eight_bit: bool) -> onnx.ModelProto:
    """The encoder: ids, types (batch, tokens), positions (tokens) and bias (batch, 1, 1, tokens),
    0 for tokens and very negative for padding, become token vectors (batch, tokens, 384)."""
    graph = _Graph(eight_bit)
    x = _embeddings(graph)
    graph.constant("split", np.array([0, 0, HEADS, WIDTH // HEADS]))
    graph.constant("join", np.array([0, 0, WIDTH]))
    graph.constant("temperature", np.array((WIDTH // HEADS) ** -0.5, np.float32))
    for layer in range(LAYERS):
        x = _layer(graph, x, f"encoder.layer.{layer}")
    graph.nodes.append(helper.make_node("Identity", [x], ["vectors"]))
    pair, floats = ["batch", "tokens"], TensorProto.FLOAT
    made = helper.make_graph(
        graph.nodes,
        "all-MiniLM-L6-v2",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, pair),
            helper.make_tensor_value_info("types", TensorProto.INT64, pair),
            helper.make_tensor_value_info("positions", TensorProto.INT64, ["tokens"]),
            helper.make_tensor_value_info("bias", floats, ["batch", 1, 1, "tokens"]),
        ],
        [helper.make_tensor_value_info("vectors", floats, [*pair, WIDTH])],
        graph.tensors,
    )
    opset = [helper.make_opsetid("", _OPSET)]
    return helper.make_model(made, opset_imports=opset, ir_version=_IR, producer_name="footnote")


def _embeddings(graph: _Graph) -> str:
    tables = {
        "word": (VOCABULARY, "ids"), "position": (POSITIONS, "positions"),
        "token_type": (TYPES, "types"),
    }  # fmt: skip
    word, position, kind = (
        graph.one("Gather", graph.weight(f"embeddings.{n}_embeddings.weight", rows, WIDTH), index)
        for n, (rows, index) in tables.items()
    )
    total = graph.one("Add", graph.one("Add", word, position), kind)
    return graph.norm(total, "embeddings.LayerNorm")


def _layer(graph: _Graph, x: str, name: str) -> str:
    square, wide = (WIDTH, WIDTH), (WIDTH, INNER)
    mixed = graph.prepared(_attention(graph, x, f"{name}.attention.self"))
    out = graph.linear(mixed, f"{name}.attention.output.dense", square)
    x = graph.norm(graph.one("Add", x, out), f"{name}.attention.output.LayerNorm")
    inner = graph.linear(graph.prepared(x), f"{name}.intermediate.dense", wide)
    active = graph.prepared(graph.one("Gelu", inner))
    out = graph.linear(active, f"{name}.output.dense", wide[::-1])
    return graph.norm(graph.one("Add", x, out), f"{name}.output.LayerNorm")


def _attention(graph: _Graph, x: str, name: str) -> str:
    ready = graph.prepared(x)

    def heads(part: str, *order: int) -> str:
        flat = graph.linear(ready, f"{name}.{part}", (WIDTH, WIDTH))
        return graph.one("Transpose", graph.one("Reshape", flat, "split"), perm=order)

    query, key = heads("query", 0, 2, 1, 3), heads("key", 0, 2, 3, 1)
    scores = graph.one("Mul", graph.one("MatMul", query, key), "temperature")
    shares = graph.one("Softmax", graph.one("Add", scores, "bias"), axis=-1)
    mixed = graph.one("MatMul", shares, heads("value", 0, 2, 1, 3))
    return graph.one("Reshape", graph.one("Transpose", mixed, perm=[0, 2, 1, 3]), "join")


def main(folder: Path = GRAPH.parent) -> None:
    """Write both graphs beside this file."""
    for name, eight_bit in ((GRAPH.name, False), (GRAPH_8BIT.name, True)):
        (folder / name).write_bytes(build(eight_bit=eight_bit).SerializeToString())


if __name__ == "__main__":
    main()
