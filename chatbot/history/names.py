"""What a kept conversation is called."""

from __future__ import annotations

import re

from index.words import sound

_MOST = 60  # characters
_ASIDE = re.compile(
    r"^(?:please|hello|hi|hey|ok|okay|so|and|well)\b[\s,.!:–-]+(?=\w)", re.IGNORECASE
)


def name_of(question: str) -> str:
    """A name from the first question: without its courtesies and final mark, on one line."""
    words = shortened(_ASIDE.sub("", " ".join(question.split())).rstrip(" ?.!"))
    return f"{words[:1].upper()}{words[1:]}" or "Conversation"


def shortened(text: str) -> str:
    """Text on one line, of 60 characters at most, cut between words."""
    line = " ".join(sound(text).split())
    if len(line) <= _MOST:
        return line
    head = line[: _MOST - 1]
    whole = head.rpartition(" ")[0] if " " in head[_MOST // 2 :] else head
    return f"{whole.rstrip(' ,;:–-')}…"
