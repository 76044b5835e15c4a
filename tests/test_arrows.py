"""The house keeps its arrows: who may import whom, and each framework at its one doorway."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = {
    "index": {"chatbot", "prompts", "eval", "app", "tests"},
    "prompts": {"chatbot", "index", "eval", "app", "tests"},
    "chatbot": {"eval", "app", "tests"},
    "eval": {"app", "tests"},
    "app.py": {"eval", "tests"},
}


def _room(name: str) -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in (ROOT / name).glob("*.py")}


# Within eval/ each room stands on those before it.
EVAL_ROOMS = ("cases", "observed", "judging", "metrics", "statistics", "runs", "report")
DOORWAYS = {
    "chromadb": {"index/vectors.py"},
    "sentence_transformers": {"index/embed.py"},
    "torch": {
        "index/embed.py",
        "chatbot/reader/training/__main__.py",
        "chatbot/reader/training/labels.py",
        "chatbot/reader/training/network.py",
    },
    "onnxruntime": {"index/minilm.py"},
    "onnx": {"index/minilm_graph.py"},
    "gradio": {"app.py", *_room("chatbot/page/panels")},
    "matplotlib": {"eval/report/drawing.py"},
    "llama_index": {
        "index/retriever.py",
        "chatbot/models/__init__.py",
        "chatbot/models/local_llm.py",
        "eval/runs/baseline/__init__.py",
        "eval/runs/baseline/adapters.py",
    },
}


def _sources():
    for room in ("index", "prompts", "chatbot", "eval"):
        yield from sorted((ROOT / room).rglob("*.py"))
    yield ROOT / "app.py"


def _imports(path: Path) -> set[tuple[str, bool]]:
    """(top-level package, only for type checking) of every import, inside functions too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        found |= {(name.split(".")[0], id(node) in typing_only) for name in names}
    return found


@pytest.mark.parametrize("path", _sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_arrows(path):
    name = path.relative_to(ROOT).as_posix()
    imported = _imports(path)
    room = name.split("/")[0]
    assert not {package for package, _ in imported} & FORBIDDEN[room]
    for framework, doorways in DOORWAYS.items():
        assert (framework, False) not in imported or name in doorways, f"{framework} in {name}"


@pytest.mark.parametrize("room", EVAL_ROOMS)
def test_eval_stands_on_what_is_before_it(room):
    later = EVAL_ROOMS[EVAL_ROOMS.index(room) + 1 :]
    files = [*(ROOT / "eval" / room).rglob("*.py"), *(ROOT / "eval").glob(f"{room}.py")]
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not [name for name in later if f"from eval.{name}" in text], path
