"""Settings are kept in the library, never outside their bounds; the settings page shows and changes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTableView,
)
from pytestqt.qtbot import QtBot

from planner.desktop import settings as declared
from planner.desktop.app import build_desk
from planner.desktop.desk import Desk
from planner.desktop.preferences.page import PreferencesPage
from planner.desktop.preferences.tabs import Tab
from planner.desktop.settings import PROSE_SIZE, SCHEME, SMART_QUOTES, Setting, Settings
from planner.library.file import Library

ALL = [value for value in vars(declared).values() if isinstance(value, Setting)]


def test_keys_are_unique() -> None:
    keys = [setting.key for setting in ALL]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("setting", ALL, ids=lambda setting: setting.key)
def test_a_default_survives_writing_and_reading(setting: Setting[str]) -> None:
    assert setting.read(setting.write(setting.default)) == setting.default


@pytest.mark.parametrize(("text", "value"), [("20", 20), ("4", 8), ("400", 40), ("many", 13), ("", 13)])
def test_a_number_that_was_tampered_with_is_brought_within_bounds(text: str, value: int) -> None:
    assert PROSE_SIZE.read(text) == value


def test_an_unknown_choice_reads_as_the_default() -> None:
    assert SCHEME.read("sepia") == "system"


def test_settings_outlive_the_window(library: Library) -> None:
    Settings(library).set(PROSE_SIZE, 17)
    assert Settings(library).get(PROSE_SIZE) == 17


def test_a_change_is_told_once(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.settings.changed) as told:
        desk.settings.set(SMART_QUOTES, False)
    assert told.args == [SMART_QUOTES.key]
    with qtbot.assertNotEmitted(desk.settings.changed):
        desk.settings.set(SMART_QUOTES, False)


def test_in_a_library_opened_to_look_a_setting_holds_until_the_window_closes(library: Library, qtbot: QtBot) -> None:
    with Library.open(library.path, read_only=True) as seen:
        settings = Settings(seen)
        settings.set(PROSE_SIZE, 17)
        assert settings.get(PROSE_SIZE) == 17
        assert Settings(seen).get(PROSE_SIZE) == PROSE_SIZE.default


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> PreferencesPage:
    made = PreferencesPage(desk)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def test_choosing_the_theme_from_the_keyboard(page: PreferencesPage, desk: Desk, qtbot: QtBot) -> None:
    box = page.findChild(QComboBox, "preferences.look.scheme")
    assert box is not None
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_End)
    assert desk.settings.get(SCHEME) == "dark"
    assert desk.theme.colours.is_dark


def test_smart_quotes_can_be_switched_off(page: PreferencesPage, desk: Desk, qtbot: QtBot) -> None:
    page.show_tab(Tab.TYPING)
    box = page.findChild(QCheckBox, "preferences.prose.smart_quotes")
    assert box is not None
    assert box.isChecked()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert desk.settings.get(SMART_QUOTES) is False


def find_command(page: PreferencesPage, name: str, qtbot: QtBot) -> QTableView:
    """Search for a command in the list of shortcuts, and select it."""
    page.show_tab(Tab.SHORTCUTS)
    line = page.findChild(QLineEdit, "preferences.shortcut_filter")
    table = page.findChild(QTableView, "preferences.shortcuts")
    assert line is not None
    assert table is not None
    qtbot.keyClicks(line, name)
    assert table.model().rowCount() == 1
    table.setCurrentIndex(table.model().index(0, 2))
    table.setFocus()
    return table


def press_keys(table: QTableView, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    """Edit the keys of the selected row by pressing them."""
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QKeySequenceEdit, "preferences.keys")
    assert editor is not None
    with qtbot.waitSignal(editor.editingFinished):
        qtbot.keyClick(editor, key, modifiers)


def test_giving_a_command_other_keys(page: PreferencesPage, desk: Desk, qtbot: QtBot) -> None:
    table = find_command(page, "Quick jump", qtbot)
    press_keys(table, qtbot, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert desk.commands.actions["go.jump"].shortcut() == QKeySequence("Ctrl+J")
    assert table.model().index(0, 2).data() == "Ctrl+J"


def test_keys_in_use_are_refused_until_the_author_takes_them_over(
    page: PreferencesPage, desk: Desk, qtbot: QtBot
) -> None:
    table = find_command(page, "Quick jump", qtbot)
    press_keys(table, qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert desk.commands.actions["go.jump"].shortcut() == QKeySequence("Ctrl+K")
    take = page.findChild(QPushButton, "preferences.take_keys")
    assert take is not None
    assert take.isVisible()
    qtbot.mouseClick(take, Qt.MouseButton.LeftButton)
    assert desk.commands.actions["go.jump"].shortcut() == QKeySequence("Ctrl+N")
    assert desk.commands.actions["story.new"].shortcut().isEmpty()


def test_a_backup_made_by_hand_appears_and_can_be_gone_back_to(page: PreferencesPage, desk: Desk, qtbot: QtBot) -> None:
    page.show_tab(Tab.LIBRARY)
    make = page.findChild(QPushButton, "preferences.back_up")
    restore = page.findChild(QPushButton, "preferences.restore")
    assert make is not None
    assert restore is not None
    assert not restore.isEnabled()
    qtbot.mouseClick(make, Qt.MouseButton.LeftButton)
    backups = page.findChild(QListWidget, "preferences.backups")
    assert backups is not None
    qtbot.waitUntil(lambda: backups.count() == 1)
    backups.setCurrentRow(0)
    assert restore.isEnabled()


def test_the_page_says_where_the_library_is(page: PreferencesPage, library: Library) -> None:
    page.show_tab(Tab.LIBRARY)
    where = page.findChild(QObject, "preferences.library")
    assert where is not None
    assert Path(where.property("text")).expanduser() == library.path


def test_everything_on_the_page_has_a_name(page: PreferencesPage) -> None:
    for tab in Tab:
        page.show_tab(tab)
        for kind in (QComboBox, QCheckBox, QLineEdit, QTableView):
            for control in page.findChildren(kind):
                if not control.objectName().startswith("qt_"):
                    assert control.accessibleName(), control.objectName()


def test_the_look_of_a_library_is_there_from_the_first_moment(library: Library, qapp: QApplication) -> None:
    Settings(library).set(SCHEME, "dark")
    keeper = QObject()
    desk = build_desk(library, qapp, keeper)
    assert desk.theme.colours.is_dark
    desk.bus.close()
    keeper.deleteLater()
