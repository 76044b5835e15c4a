"""Nothing heavy loads before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("torch", "sentence_transformers", "transformers", "chromadb", "gradio", "llama_index")


def loaded_after(code: str) -> set[str]:
    script = f"import sys; {code}; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["chatbot", "chatbot.cli", "chatbot.models", "index.ingest"])
def test_importing_loads_nothing_heavy(module):
    assert loaded_after(f"import {module}") == set()


def test_opening_a_library_loads_nothing_heavy(tmp_path):
    home = tmp_path / "home"
    code = f"from chatbot import Chatbot; bot = Chatbot({str(home)!r}); bot.documents()"
    assert loaded_after(code) == set()


def test_a_built_in_answer_never_loads_torch_or_llama_index(tmp_path):
    (tmp_path / "a.txt").write_text("The board met on 3 May 2024. It agreed to build two piers.")
    code = (
        "from chatbot import Chatbot; "
        f"bot = Chatbot({str(tmp_path / 'home')!r}); bot.add({str(tmp_path / 'a.txt')!r}); "
        "bot.ask('How many piers will be built?')"
    )
    assert loaded_after(code) <= {"chromadb"}
