"""A sprint counts what is typed anywhere in the library, shows its clock quietly, and is logged when it is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTextEdit
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.pages import PageName
from planner.desktop.settings import SPRINT_CLOCK, SPRINT_GRACE, SPRINT_MINUTES, SPRINT_RIVAL, TEXT_SCALE
from planner.desktop.window import Window
from planner.domain.sprint_log import NewSprint
from planner.domain.sprints import Begin
from planner.library.file import Library
from tests.desktop.sprint_stage import BEGIN, Clock, Stage, add_story


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


def ghost(library: Library, words: int, minutes: int = 15) -> None:
    """A sprint of the day before."""
    with library.change("Log"):
        library.sprints.add(NewSprint(datetime(2026, 11, 15, 20), minutes * 60, minutes * 60, words))


# From its beginning to its end


def test_a_sprint_is_begun_by_keys_from_the_text_and_counts_what_is_typed(stage: Stage, qtbot: QtBot) -> None:
    stage.write("Before it began. ")
    stage.press(Qt.Key.Key_S)
    assert stage.clock_text == "15:00 · 0 words"
    stage.write("five words are typed here")
    qtbot.waitUntil(lambda: "5 words" in stage.clock_text)
    stage.wait(60)
    assert stage.clock_text == "14:00 · 5 words"
    stage.wait(15 * 60)
    assert stage.clock_text == ""
    assert stage.logged() == [("2026-11-16T20:07:00", 900, 5)]


def test_words_not_saved_yet_are_counted(stage: Stage, qtbot: QtBot) -> None:
    stage.press(Qt.Key.Key_S)
    stage.write("three more words")
    qtbot.waitUntil(lambda: "3 words" in stage.clock_text)
    stage.save()
    assert "3 words" in stage.clock_text
    stage.write(" and one")
    qtbot.waitUntil(lambda: "5 words" in stage.clock_text)


def test_what_was_taken_back_before_it_began_is_no_part_of_it(stage: Stage, qtbot: QtBot) -> None:
    stage.write("quite a few words that go again ")
    stage.save()
    editor = stage.window.findChild(QTextEdit, "write.text")
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: stage.text("status.chapter") == "Chapter: 0 words")
    stage.save()
    stage.press(Qt.Key.Key_S)
    stage.write("three more words ")
    stage.save()
    assert "3 words" in stage.clock_text


def test_words_of_any_chapter_count(stage: Stage) -> None:
    stage.press(Qt.Key.Key_S)
    stage.write("one two ", 0)
    stage.write("three four five ", 1)
    stage.wait(300)
    stage.press(Qt.Key.Key_E)
    assert stage.logged() == [("2026-11-16T20:07:00", 300, 5)]
    assert stage.rows("SELECT story_id, chapter_id FROM sprint") == [(1, stage.chapters[1].id)]


def test_a_large_paste_does_not_count(stage: Stage) -> None:
    stage.press(Qt.Key.Key_S)
    stage.write("two words ")
    editor = stage.window.findChild(QTextEdit, "write.text")
    assert editor is not None
    QGuiApplication.clipboard().setText("pasted " * 300)
    QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    stage.wait(90)
    stage.press(Qt.Key.Key_E)
    assert stage.logged() == [("2026-11-16T20:07:00", 90, 2)]


def test_the_typed_words_are_in_the_tally_once(stage: Stage) -> None:
    stage.press(Qt.Key.Key_S)
    stage.write("one two three")
    stage.wait(16 * 60)
    assert stage.desk.library.tallies.today() == 3
    assert stage.rows("SELECT count(*) FROM log_entry") == [(0,)]


def test_the_sentence_can_be_finished(stage: Stage) -> None:
    stage.press(Qt.Key.Key_S)
    stage.write("one two ")
    stage.wait(15 * 60 + 10)
    assert stage.clock_text == "0:50 · Finish your sentence"
    assert stage.text("status.notice") == "Time is up. Finish your sentence."
    stage.write("three")
    stage.press(Qt.Key.Key_E)
    assert stage.logged() == [("2026-11-16T20:07:00", 900, 3)]
    assert stage.text("status.notice") == "Sprint: 3 words in 15 minutes, 12 an hour"


def test_there_may_be_no_grace(stage: Stage, desk: Desk) -> None:
    desk.settings.set(SPRINT_GRACE, 0)
    stage.press(Qt.Key.Key_S)
    stage.wait(15 * 60)
    assert stage.logged() == [("2026-11-16T20:07:00", 900, 0)]


def test_what_is_written_in_a_pause_does_not_count(stage: Stage) -> None:
    stage.press(Qt.Key.Key_S)
    stage.write("one two ")
    stage.wait(120)
    stage.press(Qt.Key.Key_P)
    assert stage.clock_text == "13:00 · 2 words, paused"
    assert stage.desk.commands.actions["sprint.pause"].text() == "Go on with the sprint"
    stage.write("three four five ")
    stage.wait(600)
    stage.press(Qt.Key.Key_P)
    stage.write("six ")
    stage.wait(60)
    stage.press(Qt.Key.Key_E)
    assert stage.logged() == [("2026-11-16T20:07:00", 180, 3)]


def test_words_count_from_the_quarter_it_begins_on(stage: Stage, desk: Desk) -> None:
    desk.sprints.begin(Begin.ON_THE_QUARTER)
    assert stage.clock_text == "8:00 · until the sprint begins"
    stage.write("too early ")
    stage.wait(8 * 60)
    assert stage.clock_text == "15:00 · 0 words"
    stage.write("just in time")
    stage.wait(60)
    stage.press(Qt.Key.Key_E)
    assert stage.logged() == [("2026-11-16T20:15:00", 60, 3)]


def test_one_that_has_not_begun_is_called_off(stage: Stage, desk: Desk) -> None:
    desk.sprints.begin(Begin.ON_THE_HOUR)
    stage.press(Qt.Key.Key_E)
    assert stage.clock_text == ""
    assert stage.logged() == []
    assert desk.commands.actions["sprint.start"].isEnabled()


def test_one_that_ends_at_once_is_not_logged(stage: Stage) -> None:
    stage.press(Qt.Key.Key_S)
    stage.wait(20)
    stage.press(Qt.Key.Key_E)
    assert stage.logged() == []
    assert "not logged" in stage.text("status.notice")


def test_it_may_count_up_until_it_is_ended(stage: Stage, desk: Desk) -> None:
    desk.settings.set(SPRINT_CLOCK, "open")
    stage.press(Qt.Key.Key_S)
    stage.wait(95 * 60 + 5)
    assert stage.clock_text == "1:35:05 · 0 words"
    stage.press(Qt.Key.Key_E)
    assert stage.rows("SELECT planned, seconds FROM sprint") == [(None, 95 * 60 + 5)]


def test_words_after_midnight_belong_to_the_same_sprint(stage: Stage, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 16, 23, 55)
    stage.press(Qt.Key.Key_S)
    stage.write("one two ")
    stage.save()
    stage.wait(10 * 60)
    stage.write("three ")
    stage.wait(10 * 60)
    assert stage.logged() == [("2026-11-16T23:55:00", 900, 3)]


def test_it_goes_on_when_the_page_is_left(stage: Stage, desk: Desk, window: Window) -> None:
    stage.press(Qt.Key.Key_S)
    stage.write("one two")
    for page in (PageName.SHELF, PageName.PREFERENCES):
        window.go(page)
        assert "2 words" in stage.clock_text
    desk.place.open_story(None)
    stage.wait(16 * 60)
    assert stage.logged() == [("2026-11-16T20:07:00", 900, 2)]


# Against oneself


def test_the_clock_tells_how_it_stands_against_the_median(stage: Stage, library: Library, qtbot: QtBot) -> None:
    ghost(library, 30)
    stage.press(Qt.Key.Key_S)
    stage.wait(300)
    assert stage.clock_text == "10:00 · 0 words · −10"
    stage.write("one two three four five six seven eight nine ten eleven twelve")
    qtbot.waitUntil(lambda: stage.clock_text == "10:00 · 12 words · +2")


@pytest.mark.parametrize(("rival", "sign"), [("median", " · −10"), ("best", " · −30"), ("nobody", "")])
def test_whom_it_is_against_can_be_chosen(stage: Stage, library: Library, desk: Desk, rival: str, sign: str) -> None:
    ghost(library, 30)
    ghost(library, 90)
    desk.settings.set(SPRINT_RIVAL, rival)
    stage.press(Qt.Key.Key_S)
    stage.wait(300)
    assert stage.clock_text == f"10:00 · 0 words{sign}"


# The page alone


def test_the_clock_is_on_the_page_alone(stage: Stage, desk: Desk, window: Window) -> None:
    stage.write("Before. ")
    window.set_distraction_free(True)
    assert stage.text("sprint.bare.text") == ""
    stage.press(Qt.Key.Key_S)
    stage.wait(60)
    assert stage.text("sprint.bare.text") == "14:00 · 0 words"
    corner = window.findChild(QTextEdit, "write.text")
    assert corner is not None
    assert corner.hasFocus()
    stage.press(Qt.Key.Key_E)
    assert stage.text("sprint.bare.text") == "0 words in 1 minute, 0 an hour"
    window.set_distraction_free(False)
    assert stage.text("sprint.bare.text") == ""


# The program ends


def test_the_clock_says_less_where_there_is_little_room(stage: Stage, library: Library, window: Window) -> None:
    ghost(library, 30)
    window.resize(1_200, 700)
    stage.press(Qt.Key.Key_S)
    stage.wait(300)
    assert stage.clock_text == "10:00 · 0 words · −10"
    stage.desk.settings.set(TEXT_SCALE, 200)
    window.resize(600, 700)
    stage.wait(1)
    shown = stage.window.findChild(QPushButton, "status.sprint.clock")
    assert shown is not None
    assert shown.fontMetrics().horizontalAdvance(shown.text()) <= window.width() / 3
    assert shown.accessibleName() == "Sprint: 9:59, 0 words, 10 behind your median"


def test_only_one_at_a_time(stage: Stage, desk: Desk) -> None:
    stage.press(Qt.Key.Key_S)
    desk.settings.set(SPRINT_MINUTES, 25)
    desk.commands.run("sprint.start")
    desk.sprints.begin()
    assert stage.clock_text == "15:00 · 0 words"
    assert stage.clock.now == BEGIN
