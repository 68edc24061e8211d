"""The reminder: off until it is asked for, quiet, once a day, and never to somebody who writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QCheckBox, QSystemTrayIcon

from planner.desktop.desk import Desk
from planner.desktop.preferences.page import PreferencesPage
from planner.desktop.preferences.tabs import Tab
from planner.desktop.reminder import Reminder
from planner.desktop.settings import REMINDER, REMINDER_TIME
from planner.desktop.widgets.times import TimeField
from planner.desktop.window import Window
from planner.domain.goals import Goal, GoalId, GoalKind
from planner.domain.log import NewEntry
from planner.domain.schedule import OFF, Schedule
from planner.library.file import Library
from tests.desktop.sprint_stage import Clock, add_story

TODAY = date(2026, 11, 16)
TEXT = "You wanted to be reminded: nothing is written yet today."


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
def reminder(window: Window, desk: Desk) -> Reminder:
    """The window's own, in a system without a tray."""
    found = window.findChild(Reminder)
    assert found is not None
    return found


def test_nobody_is_reminded_who_did_not_ask(reminder: Reminder, window: Window) -> None:
    reminder.look()
    assert window.banner.text == ""


def test_who_asked_is_reminded_once(reminder: Reminder, window: Window, desk: Desk, clock: Clock) -> None:
    desk.settings.set(REMINDER, True)
    reminder.look()
    assert window.banner.text == TEXT
    window.banner.hide()
    clock.now = clock.now.replace(minute=30)
    reminder.look()
    assert window.banner.text == ""
    clock.now = datetime(2026, 11, 17, 20, 1)
    reminder.look()
    assert window.banner.text == TEXT
    desk.settings.set(REMINDER, False)


def test_the_text_goes_when_the_author_writes(reminder: Reminder, window: Window, desk: Desk, library: Library) -> None:
    desk.settings.set(REMINDER, True)
    reminder.look()
    with library.change("Log"):
        library.log.add(NewEntry(TODAY, 100))
    assert window.banner.text == ""


def test_nobody_is_reminded_who_wrote(reminder: Reminder, window: Window, desk: Desk, library: Library) -> None:
    with library.change("Log"):
        library.log.add(NewEntry(TODAY, 1))
    desk.settings.set(REMINDER, True)
    reminder.look()
    assert window.banner.text == ""


def test_nobody_is_reminded_in_a_sprint(reminder: Reminder, window: Window, desk: Desk) -> None:
    desk.settings.set(REMINDER, True)
    desk.sprints.begin()
    reminder.look()
    assert window.banner.text == ""


@pytest.mark.parametrize(
    ("goal", "reminded"),
    [
        (Goal(GoalId(0), amount=5_000, start=TODAY, end=date(2026, 11, 30)), True),
        (
            Goal(
                GoalId(0),
                amount=5_000,
                start=TODAY,
                end=date(2026, 11, 30),
                schedule=Schedule().with_weekday(TODAY.weekday(), OFF),
            ),
            False,
        ),
        (Goal(GoalId(0), kind=GoalKind.HABIT, amount=None, start=TODAY), True),
        (Goal(GoalId(0), amount=5_000, start=date(2026, 10, 1), end=date(2026, 10, 31)), True),
    ],
)
def test_a_day_off_is_kept_quiet(
    reminder: Reminder, window: Window, desk: Desk, library: Library, goal: Goal, reminded: bool
) -> None:
    with library.change("Add"):
        library.goals.add(goal)
    desk.settings.set(REMINDER, True)
    reminder.look()
    assert bool(window.banner.text) is reminded


@pytest.mark.qt_log_ignore(r"systemTrayWindowChanged", r"support raise\(\)", extend=True)
def test_where_there_is_a_tray_it_comes_from_there(window: Window, desk: Desk) -> None:
    desk.settings.set(REMINDER, True)
    tried = Reminder(desk, window, has_tray=lambda: True)
    tried.look()
    tray = tried.findChild(QSystemTrayIcon)
    assert tray is not None
    assert tray.isVisible()
    assert window.banner.text == ""
    tray.messageClicked.emit()
    assert not tray.isVisible()


def test_it_is_asked_for_in_the_settings(window: Window, desk: Desk, clock: Clock, reminder: Reminder) -> None:
    desk.commands.run("app.preferences")
    page = window.findChild(PreferencesPage)
    assert page is not None
    page.show_tab(Tab.PROGRESS)
    box, at = window.findChild(QCheckBox, "preferences.reminder.on"), window.findChild(TimeField)
    assert box is not None
    assert at is not None
    assert not at.isEnabled()
    box.click()
    assert at.isEnabled()
    at.show_time(clock.now.replace(hour=21).time())
    assert desk.settings.get(REMINDER_TIME) == "21:07"
    reminder.look()
    assert window.banner.text == ""
    clock.now = clock.now.replace(hour=21)
    reminder.look()
    assert window.banner.text == TEXT
