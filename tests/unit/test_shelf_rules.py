"""Which stories a shelf shows and in which order, when they will be finished, and what returning asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.celebrations import is_first_draft
from planner.domain.outline import (
    Chapter,
    ChapterId,
    ChapterStatus,
    Outline,
    PersonId,
    Scene,
    SceneId,
    StatusChange,
    Story,
    StoryId,
    StoryState,
)
from planner.domain.place import Place
from planner.domain.recap import last_lines, recap, scene_left
from planner.domain.returning import LONG, long_away, story_to_return_to
from planner.domain.shelf import ShelfOrder, ShelfView, arranged
from planner.domain.story_finish import StoryFinish, story_finish
from planner.domain.threads import Beat, BeatId, BeatRole, Plot, Thread, ThreadId

TODAY = date(2026, 11, 16)
NOON = datetime(2026, 11, 16, 12)
DRAFTED, PLANNED, READY = ChapterStatus.DRAFTED, ChapterStatus.PLANNED, ChapterStatus.READY


def story(number: int, title: str = "", days_ago: int = 0, **fields: object) -> Story:
    touched = NOON - timedelta(days=days_ago)
    return Story(StoryId(number), title, touched=touched, created=touched, **fields)  # type: ignore[arg-type]


SALT = story(1, "Salt", 3, fandom="Tramways", words=900, state=StoryState.WRITING)
WEATHER = story(2, "the Weather", 1, fandom="Ferries", words=4000, state=StoryState.HIATUS)
DOORS = story(3, "Doors", 9, fandom="Tramways", words=100, state=StoryState.COMPLETE)
ALL = (SALT, WEATHER, DOORS)
COUNTS = {StoryId(1): {DRAFTED: 3, PLANNED: 1}, StoryId(2): {PLANNED: 2}, StoryId(3): {READY: 4}}
TAGS = {StoryId(2): ["Slow Burn", "Crème brûlée"]}


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        (ShelfView(), [1, 2, 3]),
        (ShelfView(ShelfOrder.TOUCHED), [2, 1, 3]),
        (ShelfView(ShelfOrder.TITLE), [3, 1, 2]),
        (ShelfView(ShelfOrder.WORDS), [2, 1, 3]),
        (ShelfView(ShelfOrder.NEAREST), [1, 2, 3]),
        (ShelfView(states=frozenset({StoryState.HIATUS, StoryState.COMPLETE})), [2, 3]),
        (ShelfView(fandoms=frozenset({"Tramways"})), [1, 3]),
        (ShelfView(words="  "), [1, 2, 3]),
        (ShelfView(words="tram doo"), [3]),
        (ShelfView(words="BRULEE"), [2]),
        (ShelfView(states=frozenset({StoryState.WRITING}), words="doors"), []),
    ],
)
def test_a_view_of_the_shelf(view: ShelfView, shown: list[int]) -> None:
    assert arranged(ALL, view, TAGS, COUNTS) == shown
    assert view.hides == (len(shown) < len(ALL))


def test_a_story_that_grows_beyond_its_plan_is_measured_by_what_there_is() -> None:
    grown = replace(SALT, expected=2)
    assert arranged((WEATHER, grown), ShelfView(ShelfOrder.NEAREST), {}, COUNTS) == [1, 2]


@given(st.sampled_from(ShelfOrder), st.permutations(ALL))
def test_an_order_loses_nobody(order: ShelfOrder, stories: Sequence[Story]) -> None:
    assert sorted(arranged(stories, ShelfView(order), TAGS, COUNTS)) == [1, 2, 3]


# --- the end of a story


def chapter(number: int, status: ChapterStatus = PLANNED, due: date | None = None, words: int = 0) -> Chapter:
    scene = Scene(SceneId(number * 10), ChapterId(number), 0, words=words)
    return Chapter(
        ChapterId(number),
        StoryId(1),
        None,
        number - 1,
        number,
        target_words=1000,
        status=status,
        due=due,
        words=words,
        scenes=(scene,),
    )


def outline(*chapters: Chapter, **fields: object) -> Outline:
    old = replace(story(1, "Salt", 60), **({"state": StoryState.WRITING} | fields))  # type: ignore[arg-type]
    return Outline(old, chapters)


FORTNIGHT = {TODAY - timedelta(days=back): 250 for back in range(14)}


@pytest.mark.parametrize(
    ("told", "days", "finish"),
    [
        (outline(chapter(1), chapter(2)), FORTNIGHT, StoryFinish(TODAY + timedelta(days=7))),
        (outline(chapter(1, DRAFTED, words=1000), chapter(2)), FORTNIGHT, StoryFinish(TODAY + timedelta(days=3))),
        (outline(chapter(1)), {}, None),
        (outline(chapter(1, DRAFTED, words=1000)), FORTNIGHT, None),
        (outline(chapter(1), state=StoryState.HIATUS), FORTNIGHT, None),
        (outline(chapter(1), state=StoryState.SHELVED), FORTNIGHT, None),
        (outline(chapter(1, due=date(2026, 12, 24))), {}, StoryFinish(date(2026, 12, 24), due=True)),
        (outline(chapter(1, due=date(2026, 12, 24))), FORTNIGHT, StoryFinish(date(2026, 12, 24), due=True)),
        (outline(chapter(1, due=date(2026, 12, 24)), chapter(2)), {}, None),
        (outline(chapter(1, due=date(2026, 12, 24)), expected=2), {}, None),
        (outline(), {}, None),
    ],
)
def test_when_a_story_is_finished(told: Outline, days: dict[date, int], finish: StoryFinish | None) -> None:
    assert story_finish(told, days, TODAY) == finish


def test_chapters_that_are_only_expected_take_their_time_too() -> None:
    planned = story_finish(outline(chapter(1), chapter(2)), FORTNIGHT, TODAY)
    more = story_finish(outline(chapter(1), chapter(2), expected=4), FORTNIGHT, TODAY)
    assert planned is not None
    assert more is not None
    assert (more.on - planned.on).days == 8


def test_a_day_of_writing_after_a_long_rest_is_no_pace() -> None:
    told = outline(chapter(1), chapter(2))
    days = {TODAY: 700, TODAY - timedelta(days=1): 700}
    assert story_finish(told, days, TODAY) is None
    rested = story_finish(told, days | {TODAY - timedelta(days=2): 700}, TODAY)
    assert rested is not None
    assert rested.on > TODAY + timedelta(days=12)


def test_a_date_of_another_life_is_not_told() -> None:
    slow = {TODAY - timedelta(days=back): 5 for back in range(3)}
    assert story_finish(outline(chapter(1), chapter(2)), slow, TODAY) is None
    due = chapter(1, due=date(2030, 1, 1))
    assert story_finish(outline(due), slow, TODAY) == StoryFinish(date(2030, 1, 1), due=True)


# --- coming back


@pytest.mark.parametrize(("days", "long"), [(0, False), (LONG - 1, False), (LONG, True), (400, True), (-3, False)])
def test_a_fortnight_is_long(days: int, long: bool) -> None:
    assert long_away(TODAY - timedelta(days=days), TODAY) is long


@pytest.mark.parametrize(
    ("stories", "found"),
    [
        ((), None),
        ((story(1, days_ago=20), story(2, days_ago=40)), 1),
        ((story(1, days_ago=20), story(2, days_ago=3)), None),
        ((story(1, days_ago=20, state=StoryState.SHELVED), story(2, days_ago=40)), 2),
        ((story(1, days_ago=20, state=StoryState.HIATUS), story(2, days_ago=40)), 2),
        ((story(1, days_ago=20, state=StoryState.HIATUS),), 1),
        ((story(1, days_ago=20, state=StoryState.COMPLETE), story(2, days_ago=50, state=StoryState.IDEA)), None),
    ],
)
def test_which_story_one_comes_back_to(stories: tuple[Story, ...], found: int | None) -> None:
    chosen = story_to_return_to(stories, TODAY)
    assert (None if chosen is None else chosen.id) == found


def test_the_recap_tells_who_is_where_and_what_is_open() -> None:
    mara, jo = PersonId(1), PersonId(2)
    first, second, third = chapter(1, DRAFTED, words=5), chapter(2, DRAFTED, words=4), chapter(3)
    scene = replace(second.scenes[0], place="The ferry", present=(jo,), pov=mara)
    second = replace(second, scenes=(scene,))
    threads = [Thread(ThreadId(n), StoryId(1), n, title) for n, title in enumerate(("Who rang?", "The debt", "Later"))]
    beats = [
        Beat(BeatId(1), ThreadId(0), first.id, None, 0, BeatRole.OPENS),
        Beat(BeatId(2), ThreadId(1), first.id, None, 0, BeatRole.OPENS),
        Beat(BeatId(3), ThreadId(1), second.id, None, 0, BeatRole.RESOLVES),
        Beat(BeatId(4), ThreadId(2), third.id, None, 0, BeatRole.OPENS),
    ]
    plot = Plot(threads, beats, [first.id, second.id, third.id])
    told = recap(outline(first, second, third), plot, None, lambda scene_id: f"One.\nThe text of {scene_id}.")
    assert [thread.title for thread in told.open] == ["Who rang?"]
    assert (told.chapter, told.scene, told.people) == (second, scene, (jo, mara))
    assert told.lines == ("One.", "The text of 20.")
    assert told.next_step.chapter == third


def test_the_scene_one_was_in() -> None:
    first, second, third = chapter(1, words=5), chapter(2, words=4), chapter(3)
    chapters = (first, second, third)

    def left(number: int, scene: int | None = None) -> Place:
        return Place(StoryId(1), ChapterId(number), None if scene is None else SceneId(scene))

    assert scene_left(chapters, None) == (second, second.scenes[0])
    assert scene_left(chapters, left(1, 10)) == (first, first.scenes[0])
    assert scene_left(chapters, left(1)) == (first, first.scenes[0])
    assert scene_left(chapters, left(3, 30)) == (second, second.scenes[0])
    assert scene_left(chapters, left(9, 90)) == (second, second.scenes[0])
    assert scene_left((third,), left(3, 30)) == (None, None)


@pytest.mark.parametrize(
    ("text", "offset", "lines"),
    [
        ("", None, ()),
        ("a\n\nb\nc\nd\n", None, ("b", "c", "d")),
        ("a\nb\nc", 0, ("a",)),
        ("a\nb\nc", 2, ("a", "b")),
        ("😀 a\nb\nc", 4, ("😀 a",)),
        ("😀 a\nb\nc", 5, ("😀 a", "b")),
        ("a\nb", 999, ("a", "b")),
        ("a\n" + "x" * 310, None, ("a", "x" * 310)),
        ("aaaa\n" + "x" * 318, None, ("x" * 318,)),
        ("word " * 100 + "end", None, ("…" + "word " * 63 + "end",)),
    ],
)
def test_last_lines(text: str, offset: int | None, lines: tuple[str, ...]) -> None:
    assert last_lines(text, offset) == lines


@given(st.text(max_size=900), st.none() | st.integers(0, 1000))
def test_last_lines_are_of_the_text_and_few(text: str, offset: int | None) -> None:
    lines = last_lines(text.encode("utf-8", "ignore").decode(), offset)
    assert len(lines) <= 3
    assert sum(map(len, lines)) <= 321
    assert all(line.removeprefix("…").strip() in text for line in lines)


# --- what deserves a word


@pytest.mark.parametrize(
    ("statuses", "first"),
    [
        ((), False),
        (("drafting",), False),
        (("drafting", "drafted"), True),
        (("drafted",), True),
        (("drafted", "drafting", "drafted"), False),
        (("drafting", "revised"), False),
    ],
)
def test_a_chapter_is_drafted_once(statuses: tuple[str, ...], first: bool) -> None:
    history = [StatusChange(ChapterStatus(status), NOON) for status in statuses]
    assert is_first_draft(history) is first
