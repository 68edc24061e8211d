"""Records: the best day, week and month, totals and averages, and what is kept of a goal that is put away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from planner.domain.days import MONDAY, month_of, week_of
from planner.domain.goals import Days, Goal, GoalKind, Result, reached_on
from planner.domain.streaks import habit_streak


@dataclass(frozen=True, slots=True)
class Best:
    """A day, or the first day of a week or month, and what was written in it."""

    day: date
    amount: int


@dataclass(frozen=True, slots=True)
class Records:
    """What there is to be proud of. ``days_written`` are days with more written than deleted."""

    total: int
    days_written: int
    best_day: Best | None
    best_week: Best | None
    best_month: Best | None

    @property
    def average(self) -> float:
        """Words (or minutes) on a day of writing."""
        return self.total / self.days_written if self.days_written else 0.0


def records(days: Days, first_weekday: int = MONDAY) -> Records:
    """The records of all days; of equal ones the earlier counts."""
    return Records(
        total=sum(days.values()),
        days_written=sum(count > 0 for count in days.values()),
        best_day=best_day(days),
        best_week=_best(days, lambda day: week_of(day, first_weekday)),
        best_month=_best(days, month_of),
    )


def best_day(days: Days) -> Best | None:
    """The day with the most; of equal ones the earliest. None if nothing was ever written."""
    most = max(days.values(), default=0)
    return Best(min(day for day, count in days.items() if count == most), most) if most > 0 else None


def by_weekday(days: Days) -> tuple[float, ...]:
    """Words on an average day of writing, Monday first; 0 for a weekday on which nothing was ever written."""
    sums, counts = [0] * 7, [0] * 7
    for day, count in days.items():
        if count > 0:
            sums[day.weekday()] += count
            counts[day.weekday()] += 1
    return tuple(total / count if count else 0.0 for total, count in zip(sums, counts, strict=True))


def result(goal: Goal, days: Days, today: date, first_weekday: int = MONDAY) -> Result:
    """What is kept of a goal when it is archived."""
    within = {day: count for day, count in days.items() if goal.covers(day) and day <= today}
    known = records(within)
    target = goal.kind is GoalKind.TARGET
    return Result(
        written=known.total,
        reached_on=reached_on(goal, days, today) if target else None,
        best_day=known.best_day.day if known.best_day else None,
        best_amount=known.best_day.amount if known.best_day else 0,
        days_written=known.days_written,
        streak=0 if target else habit_streak(goal, days, today, first_weekday).longest,
    )


def _best(days: Days, group: Callable[[date], date]) -> Best | None:
    sums: defaultdict[date, int] = defaultdict(int)
    for day, count in days.items():
        sums[group(day)] += count
    found = min(sums.items(), key=lambda item: (-item[1], item[0]), default=None)
    return None if found is None or found[1] <= 0 else Best(*found)
