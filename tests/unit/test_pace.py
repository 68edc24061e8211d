"""The pace an author writes at, learned from her days of writing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.pace import LEAST_DAYS, RECENT_DAYS, present_pace

FIRST = date(2026, 11, 1)


def days(*words: int, every: int = 1) -> list[tuple[date, int]]:
    return [(FIRST + timedelta(days=every * at), count) for at, count in enumerate(words)]


def test_a_pace_is_the_mean_of_the_days_of_writing() -> None:
    pace = present_pace(days(300, 500, 1000))
    assert pace is not None
    assert (pace.writing_day, pace.any_day) == (600, 600)


def test_days_off_count_where_the_calendar_does() -> None:
    pace = present_pace(days(600, 600, 600, every=2))
    assert pace is not None
    assert (pace.writing_day, pace.any_day) == (600, 360)


def test_only_the_last_days_count() -> None:
    pace = present_pace(days(9000, *[500] * RECENT_DAYS))
    assert pace is not None
    assert pace.writing_day == 500


def test_a_long_break_says_nothing_about_the_pace() -> None:
    before = days(200, 200)
    after = [(day + timedelta(days=90), words) for day, words in days(800, 800, 800)]
    assert present_pace([*before, *after[:1]]) is None
    pace = present_pace([*before, *after])
    assert pace is not None
    assert (pace.writing_day, pace.any_day) == (800, 800)


@pytest.mark.parametrize("words", [(), (500,), (500, 500), (-50, 20, 10), (100, -300, 100)])
def test_too_few_words_are_no_pace(words: tuple[int, ...]) -> None:
    assert present_pace(days(*words)) is None


@given(st.lists(st.integers(1, 5000), min_size=LEAST_DAYS, max_size=30), st.integers(1, 5))
def test_a_pace_lies_among_the_days_it_is_made_of(words: list[int], every: int) -> None:
    pace = present_pace(days(*words, every=every))
    assert pace is not None
    assert min(words) <= pace.writing_day <= max(words)
    assert 0 < pace.any_day <= pace.writing_day
