"""The status bar says what the goals ask of today, live, and says once when it is done; the day turns on time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QSpinBox, QTextEdit
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.pages import PageName
from planner.desktop.preferences.page import PreferencesPage
from planner.desktop.preferences.tabs import Tab
from planner.desktop.settings import START_OF_DAY
from planner.desktop.window import Window
from planner.domain.goals import Goal, GoalId, GoalKind, Period
from planner.domain.log import NewEntry
from planner.domain.schedule import OFF, Schedule
from planner.library.file import Library

TODAY = date(2026, 11, 14)
"""A Saturday."""


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 14, 20, 0)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(autouse=True)
def _english(_same_locale: None) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    """A library with a story of one chapter, in the middle of November."""
    opened = Library.open(tmp_path / "library.longfic", clock=clock)
    with opened.change("Make a story"):
        opened.outline.add_chapter(opened.stories.add("Night Ferry"))
    yield opened
    opened.close()


@pytest.fixture
def said(window: Window, desk: Desk) -> list[str]:
    """What the notices said."""
    heard: list[str] = []
    desk.notices.said.connect(lambda text, undo: heard.append(text))
    return heard


def add(library: Library, goal: Goal) -> GoalId:
    with library.change("Add"):
        return library.goals.add(goal)


def log(library: Library, words: int, day: date = TODAY) -> None:
    with library.change("Log"):
        library.log.add(NewEntry(day, words))


def target(amount: int = 1_700, schedule: Schedule | None = None) -> Goal:
    return Goal(
        GoalId(0), "Part one", amount=amount, start=TODAY, end=date(2026, 11, 30), schedule=schedule or Schedule()
    )


def habit(amount: int = 300) -> Goal:
    return Goal(GoalId(0), "Daily", kind=GoalKind.HABIT, amount=amount, start=TODAY)


def today(window: Window) -> QPushButton:
    found = window.findChild(QPushButton, "status.today")
    assert found is not None
    return found


def test_without_a_goal_it_counts_words(window: Window, library: Library) -> None:
    assert today(window).text() == "0 words today"
    log(library, 1)
    assert today(window).text() == "1 word today"
    assert today(window).toolTip() == ""


def test_the_first_goal_that_asks_for_something_is_shown(window: Window, library: Library) -> None:
    add(library, target(schedule=Schedule().with_weekday(TODAY.weekday(), OFF)))
    daily = add(library, habit())
    assert today(window).text() == "0 of 300 today"
    log(library, 1_412)
    assert today(window).text() == "1,412 of 300 today"
    assert today(window).toolTip() == "Daily needs 300 words today; all of it is written.\n1,412 words today"
    with library.change("Edit"):
        library.goals.edit(daily, period=Period.WEEK, amount=2_000)
    assert today(window).text() == "1,412 of 2,000 this week"
    assert "588 words to go" in today(window).toolTip()


def test_it_leads_to_progress(window: Window, desk: Desk) -> None:
    QTest.mouseClick(today(window), Qt.MouseButton.LeftButton)
    assert window.pages.name == PageName.PROGRESS


def test_it_follows_what_is_typed(window: Window, desk: Desk, library: Library, qtbot: QtBot) -> None:
    add(library, habit(10))
    chapter = library.outline.get(library.stories.all()[0].id).chapters[0]
    desk.place.select("chapter", chapter.id)
    desk.commands.run("go.write")
    editor = window.findChild(QTextEdit, "write.text")
    assert editor is not None
    QTest.keyClicks(editor, "Three small words")
    qtbot.waitUntil(lambda: today(window).text() == "3 of 10 today")


def test_what_is_done_is_said_once(window: Window, library: Library, said: list[str]) -> None:
    add(library, habit())
    log(library, 299)
    assert said == []
    log(library, 1)
    assert said == ["Daily: what it asked for is written."]
    log(library, -5)
    log(library, 5)
    assert len(said) == 1


def test_a_goal_that_is_reached_is_said_rather_than_its_day(window: Window, library: Library, said: list[str]) -> None:
    add(library, target(1_700))
    log(library, 1_700)
    assert said == ["Part one is reached: 1,700 words, written on one day."]


def test_what_was_done_when_it_was_set_up_is_not_celebrated(window: Window, library: Library, said: list[str]) -> None:
    log(library, 5_000)
    add(library, target(1_700))
    assert said == []


def test_the_day_turns_when_the_author_s_day_begins(window: Window, desk: Desk, library: Library, clock: Clock) -> None:
    turned = QSignalSpy(desk.day.turned)
    add(library, habit())
    log(library, 412)
    desk.settings.set(START_OF_DAY, "04:00")
    clock.now = datetime(2026, 11, 15, 3, 59)
    desk.day.look()
    assert today(window).text() == "412 of 300 today"
    clock.now = datetime(2026, 11, 15, 4, 0)
    desk.day.look()
    assert today(window).text() == "0 of 300 today"
    assert turned.count() == 1
    assert turned.at(0) == [date(2026, 11, 15)]


def test_start_of_day_week_and_limit_are_set_on_the_settings_page(
    window: Window, desk: Desk, library: Library, clock: Clock
) -> None:
    clock.now = datetime(2026, 11, 15, 2, 0)
    desk.day.look()
    desk.commands.run("app.preferences")
    page = window.findChild(PreferencesPage)
    assert page is not None
    page.show_tab(Tab.PROGRESS)
    box = window.findChild(QComboBox, "preferences.start_of_day")
    assert box is not None
    assert [box.itemText(at) for at in range(3)] == ["Midnight", "01:00", "02:00"]
    box.setCurrentIndex(4)
    box.activated.emit(4)
    assert library.tallies.author_day() == TODAY
    assert desk.day.today == TODAY
    week = window.findChild(QComboBox, "preferences.first_weekday")
    assert week is not None
    week.setCurrentIndex(2)
    week.activated.emit(2)
    assert library.goals.first_weekday() == 6
    limit = window.findChild(QSpinBox, "preferences.paste_limit")
    assert limit is not None
    limit.setValue(250)
    assert library.tallies.paste_limit() == 250


def test_a_large_paste_is_said_and_can_be_counted(window: Window, desk: Desk, library: Library) -> None:
    chapter = library.outline.get(library.stories.all()[0].id).chapters[0]
    desk.place.select("chapter", chapter.id)
    desk.commands.run("go.write")
    editor = window.findChild(QTextEdit, "write.text")
    notice, offer = window.findChild(QLabel, "status.notice"), window.findChild(QPushButton, "status.offer")
    assert editor is not None
    assert notice is not None
    assert offer is not None
    QGuiApplication.clipboard().setText("word " * 412)
    QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert notice.text() == "412 words pasted, not counted as written"
    assert today(window).text() == "0 words today"
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert today(window).text() == "412 words today"
    assert not offer.isVisible()
