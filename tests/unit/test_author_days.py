"""Which date a moment belongs to, with an author's own start of day, across midnights, leap days and clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.days import MIDNIGHT, SUNDAY, author_day, begins, length, month_end, span, start_of_day, week_of

FOUR = time(4)
BERLIN = ZoneInfo("Europe/Berlin")
AUCKLAND = ZoneInfo("Pacific/Auckland")

days = st.dates(date(1999, 1, 1), date(2060, 12, 31))
starts = st.times().map(lambda known: known.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("moment", "start", "day"),
    [
        ("2026-11-22 23:59:59", MIDNIGHT, "2026-11-22"),
        ("2026-11-23 00:00:00", MIDNIGHT, "2026-11-23"),
        ("2026-11-23 03:00:00", FOUR, "2026-11-22"),
        ("2026-11-23 03:59:59", FOUR, "2026-11-22"),
        ("2026-11-23 04:00:00", FOUR, "2026-11-23"),
        ("2027-01-01 00:30:00", FOUR, "2026-12-31"),
        ("2028-02-29 02:00:00", FOUR, "2028-02-28"),
        ("2028-03-01 02:00:00", FOUR, "2028-02-29"),
        ("2027-03-01 02:00:00", FOUR, "2027-02-28"),
    ],
)
def test_a_night_belongs_to_the_day_before(moment: str, start: time, day: str) -> None:
    assert author_day(datetime.fromisoformat(moment), start) == date.fromisoformat(day)


def test_the_hour_that_comes_twice_belongs_to_the_night_both_times() -> None:
    # On 25 October 2026 clocks in Berlin go from 3:00 back to 2:00.
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    assert first.astimezone(BERLIN).time() == second.astimezone(BERLIN).time() == time(2, 30)
    for moment in (first, second):
        assert author_day(moment, FOUR, BERLIN) == date(2026, 10, 24)
        assert author_day(moment, time(2), BERLIN) == date(2026, 10, 25)


def test_a_day_that_should_begin_in_the_hour_left_out_begins_after_it() -> None:
    # On 29 March 2026 clocks in Berlin go from 2:00 to 3:00.
    before = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    assert author_day(before, time(2, 30), BERLIN) == date(2026, 3, 28)
    assert author_day(before + timedelta(minutes=1), time(2, 30), BERLIN) == date(2026, 3, 29)


def test_a_traveller_writes_on_the_date_of_the_place() -> None:
    moment = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert author_day(moment, FOUR, BERLIN) == date(2026, 11, 22)
    assert author_day(moment, MIDNIGHT, AUCKLAND) == date(2026, 11, 23)
    assert author_day(moment, FOUR, AUCKLAND) == date(2026, 11, 22)


@given(days, starts)
def test_a_day_begins_where_it_begins_and_ends_where_the_next_does(day: date, start: time) -> None:
    moment = begins(day, start)
    assert author_day(moment, start) == day
    assert author_day(moment - timedelta(microseconds=1), start) == day - timedelta(days=1)


@given(st.datetimes(datetime(1999, 1, 1), datetime(2060, 1, 1)), starts, st.timedeltas(timedelta(0), timedelta(days=9)))
def test_later_moments_never_have_earlier_days(moment: datetime, start: time, later: timedelta) -> None:
    assert author_day(moment, start) <= author_day(moment + later, start)


@pytest.mark.parametrize(
    ("text", "start"), [(None, MIDNIGHT), ("", MIDNIGHT), ("04:00", FOUR), ("noon", MIDNIGHT), ("25:00", MIDNIGHT)]
)
def test_a_start_of_day_is_read_from_its_setting(text: str | None, start: time) -> None:
    assert start_of_day(text) == start


@given(days, st.integers(0, 6))
def test_a_week_begins_on_its_first_day(day: date, first: int) -> None:
    begin = week_of(day, first)
    assert begin.weekday() == first
    assert 0 <= (day - begin).days < 7


def test_weeks_and_months_know_their_ends() -> None:
    assert week_of(date(2026, 11, 22), SUNDAY) == date(2026, 11, 22)
    assert [month_end(date(year, 2, 11)).day for year in (2026, 2028, 2100)] == [28, 29, 28]
    assert list(span(date(2028, 2, 28), date(2028, 3, 1)))[1] == date(2028, 2, 29)
    assert (length(date(2028, 2, 28), date(2028, 3, 1)), length(date(2028, 3, 1), date(2028, 2, 28))) == (3, 0)
