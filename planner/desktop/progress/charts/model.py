"""What the charts are fed with, without widgets: what the author chose to see, and the library's figures of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.desktop.commands import status_text
from planner.desktop.progress.charts.cumulative import Course
from planner.desktop.progress.charts.plan import PlannedWords
from planner.desktop.progress.charts.shares import Share
from planner.desktop.progress.charts.texts import tr
from planner.domain.binning import Bin, asked, bins, grain_for, growth, running
from planner.domain.endings import default_target
from planner.domain.goals import Days, Goal, GoalId, GoalKind, Measure, cumulative, first_day, par_by_day, standing
from planner.domain.outline import Chapter, StoryId
from planner.domain.projection import forecast, goal_forecast, recent
from planner.domain.records import Records, by_weekday, records
from planner.domain.spark import words_planned
from planner.domain.streaks import Streak, daily_streak
from planner.domain.typing_time import words_an_hour

if TYPE_CHECKING:
    from planner.library.file import Library


class Reach(StrEnum):
    """How far back the charts look."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ALL = "all"

    @property
    def days(self) -> int | None:
        """In days, today included; None without an end."""
        return {Reach.MONTH: 30, Reach.QUARTER: 90, Reach.YEAR: 365}.get(self)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose words the charts are about: those of one story, of a goal, or (neither) of all stories."""

    story_id: StoryId | None = None
    goal_id: GoalId | None = None

    @property
    def key(self) -> str:
        """How a setting keeps it."""
        if self.story_id is not None:
            return f"story:{self.story_id}"
        return "all" if self.goal_id is None else f"goal:{self.goal_id}"


ALL_STORIES = Scope()
JUST_OVER = timedelta(days=14)
"""For so long what became of a goal is looked at first."""


def scope_of(key: str) -> Scope | None:
    """The scope a setting keeps; None if it keeps none."""
    kind, _, number = key.partition(":")
    if kind == "all":
        return ALL_STORIES
    if not number.isdecimal():
        return None
    known = {"story": Scope(story_id=StoryId(int(number))), "goal": Scope(goal_id=GoalId(int(number)))}
    return known.get(kind)


def usual_scope(goals: Sequence[Goal], today: date) -> Scope:
    """What to show while the author has not chosen: the first target under way or just over, else all stories."""
    for day in (today, today - JUST_OVER):
        for goal in goals:
            if goal.kind is GoalKind.TARGET and goal.archived is None and goal.covers(day):
                return Scope(goal_id=goal.id)
    return ALL_STORIES


@dataclass(frozen=True)
class Figures:
    """All that the charts show.

    Attributes:
        days: of the scope, from its beginning.
        first, last: the time that the charts show.
        weekdays: words on an average day of writing, Monday first.
        weekday: on which weekday weeks begin.
        has_reach: whether the author can choose how far back to look; a target is always shown whole.
        chapters: the plan and what became of it, of the one story that the scope is about.
    """

    today: date
    days: Days
    first: date
    last: date
    course: Course
    bins: Sequence[Bin]
    streak: Streak
    running: frozenset[date]
    hours: Sequence[int]
    weekdays: Sequence[float]
    stories: Sequence[Share]
    statuses: Sequence[Share]
    chapters: Sequence[PlannedWords] = ()
    measure: Measure = Measure.WORDS
    weekday: int = 0
    has_reach: bool = True
    whole_months: bool = False
    """Whether the hours are those of whole months, of which the time takes only a part."""
    records: Records | None = None
    minutes: int = 0
    """Time at the keys, as far as it was kept; ``hourly`` are the words an hour of it."""
    hourly: int | None = None

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to be drawn: no words, and no goal to be reached."""
        return not self.days and not self.course.par


def read_figures(library: Library, scope: Scope, reach: Reach, today: date) -> Figures:
    """What the library knows of a scope.

    Raises:
        KeyError: the story or the goal is gone.
    """
    goal = None if scope.goal_id is None else library.goals.get(scope.goal_id)
    stories = _stories(scope, goal)
    measure = Measure.WORDS if goal is None else goal.measure
    days = library.progress.days(stories, measure=measure) if goal is None else library.progress.goal_days(goal)
    first, last = time_shown(days, reach, today, goal)
    until = min(last, today)
    within = {day: amount for day, amount in days.items() if first <= day <= until}
    asks = {} if goal is None else asked(goal, days, today)
    weekday = library.goals.first_weekday()
    only = stories[0] if len(stories) == 1 else None
    is_off = goal.schedule.is_off if goal is not None else lambda day: False
    chapters = _chapters(library, only) if only is not None else ()
    minutes, hourly = _typing(library, stories, goal)
    return Figures(
        today=today,
        days=days,
        first=first,
        last=last,
        course=_course(library, scope, goal, days, (first, until), today),
        bins=bins(within, first, last, grain_for(first, last), asks, weekday),
        streak=daily_streak(days, today, is_off),
        running=running(days, today, is_off),
        hours=library.progress.hours(stories, first, until),
        weekdays=by_weekday(within),
        stories=() if only is not None else _story_shares(library, stories, *_bounds(goal, days, first, until)),
        statuses=_status_shares(library, stories),
        chapters=chapters,
        measure=measure,
        weekday=weekday,
        has_reach=not _is_whole(goal),
        whole_months=first.day > 1 and bool(days) and min(days) < first,
        records=records(days, weekday),
        minutes=minutes,
        hourly=hourly,
    )


def time_shown(days: Days, reach: Reach, today: date, goal: Goal | None = None) -> tuple[date, date]:
    """The first and the last day that the charts show: the whole of a target, else the time the author chose."""
    if goal is not None and _is_whole(goal):
        first = first_day(goal, days, today)
        return first, max(first, goal.end or today)
    begun = min(days, default=today) if goal is None else first_day(goal, days, today)
    last = today if goal is None or goal.end is None else min(goal.end, today)
    if reach.days is None:
        return min(begun, last), last
    first = last - timedelta(days=reach.days - 1)
    # A goal has no days before its first, but an author's first days are not to fill the whole width.
    return (max(first, min(begun, last)) if goal is not None else first), last


def _bounds(goal: Goal | None, days: Days, first: date, last: date) -> tuple[date | None, date | None]:
    """The same time without ends where nothing lies beyond: all that was ever written is summed faster without.

    What a goal does not count may lie beyond it.
    """
    whole = goal is None and (not days or (first <= min(days) and max(days) <= last))
    return (None, None) if whole else (first, last)


def _typing(library: Library, stories: Sequence[StoryId], goal: Goal | None) -> tuple[int, int | None]:
    """Minutes at the keys and words an hour, of the days on which the time was kept."""
    progress = library.progress
    begun, end = (None, None) if goal is None else (goal.start, goal.end)
    seconds = progress.seconds(stories, begun, end)
    if not seconds:
        return 0, None
    written = progress.written(stories, min(seconds), end)
    words = sum(written[day].added - written[day].deleted for day in seconds if day in written)
    total = sum(seconds.values())
    return (total + 30) // 60, words_an_hour(words, total)


def _is_whole(goal: Goal | None) -> bool:
    return goal is not None and goal.kind is GoalKind.TARGET and goal.end is not None


def _stories(scope: Scope, goal: Goal | None) -> tuple[StoryId, ...]:
    """The stories a scope is about; none for all."""
    if goal is not None:
        return goal.stories
    return () if scope.story_id is None else (scope.story_id,)


def _course(
    library: Library, scope: Scope, goal: Goal | None, days: Days, time: tuple[date, date], today: date
) -> Course:
    if goal is not None and goal.kind is GoalKind.TARGET:
        return goal_course(goal, days, today)
    first, until = time
    if scope.story_id is None:
        whole = not days or first <= min(days)
        measure = Measure.WORDS if goal is None else goal.measure
        return Course(growth(days, first, until), measure=measure, whole=whole)
    outline = library.outline.get(scope.story_id)
    gained = sum(amount for day, amount in days.items() if first <= day <= until)
    left = words_planned(outline.chapters)
    return Course(
        growth(days, first, until, max(outline.words - gained, 0)),
        amount=outline.words + left if left else None,
        forecast=forecast(left, recent(days, today), today) if left else None,
    )


def goal_course(goal: Goal, days: Days, today: date) -> Course:
    """A target's line, par, and where it leads; without a line while it has not begun."""
    known = standing(goal, days, today)
    return Course(
        written=cumulative(goal, days, today),
        par=par_by_day(goal, days, today),
        amount=known.amount,
        forecast=goal_forecast(goal, days, today)
        if goal.end is None or today <= goal.end or not known.remaining
        else None,
        measure=goal.measure,
    )


def _story_shares(
    library: Library, stories: Collection[StoryId], since: date | None, until: date | None
) -> list[Share]:
    """Words written in a time, by story."""
    titles = {story.id: story.title or tr("Untitled story") for story in library.stories.all()}
    gone = 0
    found = []
    for story_id, words in library.progress.by_story(since, until).items():
        if stories and story_id not in stories:
            continue
        if story_id is not None and story_id not in titles:
            gone += words
        elif words > 0:
            found.append(Share(tr("No story") if story_id is None else titles[story_id], words))
    return [*found, Share(tr("Deleted stories"), gone)] if gone > 0 else found


def _status_shares(library: Library, stories: Sequence[StoryId]) -> list[Share]:
    """Words there are, by the status of their chapters."""
    known = [library.progress.by_status(story_id) for story_id in stories] or [library.progress.by_status()]
    return [Share(status_text(status), sum(each[status] for each in known), status=status) for status in known[0]]


def _chapters(library: Library, story_id: StoryId) -> list[PlannedWords]:
    """A story's chapters with the words they were planned to have."""
    chapters = library.outline.get(story_id).chapters
    locked = library.plot.baselines(story_id)
    first = {chapter.id: chapter.words for chapter in locked[0].plan.chapters} if locked else {}
    usual = default_target(chapters)
    return [
        PlannedWords(
            chapter.heading,
            chapter.number,
            chapter.status,
            chapter.words,
            planned_words(chapter, first.get(chapter.id), usual),
        )
        for chapter in chapters
    ]


def planned_words(chapter: Chapter, locked: int | None, usual: int) -> int:
    """What a chapter was planned to have: by the first plan that was locked, else by its target.

    Args:
        chapter: as it is now.
        locked: what the first locked plan had for it; None if it was not in it. Of a chapter that was drafted by
            then that is no plan, but what it came to.
        usual: what to expect of a chapter without a target.
    """
    if locked is None or locked == chapter.words:
        return chapter.target_words or locked or usual
    return locked
