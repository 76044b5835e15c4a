"""Verdicts explain themselves to people: what is not there, and what is there in its place."""

from __future__ import annotations

from collections.abc import Iterable


def absent(what: str, instead: Iterable[str] = ()) -> str:
    """That the cited sentence lacks it; and has another, if just one could be in its place."""
    rivals = list(dict.fromkeys(instead))
    rest = f", which says ‘{rivals[0]}’" if len(rivals) == 1 else ""
    return f"‘{what}’ is not in the cited sentence{rest}"


def of_something_else(what: str) -> str:
    return f"the cited sentence says ‘{what}’ of something else"


def changed_places(one: str, two: str) -> str:
    return f"‘{one}’ and ‘{two}’ have changed places"
