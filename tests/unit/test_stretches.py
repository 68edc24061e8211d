"""How a thread's line runs through the chapters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.outline import ChapterId, StoryId
from planner.domain.stretches import Pace, paces, stretches
from planner.domain.threads import Beat, BeatId, BeatRole, Plot, Standing, Thread, ThreadId

THREAD = Thread(ThreadId(1), StoryId(1), 0, "The lamp")
CHAPTERS = 12


def plot_of(beats: list[tuple[int, BeatRole]]) -> Plot:
    return Plot(
        [THREAD],
        [Beat(BeatId(n), THREAD.id, ChapterId(chapter), None, n, role) for n, (chapter, role) in enumerate(beats)],
        [ChapterId(number) for number in range(1, CHAPTERS + 1)],
    )


def drawn(beats: list[tuple[int, BeatRole]], sleep_after: int = 3) -> str:
    """The line from chapter to chapter: nothing, awake, asleep."""
    found = paces(stretches(plot_of(beats), THREAD.id, sleep_after), CHAPTERS)
    return "".join(" -z"[pace] for pace in found)


def test_a_thread_without_beats_has_no_line() -> None:
    assert drawn([]).strip() == ""


def test_a_line_runs_from_the_opening_to_the_resolving_chapter() -> None:
    line = drawn([(2, BeatRole.OPENS), (4, BeatRole.ADVANCES), (6, BeatRole.RESOLVES)])
    assert line == "  ----       "


def test_a_thread_that_is_left_alone_for_too_long_sleeps_there() -> None:
    line = drawn([(1, BeatRole.OPENS), (6, BeatRole.ADVANCES), (8, BeatRole.RESOLVES)])
    assert line == " zzzzz--     "


def test_just_as_long_as_allowed_is_no_sleep() -> None:
    assert drawn([(1, BeatRole.OPENS), (5, BeatRole.RESOLVES)]) == " ----        "


def test_what_is_never_resolved_runs_to_the_end() -> None:
    assert drawn([(10, BeatRole.OPENS)]) == "          -- "
    assert drawn([(6, BeatRole.OPENS)]) == "      zzzzzz "


def test_between_a_resolution_and_a_new_opening_there_is_no_line() -> None:
    line = drawn([(1, BeatRole.OPENS), (2, BeatRole.RESOLVES), (5, BeatRole.OPENS), (6, BeatRole.RESOLVES)])
    assert line == " -   -       "


@given(st.lists(st.tuples(st.integers(1, CHAPTERS), st.sampled_from(BeatRole)), max_size=8), st.integers(1, CHAPTERS))
def test_there_is_a_line_after_a_chapter_exactly_while_the_thread_is_open(
    beats: list[tuple[int, BeatRole]], sleep_after: int
) -> None:
    plot = plot_of(beats)
    found = paces(stretches(plot, THREAD.id, sleep_after), CHAPTERS)
    for number in range(1, CHAPTERS):
        is_open = plot.standing(THREAD.id, number) is Standing.OPEN
        assert (found[number] is not Pace.NONE) == is_open
    assert found[0] is found[CHAPTERS] is Pace.NONE
