"""The rows of the calendar, and how chapters lie across them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from planner.desktop.progress.calendar.model import DAYS, Bar, pieces, weeks
from planner.domain.days import span
from planner.domain.outline import Chapter, ChapterId, StoryId

FIRST = date(2026, 11, 1)
LAST = date(2027, 2, 28)


def bar(number: int, first: date, last: date) -> Bar:
    return Bar(Chapter(ChapterId(number), StoryId(1), None, number, number), first, last, 1000)


def test_every_month_begins_a_row() -> None:
    rows = weeks(FIRST, date(2026, 12, 31), 0)
    assert [(row.first.day, row.last.day) for row in rows] == [
        (1, 1),
        (2, 8),
        (9, 15),
        (16, 22),
        (23, 29),
        (30, 30),
        (1, 6),
        (7, 13),
        (14, 20),
        (21, 27),
        (28, 31),
    ]
    assert weeks(FIRST, date(2026, 11, 30), 6)[0].days[0] == FIRST


@given(st.integers(0, 6))
def test_every_day_is_shown_once_under_its_weekday(first_weekday: int) -> None:
    rows = weeks(FIRST, LAST, first_weekday)
    assert [day for row in rows for day in row.days if day] == list(span(FIRST, LAST))
    for row in rows:
        for column, day in enumerate(row.days):
            assert day is None or (day.weekday() - first_weekday) % DAYS == column


@given(st.lists(st.tuples(st.integers(-20, 140), st.integers(0, 40)), max_size=20), st.integers(0, 6))
def test_chapters_cover_their_days_and_never_one_another(lengths: list[tuple[int, int]], first_weekday: int) -> None:
    known = [
        bar(number, FIRST + timedelta(days=start), FIRST + timedelta(days=start + length))
        for number, (start, length) in enumerate(lengths, 1)
    ]
    rows = weeks(FIRST, LAST, first_weekday)
    covered: dict[int, list[date]] = {each.chapter.number: [] for each in known}
    for row, here in zip(rows, pieces(known, rows), strict=True):
        taken: set[tuple[int, int]] = set()
        for piece in here:
            spots = {(column, piece.lane) for column in range(piece.first, piece.last + 1)}
            assert not taken & spots
            taken |= spots
            days = [row.days[column] for column in range(piece.first, piece.last + 1)]
            covered[piece.bar.chapter.number] += [day for day in days if day is not None]
    for each in known:
        assert covered[each.chapter.number] == [day for day in span(each.first, each.last) if FIRST <= day <= LAST]
