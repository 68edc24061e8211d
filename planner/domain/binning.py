"""Days put together for charts: sums by day, week or month, growth, steps of a scale, and the running streak."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.days import MONDAY, ONE_DAY, length, month_of, span, week_of
from planner.domain.goals import Days, Goal, GoalKind, Period, first_day, needs
from planner.domain.schedule import NORMAL, spread

DAYS_SHOWN, WEEKS_SHOWN = 100, 800
"""Up to so many days each day is shown for itself; up to so many, each week; beyond, each month."""


class Grain(StrEnum):
    """What one bar of a chart stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


def grain_for(first: date, last: date) -> Grain:
    """The finest grain that can still be told apart over so long a time."""
    days = length(first, last)
    return Grain.DAY if days <= DAYS_SHOWN else Grain.WEEK if days <= WEEKS_SHOWN else Grain.MONTH


@dataclass(frozen=True, slots=True)
class Bin:
    """Some days and their sum. ``goal`` is what was or will be asked of them; None where nothing asks."""

    first: date
    last: date
    amount: int
    goal: int | None = None


def bins(
    days: Days, first: date, last: date, grain: Grain, goals: Mapping[date, int] | None = None, monday: int = MONDAY
) -> list[Bin]:
    """The days from the first to the last in bins, oldest first; the outer ones hold only days of the range.

    Args:
        days: what was written.
        goals: what days ask for; a bin's is the sum, or None if none of its days is among them.
        monday: the weekday weeks begin with; 0 is Monday.
    """
    key: Callable[[date], date] = {
        Grain.DAY: lambda day: day,
        Grain.WEEK: lambda day: week_of(day, monday),
        Grain.MONTH: month_of,
    }[grain]
    goals = goals or {}
    found: list[Bin] = []
    begun: date | None = None
    for day in span(first, last):
        amount, goal = days.get(day, 0), goals.get(day)
        if key(day) != begun:
            begun = key(day)
            found.append(Bin(day, day, amount, goal))
        else:
            old = found[-1]
            both = goal if old.goal is None else old.goal + (goal or 0)
            found[-1] = Bin(old.first, day, old.amount + amount, both)
    return found


def growth(days: Days, first: date, last: date, base: int = 0) -> list[tuple[date, int]]:
    """What there was by the end of each day, if there was ``base`` before the first."""
    total, line = base, []
    for day in span(first, last):
        total += days.get(day, 0)
        line.append((day, total))
    return line


def asked(goal: Goal, days: Days, today: date) -> dict[date, int]:
    """What a goal asked of each of its days, by its schedule, and from today on what it really takes.

    A weekly or monthly habit, and one that asks for any writing at all, asks nothing of a single day.
    """
    first = first_day(goal, days, today)
    if goal.kind is GoalKind.HABIT:
        if not goal.amount or goal.period is not Period.DAY:
            return {}
        until = goal.end or today
        return {day: goal.amount * min(goal.schedule.weight(day), NORMAL) // NORMAL for day in span(first, until)}
    if goal.end is None or goal.end < first:
        return {}
    shares = spread(goal.amount or 0, goal.schedule.weights(first, goal.end))
    by_schedule = dict(zip(span(first, goal.end), shares, strict=True))
    return by_schedule | {day: max(amount, 0) for day, amount in needs(goal, days, today)}


def thresholds(amounts: Iterable[int], steps: int = 4) -> tuple[int, ...]:
    """From which amounts on the steps of a scale begin, the first at 1: each step takes as many days as any other.

    They are rounded to two digits, since they are shown. Days with nothing, or less, have no step.
    """
    rising = sorted(amount for amount in amounts if amount > 0)
    if not rising:
        return ()
    found = [1]
    for step in range(1, steps):
        value = _rounded(rising[len(rising) * step // steps])
        if value > found[-1]:
            found.append(value)
    return tuple(found)


def level(amount: int, known: Sequence[int]) -> int:
    """Which step an amount is on; 0 for none."""
    return sum(amount >= least for least in known)


def _rounded(value: int) -> int:
    power: int = 10 ** max(len(str(value)) - 2, 0)
    return round(value / power) * power


def running(days: Days, today: date, is_off: Callable[[date], bool] = lambda day: False) -> frozenset[date]:
    """The days of writing that make the present streak (``streaks.daily_streak``)."""
    found = set()
    oldest = min((day for day, count in days.items() if count > 0), default=today)
    day = today
    while day >= oldest and (days.get(day, 0) > 0 or day == today or is_off(day)):
        if days.get(day, 0) > 0:
            found.add(day)
        day -= ONE_DAY
    return frozenset(found)
