"""A sprint under way counts words from its beginning, not those of its pauses, and outlives the program."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.outline import StoryId
from planner.domain.sprint_under_way import UnderWay, read
from planner.domain.sprints import Begin, State, sprint

NOW = datetime(2026, 11, 16, 20, 7, tzinfo=UTC)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def begun(minutes: int | None = 15, begin: Begin = Begin.NOW) -> UnderWay:
    return UnderWay(sprint(minutes, NOW, begin, count_up=minutes is None), NOW.date(), NOW)


def test_words_count_from_its_beginning() -> None:
    waiting = begun(begin=Begin.ON_THE_QUARTER).at(later(10), 400)
    assert waiting.base is None
    running = waiting.at(later(8 * 60), 450)
    assert (running.base, running.words) == (450, 0)
    assert running.at(later(8 * 60 + 30), 475).words == 25


def test_words_may_become_fewer() -> None:
    assert begun().at(NOW, 100).at(later(60), 90).words == -10


def test_what_is_written_in_a_pause_does_not_count() -> None:
    running = begun().at(NOW, 100).at(later(60), 130)
    paused = running.paused(later(60), 130)
    assert paused.at(later(90), 500).words == 30
    again = paused.resumed(later(120), 500).at(later(150), 520)
    assert again.words == 50
    assert again.sprint.elapsed(later(150)) == 90


def test_words_of_the_grace_period_count_and_its_time_does_not() -> None:
    over = begun().at(NOW, 0).at(later(900), 300).at(later(930), 320)
    assert over.sprint.state(later(930)) is State.GRACE
    ended = over.stopped(later(935), 322)
    assert (ended.words, ended.seconds) == (322, 900)


@pytest.mark.parametrize(
    ("seconds", "words", "worth"), [(30, 0, False), (30, 1, True), (30, -1, True), (60, 0, True), (0, 0, False)]
)
def test_what_ended_at_once_without_words_is_not_worth_a_line(seconds: float, words: int, worth: bool) -> None:
    assert begun().at(NOW, 10).stopped(later(seconds), 10 + words).is_worth_keeping is worth


def test_one_that_never_began_is_not_worth_a_line() -> None:
    assert not begun(begin=Begin.IN_A_MINUTE).at(later(30), 200).is_worth_keeping


@pytest.mark.parametrize("text", ["", "{}", "null", "[]", "nonsense", '{"begins": 3}', '{"begins": "2026-11-16"}'])
def test_what_cannot_be_read_is_none(text: str) -> None:
    assert read(text) is None


def test_a_moment_without_its_zone_is_none() -> None:
    assert read(begun().text().replace("+00:00", "")) is None


@given(
    st.lists(
        st.tuples(st.sampled_from(["look", "pause", "resume", "stop"]), st.integers(0, 400), st.integers(-20, 60)),
        max_size=12,
    ),
    st.sampled_from([5, 15, None]),
    st.sampled_from(list(Begin)),
)
def test_it_reads_back_whatever_happened(steps: list[tuple[str, int, int]], minutes: int | None, begin: Begin) -> None:
    under_way = UnderWay(
        sprint(minutes, NOW, begin, count_up=minutes is None), date(2026, 11, 16), NOW, StoryId(3), words_before=4_000
    )
    passed, total = 0, 1_000
    for what, seconds, words in steps:
        passed, total = passed + seconds, total + words
        now = later(passed)
        match what:
            case "pause":
                under_way = under_way.paused(now, total)
            case "resume":
                under_way = under_way.resumed(now, total)
            case "stop":
                under_way = under_way.stopped(now, total)
            case _:
                under_way = under_way.at(now, total)
    assert read(under_way.text()) == under_way
    assert [seconds for seconds, _ in under_way.samples] == sorted({seconds for seconds, _ in under_way.samples})
