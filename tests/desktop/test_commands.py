"""Every command is declared soundly; its keys can be changed, and two never fight over the same ones."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenuBar
from pytestqt.qtbot import QtBot

from planner.desktop.commands import COMMANDS, MENUS, Command, CommandSet, share_keys
from planner.desktop.desk import Desk
from planner.desktop.window import Window
from planner.domain.resources import resource


def test_ids_are_unique() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_a_command_has_words_a_menu_and_an_icon_that_exists(command: Command) -> None:
    assert command.text
    assert command.menu in dict(MENUS)
    drawing = command.icon
    assert not drawing or resource("icons", f"{drawing}.svg").is_file()


def test_no_two_commands_share_keys() -> None:
    clashes = [
        (one.id, other.id)
        for one, other in combinations(COMMANDS, 2)
        if one.shortcut and one.shortcut == other.shortcut and share_keys(one.where, other.where)
    ]
    assert clashes == []


def test_shortcuts_are_real_keys() -> None:
    for command in COMMANDS:
        if command.shortcut:
            keys = QKeySequence(command.shortcut, QKeySequence.SequenceFormat.PortableText)
            assert keys.toString(QKeySequence.SequenceFormat.PortableText) == command.shortcut


def test_every_command_is_in_a_menu(desk: Desk, qtbot: QtBot) -> None:
    bar = QMenuBar()
    qtbot.addWidget(bar)
    menus = desk.commands.fill(bar)
    shown = {action.objectName() for menu in menus.values() for action in menu.actions()}
    assert {command.id for command in COMMANDS} <= shown


def test_own_keys_take_the_place_of_the_built_in_ones_and_outlive_the_window(desk: Desk) -> None:
    desk.commands.set_shortcut("go.shelf", QKeySequence("Ctrl+Alt+9"))
    assert desk.commands.actions["go.shelf"].shortcut() == QKeySequence("Ctrl+Alt+9")
    again = CommandSet(desk.settings, desk.theme)
    assert again.actions["go.shelf"].shortcut() == QKeySequence("Ctrl+Alt+9")
    desk.commands.set_shortcut("go.shelf", None)
    assert desk.commands.actions["go.shelf"].shortcut() == QKeySequence("Ctrl+1")


def test_a_command_can_go_without_keys(desk: Desk) -> None:
    desk.commands.set_shortcut("go.shelf", QKeySequence())
    assert desk.commands.actions["go.shelf"].shortcut().isEmpty()
    assert CommandSet(desk.settings, desk.theme).actions["go.shelf"].shortcut().isEmpty()


def test_a_conflict_names_the_command_that_has_the_keys(desk: Desk) -> None:
    conflicts = desk.commands.conflicts("go.shelf", QKeySequence("Ctrl+K"))
    assert [command.id for command in conflicts] == ["go.jump"]


def test_outline_and_editor_may_share_keys_but_not_with_the_window(desk: Desk) -> None:
    assert desk.commands.conflicts("format.bold", QKeySequence("Ctrl+D")) == []
    assert desk.commands.conflicts("format.bold", QKeySequence("Ctrl+N")) != []


def test_a_command_nobody_bound_stays_off(desk: Desk) -> None:
    desk.commands.enable("snapshot.keep")
    assert not desk.commands.actions["snapshot.keep"].isEnabled()
    called: list[str] = []
    desk.commands.bind("snapshot.keep", lambda: called.append("keep"))
    desk.commands.run("snapshot.keep")
    assert called == ["keep"]


def test_everything_that_needs_no_story_is_bound_in_the_window(window: Window, desk: Desk) -> None:
    # Opening another library is the session's own business, not the window's.
    unbound = {c.id for c in COMMANDS if c.where == "everywhere" and not desk.commands.is_bound(c.id)}
    assert unbound == {"library.open"}
