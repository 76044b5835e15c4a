"""Words of one text found in another in the same order, whatever stands between them."""

from __future__ import annotations

from collections.abc import Sequence

_LONG = 6  # letters: words as long or longer count full
_SKIPPED = 0.2  # for each sought word that is not there, of its weight
_JUMP, _STEP = 1.2, 0.02  # for going on elsewhere: once, and for each word passed over

_Pair = tuple[int, int]
_Path = tuple[float, _Pair | None]  # a score, and the pair it ends with
_NOTHING: _Path = (0.0, None)


def aligned(
    sought: Sequence[str], text: Sequence[str], weights: Sequence[float]
) -> list[tuple[int, int]]:
    """The best local alignment of words (Smith and Waterman 1981; gaps after Gotoh 1982).

    Args:
        sought: Words of which some may be missing.
        text: Words among which others may have come.
        weights: How much each word sought counts.

    Returns:
        Pairs of equal words, (index in `sought`, index in `text`), in order.
    """
    came: dict[_Pair, _Pair | None] = {}
    ending: list[_Path] = [_NOTHING] * len(text)  # the best of the words so far, by its last place
    best = _NOTHING
    for i, word in enumerate(sought):
        worth = weights[i] * (0.4 + 0.6 * min(len(word), _LONG) / _LONG)
        row: list[_Path] = []
        far = beside = _NOTHING  # what ends farther left, and what ends just before
        for j, other in enumerate(text):
            here: _Path = (ending[j][0] - _SKIPPED * weights[i], ending[j][1])
            if other == word:
                before = max(beside, far, _NOTHING, key=_score)
                if before[0] + worth > here[0]:
                    here = (before[0] + worth, (i, j))
                    came[i, j] = before[1]
            row.append(here)
            best = max(best, here, key=_score)
            far = max((far[0] - _STEP, far[1]), (beside[0] - _JUMP, beside[1]), key=_score)
            beside = ending[j]
        ending = row
    pairs, pair = [], best[1]
    while pair is not None:
        pairs.append(pair)
        pair = came[pair]
    return pairs[::-1]


def _score(path: _Path) -> float:
    return path[0]
