"""How the plot grid is shown: filtered, turned, zoomed, told in words, empty, and out of sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.plot.grid.view import GridTab
from planner.desktop.settings import PLOT_SWAPPED, PLOT_ZOOM
from planner.domain.outline import ChapterStatus
from planner.domain.threads import ThreadKind
from tests.desktop.plot_stage import ALT, CONTROL, PlotStage, choose

Key = Qt.Key


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot) -> PlotStage:
    return PlotStage(desk, qtbot)


def test_filters_leave_what_was_asked_for(stage: PlotStage) -> None:
    library, bar = stage.desk.library, stage.tab.bar
    with library.change("Prepare"):
        library.plot.edit_thread(stage.thread("Lamp"), kind=ThreadKind.MYSTERY)
        library.outline.edit_chapter(stage.chapter("Fog"), status=ChapterStatus.DRAFTED)
        ines = library.cast.add(stage.story_id, "Ines")
        library.outline.set_present(library.outline.chapter(stage.chapter("Salt")).scenes[0].id, [ines])
    bar.line.setFocus()
    stage.type("found")
    assert stage.shown() == (["Lamp"], ["Fog"])
    stage.press(Key.Key_Escape)
    assert stage.shown()[0] == ["Lamp", "Pilot", "Soup"]
    _check(stage, "plot.kinds_menu", "Mystery")
    assert stage.shown() == (["Lamp"], ["Embarking", "Salt", "Fog", "Landfall"])
    _check(stage, "plot.statuses_menu", "Drafted")
    assert stage.shown() == (["Lamp"], ["Fog"])
    bar.clear()
    _check(stage, "plot.people_menu", "Ines")
    assert stage.shown() == (["Lamp", "Pilot", "Soup"], ["Salt"])


def _check(stage: PlotStage, menu: str, words: str) -> None:
    found = stage.tab.findChild(QMenu, menu)
    assert found is not None
    choose(found, words)


def test_words_may_be_in_the_beat_its_thread_and_its_chapter(stage: PlotStage) -> None:
    stage.tab.bar.line.setText("lamp LANDFALL")
    assert stage.shown() == (["Lamp"], ["Landfall"])
    stage.tab.bar.line.setText("soup")
    assert stage.shown() == (["Soup"], ["Embarking", "Salt", "Fog", "Landfall"])


def test_a_filter_that_finds_nothing_says_so_and_is_cleared_with_one_click(stage: PlotStage) -> None:
    stage.tab.bar.line.setText("xyzzy")
    assert not stage.tab.table.isVisible()
    clear = stage.tab.findChild(QToolButton, "plot.clear_filter")
    assert clear is not None
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert stage.tab.table.isVisible()
    assert stage.shown()[0] == ["Lamp", "Pilot", "Soup"]


def test_beats_moved_under_a_filter_land_where_it_looks(stage: PlotStage) -> None:
    library = stage.desk.library
    with library.change("Prepare"):
        for title in ("Lamp", "Soup"):
            library.plot.edit_thread(stage.thread(title), kind=ThreadKind.MYSTERY)
    _check(stage, "plot.kinds_menu", "Mystery")
    stage.drag_heading("Soup", stage.heading("Lamp") - QPoint(60, 0))
    assert list(stage.saved()) == ["Soup", "Lamp", "Pilot"]


def test_axes_are_swapped_and_remembered(stage: PlotStage) -> None:
    stage.click_card("lies")
    stage.desk.commands.run("plot.swap_axes")
    assert stage.place() == ("Pilot", "Salt")
    assert stage.current() == "lies"
    stage.press(Key.Key_Left)
    assert stage.place() == ("Pilot", "Embarking")
    stage.press(Key.Key_Left)
    thread = stage.tab.table.current_thread()
    assert thread is not None
    stage.press(Key.Key_Down, ALT)
    assert list(stage.saved()) == ["Lamp", "Soup", "Pilot"]
    assert stage.desk.settings.get(PLOT_SWAPPED)
    assert GridTab(stage.desk).model.swapped


def test_a_thread_is_dragged_downwards_when_the_axes_are_swapped(stage: PlotStage) -> None:
    stage.desk.commands.run("plot.swap_axes")
    stage.drag_heading("Lamp", stage.heading("Soup") + QPoint(0, 20))
    assert list(stage.saved()) == ["Pilot", "Soup", "Lamp"]


def test_zoom_keeps_within_its_bounds_and_is_remembered(stage: PlotStage) -> None:
    wide = stage.tab.table.columnWidth(0)
    for _ in range(20):
        stage.desk.commands.run("plot.zoom_in")
    assert stage.desk.settings.get(PLOT_ZOOM) == 200
    assert stage.tab.table.columnWidth(0) == pytest.approx(2 * wide, abs=2)
    for _ in range(20):
        stage.desk.commands.run("plot.zoom_out")
    assert stage.desk.settings.get(PLOT_ZOOM) == 50
    assert GridTab(stage.desk).table.measures.percent == 50


def test_the_wheel_zooms_with_control(stage: PlotStage) -> None:
    at = QPointF(400, 300)
    wheel = QWheelEvent(
        at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CONTROL, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(stage.tab.table.viewport(), wheel)
    assert stage.desk.settings.get(PLOT_ZOOM) == 110


def test_fit_shows_all_threads_at_once(stage: PlotStage) -> None:
    stage.desk.commands.run("plot.zoom_in")
    stage.tab.resize(700, 600)
    stage.desk.commands.run("plot.fit")
    QApplication.processEvents()
    assert stage.tab.table.horizontalScrollBar().maximum() == 0
    assert stage.tab.table.measures.percent < 100


def test_rows_are_as_high_as_their_cards(stage: PlotStage) -> None:
    table = stage.tab.table
    heights = [table.rowHeight(row) for row in range(4)]
    assert heights[1] > heights[0]
    with stage.desk.library.change("Write more"):
        stage.desk.library.plot.edit_beat(stage.beat("goes out").id, text="word " * 30)
    assert table.rowHeight(0) > heights[0]
    assert table.card_rect(stage.tab.model.beats(stage.index("Lamp", "Embarking"))[0].id).bottom() < (
        table.rowViewportPosition(0) + table.rowHeight(0)
    )


# In words


def test_cells_and_headers_say_what_they_hold(stage: PlotStage) -> None:
    model, spoken = stage.tab.model, Qt.ItemDataRole.AccessibleTextRole
    assert stage.index("Pilot", "Salt").data(spoken) == (
        "Chapter 2: Salt, thread Pilot: opens: comes aboard; advances: lies"
    )
    assert stage.index("Lamp", "Salt").data(spoken) == "Chapter 2: Salt, thread Lamp: open, no beat"
    assert stage.index("Pilot", "Embarking").data(spoken) == "Chapter 1: Embarking, thread Pilot: not open yet"
    across = Qt.Orientation.Horizontal
    assert model.headerData(0, across, spoken) == "Lamp, Conflict, a promise, chapters 1–4"
    assert model.headerData(1, across, spoken) == "Pilot, Conflict, a promise, open since 2"
    assert model.headerData(2, across, spoken) == "Soup, Conflict, a promise, no beats yet"
    assert model.headerData(0, Qt.Orientation.Vertical, spoken) == "Chapter 1: Embarking, Planned"


def test_a_thread_that_sleeps_too_long_says_so(stage: PlotStage) -> None:
    library = stage.desk.library
    with library.change("Write"):
        library.stories.edit(stage.story_id, sleep_after=1)
        for title in ("Embarking", "Salt", "Fog", "Landfall"):
            library.outline.edit_chapter(stage.chapter(title), status=ChapterStatus.DRAFTED)
    words = stage.tab.model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert str(words).endswith("open since 2, asleep for 2 chapters")


# Empty, read-only, out of sight


def test_a_story_without_chapters_offers_one(desk: Desk, qtbot: QtBot) -> None:
    stage = PlotStage(desk, qtbot, {}, ())
    button = stage.tab.findChild(QPushButton, "button.outline.add_chapter")
    assert button is not None
    assert button.isVisible()
    assert not stage.tab.table.isVisible()


def test_a_story_without_threads_offers_to_make_one_in_place(desk: Desk, qtbot: QtBot) -> None:
    stage = PlotStage(desk, qtbot, {})
    assert not stage.tab.table.isVisible()
    buttons = stage.tab.findChildren(QPushButton, "button.plot.add_thread")
    shown = [button for button in buttons if button.isVisible()]
    assert len(shown) == 1
    QTest.mouseClick(shown[0], Qt.MouseButton.LeftButton)
    stage.press(Key.Key_Escape)
    assert not stage.tab.table.isVisible()
    QTest.mouseClick(shown[0], Qt.MouseButton.LeftButton)
    stage.type("Lamp")
    stage.enter()
    assert stage.saved() == {"Lamp": []}
    assert stage.tab.table.isVisible()


def test_the_grid_catches_up_with_what_happened_while_it_was_hidden(stage: PlotStage) -> None:
    stage.tab.hide()
    told = QSignalSpy(stage.tab.model.followed)
    with stage.desk.library.change("Meanwhile"):
        stage.desk.library.plot.add_thread(stage.story_id, "Tide")
        stage.desk.library.outline.remove_chapter(stage.chapter("Salt"))
    assert told.count() == 0
    stage.tab.show()
    assert stage.shown() == (["Lamp", "Pilot", "Soup", "Tide"], ["Embarking", "Fog", "Landfall"])


def test_commands_of_the_grid_rest_while_it_is_hidden(stage: PlotStage) -> None:
    stage.click_card("lies")
    assert stage.desk.commands.actions["plot.delete"].isEnabled()
    stage.tab.hide()
    enabled = [
        name for name, action in stage.desk.commands.actions.items() if name[:5] == "plot." and action.isEnabled()
    ]
    assert enabled == ["plot.add_thread"]
