"""Several boards of one cast: choosing, making, naming, copying, deleting, and who is on them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from planner.desktop.cast.board.people_on_board import PeopleOnBoard
from planner.desktop.desk import Desk
from planner.domain.board import BoardId
from planner.library.file import Library
from tests.desktop.cast_board_stage import BoardStage
from tests.desktop.tale_stage import find


@pytest.fixture
def stage(desk: Desk, library: Library, qtbot: QtBot) -> BoardStage:
    return BoardStage(desk, library, qtbot)


def name_it(stage: BoardStage, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type a name where the board is named."""
    line = find(stage.tab, QLineEdit, "cast.board_name")
    assert line.isVisible()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, key)
    assert not line.isVisible()


def make(stage: BoardStage, name: str) -> BoardId:
    stage.desk.commands.run("cast.board_new")
    name_it(stage, name)
    return stage.boards()[-1].id


def offered(stage: BoardStage) -> list[tuple[str, bool]]:
    """The boards in the menu, and which one is ticked."""
    menu = stage.boards_button.menu()
    assert isinstance(menu, QMenu)
    menu.popup(stage.tab.mapToGlobal(stage.tab.rect().center()))
    found = [(action.text(), action.isChecked()) for action in menu.actions() if action.isCheckable()]
    menu.close()
    return found


def test_the_board_of_everybody_is_always_there(stage: BoardStage) -> None:
    assert stage.boards_button.text() == "Everyone"
    assert offered(stage) == [("Everyone", True)]
    for command in ("rename", "delete", "people"):
        assert not stage.desk.commands.actions[f"cast.board_{command}"].isEnabled()


def test_a_new_board_has_everybody_where_they_stood_and_is_one_step(stage: BoardStage) -> None:
    with stage.library.change("Move"):
        stage.library.boards.put(None, {stage.ines: (700, 70)})
        stage.library.boards.pin(None, [stage.ines])
    made = make(stage, "The precinct")
    assert stage.boards_button.text() == "The precinct"
    spots = stage.spots(made)
    assert (spots[stage.ines].point, spots[stage.ines].pinned) == ((700, 70), True)
    assert set(spots) == {stage.ines, stage.tomas, stage.ada, stage.bruno}
    assert stage.library.undo() is not None
    assert stage.boards() == []
    assert stage.boards_button.text() == "Everyone"


def test_a_new_board_of_the_selected(stage: BoardStage) -> None:
    assert not stage.desk.commands.actions["cast.board_of_selected"].isEnabled()
    stage.tab.scene.select([("person", stage.ines), ("person", stage.ada)])
    stage.desk.commands.run("cast.board_of_selected")
    name_it(stage, "Two")
    assert set(stage.spots(stage.boards()[0].id)) == {stage.ines, stage.ada}
    assert set(stage.at_rest().scene.nodes) == {stage.ines, stage.ada}


def test_stepping_back_from_naming_makes_nothing(stage: BoardStage) -> None:
    stage.desk.commands.run("cast.board_new")
    name_it(stage, "Never", Qt.Key.Key_Escape)
    stage.desk.commands.run("cast.board_new")
    name_it(stage, " ")
    assert stage.boards() == []
    assert stage.boards_button.isVisible()


def test_places_are_each_boards_own(stage: BoardStage) -> None:
    made = make(stage, "The precinct")
    before = stage.spots(None)
    stage.tab.verbs.put({stage.ines: (900, 900)})
    assert stage.spots(made)[stage.ines].point == (900, 900)
    assert stage.spots(None) == before


def test_choosing_renaming_and_copying(stage: BoardStage) -> None:
    first = make(stage, "The precinct")
    stage.tab.verbs.take_off([stage.bruno])
    stage.desk.commands.run("cast.board_rename")
    name_it(stage, "Port & starboard")
    stage.desk.commands.run("cast.board_duplicate")
    assert [board.name for board in stage.boards()] == ["Port & starboard", "Port & starboard, copy"]
    assert stage.spots(stage.boards()[1].id) == stage.spots(first)
    assert offered(stage) == [("Everyone", False), ("Port && starboard", False), ("Port && starboard, copy", True)]
    stage.tab.show_board(None)
    assert stage.boards_button.accessibleName() == "Board: Everyone"


def test_boards_stand_in_the_order_the_author_gives_them(stage: BoardStage) -> None:
    for name in ("The precinct", "The family", "The harbour"):
        make(stage, name)
    actions = stage.desk.commands.actions
    assert actions["cast.board_up"].isEnabled()
    assert not actions["cast.board_down"].isEnabled()
    stage.desk.commands.run("cast.board_up")
    assert [board.name for board in stage.boards()] == ["The precinct", "The harbour", "The family"]
    stage.desk.commands.run("cast.board_up")
    assert [board.name for board in stage.boards()] == ["The harbour", "The precinct", "The family"]
    assert not actions["cast.board_up"].isEnabled()
    assert actions["cast.board_down"].isEnabled()
    assert [words for words, _ in offered(stage)] == ["Everyone", "The harbour", "The precinct", "The family"]
    stage.library.undo()
    assert [board.name for board in stage.boards()] == ["The precinct", "The harbour", "The family"]
    stage.tab.show_board(None)
    assert not actions["cast.board_up"].isEnabled()
    assert not actions["cast.board_down"].isEnabled()


def test_deleting_a_board_keeps_its_people_and_can_be_undone(stage: BoardStage) -> None:
    made = make(stage, "The precinct")
    stage.desk.commands.run("cast.board_delete")
    assert stage.boards() == []
    assert stage.said[-1] == ("Deleted the board The precinct. Its people stay.", True)
    assert stage.boards_button.text() == "Everyone"
    assert len(stage.tab.model.people) == 4
    stage.library.undo()
    assert [board.id for board in stage.boards()] == [made]
    assert len(stage.spots(made)) == 4


def test_a_story_comes_back_with_the_board_shown_last(stage: BoardStage) -> None:
    make(stage, "The precinct")
    with stage.library.change("Another"):
        other = stage.library.stories.add("Another")
        stage.library.cast.add(other, "Zoe")
    stage.desk.place.open_story(other)
    assert stage.boards_button.text() == "Everyone"
    stage.desk.place.open_story(stage.story)
    assert stage.boards_button.text() == "The precinct"


def test_ticks_say_who_is_on_a_board(stage: BoardStage, qtbot: QtBot) -> None:
    made = make(stage, "The precinct")
    stage.tab.verbs.take_off([stage.bruno, stage.ada])
    stage.desk.commands.run("cast.board_people")
    dialog = stage.tab.window().findChild(PeopleOnBoard)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.chosen == [stage.ines, stage.tomas]
    line, shown = find(dialog, QLineEdit, "people_on_board.filter"), find(dialog, QListView, "people_on_board.list")
    QTest.keyClicks(line, "bru")
    assert shown.model().rowCount() == 1
    place = shown.visualRect(shown.model().index(0, 0)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    line.setText("ines")
    QTest.mouseClick(find(dialog, QPushButton, "people_on_board.none"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(find(dialog, QPushButton, "people_on_board.ok"), Qt.MouseButton.LeftButton)
    assert set(stage.spots(made)) == {stage.tomas, stage.bruno}
    stage.library.undo()
    assert set(stage.spots(made)) == {stage.ines, stage.tomas}


def test_people_are_put_on_another_board_from_their_menu(stage: BoardStage) -> None:
    made = make(stage, "The precinct")
    stage.tab.verbs.take_off([stage.bruno])
    stage.tab.show_board(None)
    stage.tab.scene.select([("person", stage.bruno)])
    menu = stage.tab.board_actions.menus.menu(("person", stage.bruno), True)
    submenu = find(menu, QMenu, "cast.put_on")
    assert [action.text() for action in submenu.actions()] == ["The precinct"]
    submenu.actions()[0].trigger()
    assert stage.bruno in stage.spots(made)
    menu.close()


def test_another_program_that_renames_is_followed(stage: BoardStage) -> None:
    made = make(stage, "The precinct")
    with stage.library.change("Rename"):
        stage.library.boards.rename(made, "Home")
    assert stage.boards_button.text() == "Home"
