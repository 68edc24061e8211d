"""What a goal asks of the author's day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.domain.days import MONDAY
from planner.domain.goals import Days, Goal, GoalId, GoalKind, Measure, Period, standing
from planner.domain.schedule import NORMAL
from planner.domain.streaks import this_span


@dataclass(frozen=True, slots=True)
class DayNeed:
    """So much of what a goal needs today, or in the week or month that today lies in, is done."""

    goal_id: GoalId
    title: str
    done: int
    needed: int
    measure: Measure = Measure.WORDS
    period: Period = Period.DAY

    @property
    def left(self) -> int:
        """What is still missing, at least 0."""
        return max(0, self.needed - self.done)

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        return min(1.0, max(0.0, self.done / self.needed))


def day_need(goal: Goal, days: Days, today: date, first_weekday: int = MONDAY) -> DayNeed | None:
    """What a goal needs; None where it asks for nothing now: on a day off, before it begins, once it is over."""
    if goal.kind is GoalKind.TARGET:
        if goal.end is None:
            return None
        now = standing(goal, days, today)
        return _need(goal, now.today, now.needed_today or 0, Period.DAY)
    span = this_span(goal, days, today, first_weekday)
    if span is None or span.off or goal.amount is None:
        return None
    if goal.days_a_week is None:
        return _need(goal, span.amount, span.needed, goal.period)
    share = min(goal.schedule.weight(today), NORMAL)
    return _need(goal, days.get(today, 0), -(-goal.amount * share // NORMAL), Period.DAY)


def _need(goal: Goal, done: int, needed: int, period: Period) -> DayNeed | None:
    return DayNeed(goal.id, goal.title, done, needed, goal.measure, period) if needed > 0 else None
