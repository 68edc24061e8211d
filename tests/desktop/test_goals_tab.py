"""The tab Goals: cards that follow the library live, days that take another weight, and goals put away."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.app import build_desk, parts
from planner.desktop.desk import Desk
from planner.desktop.flows.bind import Flows
from planner.desktop.page_tabs import ProgressTab
from planner.desktop.pages import PageName
from planner.desktop.progress.goals.card import GoalCard
from planner.desktop.progress.goals.tab import GoalsTab
from planner.desktop.settings import FIRST_WEEKDAY
from planner.desktop.widgets.tabbed import TabbedPage
from planner.desktop.window import Window
from planner.domain.goals import Goal, GoalId, GoalKind, Period
from planner.domain.log import NewEntry
from planner.domain.schedule import OFF, PUSH, Schedule
from planner.library.file import Library

SATURDAY = datetime(2026, 11, 14, 20, 0)


class Clock:
    """The library's clock, which a test moves."""

    def __init__(self) -> None:
        self.now = SATURDAY

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
    """A library in the middle of November, with words logged on its days."""
    opened = Library.open(tmp_path / "library.longfic", clock=clock)
    yield opened
    opened.close()


def log(library: Library, *words: int, first: date = date(2026, 11, 1)) -> None:
    """Words of days in a row."""
    with library.change("Log"):
        for number, count in enumerate(words):
            library.log.add(NewEntry(first + timedelta(days=number), count))


class Stage:
    """The page Progress on its first tab, as the author sees it, and the file as another program does."""

    def __init__(self, window: Window, desk: Desk, qtbot: QtBot) -> None:
        self.window = window
        self.desk = desk
        self.qtbot = qtbot
        window.resize(1100, 1000)
        desk.commands.run("go.progress")
        page = window.pages.built(PageName.PROGRESS)
        assert isinstance(page, TabbedPage)
        tab = page.show_tab(ProgressTab.GOALS)
        assert isinstance(tab, GoalsTab)
        self.tab = tab

    @property
    def cards(self) -> list[GoalCard]:
        return [self.tab.cards[goal.id] for goal in self.desk.library.goals.all()]

    def text(self, name: str, card: int = 0) -> str:
        QApplication.processEvents()
        found = self.cards[card].findChild(QLabel, name)
        assert found is not None
        return found.text() if found.isVisible() else ""

    def click(self, name: str) -> None:
        # What was just made is shown a moment later.
        QApplication.processEvents()
        buttons = [each for each in self.window.findChildren(QPushButton, name) if each.isVisible()]
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(f"{self.desk.library.path.as_uri()}?mode=ro", uri=True)) as other:
            return other.execute(sql).fetchall()


@pytest.fixture
def stage(window: Window, desk: Desk, qtbot: QtBot) -> Stage:
    return Stage(window, desk, qtbot)


def entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == text)


# Day one


def test_day_one_says_what_a_goal_is_and_starts_nanowrimo_in_one_click(stage: Stage) -> None:
    assert stage.desk.place.story_id is None
    stage.click("button.goal.nanowrimo")
    assert stage.rows("SELECT title, amount, first_day, last_day FROM goal") == [
        ("NaNoWriMo 2026", 50_000, "2026-11-14", "2026-11-30")
    ]
    assert stage.text("goal.headline") == "0 of 50,000 words"
    assert stage.text("goal.today") == "Today: 0 of 2,942 words, 2,942 left"


def test_nanowrimo_can_be_started_from_the_quick_jump_of_any_page(window: Window, desk: Desk, qtbot: QtBot) -> None:
    assert desk.commands.actions["goal.nanowrimo"].isEnabled()
    desk.commands.run("goal.nanowrimo")
    assert window.pages.name == PageName.PROGRESS
    assert [goal.title for goal in desk.library.goals.all()] == ["NaNoWriMo 2026"]


def test_it_is_offered_once(stage: Stage) -> None:
    stage.click("button.goal.nanowrimo")
    assert not [each for each in stage.window.findChildren(QPushButton, "button.goal.nanowrimo") if each.isVisible()]
    stage.desk.library.undo()
    assert [each for each in stage.window.findChildren(QPushButton, "button.goal.nanowrimo") if each.isVisible()]


# Where it stands


def test_a_card_says_where_it_stands_and_follows_what_is_logged(stage: Stage) -> None:
    log(stage.desk.library, *[1_000] * 13)
    stage.desk.commands.run("goal.nanowrimo")
    assert stage.text("goal.headline") == "13,000 of 50,000 words"
    assert stage.text("goal.standing") == "10,333 behind · par for today is 23,333"
    assert stage.text("goal.today") == "Today: 0 of 2,177 words, 2,177 left"
    assert stage.text("goal.left") == "16 days after today: 2,177 words each"
    assert stage.text("goal.forecast") == "At this pace you finish on 21 December 2026"
    log(stage.desk.library, 3_000, first=date(2026, 11, 14))
    assert stage.text("goal.headline") == "16,000 of 50,000 words"
    assert stage.text("goal.today") == "Today is done: 3,000 of 2,177 words"
    assert "somewhere between" in stage.text("goal.forecast")


def test_the_day_turns_on_the_card_too(stage: Stage, clock: Clock) -> None:
    stage.desk.commands.run("goal.nanowrimo")
    clock.now = datetime(2026, 11, 15, 0, 1)
    stage.desk.day.look()
    assert stage.text("goal.today") == "Today: 0 of 3,125 words, 3,125 left"


def test_a_target_without_a_last_day_says_what_is_to_go(stage: Stage) -> None:
    with stage.desk.library.change("Add"):
        stage.desk.library.goals.add(Goal(GoalId(0), "Someday", amount=9_000))
    assert stage.text("goal.standing") == "9,000 words to go, without a last day"
    assert not stage.cards[0].days.isVisible()


def test_a_habit_says_what_was_kept(stage: Stage) -> None:
    log(stage.desk.library, *[400] * 13, 100)
    with stage.desk.library.change("Add"):
        stage.desk.library.goals.add(Goal(GoalId(0), "Daily", kind=GoalKind.HABIT, amount=300, start=date(2026, 11, 1)))
        stage.desk.library.goals.add(
            Goal(GoalId(0), "Weekly", kind=GoalKind.HABIT, amount=2_000, period=Period.WEEK, start=date(2026, 11, 1))
        )
    assert stage.text("goal.headline") == "300 words every day"
    assert stage.text("goal.standing") == "100 of 300 words today"
    assert stage.text("goal.figures") == "Best day 400 words, on 1 November · 13 days in a row"
    assert stage.text("goal.standing", 1) == "2,100 of 2,000 words this week"


# Days


def test_thursdays_are_off_in_two_clicks_and_the_rest_is_spread_again(stage: Stage) -> None:
    stage.desk.commands.run("goal.nanowrimo")
    grid = stage.cards[0].grid
    assert grid is not None
    asked: list[QMenu] = []
    stage.cards[0].days_asked.disconnect()
    stage.cards[0].days_asked.connect(
        lambda subject, place: asked.append(stage.tab.weight_menu(stage.cards[0].goal.id, subject))
    )
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.rect_of((-1, 3)).center().toPoint())
    entry(asked[0], "Off").trigger()
    ((text,),) = stage.rows("SELECT schedule FROM goal")
    assert '"week": [100, 100, 100, 0, 100, 100, 100]' in str(text)
    assert stage.text("goal.today") == "Today: 0 of 3,334 words, 3,334 left"
    assert stage.text("goal.left") == "16 days after today, 14 of them to write on: 3,334 words each"
    assert stage.desk.library.undo_label == "Change the days of a goal"
    stage.desk.library.undo()
    assert stage.text("goal.today") == "Today: 0 of 2,942 words, 2,942 left"


def test_days_take_a_weight_by_keys(stage: Stage) -> None:
    stage.desk.commands.run("goal.nanowrimo")
    card = stage.cards[0]
    grid = card.grid
    assert grid is not None
    grid.setFocus()
    assert grid.chosen() == [SATURDAY.date()]
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_P)
    assert dict(card.goal.schedule.dates) == {date(2026, 11, 15): PUSH}
    assert "push" in grid.accessibleDescription()
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(grid, Qt.Key.Key_O)
    off = {day for day, weight in card.goal.schedule.dates if weight == OFF}
    assert off == {date(2026, 11, 21), date(2026, 11, 22)}
    QTest.keyClick(grid, Qt.Key.Key_Backspace)
    assert dict(card.goal.schedule.dates) == {date(2026, 11, 15): PUSH}


def test_a_holiday_is_dragged_over(stage: Stage) -> None:
    stage.desk.commands.run("goal.nanowrimo")
    grid = stage.cards[0].grid
    assert grid is not None
    stage.cards[0].days_asked.disconnect()
    subjects: list[object] = []
    stage.cards[0].days_asked.connect(lambda subject, place: subjects.append(subject))
    first = next(spot for spot in ((row, 0) for row in range(5)) if _day(grid, spot) == date(2026, 11, 23))
    at = [grid.rect_of((first[0], column)).center().toPoint() for column in (0, 2)]
    QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=at[0])
    QTest.mouseMove(grid, at[1])
    QTest.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=at[1])
    assert subjects == [[date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)]]


def _day(grid: QWidget, spot: tuple[int, int]) -> date | None:
    from planner.desktop.progress.goals.grid import WeekGrid

    assert isinstance(grid, WeekGrid)
    cell = grid.cell(spot)
    return None if cell is None else cell.day


def test_a_weekday_s_weight_takes_the_place_of_what_its_dates_had(stage: Stage) -> None:
    with stage.desk.library.change("Add"):
        schedule = Schedule().with_date(date(2026, 11, 19), PUSH).with_date(date(2026, 11, 20), OFF)
        goal_id = stage.desk.library.goals.add(
            Goal(GoalId(0), amount=9_000, start=date(2026, 11, 1), end=date(2026, 11, 30), schedule=schedule)
        )
    stage.tab.give_weight(goal_id, 3, OFF)
    assert stage.cards[0].goal.schedule.dates == ((date(2026, 11, 20), OFF),)
    assert stage.cards[0].goal.schedule.week[3] == OFF


def test_weeks_begin_as_the_author_says(stage: Stage) -> None:
    stage.desk.commands.run("goal.nanowrimo")
    stage.desk.settings.set(FIRST_WEEKDAY, "6")
    grid = stage.cards[0].grid
    assert grid is not None
    assert grid.text_at((-1, 0)) == "every Sunday: normal"


# Editing


def test_a_new_target_is_named_and_changed_where_it_stands(stage: Stage) -> None:
    stage.click("button.goal.target")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "Part two")
    QTest.keyClick(field, Qt.Key.Key_Return)
    details = stage.cards[0].details.part
    assert details is not None
    details.amount.setFocus()
    details.amount.selectAll()
    QTest.keyClicks(details.amount, "25000")
    QTest.keyClick(details.amount, Qt.Key.Key_Return)
    assert stage.rows("SELECT title, amount, first_day, last_day FROM goal") == [
        ("Part two", 25_000, "2026-11-14", "2026-12-13")
    ]
    assert stage.text("goal.headline") == "0 of 25,000 words"
    stage.desk.library.undo()
    assert details.amount.value() == 10_000


def test_a_last_day_before_the_first_is_refused_with_a_sentence(stage: Stage) -> None:
    stage.click("button.goal.target")
    details = stage.cards[0].details.part
    assert details is not None
    said: list[object] = []
    stage.desk.notices.failed.connect(said.append)
    details.end.edited.emit(date(2026, 11, 1))
    assert "The last day comes before the first." in str(said[0])
    assert details.end.day == date(2026, 12, 13)


def test_only_ticked_stories_count(stage: Stage) -> None:
    library = stage.desk.library
    with library.change("Add"):
        one, other = (library.stories.add(title) for title in ("Night Ferry", "Low Water"))
        library.log.add(NewEntry(date(2026, 11, 14), 500, story_id=one))
        library.log.add(NewEntry(date(2026, 11, 14), 70, story_id=other))
    stage.click("button.goal.target")
    assert stage.text("goal.headline") == "570 of 10,000 words"
    details = stage.cards[0].details.part
    assert details is not None
    entry(details.menu(), "Low Water").trigger()
    assert stage.text("goal.headline") == "70 of 10,000 words"
    assert details.stories.currentText() == "Low Water"
    entry(details.menu(), "Night Ferry").trigger()
    assert details.stories.currentText() == "2 stories"
    entry(details.menu(), "All stories").trigger()
    assert details.stories.currentText() == "All stories"


def test_a_habit_changes_how_often_and_what_it_asks(stage: Stage) -> None:
    stage.click("button.goal.habit")
    details = stage.cards[0].details.part
    assert details is not None
    details.often.setFocus()
    QTest.keyClick(details.often, Qt.Key.Key_Down)
    details.often.activated.emit(details.often.currentIndex())
    assert stage.text("goal.headline") == "300 words on 5 days a week"
    QTest.mouseClick(details.any, Qt.MouseButton.LeftButton, pos=QPoint(8, details.any.height() // 2))
    assert stage.text("goal.headline") == "Any writing on 5 days a week"
    assert stage.rows("SELECT amount, days_a_week FROM goal") == [(None, 5)]


def test_a_new_goal_comes_into_sight_beneath_those_there_are(stage: Stage) -> None:
    stage.window.resize(1100, 760)
    stage.click("button.goal.nanowrimo")
    for number, name in ((1, "button.goal.habit"), (2, "button.goal.target")):
        stage.click(name)
        title = stage.cards[number].title
        stage.qtbot.waitUntil(lambda title=title: title.visibleRegion().boundingRect() == title.rect())  # type: ignore[misc]
        assert title.hasFocus()


# Order, and putting away


def test_goals_are_ordered_by_keys_and_by_dragging(stage: Stage) -> None:
    with stage.desk.library.change("Add"):
        for title in ("One", "Two", "Three"):
            stage.desk.library.goals.add(Goal(GoalId(0), title, amount=100))
    third = stage.cards[2]
    third.title.setFocus()
    QTest.keyClick(third.title, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [card.goal.title for card in stage.cards] == ["One", "Three", "Two"]
    assert third.title.hasFocus()
    grip = third.findChild(QWidget, "goal.grip")
    assert grip is not None
    start, above = grip.rect().center(), grip.mapFromGlobal(stage.cards[0].mapToGlobal(QPoint(20, 2)))
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(grip, above)
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=above)
    assert stage.rows("SELECT title FROM goal ORDER BY position") == [("Three",), ("One",), ("Two",)]


def test_what_is_put_away_keeps_its_result_and_can_be_taken_up_again(stage: Stage) -> None:
    log(stage.desk.library, *[1_000] * 14)
    stage.desk.commands.run("goal.nanowrimo")
    goal_id = stage.cards[0].goal.id
    entry(stage.tab.menu(goal_id), "Put away with its result").trigger()
    assert stage.tab.cards == {}
    stage.click("goals.done.head")
    row = stage.tab.findChild(QWidget, f"goals.done.{goal_id}")
    assert row is not None
    said = [label.text() for label in row.findChildren(QLabel)]
    assert said[-1].startswith("14,000 of 50,000 words, on 14 days · best day 1,000 words")
    stage.click("goal.unarchive")
    assert stage.text("goal.headline") == "14,000 of 50,000 words"


def test_what_is_deleted_comes_back_by_undo(stage: Stage) -> None:
    stage.desk.commands.run("goal.nanowrimo")
    goal_id = stage.cards[0].goal.id
    entry(stage.tab.menu(goal_id), "Delete").trigger()
    assert stage.rows("SELECT id FROM goal") == []
    stage.desk.library.undo()
    assert stage.text("goal.headline") == "0 of 50,000 words"


def test_a_library_that_is_open_for_looking_only_is_shown_and_asks_nothing(
    tmp_path: Path, clock: Clock, qapp: QApplication, qtbot: QtBot
) -> None:
    path = tmp_path / "other.longfic"
    with Library.open(path, clock=clock) as made, made.change("Make"):
        made.goals.start_nanowrimo()
    library = Library.open(path, read_only=True, clock=clock)
    keeper = QObject()
    desk = build_desk(library, qapp, keeper)
    window = Window(desk, parts(desk))
    Flows(desk, window)
    qtbot.addWidget(window)
    window.show()
    stage = Stage(window, desk, qtbot)
    card = stage.cards[0]
    assert stage.text("goal.headline") == "0 of 50,000 words"
    assert card.title.isReadOnly()
    for command in ("goal.nanowrimo", "goal.target", "goal.habit"):
        assert not desk.commands.actions[command].isEnabled()
    grid = card.grid
    assert grid is not None
    given: list[object] = []
    grid.given.connect(lambda *what: given.append(what))
    grid.asked.connect(lambda *what: given.append(what))
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_O)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert given == []
    card.details.set_open(True)
    stage.tab.refresh()
    assert card.details.part is not None
    assert not card.details.part.isEnabled()
    desk.tasks.close()
    desk.bus.close()
    library.close()
    keeper.deleteLater()


def test_what_was_there_before_counts_in_the_total_alone(stage: Stage) -> None:
    log(stage.desk.library, 500, first=SATURDAY.date())
    with stage.desk.library.change("Add"):
        stage.desk.library.goals.add(Goal(GoalId(0), amount=9_000, start=SATURDAY.date(), balance=12_000))
    assert stage.text("goal.headline") == "500 of 9,000 words"
    assert "12,500 words with what was there before" in stage.text("goal.figures")


def test_a_goal_to_come_says_when_it_begins_and_what_its_days_will_need(stage: Stage, clock: Clock) -> None:
    clock.now = datetime(2026, 10, 20, 9, 0)
    stage.desk.day.look()
    stage.desk.commands.run("goal.nanowrimo")
    assert stage.text("goal.standing") == "Begins on 1 November 2026"
    assert stage.text("goal.today") == ""
    assert stage.text("goal.left") == "30 days: 1,667 words each"


def test_a_goal_whose_time_is_over_offers_to_be_put_away(stage: Stage, clock: Clock) -> None:
    stage.desk.commands.run("goal.nanowrimo")
    assert not stage.cards[0].put_away.isVisible()
    clock.now = datetime(2026, 12, 1, 9, 0)
    stage.desk.day.look()
    assert stage.text("goal.standing") == "Its time ended on 30 November 2026, with 0 % written"
    stage.click("goal.put_away")
    assert stage.rows("SELECT count(*) FROM goal WHERE archived <> ''") == [(1,)]
