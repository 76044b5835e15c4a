"""Laws that hold of every library at every moment, checked through the public API."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from chatbot import Chatbot

ROOT = Path(__file__).resolve().parents[1]


def nodes(bot, question, limit=10):
    """What a search finds, as llama-index nodes, best first."""
    return [found.node for found in bot.retriever(limit).retrieve(question)]


def texts(bot, question, limit=10):
    return [node.text for node in nodes(bot, question, limit)]


def check_sound(bot):
    """Each document is there once, findable, its spans exact; nothing is found that is not there.

    `doctor(fix=True)` has nothing left to complain of that it could have mended.
    """
    documents = bot.documents()
    ids = [info.id for info in documents]
    assert len(set(ids)) == len(ids)
    for info in documents:
        text = bot.text(info.id)
        found = nodes(bot, text[:200], limit=50)
        assert info.id in {node.metadata["document"] for node in found}
        assert len({node.node_id for node in found}) == len(found)
        for node in found:
            assert node.metadata["document"] in ids
            whole = bot.text(node.metadata["document"])
            assert whole[node.start_char_idx : node.end_char_idx] == node.text
    diagnosis = bot.doctor(fix=True)
    assert not [p for p in diagnosis.problems if p.fixable], diagnosis
    for info in documents:
        assert info.id in {n.metadata["document"] for n in nodes(bot, bot.text(info.id)[:200], 50)}


def settle(*paths):
    """Make files look as if they were written a while ago, so that they need not be read again."""
    for path in paths:
        then = time.time_ns() - 60 * 10**9
        os.utime(path, ns=(then, then))


def in_another_process(code, *arguments, **options):
    """Start a Python of its own that runs `code`; `bot` is a Chatbot at its first argument."""
    start = "import sys; from chatbot import Chatbot; bot = Chatbot(sys.argv[1])\n"
    return subprocess.Popen(
        [sys.executable, "-c", start + code, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


def reopened(bot, **settings):
    """The same library, opened anew, as the next run of the program would."""
    bot.close()
    return Chatbot(bot.settings.home, **settings)
