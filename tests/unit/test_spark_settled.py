"""What an author settles of the rest of a story, in the rules and in the library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.goals import Goal, GoalId, GoalKind
from planner.domain.log import NewEntry
from planner.domain.outline import Chapter, ChapterId, ChapterStatus, StoryId
from planner.domain.pace import Pace
from planner.domain.schedule import OFF, PRESETS, Preset, Schedule
from planner.domain.spark_plan import USUAL_PACE, Outlook, SparkPlan, goals_of, normal_day, outlook
from planner.library.file import Library
from planner.library.tallies import START_OF_DAY
from tests.unit.library_rooms import Clock

TODAY = date(2026, 11, 22)
STORY, OTHER = StoryId(1), StoryId(2)
WEEKENDS_OFF = PRESETS[Preset.WEEKENDS_OFF]


def chapters(*targets: int, due: dict[int, date] | None = None) -> list[Chapter]:
    return [
        Chapter(
            ChapterId(number),
            STORY,
            None,
            number - 1,
            number,
            target_words=target,
            due=(due or {}).get(number),
        )
        for number, target in enumerate(targets, 1)
    ]


def look(plan: SparkPlan | None = None, present: Pace | None = None, goals: tuple[Goal, ...] = ()) -> Outlook:
    return outlook(chapters(1000, 2000, 3000), plan or SparkPlan(), goals, present, TODAY)


# The rules


def test_the_present_pace_is_taken_until_another_is_settled() -> None:
    pace = Pace(900.0, 600.0)
    assert (look(present=pace).pace, look(present=pace).finish) == (600, TODAY + timedelta(days=9))
    assert look(SparkPlan(pace=1000), present=pace).finish == TODAY + timedelta(days=5)
    assert look().pace == USUAL_PACE


def test_days_off_make_the_normal_day_carry_what_a_week_brings() -> None:
    pace = Pace(900.0, 500.0)
    assert normal_day(pace, Schedule()) == 500
    assert normal_day(pace, WEEKENDS_OFF) == 700
    assert normal_day(pace, Schedule((OFF,) * 7)) is None
    assert normal_day(None, Schedule()) is None


def test_a_settled_date_says_the_pace() -> None:
    by_friday = look(SparkPlan(pace=100, until=TODAY + timedelta(days=5)))
    assert (by_friday.pace, by_friday.finish, by_friday.in_reach) == (1000, TODAY + timedelta(days=5), True)


def test_a_date_without_a_day_to_write_on_is_out_of_reach_and_the_pace_stays() -> None:
    gone = look(SparkPlan(pace=1500, until=TODAY - timedelta(days=1)))
    assert (gone.pace, gone.in_reach) == (1500, False)
    sunday = look(SparkPlan(until=TODAY, schedule=WEEKENDS_OFF))
    assert (sunday.pace, sunday.in_reach) == (USUAL_PACE, False)


def test_a_date_that_has_gone_by_binds_no_longer() -> None:
    story = chapters(1000, 1000, due={1: TODAY - timedelta(days=3)})
    known = outlook(story, SparkPlan(pace=1000), (), None, TODAY)
    assert [(slot.last, slot.pinned) for slot in known.slots] == [(TODAY, False), (TODAY + timedelta(days=1), False)]


def test_a_date_of_ones_own_puts_the_end_off() -> None:
    story = chapters(1000, 1000, due={1: TODAY + timedelta(days=10)})
    known = outlook(story, SparkPlan(pace=1000), (), None, TODAY)
    assert (known.finish, known.last) == (TODAY + timedelta(days=1), TODAY + timedelta(days=11))


def test_the_days_are_those_of_a_goal_until_the_story_has_its_own() -> None:
    goal = Goal(GoalId(1), amount=50_000, schedule=WEEKENDS_OFF)
    assert look(goals=(goal,)).schedule == WEEKENDS_OFF
    own = look(SparkPlan(schedule=Schedule()), goals=(goal,))
    assert (own.schedule, own.goal, own.goals) == (Schedule(), None, (goal,))


def test_a_goal_of_the_story_comes_before_one_of_all_and_what_is_over_does_not_count() -> None:
    every = Goal(GoalId(1), "all", amount=1)
    habit = Goal(GoalId(2), "habit", GoalKind.HABIT, amount=1, stories=(STORY,))
    target = Goal(GoalId(3), "target", amount=1, stories=(STORY,))
    over = Goal(GoalId(4), "over", amount=1, end=TODAY - timedelta(days=1))
    elsewhere = Goal(GoalId(5), "elsewhere", amount=1, stories=(OTHER,))
    known = goals_of([every, habit, target, over, elsewhere], STORY, TODAY)
    assert [goal.title for goal in known] == ["target", "habit", "all"]


def test_while_it_lasts() -> None:
    known = look(SparkPlan(days=2, burst=1600)).burst
    assert (known.words, known.drafted, known.left) == (3200, (1, 2), 2800)


@given(
    st.lists(st.integers(1, 5000), min_size=1, max_size=12),
    st.integers(0, 60),
    st.lists(st.integers(0, 200), min_size=7, max_size=7),
)
def test_who_keeps_the_pace_a_date_asks_for_is_there_on_that_date(
    targets: list[int], days: int, week: list[int]
) -> None:
    schedule = Schedule(tuple(week))
    until = TODAY + timedelta(days=days)
    known = outlook(chapters(*targets), SparkPlan(until=until, schedule=schedule), (), None, TODAY)
    if known.in_reach:
        assert known.finish is not None
        assert known.finish <= until
        assert known.last is not None
        assert known.last <= until


# The library


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    clock.now = datetime.combine(TODAY, time(20))
    with Library.open(tmp_path / "library.longfic", clock=clock) as opened:
        yield opened


def add_story(library: Library, *targets: int) -> StoryId:
    with library.change("Plan"):
        story_id = library.stories.add("Story")
        for chapter in library.outline.get(story_id).chapters:
            library.outline.remove_chapter(chapter.id)
        for target in targets:
            library.outline.add_chapter(story_id, target_words=target)
    return story_id


def test_what_was_settled_is_there_when_the_library_is_opened_again(library: Library) -> None:
    story_id = add_story(library, 1000)
    plan = SparkPlan(700, date(2027, 1, 3), 9, 2500, WEEKENDS_OFF.with_date(date(2026, 12, 24), OFF))
    library.spark.keep(story_id, plan)
    assert library.spark.get(story_id) == plan
    library.spark.keep(story_id, replace(plan, pace=None, until=None, schedule=None))
    assert library.spark.get(story_id) == SparkPlan(days=9, burst=2500)


@pytest.mark.parametrize("text", ["", "nonsense", "[]", '{"until": "soon"}', '{"schedule": "{}"}', '{"days": "x"}'])
def test_what_cannot_be_read_is_as_if_nothing_was_settled(library: Library, text: str) -> None:
    story_id = add_story(library, 1000)
    library.settings.set(f"spark.{story_id}", text)
    assert library.spark.get(story_id) == SparkPlan()


def test_the_outlook_follows_the_log_and_the_goals(library: Library) -> None:
    story_id = add_story(library, 1000, 2000)
    assert (library.spark.outlook(story_id).present, library.spark.outlook(story_id).words) == (None, 3000)
    with library.change("Log"):
        for number in range(3):
            library.log.add(NewEntry(TODAY - timedelta(days=number), 300))
    assert library.spark.outlook(story_id).pace == 300
    with library.change("Set a goal"):
        library.goals.add(Goal(GoalId(0), amount=10_000, stories=(story_id,), schedule=WEEKENDS_OFF))
    assert library.spark.outlook(story_id).pace == 420


def test_dates_of_chapters_put_the_plans_finish_off_in_every_baseline(library: Library) -> None:
    story_id = add_story(library, 1000, 1000, 1000)
    first, second, _ = (chapter.id for chapter in library.outline.get(story_id).chapters)
    with library.change("Log"):
        for number in range(3):
            library.log.add(NewEntry(TODAY - timedelta(days=number), 500))
    with library.change("Set a date"):
        library.outline.edit_chapter(second, due=date(2026, 12, 24))
        library.plot.lock(story_id)
    assert library.plot.plan(story_id).finish == library.spark.outlook(story_id).last == date(2026, 12, 26)
    assert library.plot.baselines(story_id)[-1].plan.finish == date(2026, 12, 26)
    with library.change("Let a date go by"):
        library.outline.edit_chapter(second, due=None)
        library.outline.edit_chapter(first, due=TODAY - timedelta(days=9))
    assert library.spark.outlook(story_id).last == date(2026, 11, 27)
    assert library.plot.plan(story_id).finish == date(2026, 11, 28)


def test_a_chapter_was_drafted_on_the_authors_day_of_its_last_draft(library: Library, clock: Clock) -> None:
    story_id = add_story(library, 1000, 1000)
    first, second = (chapter.id for chapter in library.outline.get(story_id).chapters)
    library.settings.set(START_OF_DAY, "04:00")
    steps = [
        (datetime(2026, 11, 10, 20), first, ChapterStatus.DRAFTED),
        (datetime(2026, 11, 11, 20), first, ChapterStatus.DRAFTING),
        (datetime(2026, 11, 14, 2), first, ChapterStatus.DRAFTED),
        (datetime(2026, 11, 20, 12), first, ChapterStatus.REVISED),
        (datetime(2026, 11, 20, 12), second, ChapterStatus.DRAFTING),
    ]
    for now, chapter_id, status in steps:
        clock.now = now
        with library.change("Set status"):
            library.outline.edit_chapter(chapter_id, status=status)
    assert library.spark.drafted_on(story_id) == {first: date(2026, 11, 13)}
