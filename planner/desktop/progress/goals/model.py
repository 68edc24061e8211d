"""What the library knows of a goal as it stands today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.day_need import DayNeed, day_need
from planner.domain.goals import Goal, GoalKind, Standing, cumulative, needs, par_by_day, standing
from planner.domain.outline import StoryId
from planner.domain.projection import Forecast, goal_forecast
from planner.domain.records import Best, best_day
from planner.domain.streaks import Span, Streak, daily_streak, habit_streak, this_span

if TYPE_CHECKING:
    from planner.library.file import Library


@dataclass(frozen=True)
class GoalNow:
    """A goal with all that is shown of it. ``standing`` and ``forecast`` are a target's, ``span`` a habit's.

    Attributes:
        days: what its days brought.
        stories: titles of all stories there are, by id.
        first_weekday: 0 is Monday.
    """

    goal: Goal
    days: Mapping[date, int]
    today: date
    first_weekday: int
    stories: Mapping[StoryId, str]
    need: DayNeed | None
    streak: Streak
    best: Best | None
    standing: Standing | None = None
    forecast: Forecast | None = None
    span: Span | None = None

    @property
    def needs(self) -> dict[date, int]:
        """What each day from today on has to bring; none of a habit."""
        return {} if self.standing is None else dict(needs(self.goal, self.days, self.today))

    @property
    def course(self) -> list[tuple[date, int]]:
        """What was written by the end of each day."""
        return cumulative(self.goal, self.days, self.today)

    @property
    def par(self) -> list[tuple[date, int]]:
        """What should have been written by the end of each day."""
        return par_by_day(self.goal, self.days, self.today)


def read_goals(library: Library, goals: Iterable[Goal], today: date, stories: Mapping[StoryId, str]) -> list[GoalNow]:
    """Goals as they stand. What several of them count is summed up once: ten years of it take a while."""
    sums: dict[object, Mapping[date, int]] = {}
    first = library.goals.first_weekday()
    found: list[GoalNow] = []
    for goal in goals:
        counted = (goal.stories, goal.start, goal.end, goal.measure)
        days = sums.get(counted)
        if days is None:
            days = sums[counted] = library.progress.goal_days(goal)
        found.append(_goal_now(goal, days, today, first, stories))
    return found


def _goal_now(goal: Goal, days: Mapping[date, int], today: date, first: int, stories: Mapping[StoryId, str]) -> GoalNow:
    is_target = goal.kind is GoalKind.TARGET
    return GoalNow(
        goal,
        days,
        today,
        first,
        stories,
        day_need(goal, days, today, first),
        daily_streak(days, today, goal.schedule.is_off) if is_target else habit_streak(goal, days, today, first),
        best_day({day: count for day, count in days.items() if goal.covers(day)}),
        standing(goal, days, today) if is_target else None,
        goal_forecast(goal, days, today) if is_target else None,
        None if is_target else this_span(goal, days, today, first),
    )
