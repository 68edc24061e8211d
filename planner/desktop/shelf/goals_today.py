"""What the goals ask of today, and for how many days on end something was written, as the shelf tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.desktop.widgets.needs import need_details
from planner.domain.day_need import DayNeed, day_need
from planner.domain.streaks import daily_streak

if TYPE_CHECKING:
    from planner.domain.goals import Goal
    from planner.library.file import Library


@dataclass(frozen=True)
class GoalsToday:
    """What the first goal needs that asks for something, as in the status bar; None where no goal does.

    ``streak`` are days of writing on end, days off passed over. ``day_off``: goals there are ask for nothing today.
    """

    need: DayNeed | None
    streak: int
    day_off: bool

    @classmethod
    def read(cls, library: Library, today: date) -> GoalsToday:
        """Ask the library."""
        goals = library.goals.all()
        first_weekday = library.goals.first_weekday()
        needs = (day_need(goal, library.progress.goal_days(goal), today, first_weekday) for goal in goals)
        need = next((need for need in needs if need is not None), None)
        streak = daily_streak(library.progress.days(), today, lambda day: _is_off(goals, day)).current
        return cls(need, streak, need is None and _is_off(goals, today))

    @property
    def words(self) -> str:
        """What is needed today, in words."""
        return "" if self.need is None else need_details(self.need)


def _is_off(goals: list[Goal], day: date) -> bool:
    """Whether every goal whose time a day lies in has it off."""
    under_way = [goal for goal in goals if goal.covers(day)]
    return bool(under_way) and all(goal.schedule.is_off(day) for goal in under_way)
