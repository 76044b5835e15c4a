"""Did search find the passages that hold the facts? Answerable questions only, each counting once.

A system that returned no passage found nothing, unless it failed before it could say.
"""

from __future__ import annotations

from math import log2

from eval.observed import Row


def recall_1(row: Row) -> tuple[float, float] | None:
    """Mean share of a question's expected facts that the first passage holds.

    Recall@1 with facts in the place of relevant documents: a fact is found or it is not, in however
    many passages it stands.
    """
    return _recall(row, 1)


def recall_5(row: Row) -> tuple[float, float] | None:
    """Mean share of a question's expected facts that the first five passages hold together.

    Recall@5 with facts in the place of relevant documents, as `recall_1`.
    """
    return _recall(row, 5)


def ndcg_10(row: Row) -> tuple[float, float] | None:
    """Mean nDCG@10: how high the first ten passages bring each expected fact for the first time.

    A passage's gain is the number of expected facts that no passage before it holds, discounted by
    1 / log2(1 + rank), over the ideal of all facts in the first passage. Discounted gain of
    Järvelin & Kekäläinen 2002 (doi:10.1145/582415.582418); each fact once after Clarke et al. 2008
    (doi:10.1145/1390334.1390446), that is α-nDCG with α = 1. Adapted: their ideal is the best order
    of the passages there are, ours is one passage with everything, so it can't always be reached.
    """
    if not _has_say(row):
        return None
    held: set[int] = set()
    gain = 0.0
    for rank, passage in enumerate(row.observed.passages[:10], start=1):
        gain += len(set(passage.facts) - held) / log2(1 + rank)
        held.update(passage.facts)
    return gain / len(row.case.expect), 1.0


def _recall(row: Row, k: int) -> tuple[float, float] | None:
    if not _has_say(row):
        return None
    held = {fact for passage in row.observed.passages[:k] for fact in passage.facts}
    return len(held) / len(row.case.expect), 1.0


def _has_say(row: Row) -> bool:
    failed = bool(row.observed.error) and not row.observed.passages
    return bool(row.case.expect) and not row.case.abstain and not failed
