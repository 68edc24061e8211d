"""Keeping a chapter's text, seeing what has changed since, and bringing it back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.write.snapshots import DifferenceView, KeepDialog, SnapshotsDialog, around
from tests.desktop.write_stage import Key, Stage


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot) -> Stage:
    return Stage(desk, qtbot)


def _dialog(stage: Stage, kind: type[QDialog]) -> QDialog:
    found = stage.page.findChild(kind)
    assert isinstance(found, kind)
    return found


def _button(dialog: QWidget, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_a_snapshot_is_kept_compared_and_brought_back(stage: Stage) -> None:
    stage.put_cursor("three")
    stage.type(" wonderful")
    stage.desk.commands.run("snapshot.keep")
    keep = _dialog(stage, KeepDialog)
    assert isinstance(keep, KeepDialog)
    stage.type("the good one", keep.label)
    _button(keep, "snapshot.keep").click()
    [kept] = [each for each in stage.desk.library.snapshots.list(stage.chapters[0].id) if each.label]
    assert kept.label == "the good one"

    stage.page.editor.setFocus()
    for _ in "wonderful":
        stage.press(Key.Key_Backspace)
    stage.type("terrible")
    stage.desk.commands.run("snapshot.compare")
    dialog = _dialog(stage, SnapshotsDialog)
    assert isinstance(dialog, SnapshotsDialog)
    assert "the good one" in dialog.list.item(0).text()
    what = dialog.findChild(QLabel, "snapshots.what")
    assert isinstance(what, QLabel)
    assert "1 words added" in what.text()
    shown = {text: (underlined, struck) for text, underlined, struck in _pieces(dialog.difference)}
    assert shown["terrible"] == (True, False)
    assert shown["wonderful"] == (False, True)

    _button(dialog, "snapshots.restore").click()
    assert stage.saved()[1] == "<p>two</p><p>three wonderful</p>"
    assert "wonderful" in stage.page.editor.toPlainText()
    stage.desk.library.undo()
    assert "terrible" in stage.page.editor.toPlainText()


def _pieces(view: DifferenceView) -> list[tuple[str, bool, bool]]:
    found: list[tuple[str, bool, bool]] = []
    block = view.document().begin()
    while block.isValid():
        each = block.begin()
        while not each.atEnd():
            like = each.fragment().charFormat()
            found.append((each.fragment().text(), like.fontUnderline(), like.fontStrikeOut()))
            each += 1
        block = block.next()
    return found


def test_a_chapter_without_snapshots_says_when_they_are_kept(stage: Stage) -> None:
    stage.open(1)
    stage.desk.commands.run("snapshot.compare")
    dialog = _dialog(stage, SnapshotsDialog)
    what = dialog.findChild(QLabel, "snapshots.what")
    assert isinstance(what, QLabel)
    assert "Nothing is kept" in what.text()
    assert not _button(dialog, "snapshots.restore").isEnabled()


@pytest.mark.parametrize(
    ("after", "before", "shown"),
    [
        (True, True, ("0\n1\n2", 14, "17\n18\n19")),
        (False, True, ("", 17, "17\n18\n19")),
        (True, False, ("0\n1\n2", 17, "")),
        (False, False, ("0\n1\n2\n3\n4\n5\n6\n7", 12, "")),
    ],
)
def test_only_what_is_near_a_change_is_shown(after: bool, before: bool, shown: tuple[str, int, str]) -> None:
    assert around("\n".join(map(str, range(20))), after, before) == shown


def test_a_short_unchanged_text_is_shown_whole() -> None:
    assert around("a\nb\nc", True, True) == ("a\nb\nc", 0, "")
