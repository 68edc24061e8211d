"""What an author settles about the rest of a story, a pace or a date and the days she has, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.goals import Goal, GoalKind
from planner.domain.outline import Chapter, StoryId
from planner.domain.pace import Pace
from planner.domain.schedule import NORMAL, Schedule
from planner.domain.spark import Ahead, Burst, Slot, ahead, burst, calendar, finish, pace_for, pinned

USUAL_PACE = 500
"""Words on a normal day, where there is no pace yet and the author has named none."""


@dataclass(frozen=True, slots=True)
class SparkPlan:
    """What the author settled for a story.

    Attributes:
        pace: words on a normal day she can keep; None: her present pace.
        until: the date by which all is to be drafted; with one, the pace follows from it.
        days, burst: how long the spark may last, and the words of a day while it does.
        schedule: the days she has for this story; None: those of a goal that counts it, else all alike.
    """

    pace: int | None = None
    until: date | None = None
    days: int = 12
    burst: int = 4000
    schedule: Schedule | None = None


def goals_of(goals: Iterable[Goal], story_id: StoryId, today: date) -> list[Goal]:
    """The goals that count a story and are not over, the one that says most about its days first.

    That is one of this story before one of all, and a target before a habit.
    """
    known = [
        goal
        for goal in goals
        if (not goal.stories or story_id in goal.stories) and (goal.end is None or goal.end >= today)
    ]
    return sorted(known, key=lambda goal: (not goal.stories, len(goal.stories), goal.kind is not GoalKind.TARGET))


def normal_day(pace: Pace | None, schedule: Schedule) -> int | None:
    """The present pace as words on a normal day: what a week brings, over the days a week has; None without one."""
    load = sum(schedule.week)
    if pace is None or not load:
        return None
    return max(1, round(pace.any_day * 7 * NORMAL / load))


@dataclass(frozen=True, slots=True)
class Outlook:
    """The rest of a story on a day: what is planned, which pace and date belong together, and a date for each chapter.

    Attributes:
        chapters: all of the story's, in reading order.
        ahead: those without a draft.
        words: words still planned.
        goals: those whose days the story could have, and whose ends lie ahead; ``goal`` is the one it has them from.
        schedule: the days in force.
        present: the present pace, on a normal day; None if nobody can tell.
        pace: words on a normal day the dates are reckoned with.
        finish: the date this pace leads to; None if it never comes.
        in_reach: False where a date was settled that has no day to write on before it.
        slots: when each chapter is to be drafted; ``last`` is the latest of these dates, which the author's own dates
            may put off.
    """

    today: date
    plan: SparkPlan
    chapters: tuple[Chapter, ...]
    ahead: tuple[Ahead, ...]
    words: int
    goals: tuple[Goal, ...]
    goal: Goal | None
    schedule: Schedule
    present: int | None
    pace: int
    finish: date | None
    in_reach: bool
    slots: tuple[Slot, ...]

    @property
    def last(self) -> date | None:
        return max((slot.last for slot in self.slots), default=None)

    @property
    def burst(self) -> Burst:
        """What comes of writing while it lasts."""
        return burst(self.chapters, self.plan.days, self.plan.burst)


def outlook(
    chapters: Sequence[Chapter], plan: SparkPlan, goals: Sequence[Goal], present: Pace | None, today: date
) -> Outlook:
    """What follows from what the author settled.

    A date she set for a chapter that has gone by no longer binds: the chapter takes its turn from today.

    Args:
        chapters: a story's, in reading order.
        plan: what she settled.
        goals: those that count the story, the best first (``goals_of``).
        present: how fast she writes now.
        today: the author's day.
    """
    goal = goals[0] if goals and plan.schedule is None else None
    schedule = plan.schedule or (goal.schedule if goal is not None else Schedule())
    parts = ahead(chapters)
    words = sum(part.words for part in parts)
    suggested = normal_day(present, schedule)
    pace, in_reach = plan.pace or suggested or USUAL_PACE, True
    if plan.until is not None and words:
        asked = pace_for(words, plan.until, today, schedule)
        pace, in_reach = (pace, False) if asked is None else (max(1, asked), True)
    return Outlook(
        today=today,
        plan=plan,
        chapters=tuple(chapters),
        ahead=tuple(parts),
        words=words,
        goals=tuple(goals),
        goal=goal,
        schedule=schedule,
        present=suggested,
        pace=pace,
        finish=finish(words, pace, today, schedule),
        in_reach=in_reach,
        slots=tuple(calendar(chapters, pace, today, schedule, pinned(chapters, today))),
    )
