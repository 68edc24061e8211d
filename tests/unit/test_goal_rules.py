"""Goals: par, needed today, pace, projection and records, by the formulas of the facts file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.days import span
from planner.domain.goals import (
    Goal,
    GoalId,
    GoalKind,
    Phase,
    check,
    cumulative,
    nanowrimo,
    needs,
    par_by_day,
    standing,
)
from planner.domain.projection import Recent, finish, forecast, goal_forecast, line, recent
from planner.domain.records import by_weekday, records, result
from planner.domain.schedule import OFF, PRESETS, Preset, Schedule

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
NANO = nanowrimo(2026, FIRST)
FROM_TODAY = date(2026, 11, 10)


def november(*words: int) -> dict[date, int]:
    return {FIRST + timedelta(days=at): count for at, count in enumerate(words)}


def test_nanowrimo_is_50000_words_in_november() -> None:
    assert (NANO.amount, NANO.start, NANO.end) == (50_000, FIRST, LAST)
    assert nanowrimo(2027, FIRST).start == date(2027, 11, 1)


def test_nanowrimo_that_is_begun_late_asks_for_what_is_really_needed() -> None:
    late = nanowrimo(2026, date(2026, 11, 15))
    assert (late.start, late.end) == (date(2026, 11, 15), LAST)
    known = standing(late, {}, date(2026, 11, 15))
    assert (known.days_left, known.needed_today, known.par) == (16, 3125, 3125)


def test_nanowrimo_counts_what_november_has_already() -> None:
    joined = nanowrimo(2026, date(2026, 11, 15), first_words=date(2026, 11, 3))
    assert joined.start == FIRST
    known = standing(joined, {date(2026, 11, 3): 10_000}, date(2026, 11, 15))
    assert (known.written, known.needed_today, known.par) == (10_000, 2500, 25_000)
    assert nanowrimo(2026, date(2026, 12, 3)).start == FIRST


@pytest.mark.parametrize(
    ("words", "par", "ahead", "needed", "left", "pace"),
    [
        ((), 1667, -1667, 1667, 1667, 0),
        ((1667,), 1667, 0, 1667, 0, 1667),
        ((1000,), 1667, -667, 1667, 667, 1000),
        ((2000, 0), 3333, -1333, 1656, 1656, 1000),
        ((2000, 2500), 3333, 1167, 1656, 0, 2250),
        ((0, 0, 0, -100), 6667, -6767, 1852, 1952, -25),
    ],
)
def test_a_target_stands_as_the_facts_say(
    words: tuple[int, ...], par: int, ahead: int, needed: int, left: int, pace: float
) -> None:
    known = standing(NANO, november(*words), FIRST + timedelta(days=max(0, len(words) - 1)))
    assert (known.par, known.ahead, known.needed_today, known.left_today) == (par, ahead, needed, left)
    assert known.pace == pytest.approx(pace)
    assert known.days_left == 30 - max(0, len(words) - 1)


@pytest.mark.parametrize(
    ("words", "on_course"),
    [
        ((), True),
        ((1000,), True),
        ((1667,), False),
        ((1667, 10), True),
        ((1666, 10), False),
        ((1666, 1700), False),
        ((3000, -900), True),
    ],
)
def test_nobody_is_put_behind_for_a_day_that_is_not_over(words: tuple[int, ...], on_course: bool) -> None:
    known = standing(NANO, november(*words), FIRST + timedelta(days=max(0, len(words) - 1)))
    assert known.is_on_course is on_course


def test_a_goal_that_is_over_is_not_on_course() -> None:
    assert not standing(NANO, november(100), LAST + timedelta(days=1)).is_on_course
    assert not standing(NANO, {}, FIRST - timedelta(days=1)).is_on_course


def test_812_behind_with_thursdays_off() -> None:
    goal = replace(NANO, schedule=Schedule().with_weekday(3, OFF))
    today = date(2026, 11, 17)
    par = dict(par_by_day(goal, {}, today))[today]
    known = standing(goal, {FIRST: par - 812}, today)
    assert known.ahead == -812
    remaining = dict(needs(goal, {FIRST: par - 812}, today))
    assert sum(remaining.values()) == 50_000 - par + 812
    assert all(words == 0 for day, words in remaining.items() if day.weekday() == 3)


def test_before_and_after_its_time_nothing_is_asked() -> None:
    before = standing(NANO, {}, date(2026, 10, 20))
    assert (before.phase, before.days_left, before.par, before.needed_today) == (Phase.BEFORE, 30, 0, None)
    after = standing(NANO, {LAST: 50_000, date(2026, 12, 1): 9}, date(2026, 12, 2))
    assert (after.phase, after.written, after.today, after.days_left) == (Phase.OVER, 50_000, 0, 0)
    assert (after.needed_today, after.ahead, after.reached_on) == (None, 0, LAST)
    assert needs(NANO, {}, date(2026, 12, 2)) == []
    assert sum(words for _, words in needs(NANO, {}, date(2026, 10, 1))) == 50_000


def test_the_starting_balance_counts_in_the_total_and_never_for_the_goal() -> None:
    known = standing(replace(NANO, balance=30_000), november(100), FIRST)
    assert (known.written, known.total, known.remaining, known.needed_today) == (100, 30_100, 49_900, 1667)


def test_a_goal_without_dates_begins_with_its_first_entry_and_asks_nothing() -> None:
    goal = Goal(GoalId(1), amount=1000)
    known = standing(goal, november(400, 300), date(2026, 11, 4))
    assert (known.first, known.last, known.days_gone, known.pace) == (FIRST, None, 4, 175)
    assert (known.par, known.ahead, known.needed_today, known.days_left) == (None, None, None, None)
    assert standing(goal, {}, FIRST).days_gone == 1


def test_a_goal_that_was_reached_and_lost_again_is_not_reached() -> None:
    goal = Goal(GoalId(1), amount=500)
    assert standing(goal, november(300, 300), FROM_TODAY).reached_on == date(2026, 11, 2)
    assert standing(goal, november(300, 300, -200), FROM_TODAY).reached_on is None
    assert standing(goal, november(300, 300, -200, 100), FROM_TODAY).reached_on == date(2026, 11, 4)


@given(
    st.integers(1, 100_000),
    st.integers(1, 70),
    st.lists(st.integers(0, 200), min_size=7, max_size=7),
    st.lists(st.integers(-300, 4000), max_size=40),
    st.sampled_from(Preset),
)
def test_reaching_each_days_need_reaches_the_goal_on_the_last_day(
    amount: int, count: int, week: list[int], words: list[int], preset: Preset
) -> None:
    last = FIRST + timedelta(days=count - 1)
    plan = replace(PRESETS[preset], week=tuple(week))
    goal = Goal(GoalId(1), amount=amount, start=FIRST, end=last, schedule=plan)
    days = november(*words[: count - 1])
    before = sum(days.values())
    for day in span(FIRST + timedelta(days=len(days)), last):
        needed = standing(goal, days, day).needed_today
        assert needed == needs(goal, days, day)[0][1]
        days[day] = needed or 0
    assert sum(days.values()) == max(amount, before)
    known = standing(goal, days, last)
    assert known.par == amount
    assert known.left_today == 0
    assert cumulative(goal, days, last)[-1] == (last, known.written)


@given(st.integers(1, 5000), st.integers(1, 100_000))
def test_on_days_all_alike_a_projection_is_remaining_by_pace(pace: int, remaining: int) -> None:
    found = finish(remaining, pace, FIRST)
    days = -(-remaining // pace)
    assert found == (FIRST + timedelta(days=days) if days <= 366 * 30 else None)
    assert finish(remaining, pace, FIRST, Schedule(dates=((FIRST, OFF),))) == found


def test_a_projection_steps_over_days_off() -> None:
    friday = date(2026, 11, 20)
    assert finish(1000, 500, friday, PRESETS[Preset.WEEKENDS_OFF]) == date(2026, 11, 24)
    holiday = PRESETS[Preset.WEEKENDS_OFF].with_date(date(2026, 11, 23), OFF)
    assert finish(1000, 500, friday, holiday) == date(2026, 11, 25)
    assert finish(0, 0, friday) == friday
    assert finish(10, 0, friday) is None
    assert finish(10, 5, friday, Schedule((0,) * 7)) is None


def test_the_recent_pace_is_that_of_two_weeks_and_does_not_wait_for_today() -> None:
    words = november(*[9000] * 5, *[1000] * 13, 300)
    assert recent(words, date(2026, 11, 18)) == Recent((13 * 1000 + 9000) / 14, 9000, 1000)
    assert recent(words, date(2026, 11, 20)) == Recent((12 * 1000 + 300 + 1000) / 14, 1000, 300)
    assert recent(november(600, 0, 600), date(2026, 11, 4)) == Recent(400, 600, 600)
    assert recent({}, FIRST) is None
    assert recent(november(300, -400), FROM_TODAY) is None


def test_days_off_do_not_lower_the_pace() -> None:
    monday = date(2026, 11, 16)
    worked = dict.fromkeys(span(monday, monday + timedelta(days=4)), 500)
    known = recent(worked, monday + timedelta(days=7), PRESETS[Preset.WEEKENDS_OFF])
    assert known == Recent(500, 500, 500)


def test_a_forecast_has_a_range() -> None:
    known = forecast(6000, Recent(1000, 2000, 500), FIRST)
    assert known is not None
    assert (known.earliest, known.expected, known.latest) == (
        date(2026, 11, 4),
        date(2026, 11, 7),
        date(2026, 11, 13),
    )
    assert line(known) == "At this pace you finish on 7 November 2026."
    assert "few days" in line(None)


def test_a_date_that_is_years_away_is_not_told() -> None:
    known = forecast(60_000, Recent(30, 60, 5), FIRST)
    assert known is not None
    assert (known.earliest, known.expected, known.latest) == (date(2029, 7, 28), None, None)
    assert line(known) == "At this pace there is no date yet."


@given(st.lists(st.integers(-500, 5000), min_size=1, max_size=30), st.sampled_from(Preset))
def test_the_range_holds_the_expected_date(words: list[int], preset: Preset) -> None:
    goal = replace(NANO, schedule=PRESETS[preset])
    known = goal_forecast(goal, november(*words), FIRST + timedelta(days=len(words) - 1))
    if known is not None and known.expected and known.earliest:
        assert known.earliest <= known.expected
        assert known.latest is None or known.expected <= known.latest


def test_the_first_sentences_of_the_first_day_are_no_pace() -> None:
    assert goal_forecast(NANO, november(28), FIRST) is None
    whole = goal_forecast(NANO, november(1667), FIRST)
    assert whole is not None
    assert whole.expected == LAST
    assert goal_forecast(Goal(GoalId(1), amount=1000), november(28), FIRST) is None
    following = goal_forecast(NANO, november(280), FIRST + timedelta(days=1))
    assert following is not None
    assert following.expected is not None


def test_the_projected_date_moves_with_what_is_written() -> None:
    slow, fast = (goal_forecast(NANO, november(*[words] * 10), FROM_TODAY) for words in (1000, 2000))
    assert slow is not None
    assert fast is not None
    assert (slow.expected, fast.expected) == (date(2026, 12, 20), date(2026, 11, 25))


def test_records_are_the_best_of_all_days() -> None:
    known = records(november(500, 1200, -300, 0, 1200) | {date(2026, 12, 1): 900})
    assert (known.total, known.days_written) == (3500, 4)
    assert known.best_day is not None
    assert known.best_month is not None
    assert known.best_week is not None
    assert (known.best_day.day, known.best_day.amount) == (date(2026, 11, 2), 1200)
    assert (known.best_week.day, known.best_week.amount) == (date(2026, 11, 2), 2100)
    assert (known.best_month.day, known.best_month.amount) == (FIRST, 2600)
    assert records({}).best_day is None
    assert by_weekday({FIRST: 100, date(2026, 11, 8): 300})[6] == 200


def test_an_archived_goal_keeps_its_result() -> None:
    kept = result(NANO, november(30_000, 25_000), date(2026, 12, 24))
    assert (kept.written, kept.reached_on, kept.best_amount) == (55_000, date(2026, 11, 2), 30_000)
    habit = Goal(GoalId(2), kind=GoalKind.HABIT, amount=500)
    assert result(habit, november(500, 600, 100, 500), FROM_TODAY).streak == 2


@pytest.mark.parametrize(
    ("goal", "sound"),
    [
        (NANO, True),
        (Goal(GoalId(1)), False),
        (Goal(GoalId(1), amount=-5), False),
        (Goal(GoalId(1), kind=GoalKind.HABIT), True),
        (Goal(GoalId(1), kind=GoalKind.HABIT, days_a_week=8), False),
        (replace(NANO, end=date(2026, 10, 1)), False),
    ],
)
def test_a_goal_that_means_nothing_is_told(goal: Goal, sound: bool) -> None:
    assert (check(goal) is None) is sound
