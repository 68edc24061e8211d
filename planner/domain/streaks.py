"""Streaks: for how many days, weeks or months on end an author kept a habit, or wrote.

A period that is not over never breaks a streak (facts/trackers.md), and neither does a day off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from planner.domain.days import MONDAY, ONE_DAY, month_end, month_of, span, week_of
from planner.domain.goals import Days, Goal, Period, first_day
from planner.domain.schedule import NORMAL


@dataclass(frozen=True, slots=True)
class Streak:
    """Periods kept on end: up to now, and the most there ever were."""

    current: int = 0
    longest: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """One period of a habit.

    ``amount`` was written of ``needed`` (words, minutes, or with ``days_a_week`` days). ``off``: nothing is asked of
    it. ``over``: it lies behind, so that what was missed stays missed.
    """

    first: date
    last: date
    amount: int
    needed: int
    kept: bool
    off: bool
    over: bool


def daily_streak(days: Days, today: date, is_off: Callable[[date], bool] = lambda day: False) -> Streak:
    """Days on end with more written than deleted. It is alive if the last was today or yesterday, days off apart.

    A day off on which something was written counts; one on which nothing was is passed over.
    """
    written = [day for day, count in days.items() if count > 0 and day <= today]
    if not written:
        return Streak()
    return _streak((days.get(day, 0) > 0, is_off(day), day < today) for day in span(min(written), today))


def habit_streak(goal: Goal, days: Days, today: date, first_weekday: int = MONDAY) -> Streak:
    """A habit's periods kept on end."""
    return _streak((part.kept, part.off, part.over) for part in habit_spans(goal, days, today, first_weekday))


def _streak(parts: Iterable[tuple[bool, bool, bool]]) -> Streak:
    """The streak of parts in order, each as (kept, off, over)."""
    current = longest = 0
    for kept, off, over in parts:
        if kept:
            current += 1
        elif over and not off:
            current = 0
        longest = max(longest, current)
    return Streak(current, longest)


def habit_spans(goal: Goal, days: Days, today: date, first_weekday: int = MONDAY) -> list[Span]:
    """All periods of a habit from its first to the one that today lies in (or its last), oldest first.

    A light day asks for its share of a daily amount, a push for no more than the amount. Nothing is asked of a day
    off, nor of a week or month that has only such days. What days off leave of a week limits on how many days of it
    something can be asked.
    """
    first = first_day(goal, days, today)
    until = today if goal.end is None else min(today, goal.end)
    if until < first:
        return []
    weekly = goal.days_a_week is not None
    return [
        _span(goal, days, begin, end, today)
        for begin, end in _periods(first, until, Period.WEEK if weekly else goal.period, first_weekday, goal.end)
    ]


def this_span(goal: Goal, days: Days, today: date, first_weekday: int = MONDAY) -> Span | None:
    """The period of a habit that today lies in; None before the habit begins and after it has ended."""
    first = first_day(goal, days, today)
    if not first <= today or (goal.end is not None and today > goal.end):
        return None
    period = Period.WEEK if goal.days_a_week is not None else goal.period
    begin = {Period.DAY: today, Period.WEEK: week_of(today, first_weekday), Period.MONTH: month_of(today)}[period]
    ((begin, end),) = _periods(max(first, begin), today, period, first_weekday, goal.end)
    return _span(goal, days, begin, end, today)


def _periods(
    first: date, until: date, period: Period, first_weekday: int, end: date | None
) -> Iterator[tuple[date, date]]:
    """First and last days of periods, the first and the last of them cut off where the habit begins and ends."""
    begin = first
    while begin <= until:
        match period:
            case Period.DAY:
                last = begin
            case Period.WEEK:
                last = date.fromordinal(week_of(begin, first_weekday).toordinal() + 6)
            case Period.MONTH:
                last = month_end(month_of(begin))
        if end is not None:
            last = min(last, end)
        yield begin, last
        begin = last + ONE_DAY


def _span(goal: Goal, days: Days, begin: date, end: date, today: date) -> Span:
    dates = [begin] if begin == end else list(span(begin, end))
    entries = {day: days[day] for day in dates if day in days and day <= today}
    working = [day for day in dates if not goal.schedule.is_off(day)]
    off = not working
    if goal.days_a_week is not None:
        needed = min(goal.days_a_week, len(working))
        amount = sum(_enough(goal, day, count) for day, count in entries.items())
        kept = amount >= max(1, needed)
    else:
        amount = sum(entries.values())
        needed = _needed(goal, begin) if goal.period is Period.DAY else 0 if off else goal.amount or 0
        kept = _kept(goal, entries, amount, needed, off)
    return Span(begin, end, amount, needed, kept, off, end < today)


def _kept(goal: Goal, entries: Days, amount: int, needed: int, off: bool) -> bool:
    # Without an amount an entry of 0 still counts, as in TrackBear: she was there.
    if goal.amount is None:
        return bool(entries)
    return amount > 0 if off else amount >= needed


def _enough(goal: Goal, day: date, count: int) -> bool:
    if goal.amount is None:
        return True
    return count > 0 if goal.schedule.is_off(day) else count >= _needed(goal, day)


def _needed(goal: Goal, day: date) -> int:
    """What a daily amount comes to on a day, rounded up."""
    return -(-(goal.amount or 0) * min(goal.schedule.weight(day), NORMAL) // NORMAL)
