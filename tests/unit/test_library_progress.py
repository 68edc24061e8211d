"""Goals, log and sprints in the library, and what is asked of them; judged by a second connection on the file."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database, Migrations

from planner.domain.changes import ChangeSet
from planner.domain.errors import PlannerError
from planner.domain.goals import Goal, GoalId, GoalKind, Measure, Period, standing
from planner.domain.log import NewEntry, Source
from planner.domain.outline import ChapterStatus, StoryId
from planner.domain.records import records
from planner.domain.schedule import OFF, PRESETS, PUSH, Preset, Schedule
from planner.domain.sprint_log import NewSprint
from planner.library import migrations
from planner.library.file import Library, OlderVersion
from planner.library.goals import FIRST_WEEKDAY, read_schedule, schedule_text
from planner.library.progress import Unwritten, Written
from planner.library.tallies import START_OF_DAY
from tests.unit.library_rooms import Clock, rows, story_with_chapters, write

TODAY = date(2026, 11, 22)
YESTERDAY = TODAY - timedelta(days=1)
NANO = Goal(GoalId(0), "November", amount=50_000, start=date(2026, 11, 1), end=date(2026, 11, 30))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    with Library.open(tmp_path / "library.longfic", clock=clock) as opened:
        yield opened


def log(library: Library, *entries: NewEntry) -> None:
    with library.change("Log"):
        for entry in entries:
            library.log.add(entry)


# Goals


def test_a_goal_comes_back_as_it_was_kept(library: Library) -> None:
    plan = PRESETS[Preset.RISING].with_weekday(3, OFF).with_date(date(2026, 11, 26), PUSH)
    goal = Goal(
        GoalId(0),
        "Winter",
        GoalKind.HABIT,
        Measure.TIME,
        30,
        Period.WEEK,
        4,
        TODAY,
        date(2027, 3, 1),
        (StoryId(3), StoryId(1)),
        12_000,
        plan,
        "on the train",
    )
    with library.change("Goal"):
        goal_id = library.goals.add(goal)
    kept = library.goals.get(goal_id)
    assert (kept.id, kept.created, kept.archived, kept.result) == (goal_id, datetime(2026, 11, 22, 21, 30), None, None)
    names = ("title", "kind", "measure", "amount", "period", "days_a_week", "start", "end", "stories", "balance")
    assert all(getattr(kept, name) == getattr(goal, name) for name in (*names, "schedule", "note"))
    assert rows(library.path, "SELECT title, first_day, stories FROM goal") == [("Winter", "2026-11-22", "[3, 1]")]


@given(
    st.lists(st.integers(0, 1000), min_size=7, max_size=7),
    st.dictionaries(st.dates(), st.integers(0, 1000), max_size=5),
    st.sampled_from(Preset),
)
def test_a_schedule_is_kept_whole(week: list[int], dates: dict[date, int], preset: Preset) -> None:
    plan = Schedule(tuple(week), tuple(sorted(dates.items())), PRESETS[preset].shape)
    assert read_schedule(schedule_text(plan)) == plan


def test_a_goal_that_means_nothing_is_refused(library: Library) -> None:
    with pytest.raises(PlannerError, match="how much"), library.change("Goal"):
        library.goals.add(Goal(GoalId(0)))
    with library.change("Goal"):
        goal_id = library.goals.add(NANO)
    with pytest.raises(PlannerError, match="before the first"), library.change("Goal"):
        library.goals.edit(goal_id, end=date(2026, 10, 1))
    assert library.goals.get(goal_id).end == NANO.end


def test_goals_are_edited_moved_and_removed(library: Library) -> None:
    with library.change("Goals"):
        one, two, three = (library.goals.add(NANO) for _ in range(3))
    with library.change("Edit"):
        library.goals.edit(one, title="Mine", end=None, schedule=PRESETS[Preset.WEEKENDS_OFF])
        library.goals.archive(two)
        library.goals.move(one, 1)
    assert [goal.id for goal in library.goals.all()] == [three, one]
    assert library.goals.get(one).end is None
    with library.change("Remove"):
        library.goals.remove(three)
    assert [entry.kind for entry in library.trash.list()] == ["goal"]
    with library.change("Restore"):
        library.trash.restore(library.trash.list()[0].id)
    assert {goal.id for goal in library.goals.all()} == {one, three}
    assert [row[0] for row in rows(library.path, "SELECT position FROM goal ORDER BY position")] == [0, 1, 2]


def test_an_archived_goal_keeps_its_result(library: Library) -> None:
    log(library, NewEntry(date(2026, 11, 2), 51_000), NewEntry(date(2026, 12, 2), 9))
    with library.change("Goal"):
        goal_id = library.goals.add(NANO)
        found = library.goals.archive(goal_id)
    assert (found.written, found.reached_on, found.days_written) == (51_000, date(2026, 11, 2), 1)
    assert library.goals.all() == []
    assert [goal.result for goal in library.goals.all(archived=True)] == [found]
    log(library, NewEntry(date(2026, 11, 3), 5))
    assert library.goals.get(goal_id).result == found
    with library.change("Again"):
        library.goals.unarchive(goal_id)
    assert library.goals.get(goal_id).result is None


def test_nanowrimo_in_one_step(library: Library, clock: Clock) -> None:
    with library.change("NaNoWriMo"):
        late = library.goals.get(library.goals.start_nanowrimo())
    assert (late.amount, late.start, late.end) == (50_000, TODAY, date(2026, 11, 30))
    assert standing(late, library.progress.goal_days(late), TODAY).needed_today == 5556
    log(library, NewEntry(date(2026, 11, 3), 20_000))
    with library.change("NaNoWriMo"):
        joined = library.goals.get(library.goals.start_nanowrimo())
    assert joined.start == date(2026, 11, 1)
    clock.now = datetime(2026, 12, 3, 9)
    with library.change("NaNoWriMo"):
        following = library.goals.get(library.goals.start_nanowrimo())
    assert (following.title, following.start) == ("NaNoWriMo 2027", date(2027, 11, 1))


def test_a_week_begins_where_the_author_says(library: Library) -> None:
    assert library.goals.first_weekday() == 0
    library.settings.set(FIRST_WEEKDAY, "6")
    assert library.goals.first_weekday() == 6


# The log


def test_entries_are_added_edited_and_removed(library: Library) -> None:
    story, _ = story_with_chapters(library)
    with library.change("Log"):
        entry = library.log.add(NewEntry(TODAY, 612, story_id=story, note=" train\n" + "x" * 200))
    assert library.log.get(entry).note == ("train " + "x" * 200)[:140]
    with library.change("Edit"):
        library.log.edit(entry, count=-5, day=YESTERDAY, story_id=None, measure=Measure.TIME, note="")
    assert rows(library.path, "SELECT day, count, story_id, measure, note FROM log_entry") == [
        ("2026-11-21", -5, None, "time", "")
    ]
    library.undo()
    assert library.log.get(entry).count == 612
    with library.change("Remove"):
        library.log.remove([entry])
    assert library.log.entries() == []
    library.undo()
    assert [known.id for known in library.log.entries(story)] == [entry]


def test_logged_words_count_today(library: Library) -> None:
    _, (chapter, *_) = story_with_chapters(library)
    write(library, chapter.id, "one two three")
    log(library, NewEntry(TODAY, 612), NewEntry(TODAY, 45, Measure.TIME), NewEntry(YESTERDAY, 100))
    assert library.tallies.today() == 615
    assert library.tallies.days() == [(YESTERDAY, 100), (TODAY, 615)]


def test_set_total_logs_the_difference(library: Library) -> None:
    story, (chapter, *_) = story_with_chapters(library)
    write(library, chapter.id, "one two three")
    with library.change("Total"):
        library.log.set_total(story, 12_400, TODAY)
    assert library.log.entries()[0].count == 12_397
    with library.change("Total"):
        library.log.set_total(story, 12_000, TODAY)
    assert [entry.count for entry in library.log.entries()] == [-400, 12_397]
    assert library.log.total(story) == library.log.total() == 12_000


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 90_000), min_size=1, max_size=5))
def test_the_logs_sum_is_the_storys_growth(library: Library, totals: list[int]) -> None:
    story, _ = story_with_chapters(library)
    with library.change("Totals"):
        for wanted in totals:
            library.log.set_total(story, wanted, TODAY)
            assert library.log.total(story) == wanted
    assert sum(entry.count for entry in library.log.entries(story)) == totals[-1]


def test_what_is_brought_again_is_known(library: Library) -> None:
    named = [NewEntry(TODAY, 5, source=Source.TRACKBEAR, foreign_id=name) for name in ("a", "b", "b")]
    plain = [NewEntry(TODAY, 5, source=Source.CSV)] * 2
    with library.change("Import"):
        added = library.log.add_many([*named, *plain])
    assert (len(added.ids), added.known) == (4, 1)
    changed = NewEntry(TODAY, 9, source=Source.TRACKBEAR, foreign_id="a")
    with library.change("Import"):
        again = library.log.add_many([changed, *named, *plain, plain[0]])
    assert (len(again.ids), again.known) == (1, 6)
    with library.change("Import"):
        assert library.log.add_many([]).known == 0
    assert len(rows(library.path, "SELECT 1 FROM log_entry")) == 5


def test_entries_of_a_story_that_is_deleted_stay_and_find_back(library: Library) -> None:
    story, _ = story_with_chapters(library)
    log(library, NewEntry(TODAY, 300, story_id=story))
    with library.change("Sprint"):
        sprint = library.sprints.add(NewSprint(datetime(2026, 11, 22, 20), 900, 900, 300, story_id=story))
    with library.change("Remove"):
        library.stories.remove(story)
    assert [(entry.count, entry.story_id) for entry in library.log.entries()] == [(300, None)]
    with library.change("Restore"):
        library.trash.restore(library.trash.list()[0].id)
    assert library.log.entries()[0].story_id == library.sprints.get(sprint).story_id == story


# Sprints


def test_a_sprint_comes_back_as_it_was_kept(library: Library) -> None:
    story, (chapter, *_) = story_with_chapters(library)
    done = NewSprint(datetime(2026, 11, 22, 20), 900, 870, -12, 1000, story, chapter.id, "war", ((10, 4), (20, -12)))
    with library.change("Sprint"):
        sprint = library.sprints.add(done)
        library.sprints.add(NewSprint(datetime(2026, 11, 21, 20), None, 60, 0))
    kept = library.sprints.get(sprint)
    assert all(getattr(kept, name) == getattr(done, name) for name in NewSprint.__dataclass_fields__)
    assert [known.id for known in library.sprints.all(TODAY)] == [sprint]
    assert [known.id for known in library.sprints.all(story_id=story)] == [sprint]
    assert len(library.sprints.all()) == 2
    assert not library.sprints.is_logged(sprint)
    assert library.tallies.today() == 0
    with library.change("Remove"):
        library.sprints.remove(sprint)
    library.undo()
    assert library.sprints.get(sprint) == kept


def test_a_sprint_on_paper_is_logged_as_words_and_time(library: Library) -> None:
    library.settings.set(START_OF_DAY, "04:00")
    with library.change("Sprint"):
        sprint = library.sprints.add(NewSprint(datetime(2026, 11, 23, 1), 900, 900, 500), entered=True)
    assert rows(library.path, "SELECT day, measure, count, source FROM log_entry ORDER BY id") == [
        ("2026-11-22", "words", 500, "sprint"),
        ("2026-11-22", "time", 15, "sprint"),
    ]
    with library.change("Edit"):
        library.sprints.edit(sprint, words=600, seconds=1200, note="by hand")
    assert [(entry.count, entry.note) for entry in library.log.entries()] == [(20, "by hand"), (600, "by hand")]
    with library.change("Remove"):
        library.sprints.remove(sprint)
    assert library.log.entries() == []


# Questions


def test_days_are_told_by_story_status_and_hour(library: Library, clock: Clock) -> None:
    one, (first, second, _) = story_with_chapters(library)
    two, (other, *_) = story_with_chapters(library)
    write(library, first.id, "a b c d e f")
    write(library, first.id, "a b")
    clock.advance(hours=1)
    write(library, other.id, "a b c")
    clock.advance(days=1)
    write(library, second.id, "a")
    with library.change("Draft"):
        library.outline.edit_chapter(first.id, status=ChapterStatus.DRAFTED)
    log(library, NewEntry(TODAY, 10, story_id=two), NewEntry(TODAY, 7), NewEntry(date(2024, 2, 29), 1))
    ask, tomorrow = library.progress, TODAY + timedelta(days=1)
    assert ask.days() == {date(2024, 2, 29): 1, TODAY: 22, tomorrow: 1}
    assert list(ask.days()) == sorted(ask.days())
    assert ask.days([one]) == {TODAY: 2, tomorrow: 1}
    assert ask.days([one, two], since=TODAY, until=TODAY) == {TODAY: 15}
    assert ask.written(since=TODAY)[TODAY] == Written(9, 4, 17)
    assert ask.written([two])[TODAY].net == 13
    assert ask.by_story() == {one: 3, two: 13, None: 8}
    assert ask.by_story_and_day(TODAY)[one, tomorrow] == 1
    assert ask.by_chapter(one) == {first.id: 2, second.id: 1}
    assert ask.by_status(one)[ChapterStatus.DRAFTED] == 2
    assert sum(ask.by_status().values()) == 6
    hours = ask.hours()
    assert (hours[21], hours[22], sum(hours)) == (2, 4, 6)
    assert sum(ask.hours([one])) == 3
    assert ask.hours(since=date(2026, 12, 1)) == [0] * 24
    assert ask.last_worked() == {one: tomorrow, two: TODAY}
    assert ask.first_words(TODAY, tomorrow) == TODAY
    best = records(ask.days()).best_day
    assert best is not None
    assert best.day == TODAY


def test_time_is_typed_and_logged(library: Library) -> None:
    story, (chapter, *_) = story_with_chapters(library)
    for seconds in (50, 45):
        with library.change("Type"):
            library.tallies.record_time(chapter.id, seconds)
    log(library, NewEntry(TODAY, 30, Measure.TIME, story), NewEntry(YESTERDAY, 5, Measure.TIME))
    assert library.progress.seconds() == {TODAY: 95}
    assert library.progress.days(measure=Measure.TIME) == {YESTERDAY: 5, TODAY: 32}
    assert library.progress.by_story(measure=Measure.TIME) == {story: 32, None: 5}
    goal = Goal(GoalId(1), kind=GoalKind.HABIT, measure=Measure.TIME, stories=(story,))
    assert library.progress.goal_days(goal) == {TODAY: 32}


def test_what_came_in_can_be_counted_and_taken_back(library: Library) -> None:
    story, (chapter, *_) = story_with_chapters(library)
    write(library, chapter.id, "one two and four that were pasted", not_written=5)
    (part,) = library.progress.unwritten(since=TODAY)
    assert part == Unwritten(TODAY, story, chapter.id, "paste", False, 5)
    heard: list[ChangeSet] = []
    library.subscribe(heard.append)
    library.progress.count_unwritten(part)
    assert [changes.touches("tally") for changes in heard] == [True]
    assert library.tallies.today() == 7
    with pytest.raises(KeyError):
        library.progress.count_unwritten(part)
    (counted,) = library.progress.unwritten()
    assert counted.counted
    library.progress.count_unwritten(counted, counted=False)
    assert library.progress.unwritten() == [part]
    assert rows(library.path, "SELECT added, deleted FROM tally") == [(2, 0)]


def test_a_library_opened_for_looking_answers_and_changes_nothing(library: Library) -> None:
    _, (chapter, *_) = story_with_chapters(library)
    write(library, chapter.id, "one two and four", not_written=2)
    with library.change("Goal"):
        library.goals.add(NANO)
    with Library.open(library.path, read_only=True) as other:
        assert sum(other.progress.days().values()) == 2
        assert [goal.title for goal in other.goals.all()] == ["November"]
        with pytest.raises(PlannerError, match="looking only"):
            other.progress.count_unwritten(other.progress.unwritten()[0])
        with pytest.raises(PlannerError, match="looking only"), other.change("Goal"):
            other.goals.add(NANO)


# Files


def test_a_library_from_before_keeps_its_tally(tmp_path: Path) -> None:
    path = tmp_path / "library.longfic"
    older = Migrations(migrations.SET.name)
    older._migrations = migrations.SET._migrations[:3]
    with Library.open(path, clock=Clock()) as newer:
        story, (chapter, *_) = story_with_chapters(newer)
        write(newer, chapter.id, "one two three")
    before = tmp_path / "before.longfic"
    with closing(sqlite3.connect(before, isolation_level=None)) as connection:
        older.apply(Database(connection))
        connection.execute("ATTACH ? AS newer", (str(path),))
        for table in ("story", "chapter", "scene", "text", "tally"):
            names = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
            connection.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM newer.{table}")
        connection.execute("PRAGMA application_id = 1279674691")
    with pytest.raises(OlderVersion):
        Library.open(before, read_only=True)
    with Library.open(before, clock=Clock()) as library:
        assert library.progress.days([story]) == {TODAY: 3}
        assert library.outline.chapter(chapter.id).due is None
        with library.change("NaNoWriMo"):
            library.goals.start_nanowrimo(2027)
        assert library.goals.all()[0].start == date(2027, 11, 1)


def test_ten_years_of_fifty_stories_are_answered_at_once(library: Library) -> None:
    """The page has 200 ms; a machine that is busy with other tests is given ten times that."""
    first = date(2016, 11, 23)
    stories = [story_with_chapters(library, 1) for _ in range(50)]
    with closing(sqlite3.connect(library.path)) as other, other:
        tallies, entries, hours = [], [], []
        for at in range(3650):
            day = (first + timedelta(days=at)).isoformat()
            tallies += [(day, stories[(at + more) % 50][0], 0, 400, 20) for more in range(3)]
            hours += [(day[:7], stories[(at + more) % 50][0], at % 24, 400, 20) for more in range(3)]
            entries.append((day, stories[at % 50][0], "words", 100, "", ""))
        other.executemany("INSERT INTO tally VALUES (?, ?, ?, ?, ?)", tallies)
        other.executemany("INSERT OR IGNORE INTO tally_hour VALUES (?, ?, ?, ?, ?)", hours)
        other.executemany(
            "INSERT INTO log_entry (day, story_id, measure, count, created, updated) VALUES (?, ?, ?, ?, ?, ?)", entries
        )
    ask = library.progress
    begun = time.perf_counter()
    days = ask.days()
    ask.by_story()
    ask.by_status()
    ask.hours()
    ask.days([stories[0][0], stories[1][0]])
    known = records(days)
    standing(NANO, ask.goal_days(NANO), TODAY)
    library.tallies.pace()
    took = time.perf_counter() - begun
    assert known.total == 3650 * (3 * 380 + 100)
    assert took < 2
