"""Days put together for charts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.binning import Bin, Grain, asked, bins, grain_for, growth, level, running, thresholds
from planner.domain.days import SUNDAY
from planner.domain.goals import Goal, GoalId, GoalKind, Period
from planner.domain.schedule import Schedule
from planner.domain.streaks import daily_streak

FIRST = date(2026, 11, 1)
DAYS = st.dictionaries(st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.integers(-500, 3000), max_size=60)


def day(number: int) -> date:
    return FIRST + timedelta(days=number - 1)


@pytest.mark.parametrize(
    ("days", "grain"), [(30, Grain.DAY), (100, Grain.DAY), (101, Grain.WEEK), (365, Grain.WEEK), (3650, Grain.MONTH)]
)
def test_the_grain_grows_with_the_time(days: int, grain: Grain) -> None:
    assert grain_for(FIRST, day(days)) is grain


def test_weeks_are_cut_at_the_ends_of_the_range() -> None:
    written = {day(1): 5, day(2): 10, day(8): 20, day(9): 40, day(40): 80}
    found = bins(written, day(1), day(10), Grain.WEEK)
    assert found == [Bin(day(1), day(1), 5), Bin(day(2), day(8), 30), Bin(day(9), day(10), 40)]
    assert [each.amount for each in bins(written, day(1), day(10), Grain.WEEK, monday=SUNDAY)] == [15, 60]


def test_a_bin_asks_what_its_days_ask() -> None:
    found = bins({}, day(1), day(3), Grain.MONTH, {day(1): 100, day(3): 50})
    assert found == [Bin(day(1), day(3), 0, 150)]
    assert bins({}, day(1), day(1), Grain.DAY)[0].goal is None


@given(DAYS, st.sampled_from(Grain))
def test_bins_lose_nothing(days: dict[date, int], grain: Grain) -> None:
    first, last = date(2024, 1, 1), date(2024, 12, 31)
    found = bins(days, first, last, grain)
    assert sum(each.amount for each in found) == sum(days.values())
    assert (found[0].first, found[-1].last) == (first, last)
    assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(found))


def test_growth_begins_with_what_was_there() -> None:
    assert growth({day(2): 10, day(9): 1}, day(1), day(3), 100) == [(day(1), 100), (day(2), 110), (day(3), 110)]


def test_a_target_asks_by_schedule_and_then_what_it_takes() -> None:
    goal = Goal(GoalId(1), amount=400, start=day(1), end=day(4))
    assert asked(goal, {day(1): 40}, day(2)) == {day(1): 100, day(2): 120, day(3): 120, day(4): 120}
    assert asked(goal, {}, day(9)) == dict.fromkeys((day(1), day(2), day(3), day(4)), 100)
    assert asked(Goal(GoalId(1), amount=400), {}, day(2)) == {}


def test_a_target_that_is_reached_asks_nothing_more() -> None:
    goal = Goal(GoalId(1), amount=400, start=day(1), end=day(4))
    assert asked(goal, {day(1): 900}, day(2)) == {day(1): 100, day(2): 0, day(3): 0, day(4): 0}


def test_a_daily_habit_asks_less_of_light_days_and_no_more_of_heavy_ones() -> None:
    schedule = Schedule(dates=((day(2), 0), (day(3), 50), (day(4), 150)))
    goal = Goal(GoalId(1), kind=GoalKind.HABIT, amount=300, start=day(1), schedule=schedule)
    assert list(asked(goal, {}, day(4)).values()) == [300, 0, 150, 300]
    assert asked(Goal(GoalId(1), kind=GoalKind.HABIT, amount=300, period=Period.WEEK), {}, day(4)) == {}
    assert asked(Goal(GoalId(1), kind=GoalKind.HABIT), {}, day(4)) == {}


def test_steps_are_round_and_take_as_many_days_each() -> None:
    assert thresholds([]) == ()
    assert thresholds([0, -20]) == ()
    assert thresholds([7]) == (1, 7)
    assert thresholds(range(1, 2001)) == (1, 500, 1000, 1500)
    assert thresholds([1234] * 5) == (1, 1200)


@given(st.lists(st.integers(-3000, 9000)))
def test_every_day_with_words_is_on_a_step(amounts: list[int]) -> None:
    known = thresholds(amounts)
    assert list(known) == sorted(set(known))
    assert all((level(amount, known) > 0) == (amount > 0) for amount in amounts)


@given(DAYS, st.dates(date(2024, 1, 1), date(2025, 2, 1)), st.integers(0, 6))
def test_the_running_days_are_the_streak(days: dict[date, int], today: date, off: int) -> None:
    def is_off(when: date) -> bool:
        return when.weekday() == off

    known = {when: count for when, count in days.items() if when <= today}
    assert len(running(known, today, is_off)) == daily_streak(known, today, is_off).current


def test_days_off_carry_a_streak_without_being_part_of_it() -> None:
    written = {day(1): 5, day(3): 5, day(4): 0}
    assert running(written, day(4), lambda when: when == day(2)) == {day(1), day(3)}
    assert running(written, day(4)) == {day(3)}
    assert running(written, day(9)) == frozenset()
