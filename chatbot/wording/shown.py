"""Counts as a person is shown them."""

from __future__ import annotations


def count(number: int, noun: str) -> str:
    """A number and its noun, in the plural where it must be: "1 source", "2,400 sources"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
