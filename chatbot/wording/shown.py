"""Days and counts as a person is shown them."""

from __future__ import annotations

import datetime as dt


def day(date: dt.date) -> str:
    """A date as people write it: 5 March 2024."""
    return f"{date.day} {date:%B %Y}"


def count(number: int, noun: str) -> str:
    """A number and its noun, in the plural where it must be: "1 source", "2,400 sources"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
