"""The tab Charts: whose words, over which time, fed by the library and following it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from planner.desktop.app import build_desk
from planner.desktop.desk import Desk
from planner.desktop.progress.charts.chart import Chart
from planner.desktop.progress.charts.model import planned_words
from planner.desktop.progress.charts.tab import ChartsTab
from planner.domain.goals import Goal, GoalId, GoalKind
from planner.domain.outline import Chapter, ChapterId, ChapterStatus, StoryId
from planner.domain.schedule import Schedule
from planner.library.file import Library
from tests.desktop.plot_stage import choose
from tests.desktop.shelf_stage import said, write
from tests.desktop.tale_stage import find
from tests.unit.library_rooms import Clock

NOW = datetime(2026, 11, 16, 21, 30)
TODAY = NOW.date()


class Stage:
    """The tab on a library, with the author's clock."""

    def __init__(self, desk: Desk, clock: Clock, qtbot: QtBot) -> None:
        self.desk = desk
        self.library = desk.library
        self.clock = clock
        self.qtbot = qtbot
        self.said = said(desk)
        self.errors: list[str] = []
        desk.notices.failed.connect(lambda error: self.errors.append(str(error)))
        self._tab: ChartsTab | None = None

    @property
    def tab(self) -> ChartsTab:
        """The tab, made and shown when it is first asked for."""
        if self._tab is None:
            self._tab = ChartsTab(self.desk)
            self.qtbot.addWidget(self._tab)
            self._tab.resize(1200, 900)
            self._tab.show()
            self._tab.activateWindow()
            self.qtbot.waitUntil(self._tab.isActiveWindow)
        return self._tab

    def story(self, title: str, chapters: int = 2) -> StoryId:
        with self.library.change("Add story"):
            return self.library.stories.add(title, chapters=chapters)

    def write(self, story: StoryId, words: int, days_ago: int = 0, hour: int = 21, chapter: int = 0) -> None:
        """Write so many words on a day, as autosave counts them."""
        self.clock.now = NOW.replace(hour=hour) - timedelta(days=days_ago)
        with self.library.change("Write"):
            self.library.tallies.record(self.library.outline.get(story).chapters[chapter].id, words)
        self.clock.now = NOW

    def type(self, story: StoryId, words: int) -> None:
        """Write so many words now, in the editor."""
        write(self.library, self.library.outline.get(story).chapters[0].id, "word " * words)

    def november(self) -> GoalId:
        """Thirty thousand words in November, Thursdays off."""
        goal = Goal(
            GoalId(0),
            "November",
            amount=26_000,
            start=date(2026, 11, 1),
            end=date(2026, 11, 30),
            schedule=Schedule().with_weekday(3, 0),
        )
        with self.library.change("Add goal"):
            return self.library.goals.add(goal)

    def show(self, words: str, *, box: str = "scope") -> None:
        """Choose an entry by keyboard."""
        found = self.tab.scope if box == "scope" else self.tab.reach if box == "reach" else self.tab.year
        found.setFocus()
        rows = [found.itemText(row) for row in range(found.count())]
        assert words in rows, rows
        QTest.keyClick(found, Qt.Key.Key_Home)
        while found.currentText() != words:
            QTest.keyClick(found, Qt.Key.Key_Down)

    def summary(self, chart: Chart) -> str:
        """What stands above a chart."""
        found = find(self.tab, QLabel, f"{chart.objectName()}.summary")
        return found.text() if found.isVisible() else ""

    def is_shown(self, chart: Chart) -> bool:
        return chart.isVisibleTo(self.tab)

    def menu(self, chart: Chart) -> QMenu:
        """The menu a chart is taken along with."""
        button = find(self.tab, QToolButton, f"{chart.objectName()}.more")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu


@pytest.fixture
def stage(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Stage]:
    QLocale.setDefault(QLocale("en_GB"))
    clock = Clock(NOW)
    with Library.open(tmp_path / "library.longfic", clock=clock) as library:
        keeper = QObject()
        desk = build_desk(library, qapp, keeper)
        yield Stage(desk, clock, qtbot)
        desk.tasks.close()
        desk.bus.close()
        keeper.deleteLater()


def test_before_the_first_word_the_page_says_what_will_be_here(stage: Stage) -> None:
    button = find(stage.tab, QPushButton, "charts.set_goal")
    assert button.isVisible()
    assert not stage.tab.scope.isVisible()
    story = stage.story("Night Ferry")
    stage.type(story, 300)
    assert not button.isVisible()
    assert stage.tab.scope.isVisible()
    assert stage.summary(stage.tab.course) == "300 words."


def test_a_goal_is_drawn_before_its_first_word(stage: Stage) -> None:
    stage.november()
    assert stage.tab.scope.currentText() == "November"
    assert stage.tab.course.accessibleDescription() == "0 of 26,000 words; 14,000 words behind par."
    assert stage.tab.course.count() == 30
    assert not stage.tab.reach.isVisible()


def test_words_are_followed_as_they_are_written(stage: Stage) -> None:
    story = stage.story("Night Ferry")
    stage.write(story, 400, days_ago=1)
    assert stage.summary(stage.tab.course) == "400 words."
    stage.type(story, 250)
    assert stage.summary(stage.tab.course) == "650 words."
    assert stage.summary(stage.tab.bars) == "650 words in all; the most, 400 words: Sunday, 15 November 2026."
    assert stage.tab.heat.accessibleDescription() == (
        "650 words on 2 days of 2026. Writing for 2 days in a row, the longest time so far."
    )
    assert stage.tab.hours.rows()[22] == (21, 650)


def test_the_charts_follow_midnight(stage: Stage) -> None:
    story = stage.story("Night Ferry")
    stage.write(story, 400)
    assert stage.tab.bars.rows()[-1][0] == "2026-11-16"
    stage.clock.advance(hours=3)
    stage.desk.day.look()
    assert stage.tab.bars.rows()[-1][0] == "2026-11-17"


def test_a_story_has_charts_of_its_own(stage: Stage) -> None:
    ferry, moon = stage.story("Night Ferry"), stage.story("Moon Market")
    stage.write(ferry, 400)
    stage.write(moon, 900, days_ago=2)
    assert [row[:2] for row in stage.tab.stories.rows()[1:]] == [("Moon Market", 900), ("Night Ferry", 400)]
    assert not stage.is_shown(stage.tab.plan)
    stage.show("Night Ferry")
    assert stage.tab.bars.accessibleDescription().startswith("400 words in all")
    assert not stage.is_shown(stage.tab.stories)
    assert [row[0] for row in stage.tab.plan.rows()[1:]] == ["Chapter 1", "Chapter 2"]


def test_the_time_is_chosen_and_remembered(stage: Stage) -> None:
    story = stage.story("Night Ferry")
    stage.write(story, 400)
    stage.write(story, 100, days_ago=40)
    stage.write(story, 50, days_ago=700)
    totals = {}
    for words in ("The last 30 days", "The last 90 days", "The last year", "All the time"):
        stage.show(words, box="reach")
        totals[words] = sum(int(str(row[2])) for row in stage.tab.bars.rows()[1:])
    assert list(totals.values()) == [400, 500, 500, 550]
    assert stage.tab.bars.title == "Week by week"
    again = ChartsTab(stage.desk)
    stage.qtbot.addWidget(again)
    again.show()
    assert again.reach.currentText() == "All the time"


def test_each_year_there_was_can_be_looked_at(stage: Stage) -> None:
    story = stage.story("Night Ferry")
    stage.write(story, 400)
    stage.write(story, 50, days_ago=700)
    assert [stage.tab.year.itemText(row) for row in range(stage.tab.year.count())] == ["2026", "2024"]
    assert stage.tab.heat.accessibleDescription().startswith("400 words on 1 day of 2026.")
    stage.show("2024", box="year")
    assert stage.tab.heat.accessibleDescription().startswith("50 words on 1 day of 2024.")


def test_a_goal_is_drawn_with_what_each_day_asks(stage: Stage) -> None:
    story = stage.story("Night Ferry")
    stage.november()
    stage.write(story, 13_000, days_ago=1)
    assert stage.tab.scope.currentText() == "November"
    assert stage.summary(stage.tab.course).startswith("13,000 of 26,000 words; on course. At the pace")
    by_day = {row[0]: row[3] for row in stage.tab.bars.rows()[1:]}
    assert (by_day["2026-11-02"], by_day["2026-11-05"], by_day["2026-11-16"]) == (1000, 0, 1000)
    assert by_day["2026-11-19"] == 0
    assert by_day["2026-11-30"] == 1000


def test_words_before_a_goal_are_no_part_of_it(stage: Stage) -> None:
    ferry, moon = stage.story("Night Ferry"), stage.story("Moon Market")
    stage.write(ferry, 700, days_ago=40)
    stage.write(moon, 300)
    goal = stage.november()
    assert stage.tab.stories.rows()[1:] == [("Moon Market", 300)]
    assert stage.tab.heat.accessibleDescription() == "300 words on 1 day of 2026."
    stage.show("November")
    with stage.library.change("Begin later"):
        stage.library.goals.edit(goal, start=date(2026, 11, 20))
    assert stage.summary(stage.tab.course) == "0 of 26,000 words."
    assert not stage.is_shown(stage.tab.stories)
    with stage.library.change("Put away"):
        stage.library.goals.archive(goal)
    assert "November, put away" in [stage.tab.scope.itemText(row) for row in range(stage.tab.scope.count())]


def test_tab_goes_from_chart_to_chart(stage: Stage) -> None:
    stage.write(stage.story("Night Ferry"), 320)
    stage.tab.scope.setFocus()
    names = []
    for _ in range(7):
        QTest.keyClick(QApplication.focusWidget() or stage.tab, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        names.append(focus.objectName().removeprefix("charts."))
    assert names == ["reach", "cumulative.more", "cumulative", "bars.more", "bars", "year.more", "year"]


def test_a_habit_asks_its_amount_of_each_day(stage: Stage) -> None:
    story = stage.story("Night Ferry")
    goal = Goal(GoalId(0), "Three hundred", GoalKind.HABIT, amount=300, start=TODAY - timedelta(days=2))
    with stage.library.change("Add goal"):
        stage.library.goals.add(goal)
    stage.write(story, 320)
    stage.show("Three hundred")
    assert [row[2:] for row in stage.tab.bars.rows()[1:]] == [(0, 300), (0, 300), (320, 300)]
    assert "What was asked was reached on 1 of 3 days." in stage.summary(stage.tab.bars)


def test_a_goal_or_story_that_is_deleted_gives_way_to_all(stage: Stage) -> None:
    story, other = stage.story("Night Ferry"), stage.story("Moon Market")
    stage.write(story, 320)
    stage.write(other, 80)
    stage.show("Night Ferry")
    with stage.library.change("Delete story"):
        stage.library.stories.remove(story)
    assert stage.tab.scope.currentText() == "All stories"
    assert stage.tab.stories.rows()[1:] == [("Deleted stories", 320), ("Moon Market", 80)]
    stage.library.undo()
    assert stage.tab.scope.currentText() == "Night Ferry"


def test_the_plan_is_that_of_the_first_lock(stage: Stage) -> None:
    story = stage.story("Night Ferry", chapters=3)
    chapters = stage.library.outline.get(story).chapters
    with stage.library.change("Plan"):
        stage.library.outline.edit_chapter(chapters[0].id, target_words=2000)
        stage.library.outline.edit_chapter(chapters[1].id, target_words=1200)
        stage.library.plot.lock(story, "First")
        stage.library.outline.edit_chapter(chapters[1].id, target_words=3000)
        stage.library.outline.add_chapter(story, title="Extra", target_words=700)
        stage.library.outline.edit_chapter(chapters[0].id, status=ChapterStatus.DRAFTED)
    stage.write(story, 10)
    stage.show("Night Ferry")
    assert [row[2] for row in stage.tab.plan.rows()[1:]] == [2000, 1200, 1600, 700]


@pytest.mark.parametrize(
    ("words", "target", "locked", "planned"),
    [
        (0, 2000, 1200, 1200),
        (1900, 2000, 1900, 2000),
        (1900, None, 1900, 1900),
        (0, 700, None, 700),
        (0, None, None, 1500),
    ],
)
def test_what_a_chapter_was_planned_to_have(words: int, target: int | None, locked: int | None, planned: int) -> None:
    chapter = Chapter(ChapterId(1), StoryId(1), None, 0, 1, words=words, target_words=target)
    assert planned_words(chapter, locked, 1500) == planned


def test_two_charts_share_a_line_where_there_is_room(stage: Stage) -> None:
    stage.write(stage.story("Night Ferry"), 320)
    stage.show("All stories")
    hours, weekdays = stage.tab.hours, stage.tab.weekdays

    def beside() -> bool:
        QApplication.processEvents()
        return (
            hours.mapTo(stage.tab, hours.rect().topLeft()).y() == weekdays.mapTo(stage.tab, hours.rect().topLeft()).y()
        )

    assert beside()
    stage.tab.resize(480, 900)
    assert not beside()
    assert stage.tab.hours.width() > 300


# Taking charts along


def test_a_chart_is_saved_as_a_picture(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.write(stage.story("Night Ferry"), 320)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "november"), ""))
    choose(stage.menu(stage.tab.course), "Save as a picture…")
    stage.qtbot.waitUntil((tmp_path / "november.png").is_file)
    stage.qtbot.waitUntil(lambda: bool(stage.said))
    assert QImage(str(tmp_path / "november.png")).width() > 1000
    assert stage.said == [(f"Saved as {tmp_path / 'november.png'}.", False)]
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


def test_a_chart_is_saved_as_a_table(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.write(stage.story("=Night Ferry"), 320)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "stories.csv"), ""))
    choose(stage.menu(stage.tab.stories), "Save as a table…")
    stage.qtbot.waitUntil(lambda: bool(stage.said))
    with (tmp_path / "stories.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["Name", "Words"], ["'=Night Ferry", "320"]]


def test_what_cannot_be_written_is_said(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.write(stage.story("Night Ferry"), 320)
    (tmp_path / "folder.csv").mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "folder.csv"), ""))
    choose(stage.menu(stage.tab.bars), "Save as a table…")
    stage.qtbot.waitUntil(lambda: bool(stage.errors))
    assert stage.errors[0].startswith("A folder of this name stands where the file should be")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    choose(stage.menu(stage.tab.bars), "Save as a table…")
    assert stage.said == []


def test_figures_go_to_the_clipboard(stage: Stage) -> None:
    stage.write(stage.story("Night Ferry"), 320)
    choose(stage.menu(stage.tab.stories), "Copy the figures")
    assert QApplication.clipboard().text() == "Name\tWords\nNight Ferry\t320"
    assert stage.said == [("The figures are on the clipboard.", False)]


def test_records_tell_how_fast_it_was_typed_where_the_time_was_kept(stage: Stage) -> None:
    story = stage.story("Night Ferry")
    stage.write(story, 4_000, days_ago=3)
    chapter = stage.library.outline.get(story).chapters[0].id
    with stage.library.change("Write"):
        stage.library.tallies.record(chapter, 900)
        stage.library.tallies.record_time(chapter, 1800)
    told = stage.tab.records.accessibleDescription()
    assert told.startswith("In all: 4,900 words; Days written: 2; On a day of writing: 2,450 words; ")
    assert "Best day: 4,000 words" in told
    assert told.endswith("Time at the keys: 30 minutes; Words an hour: 1,800")
