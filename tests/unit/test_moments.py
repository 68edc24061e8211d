"""Moments of scenes: read from the author's words, compared only where there is no doubt."""

from __future__ import annotations

from dataclasses import replace

import hypothesis.strategies as st
import pytest
from hypothesis import given

from planner.domain.moments import Calendar, Moment, earlier_scenes, parse
from planner.domain.outline import ChapterId, Scene, SceneId

DAYS = st.integers(-50, 400)
TIMES = st.sampled_from(
    ["", ", dawn", ", morning", ", noon", ", afternoon", ", evening", ", night", ", 14:30", ", 9 pm"]
)
MOMENTS = st.builds("day {}{}".format, DAYS, TIMES) | st.builds(
    "{} {}{}".format, st.integers(1, 28), st.sampled_from(["November", "Mar 2026", "Dec"]), TIMES
)


@pytest.mark.parametrize(
    ("text", "calendar", "day"),
    [
        ("day 3, evening", Calendar.STORY, 3),
        ("Day 12", Calendar.STORY, 12),
        ("day -2", Calendar.STORY, -2),
        ("Morning of day four", Calendar.STORY, 4),
        ("the third day", Calendar.STORY, 3),
        ("the 21st day", Calendar.STORY, 21),
        ("Week 2, day 3", Calendar.STORY, 10),
        ("2026-11-02", Calendar.DATE, 739_922),
        ("2 November 2026", Calendar.DATE, 739_922),
        ("Nov 2 2026", Calendar.DATE, 739_922),
        ("the 2nd of Nov., 2026 at dusk", Calendar.DATE, 739_922),
        ("Monday, November 2nd, 2026", Calendar.DATE, 739_922),
        ("1 March", Calendar.DATE_OF_ANY_YEAR, 61),
        ("Mar 1, 14:30", Calendar.DATE_OF_ANY_YEAR, 61),
    ],
)
def test_days_are_read(text: str, calendar: Calendar, day: int) -> None:
    moment = parse(text)
    assert moment is not None
    assert (moment.calendar, moment.day) == (calendar, day)


@pytest.mark.parametrize(
    "text", ["", "evening", "meanwhile", "3/11", "year 2, day 3", "31 February", "2026-13-02", "someday", "may come"]
)
def test_what_names_no_day_is_not_guessed_at(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("day 1", (0, 24)),
        ("day 1, midnight", (0, 24)),
        ("day 1, early morning", (4, 10)),
        ("day 1, in the afternoon", (12, 18)),
        ("day 1, late afternoon", (15, 19)),
        ("day 1, noon", (12, 13)),
        ("day 1, at night", (20, 30)),
    ],
)
def test_times_of_day_are_stretches(text: str, hours: tuple[int, int]) -> None:
    moment = parse(text)
    assert moment is not None
    assert moment.minutes == (hours[0] * 60, hours[1] * 60)


@pytest.mark.parametrize(("text", "minute"), [("14:30", 870), ("2:30 pm", 870), ("12:05 am", 5), ("9 p.m.", 1260)])
def test_the_clock_is_read(text: str, minute: int) -> None:
    moment = parse(f"2 Nov 2026, {text}")
    assert moment is not None
    assert moment.minutes[0] == minute


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("day 2", "day 3", True),
        ("day 3", "day 3, evening", False),
        ("day 3, morning", "day 3, evening", True),
        ("day 3, evening", "day 3, night", False),
        ("day 3, 14:30", "day 3, 14:31", True),
        ("day 3, noon", "day 3, noon", False),
        ("2 November", "2 November 2026", False),
        ("day 1", "2026-11-02", False),
        ("30 December", "2 January", True),
        ("2 January", "30 December", False),
    ],
)
def test_one_is_before_another_only_beyond_doubt(first: str, then: str, expected: bool) -> None:
    one, other = parse(first), parse(then)
    assert one is not None
    assert other is not None
    assert one.is_before(other) is expected


@given(MOMENTS, MOMENTS)
def test_no_two_moments_are_each_before_the_other(first: str, then: str) -> None:
    one, other = parse(first), parse(then)
    assert one is not None
    assert other is not None
    assert not one.is_before(one)
    assert not (one.is_before(other) and other.is_before(one))


@given(st.lists(st.tuples(DAYS, TIMES)))
def test_scenes_in_the_order_of_their_time_are_never_marked(moments: list[tuple[int, str]]) -> None:
    parsed = [moment for moment in (parse(f"day {day}{time}") for day, time in moments) if moment is not None]
    told = sorted(zip(parsed, moments, strict=True), key=lambda pair: pair[0].key)
    assert earlier_scenes(scenes(*(f"day {day}{time}" for _, (day, time) in told))) == {}


@given(st.lists(MOMENTS | st.sampled_from(["", "later", "evening"])))
def test_a_marked_scene_is_before_the_one_it_is_held_against(moments: list[str]) -> None:
    told = scenes(*moments)
    by_id = {scene.id: scene for scene in told}
    for scene_id, before in earlier_scenes(told).items():
        earlier, later = parse(by_id[scene_id].moment), parse(before.moment)
        assert isinstance(earlier, Moment)
        assert isinstance(later, Moment)
        assert earlier.is_before(later)
        assert before.position < by_id[scene_id].position


def test_a_flashback_is_marked_and_the_way_back_is_not() -> None:
    told = scenes("day 5", "", "day 2, morning", "day 5, evening")
    assert earlier_scenes(told) == {told[2].id: told[0]}


def scenes(*moments: str) -> list[Scene]:
    blank = Scene(SceneId(1), ChapterId(1), 0)
    return [replace(blank, id=SceneId(n + 1), position=n, moment=moment) for n, moment in enumerate(moments)]
