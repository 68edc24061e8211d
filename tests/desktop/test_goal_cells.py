"""The weeks of a goal: which days are shown, and what each says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.desktop.progress.goals.cells import WEEKS, DayCell, Page, page_of
from planner.desktop.progress.goals.model import GoalNow
from planner.domain.goals import Goal, GoalId, GoalKind, Period, standing
from planner.domain.schedule import NORMAL, OFF, PUSH, Schedule
from planner.domain.streaks import Streak

TODAY = date(2026, 11, 14)
"""A Saturday."""


def seen(goal: Goal, days: dict[date, int], today: date = TODAY, first_weekday: int = 0) -> GoalNow:
    now = standing(goal, days, today) if goal.kind is GoalKind.TARGET else None
    return GoalNow(goal, days, today, first_weekday, {}, None, Streak(), None, now)


def nanowrimo(schedule: Schedule | None = None) -> Goal:
    return Goal(
        GoalId(1), amount=50_000, start=date(2026, 11, 1), end=date(2026, 11, 30), schedule=schedule or Schedule()
    )


def days_of(page: Page) -> dict[date, DayCell]:
    return {cell.day: cell for week in page.weeks for cell in week}


def test_weeks_are_whole_and_begin_with_the_author_s_first_weekday() -> None:
    for first in (0, 5, 6):
        page = page_of(seen(nanowrimo(), {}, first_weekday=first))
        assert {len(week) for week in page.weeks} == {7}
        assert {week[0].day.weekday() for week in page.weeks} == {first}


def test_a_target_shows_what_was_written_and_what_each_day_to_come_needs() -> None:
    schedule = Schedule().with_weekday(3, OFF).with_date(date(2026, 11, 21), PUSH)
    cells = days_of(page_of(seen(nanowrimo(schedule), {date(2026, 11, 10): 1_840, TODAY: 412})))
    assert cells[date(2026, 11, 10)].written == 1_840
    assert cells[date(2026, 11, 10)].need is None
    today = cells[TODAY]
    assert (today.today, today.written) == (True, 412)
    assert cells[date(2026, 11, 19)].off
    assert cells[date(2026, 11, 19)].need == 0
    push = cells[date(2026, 11, 21)]
    assert (push.weight, push.own) == (PUSH, True)
    assert push.need is not None
    assert today.need is not None
    assert push.need > today.need
    assert not cells[date(2026, 12, 1)].inside
    coming = [cell.need or 0 for cell in cells.values() if cell.day >= TODAY]
    assert sum(coming) == 50_000 - 1_840


@pytest.mark.parametrize("today", [date(2026, 10, 20), TODAY, date(2026, 11, 30), date(2027, 2, 1)])
def test_the_last_weeks_of_a_target_fill_the_page(today: date) -> None:
    page = page_of(seen(nanowrimo(), {}, today))
    assert 5 <= len(page.weeks) <= WEEKS
    assert page.earlier == (page.weeks[0][0].day > date(2026, 10, 26))


def test_turning_the_page_comes_to_the_first_and_the_last_day_and_stays_there() -> None:
    goal = Goal(GoalId(1), amount=100_000, start=date(2026, 11, 1), end=date(2027, 3, 31))
    now = seen(goal, {})
    first = page_of(now, -9)
    assert not first.earlier
    assert first.weeks[0][6].day == date(2026, 11, 1)
    turned = 0
    while page_of(now, turned).later:
        turned += 1
    assert date(2027, 3, 31) in days_of(page_of(now, turned))


def test_a_habit_says_of_each_day_behind_whether_it_was_kept() -> None:
    goal = Goal(GoalId(2), kind=GoalKind.HABIT, amount=300, start=date(2026, 11, 2))
    yesterday = TODAY - timedelta(days=1)
    cells = days_of(page_of(seen(goal, {yesterday: 299, yesterday - timedelta(days=1): 300, TODAY: 10})))
    assert cells[yesterday].kept is False
    assert cells[yesterday - timedelta(days=1)].kept is True
    assert cells[TODAY].kept is None
    assert cells[TODAY + timedelta(days=1)].need == 300


def test_a_habit_of_a_week_asks_nothing_of_a_single_day() -> None:
    goal = Goal(GoalId(2), kind=GoalKind.HABIT, amount=2_000, period=Period.WEEK, start=date(2026, 11, 2))
    assert all(cell.need is None for cell in days_of(page_of(seen(goal, {}))).values())


@given(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.integers(0, 400),
    st.integers(-40, 500),
    st.integers(-3, 40),
    st.sampled_from([0, 5, 6]),
)
def test_pages_never_leave_the_goal(start: date, length: int, ahead: int, turned: int, first: int) -> None:
    goal = Goal(GoalId(1), amount=9_000, start=start, end=start + timedelta(days=length))
    page = page_of(seen(goal, {}, start + timedelta(days=ahead), first), turned)
    assert page.weeks
    assert len(page.weeks) <= WEEKS
    assert page.weeks[0][6].day >= start
    assert all(cell.weight == NORMAL for cell in days_of(page).values())
    assert any(cell.inside for cell in days_of(page).values())
