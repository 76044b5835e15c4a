"""A model is tried: does it say a word?"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from chatbot.models.errors import ModelError, plainly

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

SECONDS = 10.0  # that a server may take to its first word
_WORDS = 8  # tokens
_OVERHEAD = 1.15  # of a file's size: what running it takes beside its weights


def trial(llm: LLM) -> str:
    """What is wrong with a model and what to do about it; "" if it answers."""
    from chatbot.models import stream_text

    try:
        if not getattr(llm, "is_loaded", False):
            check_memory(getattr(llm, "path", None))
        if hasattr(llm, "max_retries"):
            llm.max_retries = 0  # a person waits
        words = stream_text(
            llm, system="You are being tested.", prompt="Say yes.", max_tokens=_WORDS
        )
        with closing(words):
            next(words, None)  # a model that thinks first may end without having said anything
    except ModelError as error:
        return plainly(error)
    return ""


def check_memory(weights: Path | None) -> None:
    """Refuse to load a file that does not fit into memory: the system might end the process.

    Raises:
        ModelError: It is larger than the memory that is free.
    """
    free = free_memory()
    if weights is None or free is None:
        return
    needed = int(weights.stat().st_size * _OVERHEAD)
    if needed > free:
        raise ModelError(
            f"{weights.name} needs about {needed / 1e9:.1f} GB of memory, and "
            f"{free / 1e9:.1f} GB are free.",
            "Close other programs, or set FOOTNOTE_MODEL to a smaller one.",
        )


def free_memory() -> int | None:
    """Bytes that a program could take now; None where the system does not say."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
        amounts = {name: amount.split()[0] for name, _, amount in (x.partition(":") for x in lines)}
        return int(amounts["MemAvailable"]) * 1024
    except (OSError, KeyError, ValueError, IndexError):
        pass
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):  # not on Windows
        return None
