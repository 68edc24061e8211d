"""The curves and the matrix in the window, where other things listen for the same keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.cast.course.tab import CourseTab
from planner.desktop.cast.matrix.tab import MatrixTab
from planner.desktop.desk import Desk
from planner.desktop.window import Window
from planner.domain.ties import TieId
from planner.library.file import Library
from tests.desktop.cast_stage import Crew, add_crew

PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def crew(library: Library) -> Crew:
    return add_crew(library)


@pytest.fixture
def tie(crew: Crew) -> TieId:
    return crew.tie("Ines", "Tomas", {3: {"closeness": 1}}, kind="rivals", closeness=-2)


def go(desk: Desk, window: Window, qtbot: QtBot, crew: Crew, command: str) -> None:
    desk.place.open_story(crew.story)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    desk.commands.run(command)


def press(key: Qt.Key, keys: Qt.KeyboardModifier = PLAIN) -> None:
    focus = QApplication.focusWidget()
    assert isinstance(focus, QWidget)
    QTest.keyClick(focus, key, keys)


def test_a_curve_is_bent_and_undone_with_keys_alone(
    desk: Desk, window: Window, qtbot: QtBot, crew: Crew, tie: TieId
) -> None:
    go(desk, window, qtbot, crew, "cast.tab.course")
    tab = window.findChild(CourseTab)
    assert tab is not None
    assert tab.chart.hasFocus()
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Insert)
    press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert crew.saved_course().turning_points(tie) == [3, 5]
    assert desk.place.as_of == 5
    press(Qt.Key.Key_Delete)
    assert crew.curve(tie) == [-2, -2, -2, 2, 2, 2, 2]
    for _ in range(4):
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert crew.curve(tie) == [-2, -2, -2, 1, 1, 1, 1]
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_F2)
    QTest.keyClicks(QApplication.focusWidget() or tab, "truce")
    press(Qt.Key.Key_Return)
    assert [each.label for each in crew.saved_developments()] == ["truce"]


def test_the_matrix_is_written_and_undone_with_keys_alone(
    desk: Desk, window: Window, qtbot: QtBot, crew: Crew, tie: TieId
) -> None:
    go(desk, window, qtbot, crew, "cast.tab.matrix")
    tab = window.findChild(MatrixTab)
    assert tab is not None
    assert tab.table.hasFocus()
    press(Qt.Key.Key_Plus)
    assert crew.curve(tie)[-1] == 2
    press(Qt.Key.Key_Delete)
    assert crew.saved_ties() == []
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert crew.curve(tie)[-1] == 2
    press(Qt.Key.Key_Right)
    for letter in "kin":
        QTest.keyClicks(QApplication.focusWidget() or tab, letter)
    press(Qt.Key.Key_Return)
    assert [each.label for each in crew.saved_ties()] == ["", "kin"]
    qtbot.waitUntil(tab.table.hasFocus)
    press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    assert desk.place.as_of == 6


def test_what_is_written_on_a_curve_is_kept_when_the_author_leaves(
    desk: Desk, window: Window, qtbot: QtBot, crew: Crew, tie: TieId
) -> None:
    go(desk, window, qtbot, crew, "cast.tab.course")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_F2)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "truce")
    desk.commands.run("go.write")
    assert [each.label for each in crew.saved_developments()] == ["truce"]
