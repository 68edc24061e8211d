"""The spark plan: dates from a pace, a pace from dates, and a calendar of chapters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.days import span
from planner.domain.outline import Chapter, ChapterId, ChapterStatus, StoryId
from planner.domain.schedule import OFF, PRESETS, PUSH, Preset, Schedule
from planner.domain.spark import (
    Slot,
    ahead,
    burst,
    calendar,
    days_needed,
    finish,
    pace_for,
    plan_finish,
    words_planned,
)

TODAY = date(2026, 11, 23)
WEEKENDS_OFF = PRESETS[Preset.WEEKENDS_OFF]


def chapter(
    number: int, target: int | None = 2000, words: int = 0, status: ChapterStatus = ChapterStatus.PLANNED
) -> Chapter:
    return Chapter(
        ChapterId(number),
        StoryId(1),
        None,
        number - 1,
        number,
        target_words=target,
        words=words,
        status=status,
    )


def planned(*targets: int) -> list[Chapter]:
    return [chapter(number, target) for number, target in enumerate(targets, 1)]


def days_of(slots: list[Slot]) -> list[tuple[int, int]]:
    return [((slot.first - TODAY).days, (slot.last - TODAY).days) for slot in slots]


def test_words_planned_are_those_of_chapters_without_a_draft() -> None:
    story = [
        chapter(1, words=2500, status=ChapterStatus.DRAFTED),
        chapter(2, words=1500, status=ChapterStatus.DRAFTING),
        chapter(3, 3000),
        chapter(4, None),
        replace(chapter(5), shelved=True),
    ]
    assert [part.words for part in ahead(story)] == [500, 3000, 2500]
    assert words_planned(story) == 6000


def test_a_date_from_a_pace_and_a_pace_from_a_date() -> None:
    assert finish(10_000, 1000, TODAY) == TODAY + timedelta(days=9)
    assert finish(10_000, 1000, TODAY, WEEKENDS_OFF) == TODAY + timedelta(days=11)
    assert finish(0, 1000, TODAY) == TODAY
    assert finish(10, 0, TODAY) is None
    assert pace_for(10_000, TODAY + timedelta(days=9), TODAY) == 1000
    assert pace_for(10_000, TODAY + timedelta(days=6), TODAY, WEEKENDS_OFF) == 2000
    assert pace_for(10_000, TODAY - timedelta(days=1), TODAY) is None
    assert (pace_for(0, TODAY, TODAY), days_needed(10_001, 1000), days_needed(5, 0)) == (0, 11, None)


@given(st.integers(1, 100_000), st.integers(1, 60), st.sampled_from(Preset))
def test_the_pace_for_a_date_leads_to_it(words: int, days: int, preset: Preset) -> None:
    plan, until = Schedule(PRESETS[preset].week), TODAY + timedelta(days=days)
    pace = pace_for(words, until, TODAY, plan)
    if pace is not None:
        reached = finish(words, pace, TODAY, plan)
        assert reached is not None
        assert reached <= until


def test_writing_while_it_lasts() -> None:
    known = burst(planned(*[5000] * 12), 12, 4000)
    assert (known.words, known.drafted, known.left) == (48_000, tuple(range(1, 10)), 12_000)
    assert burst(planned(100), 12, 4000).left == 0


def test_chapters_follow_one_another_at_the_pace() -> None:
    assert days_of(calendar(planned(2000, 1000, 500, 500, 3000), 1000, TODAY)) == [
        (0, 1),
        (2, 2),
        (3, 3),
        (3, 3),
        (4, 6),
    ]


def test_a_chapter_begins_on_the_day_the_one_before_it_ends_if_words_are_left() -> None:
    assert days_of(calendar(planned(1500, 1500), 1000, TODAY)) == [(0, 1), (1, 2)]


def test_days_off_are_stepped_over() -> None:
    plan = WEEKENDS_OFF.with_date(TODAY, OFF).with_date(TODAY + timedelta(days=1), PUSH)
    assert days_of(calendar(planned(1500, 3000), 1000, TODAY, plan)) == [(1, 1), (2, 4)]
    assert days_of(calendar(planned(5000, 1000), 1000, TODAY, WEEKENDS_OFF)) == [(0, 4), (7, 7)]


def test_a_pin_that_is_late_enough_leaves_the_pace_and_moves_what_follows() -> None:
    pin = TODAY + timedelta(days=9)
    slots = calendar(planned(1000, 2000, 1000), 1000, TODAY, pins={ChapterId(2): pin})
    assert days_of(slots) == [(0, 0), (1, 9), (10, 10)]
    assert [(slot.pinned, slot.pace) for slot in slots] == [(False, 1000), (True, 1000), (False, 1000)]


def test_a_pin_that_comes_soon_asks_for_more() -> None:
    pin = TODAY + timedelta(days=1)
    slots = calendar(planned(3000, 3000, 1000), 1000, TODAY, pins={ChapterId(2): pin})
    assert days_of(slots) == [(0, 0), (1, 1), (2, 2)]
    assert [slot.pace for slot in slots] == [3000, 3000, 1000]


def test_a_pin_in_the_past_or_out_of_order_has_no_days_of_its_own() -> None:
    early, late = TODAY - timedelta(days=2), TODAY + timedelta(days=5)
    slots = calendar(planned(500, 500, 500), 500, TODAY, pins={ChapterId(1): early, ChapterId(2): late})
    assert days_of(slots) == [(-2, -2), (0, 5), (6, 6)]
    assert [slot.pace for slot in slots] == [None, 500, 500]
    crossed = calendar(planned(500, 500), 500, TODAY, pins={ChapterId(1): late, ChapterId(2): TODAY})
    assert days_of(crossed) == [(0, 5), (0, 0)]


def test_the_plans_finish_is_the_last_date_there_is() -> None:
    pins = {ChapterId(2): TODAY + timedelta(days=30)}
    assert plan_finish(planned(1000, 1000), None, TODAY, {}) is None
    assert plan_finish(planned(1000, 1000), None, TODAY, pins) == TODAY + timedelta(days=30)
    assert plan_finish(planned(1000, 1000, 1000), 500.0, TODAY, pins) == TODAY + timedelta(days=32)
    assert plan_finish([], 500.0, TODAY, {}) == TODAY


@given(
    st.lists(st.integers(1, 9000), min_size=1, max_size=15),
    st.integers(50, 5000),
    st.lists(st.integers(20, 150), min_size=7, max_size=7),
    st.dictionaries(st.integers(1, 15), st.integers(-3, 90), max_size=3),
)
def test_chapters_come_in_order_and_pins_hold(
    targets: list[int], pace: int, week: list[int], pinned: dict[int, int]
) -> None:
    pins = {ChapterId(number): TODAY + timedelta(days=day) for number, day in pinned.items() if number <= len(targets)}
    slots = calendar(planned(*targets), pace, TODAY, Schedule(tuple(week)), pins)
    assert [slot.number for slot in slots] == list(range(1, len(targets) + 1))
    assert [slot.words for slot in slots] == targets
    for slot in slots:
        assert slot.first <= slot.last
        assert slot.pinned is (slot.chapter_id in pins)
        if slot.pinned:
            assert slot.last == pins[slot.chapter_id]
    days = [pins[slot.chapter_id] for slot in slots if slot.pinned]
    if days == sorted(set(days)) and all(day >= TODAY for day in days):
        assert all(one.last <= other.last for one, other in pairwise(slots))
        assert all(one.first <= other.first for one, other in pairwise(slots))


@given(st.lists(st.integers(1, 9000), min_size=1, max_size=15), st.integers(50, 5000))
def test_a_calendar_without_pins_ends_where_the_pace_leads(targets: list[int], pace: int) -> None:
    slots = calendar(planned(*targets), pace, TODAY)
    assert slots[-1].last == finish(sum(targets), pace, TODAY)
    worked = {day for slot in slots for day in span(slot.first, slot.last)}
    assert worked == set(span(TODAY, slots[-1].last))


@pytest.mark.parametrize("status", [ChapterStatus.DRAFTED, ChapterStatus.READY])
def test_a_drafted_chapter_is_not_in_the_calendar(status: ChapterStatus) -> None:
    story = [chapter(1, status=status), chapter(2, 500, 700, status=ChapterStatus.DRAFTING), chapter(3, 500)]
    assert [(slot.number, slot.words) for slot in calendar(story, 500, TODAY)] == [(2, 0), (3, 500)]
