"""Marking an ending from the outline, as the menu of a chapter offers it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.outline.dock import OutlineDock
from planner.domain.arranging import Ref
from planner.domain.endings import EndingKind
from tests.desktop.tale_stage import Tale, add_tale, second_look


class Stage:
    """The outline of a tale, with its fourth chapter selected."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk = desk
        self.tale: Tale = add_tale(desk.library)
        desk.place.open_story(self.tale.story)
        self.dock = OutlineDock(desk)
        qtbot.addWidget(self.dock)
        desk.place.select("chapter", self.tale.chapters[3])

    def action(self, kind: EndingKind) -> QAction:
        action = self.desk.commands.actions[f"outline.ending.{kind.value}"]
        menu = self.dock.actions_on_outline.menu(Ref("chapter", self.tale.chapters[3]))
        assert action in menu.actions()
        menu.deleteLater()
        return action

    def endings(self) -> list[tuple[int, EndingKind]]:
        with second_look(self.desk.library) as other:
            found = other.plot.endings(self.tale.story)
        return [(self.tale.chapters.index(ending.chapter_id) + 1, ending.kind) for ending in found]


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot) -> Stage:
    return Stage(desk, qtbot)


def test_a_chapter_is_marked_changed_and_unmarked(stage: Stage) -> None:
    possible, intended = stage.action(EndingKind.POSSIBLE), stage.action(EndingKind.INTENDED)
    possible.trigger()
    assert stage.endings() == [(4, EndingKind.POSSIBLE)]
    assert (possible.isChecked(), intended.isChecked()) == (True, False)
    intended.trigger()
    assert stage.endings() == [(4, EndingKind.INTENDED)]
    assert (possible.isChecked(), intended.isChecked()) == (False, True)
    intended.trigger()
    assert stage.endings() == []
    stage.desk.library.undo()
    assert intended.isChecked()


def test_the_marks_are_those_of_the_chapter_the_author_is_in(stage: Stage) -> None:
    possible = stage.action(EndingKind.POSSIBLE)
    possible.trigger()
    stage.desk.place.select("chapter", stage.tale.chapters[0])
    assert possible.isEnabled()
    assert not possible.isChecked()
    stage.desk.place.open_story(None)
    assert not possible.isEnabled()


def test_a_chapter_on_the_shelf_is_no_ending(stage: Stage) -> None:
    with stage.desk.library.change("Shelve"):
        stage.desk.library.outline.shelve([stage.tale.chapters[3]])
    assert not stage.action(EndingKind.POSSIBLE).isEnabled()
