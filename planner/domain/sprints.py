"""Sprints: a timed burst of writing, from the countdown to its end, as a state that is fed with moments.

Moments are aware; what passed between two of them is reckoned in UTC, so a change of the clocks in the middle of a
sprint neither shortens nor lengthens it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

SHORTEST, LONGEST = 5, 90
"""Planned minutes."""

COMMON = (15, 20, 25)
"""What writers mostly sprint (facts/trackers.md)."""

GRACE = 60
"""Seconds to finish the sentence in, unless the author says otherwise."""

QUARTERS = (0, 15, 30, 45)


class Begin(StrEnum):
    """When a sprint begins."""

    NOW = "now"
    IN_A_MINUTE = "in a minute"
    ON_THE_QUARTER = "on the quarter"
    ON_THE_HALF = "on the half hour"
    ON_THE_HOUR = "on the hour"


_MARKS = {Begin.ON_THE_QUARTER: QUARTERS, Begin.ON_THE_HALF: (0, 30), Begin.ON_THE_HOUR: (0,)}


class State(StrEnum):
    """Where a sprint is."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    GRACE = "grace"
    DONE = "done"


def beginning(begin: Begin, now: datetime) -> datetime:
    """The moment a sprint begins that is asked for now."""
    if begin is Begin.NOW:
        return now
    if begin is Begin.IN_A_MINUTE:
        return now + timedelta(minutes=1)
    return next_mark(now, _MARKS[begin])


def next_mark(now: datetime, minutes: tuple[int, ...] = QUARTERS) -> datetime:
    """The next moment whose minute on the wall clock is one of ``minutes``; now, if it is just that."""
    whole = now.replace(second=0, microsecond=0)
    wait = min((minute - now.minute) % 60 for minute in minutes)
    if wait == 0 and whole != now:
        wait = min((minute - now.minute - 1) % 60 for minute in minutes) + 1
    return now if wait == 0 else _later(whole, timedelta(minutes=wait))


@dataclass(frozen=True, slots=True)
class Sprint:
    """A sprint under way. Every step makes a new one; none is changed.

    Attributes:
        begins: when it begins or began.
        minutes: planned; None, of one that counts up, goes on until it is stopped.
        count_up: the clock shows what has passed, not what is left.
        grace: seconds after the end in which a sentence can be finished.
        paused: seconds of pauses that are over.
        paused_at, stopped_at: when the pause under way began, and when it was stopped.
    """

    begins: datetime
    minutes: int | None
    count_up: bool = False
    grace: int = GRACE
    paused: float = 0.0
    paused_at: datetime | None = None
    stopped_at: datetime | None = None

    def state(self, now: datetime) -> State:
        """Where it is at a moment; a moment before an earlier one is taken for that one's."""
        if self.stopped_at is not None:
            return State.DONE
        if self.paused_at is not None:
            return State.PAUSED
        ran = _seconds(self.begins, now) - self.paused
        if ran < 0:
            return State.WAITING
        if self.planned is None or ran < self.planned:
            return State.RUNNING
        return State.GRACE if ran < self.planned + self.grace else State.DONE

    @property
    def planned(self) -> int | None:
        """Planned seconds."""
        return None if self.minutes is None else self.minutes * 60

    def elapsed(self, now: datetime) -> float:
        """Seconds of the sprint that have passed; pauses and the grace period are no part of it."""
        until = self.stopped_at or self.paused_at or now
        ran = max(0.0, _seconds(self.begins, until) - self.paused)
        return ran if self.planned is None else min(ran, float(self.planned))

    def remaining(self, now: datetime) -> float | None:
        """Seconds left; None if it goes on until it is stopped."""
        return None if self.planned is None else self.planned - self.elapsed(now)

    def waiting(self, now: datetime) -> float:
        """Seconds until it begins."""
        return max(0.0, _seconds(now, self.begins))

    def grace_left(self, now: datetime) -> float:
        """Seconds left to finish the sentence in; 0 outside of the grace period."""
        if self.planned is None or self.state(now) is not State.GRACE:
            return 0.0
        return self.planned + self.grace - (_seconds(self.begins, now) - self.paused)

    def ends(self) -> datetime | None:
        """When its planned end comes, if it is not paused again; None if there is none."""
        return None if self.planned is None else _later(self.begins, timedelta(seconds=self.planned + self.paused))

    def pause(self, now: datetime) -> Sprint:
        """Stop the clock; only what runs can be paused, anything else stays as it is."""
        return replace(self, paused_at=now) if self.state(now) is State.RUNNING else self

    def resume(self, now: datetime) -> Sprint:
        """Let the clock go on."""
        if self.paused_at is None or self.stopped_at is not None:
            return self
        pause = max(0.0, _seconds(self.paused_at, now))
        return replace(self, paused=self.paused + pause, paused_at=None)

    def stop(self, now: datetime) -> Sprint:
        """End it, before its time or in the grace period; what is done stays as it is."""
        if self.state(now) is State.DONE:
            return self
        return replace(self, stopped_at=self.paused_at or now)


def sprint(
    minutes: int | None, now: datetime, begin: Begin = Begin.NOW, *, count_up: bool = False, grace: int = GRACE
) -> Sprint:
    """A sprint that is asked for now.

    Raises:
        ValueError: the minutes are not among ``SHORTEST`` … ``LONGEST``, or there are none though it counts down.
    """
    if minutes is None and not count_up:
        raise ValueError("a countdown needs its minutes")
    if minutes is not None and not SHORTEST <= minutes <= LONGEST:
        raise ValueError(f"a sprint takes {SHORTEST} to {LONGEST} minutes")
    return Sprint(beginning(begin, now), minutes, count_up, grace)


def _later(moment: datetime, by: timedelta) -> datetime:
    """A moment so much later in real time, told in the same zone."""
    return (moment.astimezone(UTC) + by).astimezone(moment.tzinfo)


def _seconds(first: datetime, then: datetime) -> float:
    # Between two moments of one zone Python subtracts what the wall says, clock changes and all.
    if first.tzinfo is None or then.tzinfo is None:
        raise ValueError("a sprint's moments need their time zone")
    return (then.astimezone(UTC) - first.astimezone(UTC)).total_seconds()
