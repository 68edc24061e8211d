"""The board's filter: what it leaves, that it says so, and one click that clears it; and the board through time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from planner.desktop.cast.board.bar import BoardBar
from planner.desktop.desk import Desk
from planner.library.file import Library
from tests.desktop.cast_board_stage import BoardStage
from tests.desktop.tale_stage import find

EVERYBODY = {"Ines", "Tomas", "Ada & Co", "Bruno"}


@pytest.fixture
def stage(desk: Desk, library: Library, qtbot: QtBot) -> BoardStage:
    return BoardStage(desk, library, qtbot)


def test_words_are_looked_for_in_names_groups_and_ties(stage: BoardStage) -> None:
    QTest.keyClicks(stage.line, "bru")
    assert stage.seen() == {"Bruno"}
    stage.line.setText("harbour")
    assert stage.seen() == {"Ada & Co", "Bruno"}
    stage.line.setText("cousins")
    assert stage.seen() == {"Tomas", "Ada & Co"}
    assert stage.seen_ties() == {"cousins"}
    QTest.keyClick(stage.line, Qt.Key.Key_Escape)
    assert stage.seen() == EVERYBODY


def test_it_says_that_it_is_on_and_one_click_clears_it(stage: BoardStage) -> None:
    clear, told = find(stage.tab, QPushButton, "cast.clear_filter"), find(stage.tab, QLabel, "cast.filter_said")
    assert not clear.isVisible()
    stage.line.setText("ines")
    stage.choose("cast.filter_roles", "Main")
    assert (told.text(), clear.isVisible()) == ("1 of 4 people", True)
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert not clear.isVisible()
    assert stage.line.text() == ""
    assert stage.seen() == EVERYBODY


def test_groups_roles_and_arcs_narrow_together(stage: BoardStage) -> None:
    stage.choose("cast.filter_groups", "The harbour")
    assert stage.seen() == {"Ada & Co", "Bruno"}
    stage.choose("cast.filter_roles", "Supporting")
    assert stage.seen() == {"Ada & Co"}
    stage.choose("cast.filter_groups", "All groups")
    assert stage.seen() == {"Tomas", "Ada & Co"}
    stage.choose("cast.filter_roles", "All roles")
    stage.choose("cast.filter_arcs", "Ebb")
    assert stage.seen() == {"Ines"}


def test_a_kind_of_tie_leaves_those_ties_and_their_people_as_of_the_chapter_shown(stage: BoardStage) -> None:
    stage.choose("cast.filter_kinds", "Romantic")
    assert stage.seen_ties() == {"lovers"}
    assert stage.seen() == {"Ines", "Tomas"}
    stage.desk.place.set_as_of(1)
    assert (stage.seen_ties(), stage.seen()) == (set(), set())
    stage.choose("cast.filter_kinds", "Rivals")
    assert stage.seen_ties() == {"race each other"}


def test_it_follows_what_changes_and_who_joins(stage: BoardStage) -> None:
    stage.choose("cast.filter_groups", "The harbour")
    with stage.library.change("Join"):
        stage.library.cast.set_members(stage.group, [stage.ada, stage.bruno, stage.ines])
    assert stage.seen() == {"Ada & Co", "Bruno", "Ines"}
    stage.choose("cast.filter_groups", "All groups")
    stage.choose("cast.filter_arcs", "Ebb")
    with stage.library.change("Place"):
        scene = stage.library.outline.chapter(stage.chapters[0]).scenes[0].id
        stage.library.outline.set_present(scene, [stage.ines, stage.bruno])
    assert stage.seen() == {"Ines", "Bruno"}


def test_it_stays_on_another_board_and_goes_with_the_story(stage: BoardStage) -> None:
    with stage.library.change("Add a board"):
        board = stage.library.boards.add(stage.story, "Two", [stage.ines, stage.bruno])
        other = stage.library.stories.add("Another")
        stage.library.cast.add(other, "Ines")
        stage.library.cast.add(other, "Zoe")
    stage.line.setText("ines")
    stage.tab.show_board(board)
    assert stage.seen() == {"Ines"}
    stage.desk.place.open_story(other)
    assert stage.line.text() == ""
    assert stage.seen() == {"Ines", "Zoe"}


def test_a_story_without_groups_arcs_or_kinds_offers_none(stage: BoardStage) -> None:
    assert find(stage.tab, QToolButton, "cast.filter_arcs").isVisible()
    with stage.library.change("Another"):
        other = stage.library.stories.add("Another")
        stage.library.cast.add(other, "Ines")
        stage.library.cast.add(other, "Zoe")
    stage.desk.place.open_story(other)
    names = ("cast.filter_groups", "cast.filter_roles", "cast.filter_kinds", "cast.filter_arcs")
    assert not any(find(stage.tab, QToolButton, name).isVisible() for name in names)
    assert stage.line.isVisible()


def test_the_command_goes_to_the_line_and_enter_to_the_board(stage: BoardStage, qtbot: QtBot) -> None:
    stage.tab.activateWindow()
    stage.desk.commands.run("cast.filter")
    qtbot.waitUntil(stage.line.hasFocus)
    QTest.keyClicks(stage.line, "ada")
    QTest.keyClick(stage.line, Qt.Key.Key_Return)
    assert stage.tab.canvas.hasFocus()


def test_sliding_shows_how_ties_stand_and_fades_who_has_not_appeared(stage: BoardStage) -> None:
    scene = stage.tab.scene
    stage.desk.place.set_as_of(1)
    stage.at_rest()
    assert {link.text for link in scene.links.values()} == {"race each other", "cousins"}
    assert scene.nodes[stage.ada].alpha.now < 0.5 < scene.nodes[stage.ines].alpha.now
    stage.desk.place.set_as_of(3)
    stage.at_rest()
    assert {link.text for link in scene.links.values()} == {"lovers", "cousins"}
    assert scene.nodes[stage.ada].alpha.now == 1.0


def test_sliding_leaves_the_menus_as_they_are(stage: BoardStage) -> None:
    menu = find(stage.tab, QMenu, "cast.filter_groups_menu")
    before = menu.actions()
    stage.desk.place.set_as_of(1)
    assert [after is each for after, each in zip(menu.actions(), before, strict=True)] == [True] * len(before)
    stage.choose("cast.filter_groups", "The harbour")
    stage.desk.place.set_as_of(2)
    assert stage.seen() == {"Ada & Co", "Bruno"}


def test_playing_takes_its_time_over_each_change(stage: BoardStage) -> None:
    stage.desk.commands.run("cast.play")
    assert stage.tab.scene.pace_ms
    stage.desk.commands.run("cast.play")
    assert stage.tab.scene.pace_ms is None


def test_the_bars_are_there_once_somebody_is(stage: BoardStage) -> None:
    line = stage.line
    assert line.isVisible()
    with stage.library.change("Another"):
        other = stage.library.stories.add("Another")
    stage.desk.place.open_story(other)
    assert not line.isVisible()
    with stage.library.change("Add"):
        stage.library.cast.add(other, "Zoe")
    assert stage.boards_button.isVisible()


@pytest.mark.parametrize("width", [560, 700, 1000, 1600])
def test_nothing_of_the_bar_is_cut_off_at_any_width(stage: BoardStage, width: int) -> None:
    stage.line.setText("ines")
    stage.tab.resize(width, 700)
    QCoreApplication.sendPostedEvents()
    bar = find(stage.tab, BoardBar, "cast.board.bar")
    shown = [each for each in bar.findChildren(QAbstractButton) if each.isVisible()]
    assert len(shown) >= 5
    for each in shown:
        corner = each.mapTo(bar, each.rect().bottomRight())
        assert bar.rect().contains(corner), each.objectName()
