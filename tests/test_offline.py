"""After installing, the default mode asks nothing of any other machine."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Adds, embeds with both engines, asks and opens the page's program, noting every address that
# Python code connects to or looks up on the way.
SCRIPT = """
import json, sys
from pathlib import Path

seen = []

def note(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        address = arguments[1] if event == "socket.connect" else arguments[0]
        host = address[0] if isinstance(address, tuple) else address
        seen.append(str(host))

sys.addaudithook(note)
from chatbot import Chatbot

home, documents = sys.argv[1:]
with Chatbot(home) as bot:
    report = bot.add(documents)
    assert not report.failed, report.failed
    answer = bot.ask("How many ferries does the harbour board run?")
    bot.doctor()
    import app
    app.Page(bot)
print(json.dumps({"seen": seen, "answer": answer.text}))
"""


@pytest.fixture
def arguments(tmp_path):
    documents = tmp_path / "documents"
    documents.mkdir()
    for number in range(3):
        (documents / f"{number}.md").write_text(
            f"# Harbour {number}\n\nThe harbour board runs {number + 3} ferries.\n"
        )
    return [sys.executable, "-c", SCRIPT, str(tmp_path / "home"), str(documents)]


def run(command):
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=180, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_nothing_is_looked_up_or_connected_to(arguments):
    result = run(arguments)
    outside = [h for h in result["seen"] if h not in ("127.0.0.1", "::1", "localhost")]
    assert not outside
    assert "ferries" in result["answer"]


def test_it_works_where_there_is_no_network_at_all(arguments):
    """Native code (Chroma's core) passes no audit hook, so here the network itself is missing."""
    unshare = shutil.which("unshare")
    alone = [unshare or "", "--user", "--map-root-user", "--net"]
    if not unshare or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system cannot make a network namespace (unshare)")
    assert "ferries" in run([*alone, *arguments])["answer"]
