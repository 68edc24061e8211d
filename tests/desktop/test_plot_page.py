"""The page Plot in the window: reached from the rail, with its tabs made when they are first shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.app import build_desk
from planner.desktop.desk import Desk
from planner.desktop.find.quick_jump import QuickJump
from planner.desktop.page_tabs import PlotTab
from planner.desktop.pages import PageName
from planner.desktop.plot.grid.filter_bar import GridBar
from planner.desktop.plot.grid.table import PlotTable
from planner.desktop.plot.grid.view import GridTab
from planner.desktop.plot.page import FACTORIES, PlotPage
from planner.desktop.plot.table.tab import TableTab
from planner.desktop.settings import TEXT_SCALE
from planner.desktop.window import Window
from planner.domain.outline import StoryId
from tests.desktop.outline_stage import second_look
from tests.desktop.plot_stage import add_plot


@pytest.fixture
def story(desk: Desk) -> StoryId:
    return add_plot(desk.library)


@pytest.fixture
def plotting(window: Window, desk: Desk, story: StoryId) -> Window:
    """The window with the plot of the story open."""
    desk.place.open_story(story)
    desk.commands.run("go.plot")
    return window


def page_of(window: Window) -> PlotPage:
    page = window.findChild(PlotPage)
    assert page is not None
    return page


def test_without_a_story_there_is_no_plot(window: Window, desk: Desk) -> None:
    button = window.findChild(QToolButton, "rail.plot")
    assert button is not None
    assert not button.isEnabled()
    assert not desk.commands.actions["go.plot"].isEnabled()


def test_the_rail_leads_to_the_plot_with_outline_and_plan_beside_it(window: Window, desk: Desk, story: StoryId) -> None:
    desk.place.open_story(story)
    button = window.findChild(QToolButton, "rail.plot")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.pages.name == PageName.PLOT
    assert button.isChecked()
    assert window.outline.isVisible()
    assert window.plan.isVisible()


def test_a_key_leads_to_the_plot(window: Window, desk: Desk, story: StoryId) -> None:
    desk.place.open_story(story)
    window.activateWindow()
    QTest.keySequence(window, QKeySequence("Ctrl+3"))
    assert window.pages.name == PageName.PLOT


def test_tabs_are_made_when_they_are_first_shown(plotting: Window) -> None:
    page = page_of(plotting)
    assert page.made == [PlotTab.GRID]
    tabs = page.findChild(QTabBar, "plot.tabs")
    assert tabs is not None
    assert tabs.count() == len(FACTORIES)
    for place, name in enumerate(FACTORIES):
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(place).center())
        assert page.made[place] == name


def test_the_tab_shown_last_comes_first_the_next_time(plotting: Window, desk: Desk) -> None:
    last = list(FACTORIES)[-1]
    page_of(plotting).show_tab(last)
    assert PlotPage(desk).made == [last]


def test_the_focus_is_in_the_grid(plotting: Window, qtbot: object) -> None:
    plotting.activateWindow()
    assert isinstance(QApplication.focusWidget() or page_of(plotting).focusWidget(), PlotTable)


def test_a_tab_clicked_while_another_has_the_focus_takes_it_to_what_it_is_for(plotting: Window) -> None:
    page = page_of(plotting)
    tabs = page.findChild(QTabBar)
    assert tabs is not None
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(2).center())
    QApplication.processEvents()
    table = page.findChild(TableTab)
    assert table is not None
    assert QApplication.focusWidget() is table.table


def test_a_thread_can_be_added_from_another_page(plotting: Window, desk: Desk, story: StoryId) -> None:
    desk.commands.run("go.write")
    desk.commands.run("plot.add_thread")
    assert plotting.pages.name == PageName.PLOT
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "Tide")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert [thread.title for thread in desk.library.plot.threads(story)][-1] == "Tide"


@pytest.mark.parametrize("tab", [PlotTab.GRID, PlotTab.ENDINGS, PlotTab.DRIFT])
def test_large_text_leaves_the_window_its_width(plotting: Window, desk: Desk, tab: PlotTab) -> None:
    page = page_of(plotting)
    shown = page.show_tab(tab)
    desk.settings.set(TEXT_SCALE, 200)
    QApplication.processEvents()
    assert shown.minimumSizeHint().width() < 700


def test_a_bar_without_room_leaves_out_two_buttons_and_then_breaks(desk: Desk, qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    bar = GridBar(desk, holder)
    holder.resize(1500, 200)
    holder.show()
    button = bar.findChild(QToolButton, "tool.plot.zoom_in")
    assert button is not None
    bar.resize(1400, 60)
    QApplication.processEvents()
    whole = sum(half.minimumSize().width() for half in bar.halves)
    heights, shown = [], []
    for width in (1400, whole, bar.minimumSizeHint().width(), 1400):
        bar.resize(width, 60)
        QApplication.processEvents()
        heights.append(bar.sizeHint().height())
        shown.append(button.isVisible())
    assert heights[0] == heights[1] == heights[3]
    assert heights[2] > 1.5 * heights[0]
    assert shown == [True, False, True, True]


def test_closing_the_story_leaves_the_plot(plotting: Window, desk: Desk) -> None:
    desk.place.open_story(None)
    assert plotting.pages.name == PageName.SHELF
    assert not desk.commands.actions["plot.add_thread"].isEnabled()


def test_the_quick_jump_to_a_beat_shows_it_in_the_grid(plotting: Window, desk: Desk, story: StoryId) -> None:
    page_of(plotting).show_tab(PlotTab.ENDINGS)
    desk.commands.run("go.write")
    desk.commands.run("go.jump")
    jump = plotting.findChild(QuickJump)
    assert jump is not None
    jump.line.setText("comes aboard")
    QTest.keyClick(jump.line, Qt.Key.Key_Return)
    table = plotting.findChild(PlotTable)
    assert table is not None
    assert table.isVisible()
    beat = table.current_beat()
    assert beat is not None
    assert beat.text == "comes aboard"


def test_a_library_open_for_looking_only_is_only_looked_at(desk: Desk, story: StoryId, qapp: QApplication) -> None:
    keeper = QObject()
    with second_look(desk.library.path) as library:
        looking = build_desk(library, qapp, keeper)
        looking.place.open_story(story)
        tab = GridTab(looking)
        tab.show()
        tab.table.go_to_thread(0)
        tab.table.write()
        assert tab.findChild(QLineEdit, "plot.title_editor") is None
        assert tab.model.columnCount() == 3
        enabled = {name for name, action in looking.commands.actions.items() if action.isEnabled()}
        assert not enabled & {"plot.add_thread", "plot.add_beat", "plot.edit", "plot.delete", "plot.opens"}
        tab.deleteLater()
        looking.tasks.close()
        looking.bus.close()
    keeper.deleteLater()
