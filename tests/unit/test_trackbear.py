"""TrackBear's files: what is read from them is what was written, and what is damaged is told."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.domain.errors import PlannerError
from planner.domain.exchange import LogDraft, matched, new_entries
from planner.domain.goals import GoalKind, Measure, Period
from planner.domain.log import NewEntry, Source
from planner.formats.log_files import read_log
from planner.formats.trackbear import COLUMNS, DATA, trackbear_table
from planner.library.exchange import tallies, unknown
from planner.library.file import Library

NOW = datetime(2026, 11, 16, 20, 40)


def export(**changed: object) -> dict[str, object]:
    """A small export: two projects, and tallies in three measures."""
    tally = {"state": "active", "note": "", "tagIds": [], "createdAt": "2023-11-01T20:00:00.000Z"}
    return {
        "tallies": [
            {**tally, "id": 1, "uuid": "a", "date": "2023-11-01", "measure": "word", "count": 1667, "workId": 7},
            {**tally, "id": 2, "uuid": "b", "date": "2023-11-01", "measure": "time", "count": 45, "workId": 7},
            {**tally, "id": 3, "uuid": "c", "date": "2023-11-02", "measure": "page", "count": 3, "workId": 8},
            {**tally, "id": 4, "uuid": "d", "date": "2023-11-03", "measure": "word", "count": -20, "workId": 8},
        ],
        "projects": [{"id": 7, "uuid": "p", "title": "The Ferry"}, {"id": 8, "uuid": "q", "title": "Tide"}],
        "targets": [
            {
                "title": "November",
                "parameters": {"threshold": {"measure": "word", "count": 50000}},
                "startDate": "2023-11-01",
                "endDate": "2023-11-30",
                "workIds": [7],
                "tagIds": [],
            }
        ],
        "habits": [
            {"title": "Weekly", "parameters": {"cadence": {"unit": "week", "period": 1}, "threshold": None}},
            {"title": "Odd", "parameters": {"cadence": {"unit": "day", "period": 3}, "threshold": None}},
        ],
        "tags": [],
        **changed,
    }


def zipped(data: dict[str, object]) -> bytes:
    """An export as it is downloaded."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("tallies/all-tallies.csv", "id,uuid\n")
        archive.writestr(DATA, json.dumps(data))
    return made.getvalue()


def read(data: bytes) -> LogDraft:
    """What a file of TrackBear's holds."""
    draft = read_log(data)
    assert isinstance(draft, LogDraft)
    return draft


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.longfic", clock=lambda: NOW) as opened:
        yield opened


@pytest.mark.parametrize("data", [zipped(export()), json.dumps(export()).encode()])
def test_an_export_is_read_with_its_projects_and_goals(data: bytes) -> None:
    draft = read(data)
    assert [
        (entry.day.day, entry.count, entry.measure, entry.project, entry.foreign_id) for entry in draft.entries
    ] == [
        (1, 1667, Measure.WORDS, "The Ferry", "a"),
        (1, 45, Measure.TIME, "The Ferry", "b"),
        (3, -20, Measure.WORDS, "Tide", "d"),
    ]
    target, habit = (brought.goal for brought in draft.goals)
    assert (target.amount, target.start, target.end) == (50_000, date(2023, 11, 1), date(2023, 11, 30))
    assert (habit.kind, habit.period, habit.amount) == (GoalKind.HABIT, Period.WEEK, None)
    assert draft.goals[0].projects == ("The Ferry",)
    assert draft.dropped == (
        "1 goal counts in a way that Longfic does not, and is left out.",
        "Longfic counts words and minutes: 1 × page left out.",
    )


@pytest.mark.parametrize(
    "data",
    [
        b"PK",
        b"PK\x03\x04 and then nothing",
        b"{",
        b"{}",
        b'{"tallies": 3}',
        b'{"tallies": [{"date": 5}]}',
        zipped({}),
        b"[" * 100_000,
        b"{" + b'"a":{' * 100_000,
        b"id,uuid,project_title,date,measure,count\n1,a,b,never,word,5\n",
    ],
)
def test_what_is_damaged_is_a_sentence(data: bytes) -> None:
    with pytest.raises(PlannerError, match=r"\."):
        read(data)


def test_a_zip_that_is_no_export_says_so() -> None:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("something.txt", "else")
    with pytest.raises(PlannerError, match="TrackBear"):
        read_log(made.getvalue())


def test_stories_are_matched_by_title_whatever_its_case(library: Library) -> None:
    with library.change("Add"):
        ferry = library.stories.add("The  ferry")
        library.stories.add("Tide")
        library.stories.add("Tide")
    assert matched(["The Ferry", "Tide", "Gone"], library.stories.all()) == {
        "The Ferry": ferry,
        "Tide": None,
        "Gone": None,
    }


def test_importing_again_adds_nothing(library: Library) -> None:
    entries = new_entries(read(zipped(export())), {})
    with library.change("Import"):
        assert len(library.log.add_many(entries).ids) == 3
    assert unknown(library, entries) == []


WORDS_OF_NOTES = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
NEW = st.builds(
    NewEntry,
    day=st.dates(date(2000, 1, 1), date(2030, 12, 31)),
    count=st.integers(-5000, 50_000),
    measure=st.sampled_from(Measure),
    note=st.one_of(WORDS_OF_NOTES, st.sampled_from(["=1+1", "'=x", "''x", "-", "'tis", "+612"])),
    source=st.sampled_from([Source.MANUAL, Source.SPRINT, Source.CSV]),
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(NEW, max_size=12), st.lists(st.integers(1, 2000), max_size=4))
def test_what_is_exported_comes_in_again_as_it_was_and_adds_nothing_where_it_came_from(
    tmp_path_factory: pytest.TempPathFactory, entries: list[NewEntry], typed: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("exchange")
    with Library.open(folder / "here.longfic", clock=lambda: NOW) as here:
        with here.change("Write"):
            story = here.stories.add("=Tide", chapters=1)
            for entry in entries:
                here.log.add(NewEntry(entry.day, entry.count, entry.measure, story, entry.note, entry.source))
            for words in typed:
                here.tallies.record(here.outline.get(story).chapters[0].id, words)
        table = trackbear_table(tallies(here))
        if not tallies(here):
            return
        draft = read(table.encode())
        brought = new_entries(draft, matched(draft.projects, here.stories.all()))
        assert unknown(here, brought) == []
        known = sorted((t.day, t.count, t.measure, t.story_id, t.note) for t in tallies(here))
        assert sorted((b.day, b.count, b.measure, b.story_id, b.note) for b in brought) == known
        with Library.open(folder / "there.longfic", clock=lambda: NOW) as there, there.change("Import"):
            there.log.add_many(
                NewEntry(b.day, b.count, b.measure, None, b.note, b.source, b.foreign_id) for b in brought
            )
            assert len(there.log.entries()) == len(brought)


def test_the_table_has_trackbears_columns_in_their_order(library: Library) -> None:
    with library.change("Log"):
        story = library.stories.add("The Ferry")
        library.log.add(NewEntry(date(2026, 11, 16), 612, story_id=story, note="train; rain"))
    rows = list(csv.DictReader(StringIO(trackbear_table(tallies(library)))))
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["project_title"], rows[0]["date"], rows[0]["measure"], rows[0]["count"], rows[0]["note"]) == (
        "The Ferry",
        "2026-11-16",
        "word",
        "612",
        "train; rain",
    )


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_mutilated_export_is_entries_or_a_sentence(data: st.DataObject) -> None:
    sound = bytearray(data.draw(st.sampled_from([zipped(export()), json.dumps(export()).encode()])))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(sound) - 1))
        if data.draw(st.booleans()):
            sound[at] = data.draw(st.integers(0, 255))
        else:
            del sound[at : at + data.draw(st.integers(1, 40))]
    # Anything but the author's kind of error is a bug, and fails.
    with suppress(PlannerError):
        draft = read_log(bytes(sound))
        assert not isinstance(draft, LogDraft) or all(abs(entry.count) <= 10_000_000 for entry in draft.entries)


def test_a_goal_that_ends_before_it_begins_is_left_out() -> None:
    target = {
        "title": "Wrong",
        "parameters": {"threshold": {"measure": "word", "count": 5}},
        "startDate": "2023-11-30",
        "endDate": str(date(2023, 11, 30) - timedelta(days=9)),
    }
    assert read(zipped(export(targets=[target], habits=[]))).goals == ()
