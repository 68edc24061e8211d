"""Pace: how many words an author writes in a day, learned from the days on which she wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

RECENT_DAYS = 14
"""How many days of writing the present pace is learned from."""

LEAST_DAYS = 3
"""Fewer days than this are chance, not a pace."""

REACH = timedelta(days=28)
"""How far those days may lie before the newest of them: a break longer than this says nothing about the pace."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the author writes: words on a day of writing, and words a day with her days off counted in."""

    writing_day: float
    any_day: float


def present_pace(days: Sequence[tuple[date, int]]) -> Pace | None:
    """The pace of the last days of writing; None if they are too few, or if more was deleted than written.

    Args:
        days: (day, net words) of each day with an entry, oldest first.
    """
    if not days:
        return None
    newest = days[-1][0]
    recent = [(day, words) for day, words in days[-RECENT_DAYS:] if newest - day <= REACH]
    words = sum(count for _, count in recent)
    if words <= 0 or len(recent) < LEAST_DAYS:
        return None
    return Pace(words / len(recent), words / ((newest - recent[0][0]).days + 1))
