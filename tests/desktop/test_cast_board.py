"""The board of the cast, driven by mouse and keyboard, and judged by the file and the screen."""

from __future__ import annotations

from math import dist

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.domain.ties import KINDS
from tests.desktop.board_stage import CONTROL, LEFT, PLACES, SHIFT, BoardStage

Key = Qt.Key


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot) -> BoardStage:
    return BoardStage(desk, qtbot)


# Carrying


def test_somebody_is_carried_with_the_mouse(stage: BoardStage) -> None:
    scale = stage.canvas.camera.scale
    stage.drag(stage.at("Cleo"), stage.at("Cleo") + QPoint(round(80 * scale), round(-40 * scale)))
    x, y = stage.people()["Cleo"] or (0, 0)
    assert abs(x - 230) <= 2
    assert abs(y - 220) <= 2
    assert stage.desk.library.undo_label == "Move Cleo"
    assert stage.people()["Ada"] == PLACES["Ada"]


def test_undo_takes_them_back_on_the_screen_too(stage: BoardStage) -> None:
    before = stage.at("Cleo")
    stage.drag(before, before + QPoint(60, 30))
    assert stage.at("Cleo") != before
    stage.press(Key.Key_Z, CONTROL)
    stage.settle()
    assert stage.people() == PLACES
    assert stage.at("Cleo") == before


def test_those_who_are_selected_are_carried_together(stage: BoardStage) -> None:
    stage.click(stage.at("Ada"))
    stage.click(stage.at("Ben"), SHIFT)
    assert stage.selected() == ["Ada", "Ben"]
    stage.drag(stage.at("Ben"), stage.at("Ben") + QPoint(0, -40))
    moved = stage.people()
    assert moved["Ada"] is not None
    assert moved["Ben"] is not None
    assert moved["Ada"][1] == moved["Ben"][1] < 0
    assert moved["Cleo"] == PLACES["Cleo"]
    stage.press(Key.Key_Z, CONTROL)
    assert stage.people() == PLACES


def test_escape_lets_go_of_somebody_where_they_were(stage: BoardStage) -> None:
    label = stage.desk.library.undo_label
    start = stage.at("Cleo")
    QTest.mousePress(stage.canvas, LEFT, pos=start)
    QTest.mouseMove(stage.canvas, start + QPoint(50, 50))
    QTest.mouseMove(stage.canvas, start + QPoint(70, 50))
    stage.press(Key.Key_Escape)
    QTest.mouseRelease(stage.canvas, LEFT, pos=start + QPoint(70, 50))
    stage.settle()
    assert stage.at("Cleo") == start
    assert stage.people() == PLACES
    assert stage.desk.library.undo_label == label


def test_arrow_keys_move_and_are_undone_at_once(stage: BoardStage) -> None:
    stage.click(stage.at("Cleo"))
    stage.press(Key.Key_Right)
    stage.press(Key.Key_Right)
    stage.press(Key.Key_Down, SHIFT)
    assert stage.people()["Cleo"] == (170, 310)
    stage.press(Key.Key_Z, CONTROL)
    assert stage.people() == PLACES


def test_people_without_a_place_keep_the_one_they_were_shown_at(stage: BoardStage) -> None:
    with stage.desk.library.change("Add person"):
        stage.desk.library.cast.add(stage.story_id, "Dov")
    stage.settle()
    assert stage.people()["Dov"] is None
    shown = stage.tab.model.points[stage.person("Dov")]
    stage.drag(stage.at("Cleo"), stage.at("Cleo") + QPoint(40, 0))
    assert stage.people()["Dov"] == shown


# Selecting


def test_the_lasso_catches_those_within(stage: BoardStage) -> None:
    corner, far = stage.at("Ada") - QPoint(70, 70), stage.at("Ben") + QPoint(70, 90)
    stage.drag(corner, far)
    assert stage.selected() == ["Ada", "Ben"]
    stage.drag(stage.at("Cleo") - QPoint(80, 60), stage.at("Cleo") + QPoint(80, 60), SHIFT)
    assert stage.selected() == ["Ada", "Ben", "Cleo"]
    stage.click(stage.empty())
    assert stage.selected() == []


def test_what_is_selected_is_where_the_author_is(stage: BoardStage) -> None:
    place = stage.desk.place
    stage.click(stage.at("Ben"))
    stage.qtbot.waitUntil(lambda: place.person_id == stage.person("Ben"))
    stage.click(stage.words_at("the kiss"))
    stage.qtbot.waitUntil(lambda: place.kind == "tie")
    stage.press(Key.Key_Escape)
    stage.qtbot.waitUntil(lambda: place.kind == "story")
    place.select("person", stage.person("Cleo"))
    assert stage.selected() == ["Cleo"]


def test_tab_goes_through_people_ties_and_groups(stage: BoardStage) -> None:
    seen = []
    for _ in range(5):
        stage.press(Key.Key_Tab)
        seen += stage.selected()
    assert seen == ["Ada", "Ben", "Cleo", "the kiss", "group"]
    stage.press(Key.Key_Backtab, SHIFT)
    assert stage.selected() == ["the kiss"]


def test_control_and_an_arrow_go_to_a_neighbour(stage: BoardStage) -> None:
    stage.click(stage.at("Ada"))
    stage.press(Key.Key_Right, CONTROL)
    assert stage.selected() == ["Ben"]
    stage.press(Key.Key_Down, CONTROL)
    assert stage.selected() == ["Cleo"]


def test_a_listener_is_told_who_is_current(stage: BoardStage) -> None:
    stage.press(Key.Key_Tab)
    assert stage.canvas.accessibleName() == "Ada"
    assert "Ben: Romantic, the kiss, +4" in stage.canvas.accessibleDescription()
    stage.press(Key.Key_Escape)
    assert stage.canvas.accessibleName() == "Board of the cast"


# Making


def test_a_double_click_on_nothing_adds_somebody_there(stage: BoardStage) -> None:
    at = stage.empty()
    wanted = stage.canvas.camera.to_board(QPointF(at))
    stage.double_click(at)
    stage.write("Dov")
    assert stage.people()["Dov"] == (round(wanted.x()), round(wanted.y()))
    assert stage.selected() == ["Dov"]
    assert QApplication.focusWidget() is stage.canvas
    stage.press(Key.Key_Z, CONTROL)
    assert "Dov" not in stage.people()


def test_escape_adds_nobody(stage: BoardStage) -> None:
    stage.double_click(stage.empty())
    stage.write("Dov", Key.Key_Escape)
    assert list(stage.people()) == list(PLACES)
    stage.double_click(stage.empty())
    stage.write("")
    assert list(stage.people()) == list(PLACES)


def test_the_insert_key_adds_somebody_where_there_is_room(stage: BoardStage) -> None:
    stage.press(Key.Key_Insert)
    stage.write("Dov")
    found = stage.people()["Dov"]
    assert found is not None
    assert all((found[0] - x) ** 2 + (found[1] - y) ** 2 > 170**2 for x, y in PLACES.values())


def test_a_tie_is_pulled_out_of_a_rim(stage: BoardStage) -> None:
    stage.drag(stage.rim("Cleo", stage.at("Ada")), stage.at("Ada"))
    number = [kind.name for kind in KINDS].index("family") + 1
    QTest.keyClick(stage.menu(), Qt.Key(Key.Key_0 + number))
    assert "Cleo - Ada: family" in stage.ties()
    assert stage.desk.library.undo_label == "Tie Cleo and Ada"
    assert stage.selected() == ["Family"]
    stage.press(Key.Key_Z, CONTROL)
    assert len(stage.ties()) == 1


def test_enter_takes_the_kind_that_was_used_last(stage: BoardStage) -> None:
    stage.drag(stage.rim("Cleo", stage.at("Ada")), stage.at("Ada"))
    stage.choose("&6  Mentor")
    stage.drag(stage.rim("Cleo", stage.at("Ben")), stage.at("Ben"))
    QTest.keyClick(stage.menu(), Key.Key_Return)
    assert "Cleo - Ben: mentor" in stage.ties()


def test_a_tie_may_be_given_up_at_its_kind(stage: BoardStage) -> None:
    stage.drag(stage.rim("Cleo", stage.at("Ada")), stage.at("Ada"))
    QTest.keyClick(stage.menu(), Key.Key_Escape)
    assert len(stage.ties()) == 1


def test_a_tie_pulled_to_an_empty_place_makes_somebody_there(stage: BoardStage) -> None:
    to = stage.at("Cleo") + QPoint(200, 60)
    stage.drag(stage.rim("Cleo", to), to)
    QTest.keyClick(stage.menu(), Key.Key_Return)
    stage.write("Dov")
    assert "Cleo - Dov: platonic" in stage.ties()
    stage.press(Key.Key_Z, CONTROL)
    assert "Dov" not in stage.people()
    assert len(stage.ties()) == 1


def test_a_tie_begins_in_the_chapter_that_is_shown(stage: BoardStage) -> None:
    stage.as_of(2)
    stage.drag(stage.rim("Cleo", stage.at("Ada")), stage.at("Ada"))
    stage.choose("&3  Family")
    assert stage.ties(1) == ["Ada - Ben: rivals the watch -2"]
    assert stage.ties(2) == ["Ada - Ben: rivals the watch -2", "Cleo - Ada: family"]


def test_the_t_key_ties_two(stage: BoardStage) -> None:
    stage.click(stage.at("Ben"))
    stage.click(stage.at("Cleo"), CONTROL)
    stage.press(Key.Key_T)
    stage.choose("&7  Work")
    assert "Ben - Cleo: work" in stage.ties()


def test_a_group_is_made_of_those_selected(stage: BoardStage) -> None:
    stage.click(stage.at("Ben"))
    stage.click(stage.at("Cleo"), CONTROL)
    stage.press(Key.Key_G, CONTROL)
    stage.write("Watch")
    assert stage.groups() == {"The crew": ["Ada", "Ben"], "Watch": ["Ben", "Cleo"]}
    assert stage.selected() == ["group"]


# Changing


@pytest.mark.parametrize("by_key", [True, False])
def test_somebody_is_renamed_in_place(stage: BoardStage, by_key: bool) -> None:
    if by_key:
        stage.click(stage.at("Cleo"))
        stage.press(Key.Key_F2)
    else:
        stage.double_click(stage.at("Cleo"))
    assert stage.editor().text() == "Cleo"
    stage.write("Clio")
    assert set(stage.people()) == {"Ada", "Ben", "Clio"}
    assert stage.node("Clio").person.name == "Clio"


def test_keys_of_the_board_belong_to_the_name_while_one_writes(stage: BoardStage) -> None:
    stage.double_click(stage.at("Cleo"))
    stage.press(Key.Key_Delete)
    stage.write("Ptolemy")
    assert set(stage.people()) == {"Ada", "Ben", "Ptolemy"}


def test_the_words_of_a_tie_are_written_as_of_the_chapter_shown(stage: BoardStage) -> None:
    stage.as_of(2)
    stage.double_click(stage.words_at("the watch"))
    stage.write("a truce")
    assert stage.ties(1) == ["Ada - Ben: rivals the watch -2"]
    assert stage.ties(2) == ["Ada - Ben: rivals a truce -2"]
    assert stage.ties(4) == ["Ada - Ben: romantic the kiss 4"]


def test_of_the_whole_story_what_was_said_last_is_set_right(stage: BoardStage) -> None:
    stage.double_click(stage.words_at("the kiss"))
    stage.write("the wedding")
    assert stage.ties(2) == ["Ada - Ben: rivals the watch -2"]
    assert stage.ties(3) == ["Ada - Ben: romantic the wedding 4"]


def test_delete_and_undo(stage: BoardStage) -> None:
    stage.click(stage.at("Ben"))
    stage.press(Key.Key_Delete)
    assert set(stage.people()) == {"Ada", "Cleo"}
    assert stage.ties() == []
    assert stage.canvas.ref_at(QPointF(stage.at("Cleo"))) is not None
    stage.press(Key.Key_Z, CONTROL)
    stage.settle()
    assert stage.people() == PLACES
    assert stage.ties() == ["Ada - Ben: romantic the kiss 4"]
    assert stage.link("the kiss").one is stage.node("Ada")
    assert stage.selected() == ["Ben"]


def test_a_tie_alone_is_deleted(stage: BoardStage) -> None:
    stage.click(stage.words_at("the kiss"))
    stage.press(Key.Key_Delete)
    assert stage.ties() == []
    assert stage.people() == PLACES


def test_duplicates_stand_beside(stage: BoardStage) -> None:
    stage.click(stage.at("Cleo"))
    stage.press(Key.Key_D, CONTROL)
    points = [spot.point for spot in stage.desk.library.boards.spots(stage.story_id, None).values()]
    assert points[:3] == list(PLACES.values())
    copy = points[3]
    assert copy is not None
    assert 170 < dist(copy, PLACES["Cleo"]) < 200


def test_the_menu_of_a_tie_changes_it(stage: BoardStage) -> None:
    stage.context_menu(stage.words_at("the kiss"))
    stage.choose("Direction", "One way")
    assert stage.ties() == ["Ada > Ben: romantic the kiss 4"]
    stage.context_menu(stage.words_at("the kiss"))
    stage.choose("Turn the tie round")
    assert stage.ties() == ["Ben > Ada: romantic the kiss 4"]
    stage.as_of(1)
    stage.context_menu(stage.words_at("the watch"))
    stage.choose("Closeness", "\N{MINUS SIGN}5")
    assert stage.ties(1) == ["Ben > Ada: rivals the watch -5"]
    assert stage.ties(4) == ["Ben > Ada: romantic the kiss 4"]


def test_the_menu_of_somebody_changes_them(stage: BoardStage) -> None:
    stage.context_menu(stage.at("Cleo"))
    stage.choose("Role", "Main")
    assert stage.node("Cleo").person.role.value == "main"
    stage.context_menu(stage.at("Cleo"))
    stage.choose("Groups", "The crew")
    assert stage.groups() == {"The crew": ["Ada", "Ben", "Cleo"]}
    stage.context_menu(stage.at("Cleo"))
    stage.choose("Pin to the board")
    assert stage.node("Cleo").pinned


def test_enter_opens_the_sheet(stage: BoardStage) -> None:
    stage.press(Key.Key_Tab)
    stage.press(Key.Key_Return)
    assert stage.desk.place.person_id == stage.person("Ada")


# Looking


def test_the_wheel_pushes_and_zooms(stage: BoardStage) -> None:
    def turn(by: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        at = QPointF(stage.at("Ada"))
        none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(at, stage.canvas.mapToGlobal(at), QPoint(), by, none, keys, phase, False)
        QApplication.sendEvent(stage.canvas, event)

    before, scale = stage.at("Ada"), stage.canvas.camera.scale
    turn(QPoint(0, 120), CONTROL)
    assert stage.canvas.camera.scale > scale
    assert (stage.at("Ada") - before).manhattanLength() <= 1
    turn(QPoint(0, -120))
    assert stage.at("Ada").y() < before.y()


def test_the_board_stays_where_it_is_while_the_author_works_on_it(stage: BoardStage) -> None:
    before = stage.at("Ben")
    stage.drag(stage.at("Cleo"), stage.at("Cleo") + QPoint(220, 150))
    stage.settle()
    assert stage.at("Ben") == before


def test_two_clicks_on_a_rim_name_whose_it_is(stage: BoardStage) -> None:
    stage.double_click(stage.rim("Cleo", stage.at("Ada")))
    assert stage.editor().text() == "Cleo"
    stage.write("Clio")
    assert set(stage.people()) == {"Ada", "Ben", "Clio"}


def test_a_held_space_bar_pushes_the_board(stage: BoardStage) -> None:
    before = stage.at("Ada")
    QTest.keyPress(stage.canvas, Key.Key_Space)
    stage.drag(stage.at("Cleo"), stage.at("Cleo") + QPoint(50, 20))
    QTest.keyRelease(stage.canvas, Key.Key_Space)
    assert stage.at("Ada") == before + QPoint(50, 20)
    assert stage.people() == PLACES


def test_all_of_it_can_be_seen_again(stage: BoardStage) -> None:
    commands = stage.desk.commands
    for _ in range(5):
        commands.run("cast.zoom_in")
    assert stage.canvas.camera.scale > 1.5
    commands.run("cast.fit")
    assert all(stage.canvas.rect().contains(stage.at(name)) for name in PLACES)
    commands.run("cast.zoom_normal")
    assert stage.canvas.camera.scale == 1.0


def test_who_is_gone_to_comes_into_sight(stage: BoardStage) -> None:
    stage.canvas.set_camera(stage.canvas.camera.moved(3000, 0))
    stage.press(Key.Key_Tab)
    assert stage.canvas.rect().contains(stage.at("Ada"))


def test_no_line_is_left_open_when_the_board_is_hidden(stage: BoardStage) -> None:
    stage.double_click(stage.at("Cleo"))
    stage.editor().setText("Clio")
    stage.tab.hide()
    assert "Clio" in stage.people()
