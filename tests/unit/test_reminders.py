"""A reminder comes at its time, once a day, and only to somebody who has not written."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.days import author_day
from planner.domain.reminders import LATE, is_due, remind_at

EIGHT = time(20)
DAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-16 19:59:59", False),
        ("2026-11-16 20:00", True),
        ("2026-11-16 20:59:59", True),
        ("2026-11-16 21:00", False),
        ("2026-11-17 08:00", False),
    ],
)
def test_it_comes_at_its_time_and_for_an_hour(now: str, due: bool) -> None:
    assert is_due(datetime.fromisoformat(now), EIGHT, 0) is due


def test_nobody_is_reminded_who_has_written() -> None:
    assert not is_due(datetime(2026, 11, 16, 20), EIGHT, 1)
    assert is_due(datetime(2026, 11, 16, 20), EIGHT, -40)


def test_nobody_is_reminded_while_she_sprints_or_after_her_goal() -> None:
    now = datetime(2026, 11, 16, 20)
    assert not is_due(now, EIGHT, 0, is_sprinting=True)
    assert not is_due(now, EIGHT, 0, is_done=True)


def test_once_a_day_is_enough() -> None:
    assert not is_due(datetime(2026, 11, 16, 20, 10), EIGHT, 0, reminded=DAY)
    assert is_due(datetime(2026, 11, 17, 20, 10), EIGHT, 0, reminded=DAY)


def test_a_night_owl_is_reminded_in_the_night_of_her_own_day() -> None:
    night, four = time(1), time(4)
    assert remind_at(DAY, night, four) == datetime(2026, 11, 17, 1)
    assert is_due(datetime(2026, 11, 17, 1, 5), night, 0, start=four)
    assert not is_due(datetime(2026, 11, 17, 1, 5), night, 0, start=four, reminded=DAY)


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)),
    st.times().map(lambda at: at.replace(microsecond=0)),
    st.sampled_from([time(0), time(4), time(12)]),
)
def test_every_day_has_one_hour_in_which_it_may_come(moment: datetime, at: time, start: time) -> None:
    day = author_day(moment, start)
    first = remind_at(day, at, start)
    assert author_day(first, start) == day
    assert is_due(first, at, 0, start=start)
    assert not is_due(first - timedelta(seconds=1), at, 0, start=start)
    assert not is_due(first + LATE, at, 0, start=start)
