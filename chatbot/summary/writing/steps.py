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
    _running: bool = False

    def begin(self) -> None:
        """A call begins."""
        self._started, self._running = self.clock(), True

    def end(self) -> None:
        """It has ended."""
        self._spent += self.clock() - self._started
        self._running = False
        self.done += 1
        self.ahead = max(0, self.ahead - 1)

    def progress(self, doing: str) -> SummaryProgress:
        """How far it is now; the time left is what calls took so far, times those to come."""
        left = None
        if self.done:
            usual = self._spent / self.done
            begun = self.clock() - self._started if self._running else 0.0
            left = max(0.0, usual * self.ahead - min(usual, begun))
        return SummaryProgress(doing, self.done, self.done + self.ahead, left)
