"""The matrix of secrets as a Qt table that follows the library and the chapter it is shown as of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt

from planner.desktop.cast.secrets.sheet import (
    NOTHING,
    READER,
    TABLES,
    Cell,
    Sheet,
    cell_sentence,
    cell_text,
    read_sheet,
    secret_title,
    who_of,
)
from planner.desktop.cast.story_table import StoryTable
from planner.desktop.widgets.crossing import Index
from planner.domain.cast import Person
from planner.domain.outline import PersonId
from planner.domain.secrets import Knower, Secret, SecretId

if TYPE_CHECKING:
    from planner.desktop.bus import Bus
    from planner.library.file import Library


class SecretsModel(StoryTable[Sheet]):
    """The reader and everybody else down, secrets across."""

    tables = TABLES

    def __init__(self, library: Library, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(library, bus, read_sheet, parent)
        self.as_of: int | None = None
        self._cells: dict[tuple[int, SecretId], Cell] = {}

    # What is shown

    def set_as_of(self, as_of: int | None) -> None:
        """Show how things stand after another chapter."""
        if as_of != self.as_of:
            self.as_of = as_of
            self.show_sheet(self.sheet)

    def show_sheet(self, sheet: Sheet | None) -> None:
        before, old = self.sheet, self._cells
        if sheet is not None:
            self.sheet = sheet
            self._cells = sheet.cells(self.as_of)
        self.follow_keys(sheet.rows if sheet else [], list(sheet.secrets) if sheet else [])
        if sheet is None:
            self.sheet, self._cells = None, {}
        elif before is not None:
            self._tell_changes(before, sheet, old)
        self.followed.emit()

    def _tell_changes(self, before: Sheet, after: Sheet, old: dict[tuple[int, SecretId], Cell]) -> None:
        for row, secret_id in old.keys() | self._cells.keys():
            if old.get((row, secret_id)) != self._cells.get((row, secret_id)):
                index = self.index_of(row, secret_id)
                if index.isValid():
                    self.dataChanged.emit(index, index)
        for section, key in enumerate(self._down):
            if before.people.get(PersonId(key)) != after.people.get(PersonId(key)):
                self.headerDataChanged.emit(Qt.Orientation.Vertical, section, section)
        for section, key in enumerate(self._across):
            if before.secrets.get(SecretId(key)) != after.secrets.get(SecretId(key)):
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, section, section)

    # Where things stand

    def index_of(self, row: int, secret_id: SecretId) -> QModelIndex:
        """The cell of a row's key and a secret; an invalid index if there is none."""
        return self.index_at(row, secret_id)

    def who(self, index: Index) -> Knower:
        """Who is in the row of a cell."""
        return who_of(self._down[index.row()])

    def person_at(self, section: int) -> Person | None:
        """Who is in a row; None for the reader."""
        if self.sheet is None or not 0 <= section < len(self._down) or self._down[section] == READER:
            return None
        return self.sheet.people.get(PersonId(self._down[section]))

    def secret_at(self, section: int) -> Secret | None:
        """The secret of a column."""
        if self.sheet is None or not 0 <= section < len(self._across):
            return None
        return self.sheet.secrets.get(SecretId(self._across[section]))

    def cell(self, index: Index) -> Cell:
        """What a cell shows."""
        keys = self.keys_of(index)
        return self._cells.get((keys[0], SecretId(keys[1])), NOTHING) if keys else NOTHING

    # QAbstractTableModel

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self.sheet is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(self.cell(index))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            secret = self.secret_at(index.column())
            return cell_sentence(self.sheet, self.who(index), secret, self.cell(index)) if secret else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.sheet is None or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        if orientation == Qt.Orientation.Vertical:
            known = 0 <= section < len(self._down)
            return self.sheet.name(who_of(self._down[section])) if known else None
        secret = self.secret_at(section)
        if secret is None:
            return None
        full = role == Qt.ItemDataRole.ToolTipRole and secret.note
        return f"{secret_title(secret)}\n\n{secret.note}" if full else secret_title(secret)
