"""How a long reading tells how far it is, and is told to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.domain.errors import Cancelled


def _never() -> bool:
    return False


def _nobody(_done: float) -> None:
    return None


@dataclass(frozen=True)
class Watch:
    """Whoever waits for a reading: ``cancelled`` is asked, ``progress`` is told (0 … 1), both often."""

    cancelled: Callable[[], bool] = _never
    progress: Callable[[float], None] = _nobody

    def check(self) -> None:
        """Raise Cancelled if the author has had enough."""
        if self.cancelled():
            raise Cancelled

    def at(self, done: float) -> None:
        """Tell that this share of the work is done, and check."""
        self.check()
        self.progress(min(max(done, 0.0), 1.0))

    def part(self, start: float, end: float) -> Watch:
        """A watch over the stretch of the work between two shares of it."""
        return Watch(self.cancelled, lambda done: self.progress(start + (end - start) * done))


UNWATCHED = Watch()
