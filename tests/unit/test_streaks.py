"""Streaks: what keeps them, and what never breaks them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.goals import Goal, GoalId, GoalKind, Period
from planner.domain.schedule import LIGHT, OFF, PRESETS, PUSH, Preset
from planner.domain.streaks import Streak, daily_streak, habit_spans, habit_streak, this_span

MONDAY = date(2026, 11, 2)
DAILY = Goal(GoalId(1), kind=GoalKind.HABIT, amount=300, start=MONDAY)
WEEKLY = replace(DAILY, amount=1000, period=Period.WEEK)
THREE_DAYS = replace(DAILY, days_a_week=3)

counts = st.lists(st.sampled_from([None, -50, 0, 100, 300, 900]), min_size=1, max_size=45)


def entries(*words: int | None) -> dict[date, int]:
    return {MONDAY + timedelta(days=at): count for at, count in enumerate(words) if count is not None}


def last_of(words: list[int | None]) -> date:
    return MONDAY + timedelta(days=len(words) - 1)


@pytest.mark.parametrize(
    ("words", "current", "longest"),
    [
        ((), 0, 0),
        ((5,), 1, 1),
        ((5, 5, None), 2, 2),
        ((5, 5, None, None), 0, 2),
        ((5, None, 5, 5, 5, -3, 9), 1, 3),
        ((None, None, 5), 1, 1),
    ],
)
def test_a_daily_streak_is_alive_if_the_last_day_was_today_or_yesterday(
    words: tuple[int | None, ...], current: int, longest: int
) -> None:
    today = MONDAY + timedelta(days=max(0, len(words) - 1))
    assert daily_streak(entries(*words), today) == Streak(current, longest)


def test_a_streak_goes_over_a_leap_day_and_the_turn_of_the_year() -> None:
    first = date(2027, 12, 20)
    days = {first + timedelta(days=at): 1 for at in range(90)}
    assert date(2028, 2, 29) in days
    assert daily_streak(days, date(2028, 3, 19)) == Streak(90, 90)


def test_weekends_off_do_not_break_and_writing_on_them_counts() -> None:
    goal = replace(DAILY, schedule=PRESETS[Preset.WEEKENDS_OFF])
    week = (300,) * 5
    monday = MONDAY + timedelta(days=7)
    assert habit_streak(goal, entries(*week, None, None, 300), monday) == Streak(6, 6)
    assert habit_streak(goal, entries(*week, 20, None, 300), monday) == Streak(7, 7)
    assert habit_streak(DAILY, entries(*week, None, None, 300), monday) == Streak(1, 5)


def test_a_light_day_asks_for_its_share_and_a_push_for_no_more() -> None:
    goal = replace(DAILY, schedule=DAILY.schedule.with_date(MONDAY, LIGHT).with_weekday(1, PUSH))
    spans = habit_spans(goal, entries(150, 300, 299), MONDAY + timedelta(days=2))
    assert [(part.needed, part.kept) for part in spans] == [(150, True), (300, True), (300, False)]


def test_without_an_amount_an_entry_of_nothing_counts() -> None:
    assert habit_streak(replace(DAILY, amount=None), entries(0, 0, None), MONDAY + timedelta(days=2)) == Streak(2, 2)


def test_a_week_that_is_not_over_breaks_nothing() -> None:
    wednesday = MONDAY + timedelta(days=16)
    words = entries(1000, *[None] * 6, 600, 400)
    assert habit_streak(WEEKLY, words, wednesday) == Streak(2, 2)
    assert habit_streak(WEEKLY, words, wednesday + timedelta(days=5)) == Streak(0, 2)
    spans = habit_spans(WEEKLY, words, wednesday)
    assert [(part.amount, part.kept, part.over) for part in spans] == [
        (1000, True, True),
        (1000, True, True),
        (0, False, False),
    ]


def test_three_days_a_week_are_any_three() -> None:
    sunday = MONDAY + timedelta(days=6)
    assert habit_streak(THREE_DAYS, entries(300, None, 300, 299, None, 400), sunday) == Streak(1, 1)
    spans = habit_spans(THREE_DAYS, entries(300, 5, 300), sunday)
    assert [(part.amount, part.needed, part.kept) for part in spans] == [(2, 3, False)]
    free = THREE_DAYS.schedule
    for at in range(5):
        free = free.with_date(MONDAY + timedelta(days=at), OFF)
    assert habit_spans(replace(THREE_DAYS, schedule=free), {}, sunday)[0].needed == 2


def test_a_month_ends_where_the_calendar_says() -> None:
    goal = replace(DAILY, period=Period.MONTH, start=date(2028, 2, 10))
    spans = habit_spans(goal, {date(2028, 2, 29): 300, date(2028, 3, 1): 10}, date(2028, 3, 2))
    assert [(part.first, part.last, part.kept) for part in spans] == [
        (date(2028, 2, 10), date(2028, 2, 29), True),
        (date(2028, 3, 1), date(2028, 3, 31), False),
    ]


def test_a_habit_with_an_end_is_judged_up_to_it() -> None:
    goal = replace(WEEKLY, end=MONDAY + timedelta(days=8))
    spans = habit_spans(goal, entries(*[200] * 20), MONDAY + timedelta(days=30))
    assert [(part.amount, part.kept, part.over) for part in spans] == [(1400, True, True), (400, False, True)]
    assert habit_spans(replace(DAILY, start=date(2027, 1, 1)), {}, MONDAY) == []


@given(counts, st.sets(st.integers(0, 44)), st.sampled_from([DAILY, WEEKLY, THREE_DAYS, replace(DAILY, amount=None)]))
def test_a_day_off_never_breaks_a_streak(words: list[int | None], free: set[int], goal: Goal) -> None:
    plan = goal.schedule
    for at in free:
        plan = plan.with_date(MONDAY + timedelta(days=at), OFF)
    days, today = entries(*words), last_of(words)
    asked = habit_streak(goal, days, today)
    forgiven = habit_streak(replace(goal, schedule=plan), days, today)
    assert forgiven.current >= asked.current
    assert forgiven.longest >= asked.longest
    daily = daily_streak(days, today)
    forgiving = daily_streak(days, today, plan.is_off)
    assert (forgiving.current, forgiving.longest) >= (daily.current, daily.longest)


@given(counts, st.sampled_from([DAILY, WEEKLY, THREE_DAYS]))
def test_what_is_under_way_never_breaks_a_streak(words: list[int | None], goal: Goal) -> None:
    days, today = entries(*words), last_of(words)
    over = [part for part in habit_spans(goal, days, today) if part.over]
    run = 0
    for part in over:
        run = run + 1 if part.kept else 0
    assert habit_streak(goal, days, today).current in (run, run + 1)


@given(
    counts,
    st.sampled_from([DAILY, WEEKLY, THREE_DAYS, replace(DAILY, period=Period.MONTH), replace(WEEKLY, start=None)]),
    st.integers(0, 6),
)
def test_this_span_is_the_last_there_is(words: list[int | None], goal: Goal, first_weekday: int) -> None:
    days, today = entries(*words), last_of(words)
    assert this_span(goal, days, today, first_weekday) == habit_spans(goal, days, today, first_weekday)[-1]
    assert this_span(replace(goal, end=today), days, today + timedelta(days=1)) is None
    assert this_span(replace(goal, start=today + timedelta(days=1)), days, today) is None


@given(counts, st.sampled_from([DAILY, WEEKLY, THREE_DAYS]))
def test_the_current_streak_is_no_longer_than_the_longest(words: list[int | None], goal: Goal) -> None:
    for streak in (
        habit_streak(goal, entries(*words), last_of(words)),
        daily_streak(entries(*words), last_of(words)),
    ):
        assert 0 <= streak.current <= streak.longest <= len(words)
