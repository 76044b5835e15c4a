"""Items divided among prompts: small neighbours together, what is too large cut in pieces."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import groupby

from chatbot.summary.writing.items import Item

_ITEMS = 240  # in a group: of four sources each, so that their numbers have three digits
Cost = Callable[[Item, Item | None], int]  # tokens that an item adds after another


def packed(items: Sequence[Item], most: int, cost: Cost, wished: int = 1) -> list[list[Item]]:
    """Groups of neighbours of at most so many tokens each, about equally large.

    A section is kept whole where it fits into one group; an item that fits into none is alone.

    Args:
        wished: How many groups, if they may be smaller.
    """
    costs = [cost(item, None) for item in items]
    even = math.ceil(sum(costs) / max(wished, math.ceil(sum(costs) / most), 1)) + max(
        costs, default=0
    )
    return [group for group in _filled(items, min(most, even), cost) if group]


def _filled(items: Sequence[Item], most: int, cost: Cost) -> list[list[Item]]:
    groups: list[list[Item]] = [[]]
    used = 0
    for _, section in groupby(items, key=_section):
        run = list(section)
        whole = sum(cost(item, before) for item, before in zip(run, [None, *run], strict=False))
        if used + whole > most >= whole:
            groups.append([])
            used = 0
        for item in run:
            tokens = cost(item, groups[-1][-1] if groups[-1] else None)
            if groups[-1] and (used + tokens > most or len(groups[-1]) == _ITEMS):
                groups.append([])
                used, tokens = 0, cost(item, None)
            groups[-1].append(item)
            used += tokens
    return groups


def _section(item: Item) -> tuple[object, ...]:
    """What is best kept together; a note stands for itself."""
    first = item.sources[0]
    alone = id(item) if item.verdict is not None else 0
    return first.document.id, first.section, alone
