"""What a goal asks of a day, by kind, schedule and time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.domain.day_need import day_need
from planner.domain.goals import Goal, GoalId, GoalKind, Period
from planner.domain.schedule import OFF, Schedule

TODAY = date(2026, 11, 14)
"""A Saturday."""
NANOWRIMO = Goal(GoalId(1), "NaNoWriMo", amount=50_000, start=date(2026, 11, 1), end=date(2026, 11, 30))


def habit(**more: object) -> Goal:
    return Goal(GoalId(2), "Daily", GoalKind.HABIT, amount=300, start=date(2026, 11, 1), **more)  # type: ignore[arg-type]


def test_a_target_asks_for_what_remains_spread_over_what_is_left() -> None:
    need = day_need(NANOWRIMO, {TODAY - timedelta(days=1): 16_000, TODAY: 500}, TODAY)
    assert need is not None
    assert (need.done, need.needed, need.left) == (500, 2_000, 1_500)
    assert need.share == 0.25


@pytest.mark.parametrize("today", [date(2026, 10, 31), date(2026, 12, 1)])
def test_a_target_asks_for_nothing_before_it_begins_and_after_it_is_over(today: date) -> None:
    assert day_need(NANOWRIMO, {}, today) is None


def test_what_was_reached_before_today_asks_for_nothing_more() -> None:
    assert day_need(NANOWRIMO, {date(2026, 11, 3): 50_000}, TODAY) is None


def test_a_day_off_asks_for_nothing() -> None:
    rest = Schedule().with_weekday(TODAY.weekday(), OFF)
    for goal in (replace(NANOWRIMO, schedule=rest), habit(schedule=rest)):
        assert day_need(goal, {}, TODAY) is None


@pytest.mark.parametrize(
    ("period", "needed", "done"), [(Period.DAY, 300, 100), (Period.WEEK, 300, 180), (Period.MONTH, 300, 1_180)]
)
def test_a_habit_asks_for_its_amount_in_its_period(period: Period, needed: int, done: int) -> None:
    days = {date(2026, 11, 2): 1_000, date(2026, 11, 10): 80, TODAY: 100}
    need = day_need(habit(period=period), days, TODAY)
    assert need is not None
    assert (need.needed, need.done, need.period) == (needed, done, period)


def test_days_a_week_ask_for_the_amount_of_a_day() -> None:
    need = day_need(habit(days_a_week=3), {date(2026, 11, 10): 900, TODAY: 40}, TODAY)
    assert need is not None
    assert (need.done, need.needed, need.period) == (40, 300, Period.DAY)


def test_any_writing_at_all_has_no_amount_to_show() -> None:
    assert day_need(Goal(GoalId(3), kind=GoalKind.HABIT), {}, TODAY) is None
