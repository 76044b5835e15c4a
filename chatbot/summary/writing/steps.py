"""How far a model has come, and how long the rest may take."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from chatbot.types import SummaryProgress


@dataclass(slots=True)
class Steps:
    """Calls made and calls to come.

    Args:
        ahead: Calls still to come, as far as is known.
    """

    ahead: int
    done: int = 0
    clock: Callable[[], float] = time.monotonic
    _started: float = field(default=0.0)
    _spent: float = 0.0

    def begin(self) -> None:
        """A call begins."""
        self._started = self.clock()

    def end(self) -> None:
        """It has ended."""
        self._spent += self.clock() - self._started
        self.done += 1
        self.ahead = max(0, self.ahead - 1)

    def progress(self, doing: str) -> SummaryProgress:
        """How far it is now; the time left is what calls took so far, times those to come."""
        left = self._spent / self.done * self.ahead if self.done else None
        return SummaryProgress(doing, self.done, self.done + self.ahead, left)
