"""What an author types into the log, and what a set total comes to."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import PlannerError
from planner.domain.goals import Measure
from planner.domain.log import MOST, NewEntry, Typed, difference, read_entry, total

TIME = Measure.TIME


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("+612", Typed(612)),
        ("612", Typed(612)),
        (" + 612 words ", Typed(612)),
        ("-50", Typed(-50)),
        ("−50", Typed(-50)),
        ("0", Typed(0)),
        ("1,234,567", Typed(1_234_567)),
        ("1.234 words", Typed(1234)),
        ("12 400", Typed(12_400)),
        ("12\u202f400", Typed(12_400)),
        ("=12400", Typed(12_400, total=True)),
        ("= 12,400", Typed(12_400, total=True)),
        ("12,400 total", Typed(12_400, total=True)),
        ("12,400 words total", Typed(12_400, total=True)),
        ("total is now 12,400", Typed(12_400, total=True)),
        ("Total: 900", Typed(900, total=True)),
        ("45 min", Typed(45, TIME)),
        ("+45m", Typed(45, TIME)),
        ("-10 minutes", Typed(-10, TIME)),
        ("1 h 20", Typed(80, TIME)),
        ("1h20min", Typed(80, TIME)),
        ("1.5 hours", Typed(90, TIME)),
        ("2 hrs", Typed(120, TIME)),
        ("1:20", Typed(80, TIME)),
    ],
)
def test_what_is_typed_is_understood(text: str, typed: Typed) -> None:
    assert read_entry(text) == typed


@pytest.mark.parametrize(
    "text", ["", "  ", "words", "12..4", "1,23", "=-5", "5 pages", "1:75", "+", "++5", str(MOST + 1), "6\n7"]
)
def test_what_is_not_understood_says_what_is(text: str) -> None:
    with pytest.raises(PlannerError, match="612"):
        read_entry(text)


@given(st.integers(-MOST, MOST))
def test_a_count_with_its_sign_is_that_count(count: int) -> None:
    assert read_entry(f"{count:+,}") == read_entry(f"{count}") == Typed(count)


@given(st.text(max_size=12))
def test_anything_is_understood_or_refused(text: str) -> None:
    with suppress(PlannerError):
        assert abs(read_entry(text).count) <= MOST


@given(st.integers(-9000, 9000), st.lists(st.integers(0, 200_000), min_size=1, max_size=12))
def test_the_logs_sum_is_the_growth(before: int, totals: list[int]) -> None:
    """Setting one total after another, the log sums to how the story grew."""
    entries: list[NewEntry] = []
    for wanted in totals:
        known = before + total(entries)
        entries.append(NewEntry(date(2026, 11, 22), difference(wanted, known)))
    entries.append(NewEntry(date(2026, 11, 22), 45, TIME))
    assert total(entries) == totals[-1] - before
    assert total(entries, TIME) == 45
