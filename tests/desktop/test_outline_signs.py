"""What rows of the outline say besides their titles, shelved chapters, and what stays open between sessions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.outline.dock import OutlineDock
from planner.desktop.pages import PageName
from planner.desktop.settings import SHOW_OUTLINE
from planner.desktop.window import Window
from planner.domain.arranging import Ref
from planner.domain.outline import ChapterId, SceneId, StoryId
from tests.desktop.outline_stage import Plan, add_story, ref_titled, second_look

PLAN: Plan = [("Winter", ["Snow", "Ice: The lake, The crack"]), "Thaw"]


@pytest.fixture
def story(desk: Desk) -> StoryId:
    made = add_story(desk.library, PLAN)
    desk.place.open_story(made)
    return made


@pytest.fixture
def dock(desk: Desk, story: StoryId, qtbot: QtBot) -> OutlineDock:
    return shown(desk, qtbot)


def shown(desk: Desk, qtbot: QtBot) -> OutlineDock:
    made = OutlineDock(desk)
    qtbot.addWidget(made)
    made.resize(300, 700)
    made.show()
    return made


def ref(dock: OutlineDock, title: str) -> Ref:
    return ref_titled(dock.model.outline, title)


def spoken(dock: OutlineDock, part: Ref) -> str:
    return str(dock.model.index_of(part).data(Qt.ItemDataRole.AccessibleTextRole))


def tip(dock: OutlineDock, part: Ref) -> str:
    return str(dock.model.index_of(part).data(Qt.ItemDataRole.ToolTipRole))


def right_click(dock: OutlineDock, part: Ref) -> QMenu:
    rect = dock.tree.visualRect(dock.model.index_of(part))
    at = rect.center()
    QTest.mouseClick(dock.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, dock.tree.viewport().mapToGlobal(at))
    QApplication.sendEvent(dock.tree.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, text: str) -> None:
    action = next(action for action in menu.actions() if action.text() == text)
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def test_to_dos_of_a_chapter_and_its_scenes_are_counted(dock: OutlineDock, desk: Desk) -> None:
    ice = ref(dock, "Ice")
    with desk.library.change("Remarks"):
        desk.library.outline.edit_chapter(ChapterId(ice.id), remarks="[ ] One\n[x] Two")
        desk.library.outline.edit_scene(SceneId(ref(dock, "The lake").id), remarks="[ ] Three", label="red")
    assert spoken(dock, ice).endswith(", 2 to do")
    assert spoken(dock, ref(dock, "The lake")).endswith(", label: red, 1 to do")


def test_a_scene_that_goes_back_in_time_says_so_in_its_tip(dock: OutlineDock, desk: Desk) -> None:
    lake, crack = ref(dock, "The lake"), ref(dock, "The crack")
    with desk.library.change("Moments"):
        desk.library.outline.edit_scene(SceneId(lake.id), moment="day 3")
        desk.library.outline.edit_scene(SceneId(crack.id), moment="day 2, noon")
    assert "earlier than the scene before it (day 3)" in tip(dock, crack)
    assert "earlier" not in tip(dock, lake)


def test_a_chapter_is_shelved_in_its_place_and_put_back(dock: OutlineDock, desk: Desk, story: StoryId) -> None:
    snow = ref(dock, "Snow")
    choose(right_click(dock, snow), "Shelve chapter")
    with second_look(desk.library.path) as library:
        assert [chapter.id for chapter in library.outline.get(story).shelved] == [snow.id]
        assert [chapter.title for chapter in library.outline.get(story).chapters] == ["Ice", "Thaw"]
    assert dock.model.index_of(snow).row() == 0
    assert "shelved" in spoken(dock, snow)
    menu = right_click(dock, snow)
    assert "Shelve chapter" not in [action.text() for action in menu.actions()]
    choose(menu, "Put back")
    with second_look(desk.library.path) as library:
        assert library.outline.get(story).shelved == ()


def test_rows_stay_open_and_closed_from_one_session_to_the_next(dock: OutlineDock, desk: Desk, qtbot: QtBot) -> None:
    ice, winter = ref(dock, "Ice"), ref(dock, "Winter")
    dock.tree.setFocus()
    dock.tree.go_to(ice)
    QTest.keyClick(dock.tree, Qt.Key.Key_Right)
    assert dock.tree.isExpanded(dock.model.index_of(ice))
    dock.tree.go_to(winter)
    QTest.keyClick(dock.tree, Qt.Key.Key_Left)
    dock.close()
    again = shown(desk, qtbot)
    assert again.tree.isExpanded(again.model.index_of(ice))
    assert not again.tree.isExpanded(again.model.index_of(winter))


def test_a_filter_changes_nothing_of_what_is_open(dock: OutlineDock, desk: Desk, qtbot: QtBot) -> None:
    QTest.keyClicks(dock.filter.line, "crack")
    assert dock.tree.isExpanded(dock.model.index_of(ref(dock, "Ice")))
    dock.close()
    again = shown(desk, qtbot)
    assert not again.tree.isExpanded(again.model.index_of(ref(again, "Ice")))


def test_commands_of_the_outline_work_while_it_is_hidden(desk: Desk, story: StoryId, window: Window) -> None:
    desk.settings.set(SHOW_OUTLINE, False)
    thaw = ref_titled(desk.library.outline.get(story), "Thaw")
    desk.place.select("chapter", thaw.id)
    window.go(PageName.WRITE)
    assert not window.outline.isVisible()
    desk.commands.run("outline.shelve")
    assert desk.library.outline.chapter(ChapterId(thaw.id)).shelved
    desk.commands.run("outline.unshelve")
    desk.commands.run("outline.add_chapter")
    with second_look(desk.library.path) as library:
        assert len(library.outline.get(story).chapters) == 4


def test_the_text_leads_back_from_a_thread_to_the_chapter(desk: Desk, story: StoryId, window: Window) -> None:
    thaw = ref_titled(desk.library.outline.get(story), "Thaw")
    with desk.library.change("Thread"):
        thread = desk.library.plot.add_thread(story, "The locket")
    desk.place.select("chapter", thaw.id)
    desk.place.select("thread", thread)
    assert (desk.place.kind, desk.place.chapter_id) == ("thread", thaw.id)
    window.go(PageName.WRITE)
    assert desk.place.kind == "chapter"
