"""Words set between quotation marks, to be told to a person."""

from __future__ import annotations

from collections.abc import Sequence


def quoted(texts: Sequence[str]) -> str:
    """ "“a”", "“a” and “b”", "“a”, “b” and “c”"; "" for none."""
    marked = [f"“{text}”" for text in texts]
    return " and ".join(filter(None, (", ".join(marked[:-1]), *marked[-1:])))
