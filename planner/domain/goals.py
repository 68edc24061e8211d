"""Goals: a target (so many words by a date) or a habit (so many a day, week or month), and how a target stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from planner.domain.days import length, span
from planner.domain.outline import StoryId
from planner.domain.schedule import Schedule, par_line, spread

GoalId = NewType("GoalId", int)

Days = Mapping[date, int]
"""Net words (or minutes) of each of the author's days that has an entry; below 0 where more was deleted."""

NANOWRIMO_WORDS = 50_000


class Measure(StrEnum):
    """What is counted: words, or time in minutes."""

    WORDS = "words"
    TIME = "time"


class GoalKind(StrEnum):
    """Whether a goal has an end to be reached, or is to be kept up."""

    TARGET = "target"
    HABIT = "habit"


class Period(StrEnum):
    """How often a habit asks for its amount."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a goal, as it stood when it was archived.

    ``reached_on`` is None if it was not reached; ``streak`` is a habit's longest, in its periods.
    """

    written: int
    reached_on: date | None = None
    best_day: date | None = None
    best_amount: int = 0
    days_written: int = 0
    streak: int = 0


@dataclass(frozen=True, slots=True)
class Goal:
    """What the author wants to write.

    Attributes:
        amount: words or minutes; None, of a habit only, asks for any writing at all.
        period: of a habit, how often.
        days_a_week: of a habit, on how many days of a week the amount is asked for; None: in every period.
        start, end: first and last day; without them a goal begins with the first entry and has no end.
        stories: those whose words count; none given, all count, and words of no story too.
        balance: what was there before. It counts in the total, never towards the goal (facts/trackers.md).
        archived: when it was put away; ``result`` says what became of it.
    """

    id: GoalId
    title: str = ""
    kind: GoalKind = GoalKind.TARGET
    measure: Measure = Measure.WORDS
    amount: int | None = None
    period: Period = Period.DAY
    days_a_week: int | None = None
    start: date | None = None
    end: date | None = None
    stories: tuple[StoryId, ...] = ()
    balance: int = 0
    schedule: Schedule = field(default_factory=Schedule)
    note: str = ""
    position: int = 0
    created: datetime = datetime.min
    archived: datetime | None = None
    result: Result | None = None

    def covers(self, day: date) -> bool:
        """Whether a day lies between start and end."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def check(goal: Goal) -> str | None:
    """What an author has to mend before a goal means anything, as a sentence; None if it is sound."""
    if goal.kind is GoalKind.TARGET and not goal.amount:
        return "Say how much you want to write."
    if goal.amount is not None and goal.amount <= 0:
        return "A goal is more than nothing."
    if goal.start is not None and goal.end is not None and goal.end < goal.start:
        return "The last day comes before the first."
    if goal.days_a_week is not None and not 1 <= goal.days_a_week <= 7:
        return "A week has one to seven days to write on."
    return None


def nanowrimo(year: int, today: date, first_words: date | None = None) -> Goal:
    """50,000 words in November of a year, without an id (0).

    Where November is under way and nothing was written in it so far, the goal begins today, and asks of each day
    what is really needed; otherwise it begins on the 1st, and what is written counts.

    Args:
        year: whose November.
        today: the author's day.
        first_words: the first day of that November that has words, if any has.
    """
    first, last = date(year, 11, 1), date(year, 11, 30)
    late = first < today <= last and (first_words is None or first_words >= today)
    return Goal(GoalId(0), f"NaNoWriMo {year}", amount=NANOWRIMO_WORDS, start=today if late else first, end=last)


class Phase(StrEnum):
    """Where a target is in its time."""

    BEFORE = "before"
    UNDER_WAY = "under way"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a target stands on a day, by the formulas of facts/trackers.md.

    Attributes:
        amount: what is to be reached.
        written: what was written from the first day to today; ``total`` has the starting balance as well.
        remaining: what is missing, at least 0.
        today: what was written today.
        first, last: its days; ``last`` is None without an end.
        days_gone, days_left: days so far and days to go, today included in both.
        par: what should be written by the end of today; None without an end.
        par_before: what should have been written before today; None without an end.
        needed_today: (amount - written before today) by weight over the days left; None without an end or after it.
        left_today: what of that is still missing.
        pace: written ÷ days so far, today included.
        reached_on: the day the amount was reached, if it was and still is.
    """

    phase: Phase
    amount: int
    written: int
    total: int
    remaining: int
    today: int
    first: date
    last: date | None
    days_gone: int
    days_left: int | None
    par: int | None
    par_before: int | None
    needed_today: int | None
    left_today: int | None
    pace: float
    reached_on: date | None

    @property
    def ahead(self) -> int | None:
        """By how much it is ahead of par, below 0 behind it; None where there is no par."""
        return None if self.par is None else self.written - self.par

    @property
    def is_on_course(self) -> bool:
        """Whether it is behind par by nothing but today's own share, with today not over."""
        if self.par is None or self.par_before is None or self.phase is not Phase.UNDER_WAY:
            return False
        return self.written < self.par and self.written - self.today >= self.par_before

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        return min(1.0, max(0.0, self.written / self.amount)) if self.amount else 1.0


def first_day(goal: Goal, days: Days, today: date) -> date:
    """When a goal began: its start, else the first day with an entry, else today."""
    if goal.start is not None:
        return goal.start
    # The first of all days, without a look at each, unless it lies after the end.
    first = min(days, default=today)
    return first if goal.end is None or first <= goal.end else min(today, goal.end)


def standing(goal: Goal, days: Days, today: date) -> Standing:
    """How a target stands.

    Args:
        goal: a target.
        days: what was written, in the goal's measure and of its stories.
        today: the author's day.
    """
    amount, first, last = goal.amount or 0, first_day(goal, days, today), goal.end
    until = today if last is None else min(today, last)
    written = sum(count for day, count in days.items() if first <= day <= until)
    now = days.get(today, 0) if first <= today == until else 0
    gone = length(first, until)
    phase = Phase.BEFORE if today < first else Phase.OVER if last is not None and today > last else Phase.UNDER_WAY
    par = before = needed = left = None
    if last is not None:
        line = [0, *par_line(amount, goal.schedule.weights(first, last))]
        par, before = line[gone], line[max(0, gone - 1)]
        if phase is Phase.UNDER_WAY:
            needed = needs(goal, days, today)[0][1]
            left = max(0, needed - now)
    return Standing(
        phase=phase,
        amount=amount,
        written=written,
        total=goal.balance + written,
        remaining=max(0, amount - written),
        today=now,
        first=first,
        last=last,
        days_gone=gone,
        days_left=None if last is None else length(max(today, first), last),
        par=par,
        par_before=before,
        needed_today=needed,
        left_today=left,
        pace=written / gone if gone else 0.0,
        reached_on=reached_on(goal, days, today),
    )


def needs(goal: Goal, days: Days, today: date) -> list[tuple[date, int]]:
    """What each day from today on has to bring, today's with what is written of it already; none without an end.

    The weights are those the days have in the whole schedule, so that a rising one goes on to rise.
    """
    first = first_day(goal, days, today)
    if goal.end is None or today > goal.end:
        return []
    begin = max(first, today)
    before = sum(count for day, count in days.items() if first <= day < begin)
    weights = goal.schedule.weights(first, goal.end)[(begin - first).days :]
    return list(zip(span(begin, goal.end), spread((goal.amount or 0) - before, weights), strict=True))


def par_by_day(goal: Goal, days: Days, today: date) -> list[tuple[date, int]]:
    """The par line of a target, day by day; none without an end."""
    first = first_day(goal, days, today)
    if goal.end is None or goal.end < first:
        return []
    return list(
        zip(span(first, goal.end), par_line(goal.amount or 0, goal.schedule.weights(first, goal.end)), strict=True)
    )


def cumulative(goal: Goal, days: Days, today: date) -> list[tuple[date, int]]:
    """What was written by the end of each day from a goal's first to today (or its last); the balance left out."""
    total, line = 0, []
    for day in span(first_day(goal, days, today), today if goal.end is None else min(today, goal.end)):
        total += days.get(day, 0)
        line.append((day, total))
    return line


def reached_on(goal: Goal, days: Days, today: date) -> date | None:
    """The day from which on a target has stayed reached; None if it is not reached today."""
    found: date | None = None
    for day, total in cumulative(goal, days, today):
        if total < (goal.amount or 0):
            found = None
        elif found is None:
            found = day
    return found
