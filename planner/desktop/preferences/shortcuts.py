"""The preferences of the keyboard: every command with its keys, which can be changed in place."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from planner.desktop.commands import COMMANDS, MENUS, Command, CommandSet, text_of
from planner.desktop.desk import Desk
from planner.desktop.settings import Settings, shortcut_setting
from planner.desktop.theme import XS, M, S
from planner.desktop.widgets.banner import Banner
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.labels import label

Index = QModelIndex | QPersistentModelIndex

_MENU_TITLES = dict(MENUS)
KEYS_COLUMN = 2


class ShortcutsModel(QAbstractTableModel):
    """A row for each command: its menu, its words, its keys."""

    refused = Signal(object, object, object)
    """Emitted with a command, the keys the author wanted for it, and the commands that have them."""

    def __init__(self, commands: CommandSet, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self._settings = settings
        commands.shortcuts_changed.connect(self._refresh)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(COMMANDS)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else KEYS_COLUMN + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Menu"), self.tr("Command"), self.tr("Keys"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == KEYS_COLUMN else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        command = COMMANDS[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            keys = self._commands.shortcut(command.id).toString(QKeySequence.SequenceFormat.NativeText)
            return (_menu_title(command), text_of(command).rstrip("…"), keys)[index.column()]
        if role == Qt.ItemDataRole.EditRole and index.column() == KEYS_COLUMN:
            return self._commands.shortcut(command.id)
        if role == Qt.ItemDataRole.FontRole and index.column() == KEYS_COLUMN and self._is_own(command):
            font = QFont()
            font.setBold(True)
            return font
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        command = COMMANDS[index.row()]
        if role != Qt.ItemDataRole.EditRole or not isinstance(value, QKeySequence):
            return False
        if value == self._commands.shortcut(command.id):
            return False
        others = self._commands.conflicts(command.id, value)
        if others:
            self.refused.emit(command, value, others)
            return False
        self._commands.set_shortcut(command.id, value)
        return True

    def _is_own(self, command: Command) -> bool:
        return bool(self._settings.get(shortcut_setting(command.id)))

    def _refresh(self) -> None:
        self.dataChanged.emit(self.index(0, KEYS_COLUMN), self.index(len(COMMANDS) - 1, KEYS_COLUMN))


class KeysDelegate(QStyledItemDelegate):
    """Edits keys by pressing them."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        editor = QKeySequenceEdit(parent)
        editor.setObjectName("preferences.keys")
        editor.setAccessibleName(self.tr("Press the keys"))
        editor.setMaximumSequenceLength(1)
        editor.setClearButtonEnabled(True)
        editor.editingFinished.connect(self._finish)
        return editor

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        # Tab, Enter and Escape can be somebody's shortcut, so the editor has them; the base class would end.
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        return super().eventFilter(editor, event)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QKeySequenceEdit)
        editor.setKeySequence(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QKeySequenceEdit)
        model.setData(index, editor.keySequence(), Qt.ItemDataRole.EditRole)

    def _finish(self) -> None:
        editor = self.sender()
        assert isinstance(editor, QKeySequenceEdit)
        # Closing takes the focus from the editor, which then tells a second time that it has finished.
        editor.editingFinished.disconnect(self._finish)
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)


class ShortcutsPage(QWidget):
    """All commands in a list that can be searched; keys in use elsewhere are offered to be taken over."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands = desk.commands
        self._model = ShortcutsModel(desk.commands, desk.settings, self)
        self._model.refused.connect(self._offer)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._model)
        self._found.setFilterKeyColumn(-1)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._filter = QLineEdit()
        self._filter.setObjectName("preferences.shortcut_filter")
        self._filter.setPlaceholderText(self.tr("Find a command or its keys"))
        self._filter.setAccessibleName(self._filter.placeholderText())
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._found.setFilterFixedString)
        self._banner = Banner(desk.theme, "preferences.conflict")
        self._table = self._make_table()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self._filter)
        column.addWidget(self._banner)
        panel = Panel()
        panel.column.setContentsMargins(XS, XS, XS, XS)
        panel.column.addWidget(self._table)
        column.addWidget(panel, 1)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(label(self.tr("Enter or a double click changes keys. Your own are in bold."), "small"), 1)
        row.addWidget(button(self.tr("No keys"), "preferences.no_keys", self._clear))
        row.addWidget(button(self.tr("Built-in keys"), "preferences.built_in_keys", self._reset))
        column.addLayout(row)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("preferences.shortcuts")
        table.setAccessibleName(self.tr("Keyboard shortcuts"))
        table.setModel(self._found)
        table.setItemDelegateForColumn(KEYS_COLUMN, KeysDelegate(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 14)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, 110)
        header.resizeSection(KEYS_COLUMN, 190)
        table.activated.connect(lambda index: table.edit(index.siblingAtColumn(KEYS_COLUMN)))
        return table

    def _current(self) -> Command | None:
        index = self._found.mapToSource(self._table.currentIndex())
        return COMMANDS[index.row()] if index.isValid() else None

    def _clear(self) -> None:
        command = self._current()
        if command is not None:
            self._commands.set_shortcut(command.id, QKeySequence())

    def _reset(self) -> None:
        command = self._current()
        if command is None:
            return
        built_in = QKeySequence(command.shortcut, QKeySequence.SequenceFormat.PortableText)
        others = self._commands.conflicts(command.id, built_in)
        if others:
            self._offer(command, built_in, others)
        else:
            self._commands.set_shortcut(command.id, None)

    def _offer(self, command: Command, keys: QKeySequence, others: list[Command]) -> None:
        names = ", ".join(text_of(other).rstrip("…") for other in others)
        text = self.tr("{keys} already does: {names}.").format(
            keys=keys.toString(QKeySequence.SequenceFormat.NativeText), names=names
        )

        def take() -> None:
            for other in others:
                self._commands.set_shortcut(other.id, QKeySequence())
            self._commands.set_shortcut(command.id, keys)
            self._banner.hide()

        words = self.tr("Use it for {name}").format(name=text_of(command).rstrip("…"))
        self._banner.say(text, (button(words, "preferences.take_keys", take),))


def _menu_title(command: Command) -> str:
    title = _MENU_TITLES[command.menu]
    return QCoreApplication.translate("Commands", title).replace("&", "")
