"""The tab Calendar: pace and date, days that take a weight, and chapters dragged from day to day."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QLabel, QMenu, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.page_tabs import ProgressTab
from planner.desktop.pages import PageName
from planner.desktop.progress.calendar.grid import CalendarGrid
from planner.desktop.progress.calendar.tab import CalendarTab
from planner.desktop.widgets.dates import DateField
from planner.desktop.widgets.tabbed import TabbedPage
from planner.desktop.window import Window
from planner.domain.goals import Goal, GoalId
from planner.domain.log import NewEntry
from planner.domain.outline import ChapterId, ChapterStatus, StoryId
from planner.domain.schedule import LIGHT, OFF, PRESETS, Preset
from planner.domain.spark_plan import SparkPlan
from planner.library.file import Library

MONDAY = date(2026, 11, 16)


class Clock:
    """The library's clock, which a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 16, 20, 0)

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
    """A library in the middle of November, without a story."""
    opened = Library.open(tmp_path / "library.longfic", clock=clock)
    yield opened
    opened.close()


def add_story(library: Library, *targets: int, title: str = "The Lamp Keeper") -> StoryId:
    """A story with chapters of so many words."""
    with library.change("Plan"):
        story_id = library.stories.add(title, chapters=0)
        for number, target in enumerate(targets, 1):
            library.outline.add_chapter(story_id, title=f"Part {number}", target_words=target)
    return story_id


class Stage:
    """The tab as the author sees it, and the file as another program does."""

    def __init__(self, window: Window, desk: Desk, story_id: StoryId | None) -> None:
        self.window, self.desk = window, desk
        window.resize(1000, 1100)
        if story_id is not None:
            desk.place.open_story(story_id)
            desk.library.spark.keep(story_id, SparkPlan(pace=1000))
        self.story_id = story_id
        desk.commands.run("go.progress")
        page = window.pages.built(PageName.PROGRESS)
        assert isinstance(page, TabbedPage)
        tab = page.show_tab(ProgressTab.CALENDAR)
        assert isinstance(tab, CalendarTab)
        self.tab = tab
        QApplication.processEvents()

    @property
    def grid(self) -> CalendarGrid:
        return self.tab.grid

    def text(self, name: str) -> str:
        found = self.tab.findChild(QLabel, name)
        assert found is not None
        return found.text() if found.isVisible() else ""

    def chapter(self, number: int) -> ChapterId:
        assert self.story_id is not None
        return self.desk.library.outline.get(self.story_id).chapters[number - 1].id

    def days(self) -> dict[int, tuple[int, int]]:
        """The first and last day of each chapter by its number, counted from Monday the 16th."""
        return {bar.chapter.number: ((bar.first - MONDAY).days, (bar.last - MONDAY).days) for bar in self.grid.bars}

    def due(self) -> list[str]:
        """The dates of the chapters, as they are in the file."""
        return [str(row[0]) for row in self.rows("SELECT due FROM chapter ORDER BY position")]

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(f"{self.desk.library.path.as_uri()}?mode=ro", uri=True)) as other:
            return other.execute(sql).fetchall()

    def at(self, day: date) -> QPoint:
        """An empty place of a day."""
        rect = self.grid.rect_of_day(day)
        return QPoint(rect.center().x(), rect.bottom() - 4)

    def on(self, number: int, edge: bool = False) -> QPoint:
        """A place on the last part of a chapter; at its first day there, or its edge."""
        rect = self.grid.rects_of_chapter(self.chapter(number))[-1]
        return QPoint(rect.right() - 2 if edge else rect.left() + 10, rect.center().y())

    def drag(self, start: QPoint, day: date, drop: bool = True) -> None:
        end = self.grid.rect_of_day(day).center()
        QTest.mousePress(self.grid, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(self.grid, start + QPoint(20, 3))
        QTest.mouseMove(self.grid, end)
        if drop:
            QTest.mouseRelease(self.grid, Qt.MouseButton.LeftButton, pos=end)

    def grid_text(self, day: date) -> str:
        """What is read out of a day."""
        self.grid.go_to_day(day)
        return self.grid.accessibleDescription()

    def keys(self, *keys: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self.grid, key, with_)


@pytest.fixture
def make(window: Window, desk: Desk, qtbot: QtBot) -> Callable[..., Stage]:
    """Makes a story with chapters of so many words, and the tab with it."""

    def made(*targets: int) -> Stage:
        return Stage(window, desk, add_story(desk.library, *targets) if targets else None)

    return made


def choose(menu_name: str, text: str, act: Callable[[], None]) -> list[str]:
    """Do something that opens a menu, and choose from it; returns what the menu offered."""
    offered: list[str] = []

    def pick() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert menu.objectName() == menu_name
        offered.extend(action.text() for action in menu.actions())
        next(action for action in menu.actions() if action.text() == text).trigger()
        menu.close()

    QTimer.singleShot(0, pick)
    act()
    return offered


# The plan


def test_without_a_story_the_page_says_what_it_is_for(make: Callable[..., Stage]) -> None:
    stage = make()
    assert not stage.grid.isVisible()
    shown = [each.text() for each in stage.tab.findChildren(QLabel) if each.isVisible()]
    assert "A day for every chapter" in shown


def test_a_story_opened_elsewhere_comes_into_the_page(make: Callable[..., Stage]) -> None:
    stage = make()
    story_id = add_story(stage.desk.library, 3000)
    assert stage.text("spark.planned") == "3,000 words are still planned, in 1 chapter."
    other = add_story(stage.desk.library, 500, 500, title="Salt")
    assert stage.tab.story.currentData() == story_id
    stage.desk.place.open_story(other)
    assert stage.tab.story.currentData() == other
    assert stage.text("spark.planned") == "1,000 words are still planned, in 2 chapters."


def test_a_pace_says_the_date_and_a_date_the_pace(make: Callable[..., Stage]) -> None:
    stage = make(2000, 4000)
    assert stage.text("spark.finish") == "At 1,000 words a day every chapter has its draft by 21 November."
    pace, until = stage.tab.panel.pace, stage.tab.panel.until
    pace.setFocus()
    pace.selectAll()
    QTest.keyClicks(pace, "600")
    QTest.keyClick(pace, Qt.Key.Key_Return)
    assert until.day == date(2026, 11, 25)
    until.setFocus()
    until.setSelectedSection(QDateEdit.Section.DaySection)
    QTest.keyClicks(until, "19")
    QTest.keyClick(until, Qt.Key.Key_Return)
    assert pace.value() == 1500
    assert stage.text("spark.finish") == "To be there by 19 November, a normal day takes 1,500 words."
    assert stage.days() == {1: (0, 1), 2: (1, 3)}
    assert stage.rows("SELECT value FROM setting WHERE key LIKE 'spark.%'") == [
        ('{"pace": 600, "days": 12, "burst": 4000, "until": "2026-11-19"}',)
    ]


def test_the_present_pace_is_offered_and_then_followed(make: Callable[..., Stage]) -> None:
    stage = make(6000)
    assert stage.text("spark.present") == "After a few days of writing your own pace is offered here."
    follow = stage.tab.findChild(QPushButton, "spark.follow")
    assert follow is not None
    assert not follow.isVisible()
    with stage.desk.library.change("Log"):
        for back in range(3):
            stage.desk.library.log.add(NewEntry(MONDAY - timedelta(days=back), 640))
    assert stage.text("spark.present") == "Your present pace is about 640."
    QTest.mouseClick(follow, Qt.MouseButton.LeftButton)
    assert stage.tab.panel.pace.value() == 640
    assert not follow.isVisible()


def test_while_it_lasts_says_what_it_drafts(make: Callable[..., Stage]) -> None:
    stage = make(20_000, 20_000, 11_000)
    assert stage.text("spark.burst") == "That is 48,000 words: chapters 1–2 drafted; 3,000 words would be left."
    days = stage.tab.findChild(QSpinBox, "spark.burst_days")
    assert days is not None
    days.setFocus()
    QTest.keyClick(days, Qt.Key.Key_Up)
    assert stage.text("spark.burst") == "That is 52,000 words, enough for everything that is planned."
    QTest.keyClick(days, Qt.Key.Key_Up)
    assert stage.text("spark.burst").endswith("everything that is planned is there after 13 days.")
    assert stage.desk.library.spark.get(stage.desk.library.stories.all()[0].id).days == 14


def test_writing_moves_the_dates(make: Callable[..., Stage]) -> None:
    stage = make(2000, 4000)
    with stage.desk.library.change("Draft"):
        stage.desk.library.outline.edit_chapter(stage.chapter(1), status=ChapterStatus.DRAFTED)
    assert stage.text("spark.planned") == "4,000 words are still planned, in 1 chapter."
    assert stage.days() == {1: (0, 0), 2: (0, 3)}
    assert "Chapter 1: Part 1 was drafted" in stage.grid.text()


def test_the_turn_of_the_day_moves_what_is_not_written(make: Callable[..., Stage], clock: Clock) -> None:
    stage = make(2000)
    clock.now += timedelta(days=2)
    stage.desk.day.look()
    assert stage.days() == {1: (2, 3)}
    assert stage.grid.day == date(2026, 11, 18)


# Days


def test_a_click_on_a_day_takes_it_off(make: Callable[..., Stage]) -> None:
    stage = make(3000)
    tuesday = MONDAY + timedelta(days=1)
    offered = choose(
        "calendar.weights",
        "Off",
        lambda: QTest.mouseClick(stage.grid, Qt.MouseButton.LeftButton, pos=stage.at(MONDAY + timedelta(days=8))),
    )
    assert offered[1:5] == ["Off", "Light", "Normal", "Push"]
    choose(
        "calendar.weights",
        "Off",
        lambda: QTest.mouseClick(stage.grid, Qt.MouseButton.LeftButton, pos=stage.at(tuesday)),
    )
    assert stage.days() == {1: (0, 3)}
    assert stage.grid.text() == "Tuesday, 17 November, off, Chapter 1: Part 1"
    assert stage.story_id is not None
    assert stage.desk.library.spark.get(stage.story_id).schedule is not None
    choose("calendar.weights", "As always on that weekday", lambda: stage.keys(Qt.Key.Key_Space))
    assert stage.days() == {1: (0, 2)}


def test_keys_give_days_a_weight(make: Callable[..., Stage]) -> None:
    stage = make(3000)
    stage.grid.setFocus()
    stage.keys(Qt.Key.Key_O)
    assert stage.days() == {1: (1, 3)}
    stage.keys(Qt.Key.Key_Right)
    stage.keys(Qt.Key.Key_Right, with_=Qt.KeyboardModifier.ShiftModifier)
    stage.keys(Qt.Key.Key_L)
    assert stage.desk.library.spark.outlook(stage.desk.library.stories.all()[0].id).schedule.dates == (
        (MONDAY, OFF),
        (MONDAY + timedelta(days=1), LIGHT),
        (MONDAY + timedelta(days=2), LIGHT),
    )
    stage.keys(Qt.Key.Key_Backspace)
    assert stage.days() == {1: (1, 3)}


def test_the_days_of_a_goal_are_changed_there_and_can_be_undone(make: Callable[..., Stage]) -> None:
    stage = make(3000)
    with stage.desk.library.change("Set a goal"):
        stage.desk.library.goals.add(
            Goal(GoalId(0), "November", amount=50_000, end=date(2026, 11, 30), schedule=PRESETS[Preset.WEEKENDS_OFF])
        )
    assert stage.text("spark.source") == "The days are those of November: changing one changes it there, too."
    stage.grid.setFocus()
    stage.keys(Qt.Key.Key_O)
    assert stage.desk.library.goals.all()[0].schedule.dates == ((MONDAY, OFF),)
    assert stage.days() == {1: (1, 3)}
    stage.desk.library.undo()
    assert stage.days() == {1: (0, 2)}
    assert "November ends" in stage.grid_text(date(2026, 11, 30))


def test_the_days_are_chosen_from_a_list(make: Callable[..., Stage]) -> None:
    stage = make(7000)
    days = stage.tab.findChild(QComboBox, "spark.days")
    assert days is not None
    days.setFocus()
    QTest.keyClick(days, Qt.Key.Key_Down)
    assert days.currentText() == "Weekends off"
    assert stage.days() == {1: (0, 8)}


# Chapters


def test_a_chapter_is_dragged_to_another_day_and_its_neighbours_follow(make: Callable[..., Stage]) -> None:
    stage = make(1000, 1000, 1000)
    assert stage.days() == {1: (0, 0), 2: (1, 1), 3: (2, 2)}
    stage.drag(stage.on(2), MONDAY + timedelta(days=9), drop=False)
    assert stage.days() == {1: (0, 0), 2: (1, 9), 3: (10, 10)}
    assert stage.due() == [""] * 3
    QTest.mouseRelease(
        stage.grid, Qt.MouseButton.LeftButton, pos=stage.grid.rect_of_day(MONDAY + timedelta(days=9)).center()
    )
    assert stage.due() == ["", "2026-11-25", ""]
    assert stage.days() == {1: (0, 0), 2: (1, 9), 3: (10, 10)}
    assert stage.text("spark.pins") == "With the dates you set it is 26 November."
    assert stage.desk.library.undo_label == "Set a chapter's date"
    stage.desk.library.undo()
    assert stage.due() == [""] * 3
    assert stage.days() == {1: (0, 0), 2: (1, 1), 3: (2, 2)}


def test_dragging_a_chapter_earlier_asks_for_more_words_a_day(make: Callable[..., Stage]) -> None:
    stage = make(2000, 2000)
    stage.drag(stage.on(2, edge=True), MONDAY + timedelta(days=1))
    assert stage.due() == ["", "2026-11-17"]
    assert stage.days() == {1: (0, 0), 2: (1, 1)}
    assert "2,000 a day" in stage.grid.text()
    assert stage.text("spark.pins") == "With the dates you set it is 17 November."


def test_escape_puts_a_dragged_chapter_back(make: Callable[..., Stage]) -> None:
    stage = make(1000, 1000)
    stage.drag(stage.on(1), MONDAY + timedelta(days=4), drop=False)
    assert stage.days()[1] == (0, 4)
    stage.keys(Qt.Key.Key_Escape)
    assert stage.days() == {1: (0, 0), 2: (1, 1)}
    QTest.mouseRelease(stage.grid, Qt.MouseButton.LeftButton, pos=stage.at(MONDAY + timedelta(days=4)))
    assert stage.due() == ["", ""]


def test_no_chapter_is_dragged_into_the_past(make: Callable[..., Stage]) -> None:
    stage = make(1000, 1000)
    stage.drag(stage.on(2), MONDAY - timedelta(days=5))
    assert stage.due() == ["", "2026-11-16"]


def test_keys_walk_the_chapters_and_move_them(make: Callable[..., Stage]) -> None:
    stage = make(1000, 1000, 1000)
    stage.grid.setFocus()
    stage.keys(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert stage.grid.accessibleDescription() == (
        "Chapter 2: Part 2, on Tuesday, 17 November, 1,000 words to write, 1,000 a day"
    )
    stage.keys(Qt.Key.Key_Right, with_=Qt.KeyboardModifier.AltModifier)
    stage.keys(Qt.Key.Key_Down, with_=Qt.KeyboardModifier.AltModifier)
    assert stage.due() == ["", "2026-11-25", ""]
    assert stage.grid.chapter_id == stage.chapter(2)
    stage.keys(Qt.Key.Key_Backspace)
    assert stage.due() == [""] * 3
    stage.keys(Qt.Key.Key_Backtab, with_=Qt.KeyboardModifier.ShiftModifier)
    assert stage.grid.chapter_id == stage.chapter(1)
    stage.keys(Qt.Key.Key_Escape)
    assert stage.grid.chapter_id is None
    assert stage.grid.text() == "Monday, 16 November, today, Chapter 1: Part 1 is to be drafted"


def test_tab_leaves_the_calendar_after_the_last_chapter(make: Callable[..., Stage]) -> None:
    stage = make(1000)
    stage.grid.setFocus()
    stage.keys(Qt.Key.Key_Tab)
    assert stage.grid.hasFocus()
    stage.keys(Qt.Key.Key_Tab)
    assert not stage.grid.hasFocus()


def test_a_chapters_menu_keeps_its_date_and_takes_it_away(make: Callable[..., Stage]) -> None:
    stage = make(1000, 1000)
    stage.grid.setFocus()
    stage.keys(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    choose("calendar.chapter_menu", "Keep this date", lambda: stage.keys(Qt.Key.Key_Return))
    assert stage.due() == ["", "2026-11-17"]
    choose("calendar.chapter_menu", "Take its date away", lambda: stage.keys(Qt.Key.Key_Return))
    assert stage.due() == ["", ""]


def test_a_date_that_has_gone_by_is_only_told(make: Callable[..., Stage]) -> None:
    stage = make(1000, 1000)
    with stage.desk.library.change("Set a date"):
        stage.desk.library.outline.edit_chapter(stage.chapter(1), due=date(2026, 11, 12))
    assert stage.days() == {1: (0, 0), 2: (1, 1)}
    stage.grid.go_to_chapter(stage.chapter(1))
    assert stage.grid.text().endswith("planned for 12 November")


def test_a_chosen_chapter_is_the_chapter_of_all_pages(make: Callable[..., Stage]) -> None:
    stage = make(1000, 1000)
    QTest.mouseClick(stage.grid, Qt.MouseButton.LeftButton, pos=stage.on(2))
    assert stage.desk.place.chapter_id == stage.chapter(2)


def test_past_months_are_there_on_request(make: Callable[..., Stage]) -> None:
    stage = make(1000)
    assert stage.grid.rect_of_day(date(2026, 10, 20)).isEmpty()
    with stage.desk.library.change("Log"):
        stage.desk.library.log.add(NewEntry(date(2026, 10, 20), 812, story_id=stage.story_id))
    QTest.mouseClick(stage.tab.earlier, Qt.MouseButton.LeftButton)
    assert stage.grid_text(date(2026, 10, 20)) == "Tuesday, 20 October, 812 words written"
    assert not stage.tab.earlier.isVisible()


def test_a_story_of_very_many_words_is_told_to_its_end(make: Callable[..., Stage]) -> None:
    stage = make(1000, 2_000_000)
    until = stage.tab.findChild(DateField, "spark.until")
    assert until is not None
    assert until.day == MONDAY + timedelta(days=2000)
    assert stage.grid.rect_of_day(date(2028, 11, 1)).isEmpty()


def test_days_gone_by_take_no_weight(make: Callable[..., Stage]) -> None:
    stage = make(1000)
    stage.grid.setFocus()
    stage.grid.go_to_day(MONDAY - timedelta(days=3))
    stage.keys(Qt.Key.Key_O)
    QTest.mouseClick(stage.grid, Qt.MouseButton.LeftButton, pos=stage.at(MONDAY - timedelta(days=2)))
    assert QApplication.activePopupWidget() is None
    assert stage.story_id is not None
    assert stage.desk.library.spark.get(stage.story_id).schedule is None
