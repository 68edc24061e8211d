"""Reminders: whether it is time to say that nothing is written yet."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from planner.domain.days import MIDNIGHT, author_day

LATE = timedelta(hours=1)
"""So long after its time a reminder still comes; later, a computer that woke up would only nag."""


def remind_at(day: date, at: time, start: time = MIDNIGHT) -> datetime:
    """When an author's day has its reminder: a time before her day begins is that of the night after."""
    return datetime.combine(day if at >= start else day + timedelta(days=1), at)


def is_due(
    now: datetime,
    at: time,
    written: int,
    *,
    start: time = MIDNIGHT,
    reminded: date | None = None,
    is_sprinting: bool = False,
    is_done: bool = False,
) -> bool:
    """Whether to remind the author now.

    Args:
        now: local time.
        at: when she asked to be reminded.
        written: net words of the author's day so far.
        start: when her day begins.
        reminded: the author's day on which she was reminded last.
        is_sprinting: whether she is writing against the clock.
        is_done: whether what her goals ask of the day is done, or they ask nothing of it.
    """
    local = now.replace(tzinfo=None)
    day = author_day(local, start)
    if written > 0 or is_sprinting or is_done or reminded == day:
        return False
    return timedelta(0) <= local - remind_at(day, at, start) < LATE
