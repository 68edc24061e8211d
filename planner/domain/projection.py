"""Projection: on which date something will be finished at a pace, and what the best and the worst days say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from planner.domain.days import ONE_DAY, span
from planner.domain.goals import Days, Goal, first_day, standing
from planner.domain.schedule import NORMAL, Schedule

RECENT = 14
"""From how many days the recent pace, the best and the worst are taken."""

REACH = 366 * 30
"""A date further off than so many days is no forecast."""

FURTHEST = timedelta(days=5 * 365)
"""A forecast further off tells nothing, and would only weigh on the author."""


@dataclass(frozen=True, slots=True)
class Recent:
    """The last days: words (or minutes) a normal day, and the best and the worst day on which any were written.

    Days off in the schedule do not lower the pace, since the days ahead are weighed in the same way.
    """

    pace: float
    best: int
    worst: int


def recent(days: Days, today: date, schedule: Schedule | None = None, since: date | None = None) -> Recent | None:
    """The pace of the last ``RECENT`` days; None if nothing was gained on them.

    Nothing written yet today is not held against the author: without an entry the last day that counts is yesterday.

    Args:
        days: what was written, by day.
        today: the author's day.
        schedule: how much of the work a day takes; without one all days are alike.
        since: days before this one do not count; without it, those before the first entry.
    """
    schedule = schedule or Schedule()
    last = today if days.get(today) else today - ONE_DAY
    begun = since or min((day for day in days if day <= last), default=last)
    window = list(span(max(begun, last - timedelta(days=RECENT - 1)), last))
    gains = [days[day] for day in window if days.get(day, 0) > 0]
    net = sum(days.get(day, 0) for day in window)
    if net <= 0:
        return None
    load = sum(schedule.weight(day) for day in window) or NORMAL * len(gains)
    return Recent(net * NORMAL / load, max(gains), min(gains))


def finish(remaining: int, pace: float, today: date, schedule: Schedule | None = None) -> date | None:
    """The date on which the last of it is written, today's share being written; None if that never comes.

    On days that are all alike that is today + remaining ÷ pace, in days, rounded up (facts/trackers.md).

    Args:
        remaining: words or minutes to go.
        pace: words or minutes on a normal day.
        today: the author's day.
        schedule: how much of the pace a day brings.
    """
    if remaining <= 0:
        return today
    if pace <= 0:
        return None
    schedule = schedule or Schedule()
    own = {day: weight for day, weight in schedule.dates if day > today}
    needed = remaining * NORMAL / pace
    if not own and len(set(schedule.week)) == 1:
        load = schedule.week[0]
        count = ceil(needed / load - 1e-9) if load else REACH + 1
        return today + timedelta(days=count) if count <= REACH else None
    done = 0.0
    for day in span(today + ONE_DAY, today + timedelta(days=REACH)):
        done += own[day] if day in own else schedule.week[day.weekday()]
        if done >= needed - 1e-9:
            return day
    return None


@dataclass(frozen=True, slots=True)
class Forecast:
    """When it will be finished at the recent pace, and, if every day were as the best or the worst, when at that.

    A date is None where that pace never gets there, or only after ``FURTHEST``.
    """

    expected: date | None
    earliest: date | None
    latest: date | None


def forecast(remaining: int, pace: Recent | None, today: date, schedule: Schedule | None = None) -> Forecast | None:
    """The dates that a recent pace leads to; None if there is no pace."""
    if pace is None:
        return None

    def tell(words: float) -> date | None:
        found = finish(remaining, words, today, schedule)
        return None if found is None or found - today > FURTHEST else found

    return Forecast(
        expected=tell(pace.pace),
        earliest=tell(max(pace.best, pace.pace)),
        latest=tell(min(pace.worst, pace.pace)),
    )


def goal_forecast(goal: Goal, days: Days, today: date) -> Forecast | None:
    """When a target will be reached, as its last days went; its schedule's shape is left out of it.

    None on its first day until that day's share is written: the first sentences of a morning are no pace.
    """
    known = standing(goal, days, today)
    if not known.remaining:
        return Forecast(known.reached_on, known.reached_on, known.reached_on)
    if known.first == today and known.left_today != 0:
        return None
    within = {day: count for day, count in days.items() if goal.covers(day)}
    pace = recent(within, today, goal.schedule, first_day(goal, days, today))
    return forecast(known.remaining, pace, today, goal.schedule)


def line(known: Forecast | None) -> str:
    """ "At this pace you finish on 3 January 2027.", or what is missing for saying so."""
    if known is None:
        return "After a few days of writing there will be a date here."
    if known.expected is None:
        return "At this pace there is no date yet."
    return f"At this pace you finish on {known.expected.day} {known.expected:%B %Y}."
