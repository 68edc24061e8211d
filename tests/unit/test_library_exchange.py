"""What the library gives out of its log and its tally, and how an import is one step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from planner.domain.exchange import Tally
from planner.domain.goals import Goal, GoalId, Measure
from planner.domain.log import NewEntry, Source
from planner.formats.log_days import days_table
from planner.library.exchange import steps, tallies
from planner.library.file import Library
from planner.library.progress import TypedDay

NOW = datetime(2026, 11, 16, 20, 40)
TODAY = NOW.date()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.longfic", clock=lambda: NOW) as opened:
        with opened.change("Write"):
            story = opened.stories.add("The Ferry", chapters=1)
            chapter = opened.outline.get(story).chapters[0].id
            opened.tallies.record(chapter, 640)
            opened.tallies.record(chapter, -28)
            opened.tallies.record_time(chapter, 45 * 60)
            opened.log.add(NewEntry(TODAY - timedelta(days=3), 100, story_id=story))
        yield opened


def test_what_was_typed_is_told_by_day_and_story(library: Library) -> None:
    story = library.stories.all()[0].id
    assert library.progress.typed() == [TypedDay(TODAY, story, 640, 28, 45 * 60)]
    assert library.progress.typed(until=TODAY - timedelta(days=1)) == []


def test_days_are_counted_back_over_all_that_happened(library: Library) -> None:
    assert library.progress.days_back(date.max, 1) == TODAY
    assert library.progress.days_back(date.max, 5) == TODAY - timedelta(days=3)
    assert library.progress.days_back(TODAY - timedelta(days=3), 5) is None


def test_typing_and_log_go_out_together_the_earliest_first(library: Library) -> None:
    found = [(tally.day, tally.count, tally.measure, tally.title) for tally in tallies(library)]
    assert found == [
        (TODAY - timedelta(days=3), 100, Measure.WORDS, "The Ferry"),
        (TODAY, 612, Measure.WORDS, "The Ferry"),
        (TODAY, 45, Measure.TIME, "The Ferry"),
    ]


def test_a_day_keeps_its_name_while_it_grows(library: Library) -> None:
    before = {tally.uuid for tally in tallies(library)}
    with library.change("Write on"):
        library.tallies.record(library.outline.get(library.stories.all()[0].id).chapters[0].id, 10)
    assert {tally.uuid for tally in tallies(library)} == before


def test_a_table_for_spreadsheets_has_a_row_for_each_story_on_each_day(library: Library) -> None:
    assert days_table(tallies(library)).splitlines() == [
        "\ufeffDate,Story,Words,Minutes",
        "2026-11-13,The Ferry,100,0",
        "2026-11-16,The Ferry,612,45",
    ]


def test_a_title_is_no_formula_in_a_spreadsheet() -> None:
    tally = Tally("a", TODAY, 5, Measure.WORDS, NOW, NOW, title="=1+1")
    assert "'=1+1" in days_table([tally])


def test_an_import_is_one_step_and_stopping_it_leaves_nothing(library: Library) -> None:
    entries = [NewEntry(TODAY - timedelta(days=number), 10, source=Source.CSV) for number in range(100)]
    goals = [Goal(GoalId(0), "Brought", amount=5000)]
    stopped = steps(library, entries, goals, "Import")
    next(stopped)
    stopped.close()
    assert len(library.log.entries()) == 1
    assert library.goals.all() == []
    assert list(steps(library, entries, goals, "Import"))
    assert len(library.log.entries()) == 101
    assert library.undo_label == "Import"
    library.undo()
    assert len(library.log.entries()) == 1
    assert library.goals.all() == []
