"""Typing time: how long an author really wrote, from the moments of her keystrokes, and her words an hour.

Moments are seconds on a clock that only goes forward (``time.monotonic``), so no change of the clocks touches them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

IDLE = 60.0
"""A longer gap than this between two keystrokes, in seconds, was not writing. Thinking of a word takes less."""

LEAST = 60
"""Under so many seconds, words an hour say nothing."""


@dataclass(frozen=True, slots=True)
class TypingTime:
    """Seconds written so far, and when the last key was pressed."""

    seconds: float = 0.0
    last: float | None = None

    def key(self, moment: float, idle: float = IDLE) -> TypingTime:
        """The same after one more keystroke. A gap that is too long, or runs backwards, adds nothing."""
        gap = 0.0 if self.last is None else moment - self.last
        return TypingTime(self.seconds + gap if 0 < gap <= idle else self.seconds, moment)

    def taken(self) -> tuple[int, TypingTime]:
        """Whole seconds to be written down, and what goes on without them."""
        whole = int(self.seconds)
        return whole, replace(self, seconds=self.seconds - whole)


def typed_seconds(moments: Iterable[float], idle: float = IDLE) -> float:
    """Seconds of writing in a run of keystrokes."""
    counted = TypingTime()
    for moment in moments:
        counted = counted.key(moment, idle)
    return counted.seconds


def words_an_hour(words: int, seconds: float) -> int | None:
    """Net words an hour; None if the time is too short to tell. Below 0 where more was deleted."""
    return round(words * 3600 / seconds) if seconds >= LEAST else None
