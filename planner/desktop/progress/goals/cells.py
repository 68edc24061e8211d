"""The days of a goal in weeks, as they are shown: what was written, what each needs, and how much it is to carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from planner.desktop.progress.goals.model import GoalNow
from planner.domain.days import span, week_of
from planner.domain.goals import Goal, GoalKind, Period, first_day
from planner.domain.schedule import NORMAL, OFF

WEEKS = 5
"""So many weeks are shown at a time."""
_WEEK = timedelta(days=7)
_BEFORE = 3
"""So many of the weeks that are shown of a habit lie behind."""


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of a goal.

    Attributes:
        written: what it brought; None of a day to come.
        need: what it has to bring; None where that cannot be said.
        weight: how much of the work it takes, 100 for a normal day.
        own: whether the author gave this date a weight of its own.
        kept: of a habit's day behind, whether it was kept; else None.
        inside: whether it belongs to the goal at all.
    """

    day: date
    written: int | None = None
    need: int | None = None
    weight: int = NORMAL
    own: bool = False
    kept: bool | None = None
    today: bool = False
    inside: bool = True

    @property
    def off(self) -> bool:
        """Whether nothing is asked of it."""
        return self.weight == OFF


@dataclass(frozen=True, slots=True)
class Page:
    """Some weeks of a goal, seven days each, and whether there are more before and after."""

    weeks: tuple[tuple[DayCell, ...], ...]
    earlier: bool
    later: bool


def page_of(now: GoalNow, turned: int = 0) -> Page:
    """The weeks around today, or those ``turned`` pages later (below 0 earlier)."""
    goal, first = now.goal, first_day(now.goal, now.days, now.today)
    start, end = week_of(first, now.first_weekday), goal.end
    this = week_of(max(now.today if end is None else min(now.today, end), first), now.first_weekday)
    if end is not None:
        # Near the end, and when it is over, there is room to look back.
        this = min(this, max(start, week_of(end, now.first_weekday) - (WEEKS - 1) * _WEEK))
    begin = this if goal.kind is GoalKind.TARGET else max(start, this - _BEFORE * _WEEK)
    begin += turned * WEEKS * _WEEK
    begin = max(start, begin if end is None else min(begin, week_of(end, now.first_weekday)))
    cells = _Cells(now, first)
    weeks = []
    for number in range(WEEKS):
        monday = begin + number * _WEEK
        if number and end is not None and monday > end:
            break
        weeks.append(tuple(cells.cell(day) for day in span(monday, monday + _WEEK - timedelta(days=1))))
    return Page(tuple(weeks), begin > start, end is None or begin + WEEKS * _WEEK <= end)


class _Cells:
    def __init__(self, now: GoalNow, first: date) -> None:
        self._now = now
        self._first = first
        self._needs: Mapping[date, int] = now.needs
        goal = now.goal
        self._own = dict(goal.schedule.dates)
        self._weights: dict[date, int] = {}
        if goal.kind is GoalKind.TARGET and goal.end is not None:
            weights = goal.schedule.weights(first, goal.end)
            self._weights = dict(zip(span(first, goal.end), weights, strict=True))

    def cell(self, day: date) -> DayCell:
        now, goal = self._now, self._now.goal
        if day < self._first or (goal.end is not None and day > goal.end):
            return DayCell(day, inside=False, today=day == now.today)
        written = now.days.get(day, 0) if day <= now.today else None
        weight = self._weights.get(day, goal.schedule.weight(day))
        if goal.kind is GoalKind.TARGET:
            need, kept = self._needs.get(day), None
        else:
            need = habit_need(goal, day)
            kept = _kept(goal, day, now.days) if day < now.today or (written or 0) > 0 else None
            if kept is False and day == now.today:
                kept = None
        return DayCell(day, written, need, weight, day in self._own, kept, day == now.today)


def habit_need(goal: Goal, day: date) -> int | None:
    """What a habit asks of a single day, rounded up; None where it asks for something else."""
    daily = goal.days_a_week is not None or goal.period is Period.DAY
    if goal.amount is None or not daily:
        return None
    return -(-goal.amount * min(goal.schedule.weight(day), NORMAL) // NORMAL)


def _kept(goal: Goal, day: date, days: Mapping[date, int]) -> bool:
    if goal.amount is None:
        return day in days
    written = days.get(day, 0)
    return written > 0 and written >= (habit_need(goal, day) or 0)
