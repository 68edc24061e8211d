"""Drift: locking the plan, reading how it came away from that, and the chart of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.plot.drift.chart import spread
from planner.desktop.plot.drift.tab import DriftTab
from planner.desktop.widgets.lines import FOOT_ROLE
from planner.desktop.widgets.steps import nice_step
from planner.domain.drift import Baseline
from planner.library.file import Library
from planner.library.plot import FIRST_BASELINE
from tests.desktop.shelf_stage import said
from tests.desktop.tale_stage import TITLES, Clock, Tale, add_tale, find, second_look, three_days_ago


class Stage:
    """The tab on a tale whose writing has begun."""

    def __init__(self, desk: Desk, qtbot: QtBot, tale: Tale) -> None:
        self.desk, self.tale, self.library = desk, tale, tale.library
        self.said = said(desk)
        desk.place.open_story(tale.story)
        self.tab = DriftTab(desk)
        self.tester = QAbstractItemModelTester(self.tab.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        qtbot.addWidget(self.tab)
        self.tab.resize(900, 900)
        self.tab.show()

    def baselines(self) -> list[Baseline]:
        """The baselines in the file."""
        with second_look(self.library) as other:
            return other.plot.baselines(self.tale.story)

    def labels(self) -> list[str]:
        return [baseline.label for baseline in self.baselines()]

    def rows(self) -> list[tuple[str, str]]:
        """Text and foot of each row of the list."""
        model = self.tab.model
        indexes = [model.index(row) for row in range(model.rowCount())]
        return [(str(index.data()), str(index.data(FOOT_ROLE))) for index in indexes]

    def lock(self, name: str) -> None:
        """Lock the plan and type its name, as the author would."""
        QTest.mouseClick(find(self.tab, QPushButton, "drift.lock"), Qt.MouseButton.LeftButton)
        QTest.keyClicks(self.tab.details.name, name)
        QTest.keyClick(self.tab.details.name, Qt.Key.Key_Return)

    def add_chapters(self, *titles: str) -> None:
        with self.library.change("Add chapters"):
            for title in titles:
                self.library.outline.add_chapter(self.tale.story, title=title, target_words=1500)


@pytest.fixture
def clock() -> Clock:
    return three_days_ago()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    with Library.open(tmp_path / "library.longfic", clock=clock) as opened:
        yield opened


@pytest.fixture
def stage(desk: Desk, library: Library, clock: Clock, qtbot: QtBot) -> Stage:
    return Stage(desk, qtbot, add_tale(library, clock, The_light="o...r"))


def day(ago: int = 0) -> str:
    then = datetime.now() - timedelta(days=ago)
    return f"{then.day} {then:%B %Y}"


def today() -> str:
    return day()


def begun() -> str:
    """When the writing began."""
    return day(3)


def test_before_anything_is_locked_it_offers_to(desk: Desk, library: Library, qtbot: QtBot) -> None:
    with library.change("New story"):
        story = library.stories.add("New", chapters=2)
    desk.place.open_story(story)
    tab = DriftTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    first = find(tab, QPushButton, "drift.lock_first")
    assert first.isVisible()
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert tab.list.isVisible()
    assert tab.details.text == [f"The plan is as it was on {begun()}."]
    with second_look(library) as other:
        assert len(other.plot.baselines(story)) == 1


def test_the_plan_was_kept_when_the_writing_began(stage: Stage) -> None:
    assert stage.rows() == [(FIRST_BASELINE, f"{begun()} · 5 chapters")]
    # Five chapters of 2,000 words each were thought of; they turn out to be of 1,000.
    assert stage.tab.details.text == [f"About 5,000 words shorter than on {begun()}."]
    assert stage.tab.details.table[1:3] == [["Chapters", "5", "5"], ["Words", "10000", "5000"]]


def test_locking_names_the_plan_and_can_be_undone(stage: Stage) -> None:
    stage.lock("Before the storm")
    assert stage.labels() == [FIRST_BASELINE, "Before the storm"]
    assert stage.said == [("The plan is locked.", True)]
    assert stage.tab.list.currentIndex().row() == 0
    stage.library.undo()
    stage.library.undo()
    assert stage.labels() == [FIRST_BASELINE]
    assert stage.tab.list.currentIndex().row() == 0


def test_added_chapters_are_drift_until_they_are_undone(stage: Stage) -> None:
    stage.lock("Mine")
    with stage.library.change("Lengthen"):
        thread = stage.library.plot.add_thread(stage.tale.story, "The auction")
        stage.library.plot.add_beat(thread, stage.tale.chapters[4])
    stage.add_chapters("Fog", "", "Dawn")
    assert stage.tab.details.text == [
        f"3 chapters and about 4,500 words longer than on {today()}.",
        "Opened since and not resolved: The auction.",
        # Five hundred words a day were written: 3,000 are six days, 7,500 fifteen.
        "The end is 9 days later.",
        "Came in: Fog; Dawn; chapter 7",
    ]
    assert stage.tab.details.table[0] == ["", "Then", "Now"]
    assert stage.tab.details.table[1] == ["Chapters", "5", "8"]
    stage.library.undo()
    stage.library.undo()
    assert stage.tab.details.text == [f"The plan is as it was on {today()}."]


def test_what_moved_was_split_or_went_is_named(stage: Stage) -> None:
    stage.lock("Mine")
    outline, chapters = stage.library.outline, stage.tale.chapters
    with stage.library.change("Rebuild"):
        outline.split_chapter(outline.add_scene(chapters[2]))
        outline.split_chapter(outline.chapter(chapters[3]).scenes[0].id)
        outline.move_chapter(chapters[0], None, 1)
        outline.remove_chapter(chapters[4])
    assert stage.tab.details.text[-4:] == [
        "Came in: chapter 4",
        "Split off: chapter 6",
        f"Went: {TITLES[4]}",
        f"Changed places: {TITLES[0]}",
    ]


def test_two_baselines_are_compared_the_earlier_first(stage: Stage) -> None:
    stage.lock("One")
    stage.add_chapters("Fog")
    stage.lock("Two")
    stage.add_chapters("Dawn")
    box = find(stage.tab, QComboBox, "drift.other")
    assert [box.itemText(row) for row in range(box.count())] == ["The plan now", "One", FIRST_BASELINE]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert stage.tab.details.text[0] == f"1 chapter and about 1,500 words longer than on {today()}."
    assert stage.tab.details.table[0] == ["", "Then", "Later"]
    # What is compared with becomes what is chosen: then it is compared with now.
    QTest.keyClick(stage.tab.list, Qt.Key.Key_Down)
    assert stage.tab.details.name.text() == "One"
    assert stage.tab.details.table[1] == ["Chapters", "5", "7"]


def test_a_name_typed_belongs_to_the_plan_it_was_typed_for(stage: Stage) -> None:
    stage.lock("Second")
    stage.tab.details.name.setFocus()
    QTest.keyClicks(stage.tab.details.name, " thoughts")
    stage.tab.choose(stage.baselines()[0].id)
    assert stage.labels() == [FIRST_BASELINE, "Second thoughts"]
    assert stage.tab.details.name.text() == FIRST_BASELINE
    QTest.keyClicks(stage.tab.details.name, ", truly")
    stage.tab.flush()
    assert stage.labels() == [f"{FIRST_BASELINE}, truly", "Second thoughts"]


def test_a_plan_is_forgotten_and_brought_back(stage: Stage) -> None:
    QTest.mouseClick(find(stage.tab, QToolButton, "drift.remove"), Qt.MouseButton.LeftButton)
    assert stage.labels() == []
    assert find(stage.tab, QPushButton, "drift.lock_first").isVisible()
    assert stage.said == [(f"{FIRST_BASELINE} is forgotten.", True)]
    stage.library.undo()
    assert stage.rows() == [(FIRST_BASELINE, f"{begun()} · 5 chapters")]
    assert stage.tab.details.isVisible()


def test_another_story_has_its_own_plans(stage: Stage) -> None:
    with stage.library.change("New story"):
        other = stage.library.stories.add("Other", chapters=1)
    stage.desk.place.open_story(other)
    assert find(stage.tab, QPushButton, "drift.lock_first").isVisible()
    stage.desk.place.open_story(stage.tale.story)
    assert stage.rows() == [(FIRST_BASELINE, f"{begun()} · 5 chapters")]


# The chart


def test_the_chart_is_told_in_words_and_chosen_from(stage: Stage) -> None:
    stage.lock("Mine")
    stage.add_chapters("Fog")
    chart = stage.tab.chart
    assert chart.accessibleDescription() == (
        f"{begun()}: 5 chapters, 10000 words. {today()}: 5 chapters, 5000 words. The plan now: 6 chapters, 6500 words"
    )
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.points()[0].toPoint())
    assert stage.tab.details.name.text() == FIRST_BASELINE
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.points()[1].toPoint())
    assert stage.tab.details.name.text() == "Mine"
    heights = [point.y() for point in chart.points()]
    assert heights[0] < heights[2] < heights[1]


@pytest.mark.parametrize(("most", "step"), [(0, 1), (5, 2), (31_900, 20_000), (90_000, 50_000), (800_000, 500_000)])
def test_the_lines_of_the_chart_are_round(most: int, step: int) -> None:
    assert nice_step(most) == step


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=30).map(sorted))
def test_dots_keep_their_order_and_their_distance(values: list[int]) -> None:
    gap = min(18.0, 400 / max(len(values) - 1, 1))
    places = spread([float(value) for value in values], 50, 450, 18)
    assert all(50 - 1e-6 <= place <= 450 + 1e-6 for place in places)
    assert all(later - earlier >= gap - 1e-6 for earlier, later in pairwise(places))


def test_plans_of_one_day_apart_stand_to_scale() -> None:
    start = datetime(2026, 11, 1)
    days = [(start + timedelta(days=day)).timestamp() for day in (0, 10, 40)]
    assert spread(days, 0, 400, 18) == [0, 100, 400]
