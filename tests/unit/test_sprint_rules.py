"""A sprint from its countdown to its end, results, ghosts, and the time that was really written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.sprint_log import (
    Samples,
    SprintId,
    SprintResult,
    best,
    call_line,
    ghost_words,
    median,
    read_samples,
    result_line,
    samples_text,
    standings_line,
    with_sample,
)
from planner.domain.sprints import Begin, Sprint, State, next_mark, sprint
from planner.domain.typing_time import TypingTime, typed_seconds, words_an_hour

NOW = datetime(2026, 11, 22, 21, 7, 20, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def after(**by: float) -> datetime:
    return NOW + timedelta(**by)


def done(number: int, words: int, minutes: float = 20, samples: Samples = ()) -> SprintResult:
    begun = datetime(2026, 11, number, 20)
    return SprintResult(begun, 1200, int(minutes * 60), words, samples=samples, id=SprintId(number))


def test_a_countdown_runs_then_grants_a_sentence_then_ends() -> None:
    known = sprint(15, NOW, grace=30)
    told = [(known.state(at), known.elapsed(at), known.remaining(at)) for at in (NOW, after(minutes=5))]
    assert told == [(State.RUNNING, 0, 900), (State.RUNNING, 300, 600)]
    assert (known.state(after(minutes=15)), known.grace_left(after(minutes=15, seconds=10))) == (State.GRACE, 20)
    assert (known.elapsed(after(minutes=15, seconds=10)), known.ends()) == (900, after(minutes=15))
    assert known.state(after(minutes=15, seconds=30)) is State.DONE
    assert known.stop(after(hours=3)) == known


def test_without_grace_the_end_is_the_end() -> None:
    assert sprint(5, NOW, grace=0).state(after(minutes=5)) is State.DONE


@pytest.mark.parametrize(
    ("begin", "waits"),
    [
        (Begin.NOW, 0),
        (Begin.IN_A_MINUTE, 60),
        (Begin.ON_THE_QUARTER, 7 * 60 + 40),
        (Begin.ON_THE_HALF, 22 * 60 + 40),
        (Begin.ON_THE_HOUR, 52 * 60 + 40),
    ],
)
def test_a_sprint_waits_for_the_clock(begin: Begin, waits: int) -> None:
    known = sprint(20, NOW, begin)
    assert known.waiting(NOW) == waits
    assert known.state(NOW) is (State.WAITING if waits else State.RUNNING)
    assert (known.elapsed(NOW), known.state(after(seconds=waits))) == (0, State.RUNNING)


def test_the_next_quarter_is_now_only_on_the_dot() -> None:
    dot = NOW.replace(minute=15, second=0)
    assert next_mark(dot) == dot
    assert next_mark(dot + timedelta(microseconds=1)) == dot + timedelta(minutes=15)
    assert next_mark(NOW.replace(hour=23, minute=50)) == datetime(2026, 11, 23, tzinfo=UTC)
    assert next_mark(dot + timedelta(seconds=1), (15,)) == dot + timedelta(hours=1)


def test_a_pause_stops_the_clock() -> None:
    paused = sprint(10, NOW).pause(after(minutes=4))
    assert (paused.state(after(hours=1)), paused.elapsed(after(hours=1))) == (State.PAUSED, 240)
    going = paused.resume(after(minutes=30))
    assert (going.state(after(minutes=35)), going.elapsed(after(minutes=35))) == (State.RUNNING, 540)
    assert (going.ends(), going.state(after(minutes=36))) == (after(minutes=36), State.GRACE)
    assert going.resume(after(minutes=40)) == going
    assert sprint(10, NOW, Begin.IN_A_MINUTE).pause(NOW).state(NOW) is State.WAITING


def test_what_is_stopped_stays_as_it_was() -> None:
    stopped = sprint(10, NOW).stop(after(minutes=3))
    assert (stopped.state(after(hours=1)), stopped.elapsed(after(hours=1))) == (State.DONE, 180)
    assert stopped.stop(after(hours=2)) == stopped
    paused = sprint(10, NOW).pause(after(minutes=2)).stop(after(minutes=50))
    assert paused.elapsed(after(hours=1)) == 120
    assert sprint(10, NOW, Begin.IN_A_MINUTE).stop(NOW).elapsed(after(hours=1)) == 0


def test_counting_up_without_an_end_goes_on_until_it_is_stopped() -> None:
    known = sprint(None, NOW, count_up=True)
    assert (known.remaining(NOW), known.ends(), known.grace_left(NOW)) == (None, None, 0)
    assert (known.state(after(hours=2)), known.elapsed(after(hours=2))) == (State.RUNNING, 7200)


@pytest.mark.parametrize("minutes", [None, 0, 4, 91])
def test_a_sprint_takes_5_to_90_minutes(minutes: int | None) -> None:
    with pytest.raises(ValueError, match="minutes"):
        sprint(minutes, NOW)


def test_a_change_of_the_clocks_neither_shortens_nor_lengthens_a_sprint() -> None:
    # On 25 October 2026 clocks in Berlin go from 3:00 back to 2:00.
    begun = datetime(2026, 10, 25, 2, 50, tzinfo=BERLIN)
    later = datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=BERLIN)
    known = sprint(30, begun)
    assert (known.elapsed(later), known.state(later)) == (1200, State.RUNNING)
    ends = known.ends()
    assert ends is not None
    assert (ends.hour, ends.minute, ends.fold) == (2, 20, 1)
    with pytest.raises(ValueError, match="zone"):
        known.state(datetime(2026, 10, 25, 3))


@given(st.integers(5, 90), st.lists(st.integers(0, 4000), max_size=12), st.integers(0, 120))
def test_elapsed_never_runs_back_and_never_over_the_plan(minutes: int, gaps: list[int], grace: int) -> None:
    known: Sprint = sprint(minutes, NOW, grace=grace)
    at, before = NOW, 0.0
    for number, gap in enumerate(gaps):
        at += timedelta(seconds=gap)
        known = known.pause(at) if number % 2 else known.resume(at)
        elapsed = known.elapsed(at)
        assert before <= elapsed <= minutes * 60
        assert elapsed + (known.remaining(at) or 0) == minutes * 60
        before = elapsed


def test_a_result_may_be_nothing_or_less() -> None:
    assert [done(1, words).an_hour for words in (600, 0, -30)] == [1800, 0, -90]
    assert done(1, 600).a_minute == 30
    assert done(1, 9, minutes=0.5).an_hour is done(1, 9, minutes=0.5).a_minute is None
    assert SprintResult(datetime(2026, 11, 1), None, 60, -5, words_before=100, id=SprintId(1)).words_after == 95


def test_the_best_sprint_is_the_fastest_that_is_long_enough() -> None:
    results = [done(1, 500), done(2, 900), done(3, 900), done(4, 200, minutes=2), done(5, 100)]
    fastest, middle = best(results), median(results)
    assert fastest is not None
    assert middle is not None
    assert (fastest.id, middle.id) == (2, 1)
    assert best([done(4, 200, minutes=2)]) is median([]) is None


def test_a_ghost_has_what_it_had_then() -> None:
    ghost = done(1, 400, samples=((300, 50), (600, 250)))
    assert [ghost_words(ghost, at) for at in (-1, 0, 150, 300, 450, 900, 1200, 9999)] == [
        0,
        0,
        25,
        50,
        150,
        325,
        400,
        400,
    ]
    assert ghost_words(done(1, 400), 300) == 100


def test_samples_are_taken_where_something_changed() -> None:
    samples: Samples = ()
    for seconds, words in ((0.4, 0), (5, 3), (11, 3), (12, 9), (30, 20)):
        samples = with_sample(samples, seconds, words)
    assert samples == ((0, 0), (11, 3), (30, 20))
    assert samples_text(samples) == "0:0 11:3 30:20"
    assert read_samples("0:0 x 12:-9 5:1 :3 30:20") == ((0, 0), (12, -9), (30, 20))


@given(st.dictionaries(st.integers(0, 5400), st.integers(-500, 5000), max_size=30))
def test_samples_come_back_as_they_were_kept(points: dict[int, int]) -> None:
    samples = tuple(sorted(points.items()))
    assert read_samples(samples_text(samples)) == samples


def test_lines_for_a_word_war() -> None:
    assert call_line(sprint(20, NOW, Begin.ON_THE_QUARTER)) == "Word war: 20 minutes, from :15 to :35"
    assert call_line(sprint(20, NOW)) == "Word war: 20 minutes, from 21:07 to 21:27"
    assert call_line(sprint(None, NOW, count_up=True)) == "Word war: from 21:07, open end"
    assert result_line(done(1, 1612), "Mara") == "Mara: 1,612 words in 20 minutes (4,836 an hour)"
    assert result_line(done(1, 1, minutes=0.2)) == "1 word in 1 minute"
    assert standings_line([("Jo", 640), ("Mara", 1812), ("Kit", 640)]) == "1. Mara 1,812 · 2. Jo 640 · 2. Kit 640"


def test_gaps_are_not_writing() -> None:
    assert typed_seconds([0, 1, 2, 62, 62.5, 200, 201]) == 63.5
    assert typed_seconds([]) == typed_seconds([5]) == 0
    assert typed_seconds([10, 5, 6]) == 1
    assert typed_seconds([0, 30], idle=20) == 0


@given(st.lists(st.floats(0, 100), max_size=50))
def test_seconds_taken_one_by_one_sum_to_all_of_them(gaps: list[float]) -> None:
    counted, moment, taken, moments = TypingTime(), 0.0, 0, []
    for gap in gaps:
        moment += gap
        moments.append(moment)
        counted = counted.key(moment)
        whole, counted = counted.taken()
        taken += whole
    assert taken + counted.seconds == pytest.approx(typed_seconds(moments))
    assert typed_seconds(moments) <= moment


@pytest.mark.parametrize(("words", "seconds", "hour"), [(600, 1200, 1800), (-60, 3600, -60), (5, 59, None), (0, 60, 0)])
def test_words_an_hour(words: int, seconds: float, hour: int | None) -> None:
    assert words_an_hour(words, seconds) == hour
