"""Weights by day, what is spread by them, and par: tables from the facts, and what always holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.schedule import (
    NORMAL,
    OFF,
    PRESETS,
    PUSH,
    Preset,
    Schedule,
    apply_preset,
    par_line,
    preset_of,
    spread,
)

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
weights = st.lists(st.integers(0, 300), min_size=1, max_size=60)
amounts = st.integers(0, 200_000)


def test_nanowrimos_par_is_the_facts_formula() -> None:
    line = par_line(50_000, [NORMAL] * 30)
    assert line[:3] == [1667, 3333, 5000]
    assert line[-2:] == [48_333, 50_000]
    assert line == [(2 * 50_000 * day + 30) // 60 for day in range(1, 31)]


@pytest.mark.parametrize(
    ("amount", "loads", "shares"),
    [
        (100, [100, 100, 100], [34, 33, 33]),
        (100, [100, 0, 100], [50, 0, 50]),
        (100, [100, 150, 0], [40, 60, 0]),
        (10, [1, 1, 1, 1], [3, 3, 2, 2]),
        (7, [0, 0], [4, 3]),
        (-5, [100, 100], [0, 0]),
        (5, [], []),
    ],
)
def test_what_remains_is_spread_by_weight(amount: int, loads: list[int], shares: list[int]) -> None:
    assert spread(amount, loads) == shares


@given(amounts, weights)
def test_shares_sum_to_what_remains(amount: int, loads: list[int]) -> None:
    shares = spread(amount, loads)
    assert sum(shares) == amount
    if any(loads):
        assert all(share == 0 for share, load in zip(shares, loads, strict=True) if load == 0)


@given(amounts, weights)
def test_a_share_is_its_weights_part_but_for_one_word(amount: int, loads: list[int]) -> None:
    total = sum(loads)
    for share, load in zip(spread(amount, loads), loads, strict=True):
        if total:
            assert abs(share - amount * load / total) < 1


@given(amounts, weights)
def test_pars_last_day_is_exact_and_par_never_falls(amount: int, loads: list[int]) -> None:
    line = par_line(amount, loads)
    assert line[-1] == amount
    assert line == sorted(line)


@given(st.lists(amounts, min_size=1, max_size=40), weights)
def test_writing_what_each_day_needs_ends_exactly(slips: list[int], loads: list[int]) -> None:
    """Whatever was written on earlier days: from any day on, writing each day's need reaches the goal on the last."""
    amount = 100_000
    written = sum(slips)
    for at in range(len(loads)):
        written += spread(amount - written, loads[at:])[0]
    assert written == max(amount, sum(slips))


def test_presets_say_which_days_count() -> None:
    ends = PRESETS[Preset.WEEKENDS_OFF].weights(FIRST, date(2026, 11, 7))
    assert ends == [OFF, *[NORMAL] * 5, OFF]
    assert PRESETS[Preset.WEEKENDS_ONLY].weights(FIRST, date(2026, 11, 7)) == [NORMAL, *[OFF] * 5, NORMAL]
    rising = PRESETS[Preset.RISING].weights(FIRST, LAST)
    assert rising == sorted(rising)
    assert rising[0] < NORMAL < rising[-1]
    assert PRESETS[Preset.FALLING].weights(FIRST, LAST) == rising[::-1]
    mountain = PRESETS[Preset.MOUNTAIN].weights(FIRST, LAST)
    assert mountain == mountain[::-1]
    assert max(mountain) == mountain[14] > mountain[0]


def test_a_date_of_its_own_goes_before_weekday_and_shape() -> None:
    thursday = date(2026, 11, 26)
    plan = PRESETS[Preset.RISING].with_date(thursday, OFF).with_date(LAST, PUSH)
    loads = plan.weights(FIRST, LAST)
    assert (loads[25], loads[-1]) == (OFF, PUSH)
    assert plan.is_off(thursday)
    assert plan.with_date(thursday, None).with_date(LAST, None) == PRESETS[Preset.RISING]


def test_a_schedule_knows_its_preset_whatever_dates_it_has() -> None:
    holiday = PRESETS[Preset.WEEKENDS_OFF].with_date(FIRST, OFF)
    assert preset_of(holiday) is Preset.WEEKENDS_OFF
    assert preset_of(holiday.with_weekday(3, OFF)) is None
    assert apply_preset(holiday, Preset.STEADY) == Schedule(dates=((FIRST, OFF),))


@pytest.mark.parametrize("week", [(100,) * 6, (100,) * 6 + (-1,), (5000,) * 7])
def test_impossible_weights_are_refused(week: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="weights"):
        Schedule(week)


@given(st.integers(0, 6), st.integers(1, 40))
def test_thursdays_off_get_nothing(begin: int, count: int) -> None:
    first = FIRST + timedelta(days=begin)
    last = first + timedelta(days=count)
    loads = Schedule().with_weekday(3, OFF).weights(first, last)
    shares = spread(9000, loads)
    assert all(shares[at] == 0 for at in range(count + 1) if (first + timedelta(days=at)).weekday() == 3)
