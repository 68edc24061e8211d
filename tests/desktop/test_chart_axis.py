"""Where things lie on charts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.desktop.progress.charts.axis import Scale, Unit, amount_ticks, day_ticks, thin

FIRST = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("most", "least", "ticks"),
    [
        (0, 0, [0, 1]),
        (1, 0, [0, 1]),
        (1700, 0, [0, 500, 1000, 1500, 2000]),
        (50_000, 0, [0, 20_000, 40_000, 60_000]),
        (900, -250, [-500, 0, 500, 1000]),
        (0, -40, [-40, -30, -20, -10, 0]),
    ],
)
def test_the_figures_beside_a_chart_are_round(most: int, least: int, ticks: list[int]) -> None:
    assert amount_ticks(most, least) == ticks


@given(st.integers(0, 10**8), st.integers(-(10**8), 0))
def test_everything_lies_between_the_figures(most: int, least: int) -> None:
    ticks = amount_ticks(most, least)
    assert ticks[0] <= least <= 0 <= most <= ticks[-1]
    assert ticks[0] < ticks[-1]
    assert 0 in ticks
    assert len(ticks) <= 10


@pytest.mark.parametrize(
    ("days", "most", "unit", "named"),
    [
        (1, 10, Unit.DAY, ["01"]),
        (5, 10, Unit.DAY, ["01", "02", "03", "04", "05"]),
        (30, 5, Unit.DAY, ["01", "08", "15", "22", "29"]),
        (90, 4, Unit.MONTH, ["11-01", "12-01", "2027-01-01"]),
        (365, 5, Unit.MONTH, ["2027-01-01", "2027-04-01", "2027-07-01", "2027-10-01"]),
        (3650, 6, Unit.YEAR, ["2028-01-01", "2030-01-01", "2032-01-01", "2034-01-01", "2036-01-01"]),
    ],
)
def test_days_are_named_as_coarsely_as_they_have_to_be(days: int, most: int, unit: Unit, named: list[str]) -> None:
    ticks = day_ticks(FIRST, FIRST + timedelta(days=days - 1), most)
    assert {tick.unit for tick in ticks} == {unit}
    assert [tick.day.isoformat()[-len(words) :] for tick, words in zip(ticks, named, strict=True)] == named


def test_the_first_of_each_year_is_told_with_its_year() -> None:
    assert [tick.first for tick in day_ticks(FIRST, date(2027, 2, 20), 4)] == [True, False, True, False]


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(0, 9000), st.integers(1, 14))
def test_never_more_days_are_named_than_have_room(first: date, days: int, most: int) -> None:
    last = first + timedelta(days=days)
    ticks = day_ticks(first, last, most)
    assert 1 <= len(ticks) <= most
    assert all(first <= tick.day <= last for tick in ticks)


def test_a_scale_goes_there_and_back() -> None:
    scale = Scale(10, 20, 300, 100)
    assert (scale.place(10), scale.place(15), scale.place(20)) == (300, 200, 100)
    assert scale.value(scale.place(13)) == 13
    assert Scale(5, 5, 0, 100).place(5) == 50


@given(st.lists(st.tuples(st.floats(0, 1e4), st.floats(0, 1e6)), min_size=1, max_size=300), st.integers(2, 80))
def test_a_thinned_line_keeps_its_ends(points: list[tuple[float, float]], most: int) -> None:
    kept = thin(points, most)
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    assert len(kept) <= most
    assert [point for point in points if point in set(kept)][:1] == [points[0]]
