"""The tab Sprints: beginning one as it is set, the clock, the result, words from elsewhere, and the log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from planner.desktop.desk import Desk
from planner.desktop.progress.sprints.log import HOUR, MINUTES, NOTE, PLANNED, STORY, WHEN, WORDS
from planner.desktop.progress.sprints.result import people
from planner.desktop.progress.sprints.tab import SprintsTab
from planner.desktop.settings import SPRINT_MINUTES
from planner.desktop.window import Window
from planner.domain.sprint_log import NewSprint
from planner.library.file import Library
from tests.desktop.sprint_stage import Clock, Stage, add_story


@pytest.fixture(autouse=True)
def _english(_same_locale: None) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library.longfic", clock=clock)
    add_story(opened)
    yield opened
    opened.close()


@pytest.fixture
def stage(window: Window, desk: Desk, clock: Clock) -> Stage:
    return Stage(window, desk, clock)


@pytest.fixture
def tab(stage: Stage) -> SprintsTab:
    return stage.tab()


def add(library: Library, day: int, words: int, minutes: int = 15, **more: object) -> None:
    with library.change("Log"):
        sprint = NewSprint(datetime(2026, 11, day, 20), minutes * 60, minutes * 60, words, **more)  # type: ignore[arg-type]
        library.sprints.add(sprint)


def cells(tab: SprintsTab, row: int) -> list[str]:
    return [str(tab.log.index(row, column).data()) for column in (WHEN, PLANNED, MINUTES, WORDS, HOUR, STORY, NOTE)]


def choose(tab: SprintsTab, row: int) -> None:
    tab.table.setFocus()
    tab.table.selectRow(row)


# Beginning


def test_a_sprint_of_the_usual_minutes_is_two_keys_away(stage: Stage, tab: SprintsTab) -> None:
    assert tab.start.go.hasFocus()
    stage.click("sprint.minutes.20")
    QTest.keyClick(tab.start.go, Qt.Key.Key_Return)
    assert stage.text("sprint.clock.face") == "20:00"
    assert not tab.start.isVisible()


def test_minutes_are_kept_for_the_next(stage: Stage, tab: SprintsTab, desk: Desk) -> None:
    tab.start.minutes.setValue(40)
    assert desk.settings.get(SPRINT_MINUTES) == 40
    desk.commands.run("sprint.start")
    assert stage.clock_text.startswith("40:00")


def test_it_can_begin_on_the_clock(stage: Stage, tab: SprintsTab) -> None:
    texts = [tab.start.begin.itemText(row) for row in range(tab.start.begin.count())]
    assert texts == [
        "Now",
        "In a minute",
        "At 20:15, the next quarter",
        "At 20:30, the next half hour",
        "At 21:00, the next full hour",
    ]
    tab.start.begin.setCurrentIndex(2)
    tab.start.begin.activated.emit(2)
    assert stage.text("sprint.call") == "Word war: 15 minutes, from :15 to :30"
    stage.click("sprint.call.copy")
    assert QGuiApplication.clipboard().text() == "Word war: 15 minutes, from :15 to :30"
    stage.click("sprint.go")
    assert (stage.text("sprint.clock.face"), stage.text("sprint.said")) == ("8:00", "until the sprint begins")


def test_it_belongs_to_the_story_that_was_chosen(stage: Stage, tab: SprintsTab, library: Library) -> None:
    add_story(library, "The Orchard")
    assert [tab.start.story.itemText(row) for row in range(3)] == ["Wherever I write", "Night Ferry", "The Orchard"]
    tab.start.story.setCurrentIndex(2)
    stage.click("sprint.go")
    stage.wait(100)
    stage.click("button.sprint.stop")
    assert stage.rows("SELECT title FROM sprint JOIN story ON story.id = story_id") == [("The Orchard",)]


# Under way


def test_the_large_clock_goes_with_the_time(stage: Stage, tab: SprintsTab, library: Library) -> None:
    add(library, 15, 900)
    stage.click("sprint.go")
    assert tab.running.stop.hasFocus()
    stage.wait(61)
    assert stage.text("sprint.clock.face") == "13:59"
    assert stage.text("sprint.standing") == "61 behind your median"
    stage.click("button.sprint.pause")
    assert stage.text("sprint.said") == "0 words, paused"
    assert stage.text("button.sprint.pause").strip() == "Go on with the sprint"
    stage.wait(500)
    assert stage.text("sprint.clock.face") == "13:59"
    stage.click("button.sprint.pause")
    stage.wait(14 * 60)
    assert stage.text("sprint.said") == "Finish your sentence"
    assert "61 words" not in stage.text("sprint.standing")
    stage.wait(60)
    assert stage.text("sprint.result") == "0 words in 15 minutes, 0 an hour"
    assert tab.start.isVisible()


# The result


def test_the_result_is_there_when_the_tab_is_opened_afterwards(stage: Stage) -> None:
    stage.desk.commands.run("sprint.start")
    stage.wait(1_000)
    stage.click("status.offer")
    assert stage.text("sprint.result") == "0 words in 15 minutes, 0 an hour"


def test_a_result_can_be_told_in_a_chat(stage: Stage, tab: SprintsTab) -> None:
    stage.desk.commands.run("sprint.start")
    stage.write("one two three four five six seven eight nine ten")
    stage.wait(1_000)
    stage.tab()
    stage.click("sprint.line.copy")
    assert QGuiApplication.clipboard().text() == "10 words in 15 minutes (40 an hour)"
    others = stage.window.findChild(QPlainTextEdit, "sprint.others")
    assert others is not None
    QTest.keyClicks(others, "Mara: 1,812 words")
    stage.click("sprint.standings.copy")
    assert QGuiApplication.clipboard().text() == "1. Mara 1,812 · 2. Me 10"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mara 812", [("Mara", 812)]),
        ("1. Mara: 1,812 words\n2. Jo - 640", [("Mara", 1812), ("Jo", 640)]),
        ("Anna Maria = 1 204 w", [("Anna Maria", 1204)]),
        ("1. Mara 812 · 2. Jo 640", [("Mara", 812), ("Jo", 640)]),
        ("well done everybody", []),
        ("812", []),
        ("Bob2 300", [("Bob2", 300)]),
        ("Jo -12", [("Jo", -12)]),
        ("Mara: 612 words in 20 minutes (1,836 an hour)", [("Mara", 612)]),
        ("", []),
    ],
)
def test_lines_of_a_chat_are_read(text: str, found: list[tuple[str, int]]) -> None:
    assert people(text) == found


def test_words_on_paper_are_entered_at_the_end_and_count(stage: Stage, tab: SprintsTab, library: Library) -> None:
    stage.click("sprint.go")
    stage.wait(1_000)
    tab.result.words.setValue(312)
    stage.click("sprint.elsewhere.enter")
    assert stage.logged() == [("2026-11-16T20:07:00", 900, 312)]
    assert stage.rows("SELECT measure, count, source FROM log_entry ORDER BY id") == [
        ("words", 312, "sprint"),
        ("time", 15, "sprint"),
    ]
    assert library.tallies.today() == 312
    assert stage.text("sprint.result") == "312 words in 15 minutes, 1,248 an hour"
    assert not tab.result.words.isVisible()
    library.undo()
    assert stage.logged() == [("2026-11-16T20:07:00", 900, 0)]


# The log


def test_the_log_follows_row_by_row(stage: Stage, tab: SprintsTab, library: Library) -> None:
    tester = QAbstractItemModelTester(tab.log, QAbstractItemModelTester.FailureReportingMode.Fatal)
    chapter = stage.chapters[1]
    add(library, 14, 400, story_id=library.stories.all()[0].id, chapter_id=chapter.id)
    add(library, 15, 500, 20, note="with Mara")
    add(library, 13, 300)
    assert [cells(tab, row)[0] for row in range(3)] == [
        "15 Nov 2026, 20:00",
        "14 Nov 2026, 20:00",
        "13 Nov 2026, 20:00",
    ]
    assert cells(tab, 0)[1:] == ["20", "20", "500", "1,500", "", "with Mara"]
    assert cells(tab, 1)[1:] == ["15", "15", "400", "1,600", "Night Ferry, chapter 2", ""]
    assert (
        stage.text("sprints.figures") == "Best: 400 words in 15 minutes, 1,600 an hour  ·  Median: 1,500 words an hour"
    )
    library.undo()
    assert tab.log.rowCount() == 2
    with library.change("Rename"):
        library.stories.edit(library.stories.all()[0].id, title="Day Ferry")
    assert cells(tab, 1)[5] == "Day Ferry, chapter 2"
    with library.change("Delete"):
        library.stories.remove(library.stories.all()[0].id)
    assert cells(tab, 1)[5] in ("", "A story that is gone")
    assert tester is not None


def test_a_note_is_written_in_place(stage: Stage, tab: SprintsTab, library: Library) -> None:
    add(library, 15, 500)
    choose(tab, 0)
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    editor = tab.table.findChild(QPlainTextEdit, "sprints.note")
    assert editor is not None
    QTest.keyClicks(editor, "on the train")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert stage.rows("SELECT note FROM sprint") == [("on the train",)]
    assert cells(tab, 0)[-1] == "on the train"


def test_chosen_sprints_are_deleted_and_come_back(stage: Stage, tab: SprintsTab, library: Library) -> None:
    for day in (13, 14, 15):
        add(library, day, 300)
    choose(tab, 1)
    QTest.keyClick(tab.table, Qt.Key.Key_Delete)
    assert stage.rows("SELECT count(*) FROM sprint") == [(2,)]
    assert stage.text("status.notice") == "Deleted 1 sprint."
    stage.click("status.undo")
    assert stage.rows("SELECT count(*) FROM sprint") == [(3,)]
    choose(tab, 0)
    stage.click("sprints.remove")
    assert [row[0] for row in stage.logged()] == ["2026-11-13T20:00:00", "2026-11-14T20:00:00"]


def test_one_is_added_by_hand(stage: Stage, tab: SprintsTab, library: Library) -> None:
    stage.click("sprints.add")
    assert tab.by_hand.day.hasFocus()
    tab.by_hand.words.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(tab.by_hand.words, "412")
    tab.by_hand.minutes.setValue(25)
    QTest.keyClicks(tab.by_hand.note, "in the notebook")
    stage.click("sprint.by_hand.log")
    assert stage.logged() == [("2026-11-16T20:00:00", 1_500, 412)]
    assert stage.rows("SELECT note FROM sprint") == [("in the notebook",)]
    assert library.tallies.today() == 412
    assert not tab.by_hand.isVisible()


def test_an_undone_end_takes_the_result_away(stage: Stage, tab: SprintsTab, library: Library) -> None:
    stage.click("sprint.go")
    stage.wait(1_000)
    assert tab.result.isVisible()
    library.undo()
    QApplication.processEvents()
    assert not tab.result.isVisible()
    assert stage.logged() == []
