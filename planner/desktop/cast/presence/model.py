"""The chart of presence as a Qt table that follows the library row by row and column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt

from planner.desktop.cast.presence.sheet import TABLES, Cell, Chart, Order, Row, read_chart
from planner.desktop.cast.story_table import StoryTable
from planner.desktop.widgets.crossing import Index
from planner.domain.outline import Chapter, ChapterId, PersonId

if TYPE_CHECKING:
    from planner.desktop.bus import Bus
    from planner.library.file import Library

_WORDS_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


class PresenceModel(StoryTable[Chart]):
    """People down, in an order that can be chosen, and chapters across."""

    tables = TABLES

    def __init__(self, library: Library, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(library, bus, read_chart, parent)
        self.order = Order.CAST

    # What is shown

    def set_order(self, order: Order) -> None:
        """Put the rows into another order; the cast keeps its own."""
        if order is not self.order:
            self.order = order
            self.show_sheet(self.sheet)

    def show_sheet(self, sheet: Chart | None) -> None:
        before = self.sheet
        if sheet is not None:
            self.sheet = sheet
        self.follow_keys(sheet.keys(self.order) if sheet else [], list(sheet.chapters) if sheet else [])
        self.sheet = sheet
        if before is not None and sheet is not None and before is not sheet:
            self._tell_changes(before, sheet)
        self.followed.emit()

    def _tell_changes(self, before: Chart, after: Chart) -> None:
        for cell in before.cells.keys() | after.cells.keys():
            if before.cells.get(cell) != after.cells.get(cell):
                index = self.index_of(*cell)
                if index.isValid():
                    self.dataChanged.emit(index, index)
        for section, key in enumerate(self._down):
            if before.rows.get(PersonId(key)) != after.rows.get(PersonId(key)):
                self.headerDataChanged.emit(Qt.Orientation.Vertical, section, section)
        for section, key in enumerate(self._across):
            old, new = before.chapters.get(ChapterId(key)), after.chapters[ChapterId(key)]
            if old is None or (old.heading, old.status) != (new.heading, new.status):
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, section, section)

    # Where things stand

    def index_of(self, person_id: PersonId, chapter_id: ChapterId) -> QModelIndex:
        """The cell of somebody in a chapter; an invalid index if there is none."""
        return self.index_at(person_id, chapter_id)

    def row_at(self, section: int) -> Row | None:
        """Who is in a row."""
        if self.sheet is None or not 0 <= section < len(self._down):
            return None
        return self.sheet.rows.get(PersonId(self._down[section]))

    def chapter_at(self, section: int) -> Chapter | None:
        """The chapter of a column."""
        if self.sheet is None or not 0 <= section < len(self._across):
            return None
        return self.sheet.chapters.get(ChapterId(self._across[section]))

    def cell(self, index: Index) -> Cell | None:
        """What a cell shows; None where somebody is not in the chapter."""
        keys = self.keys_of(index)
        return self.sheet.cells.get((PersonId(keys[0]), ChapterId(keys[1]))) if keys and self.sheet else None

    # QAbstractTableModel

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        keys = self.keys_of(index)
        if keys is None or self.sheet is None or role not in _WORDS_ROLES:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            cell = self.cell(index)
            return str(cell.scenes) if cell else ""
        return self.sheet.cell_sentence(PersonId(keys[0]), ChapterId(keys[1]))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.sheet is None or role not in _WORDS_ROLES:
            return None
        if orientation == Qt.Orientation.Vertical:
            row = self.row_at(section)
            return self.sheet.row_sentence(row) if row else None
        chapter = self.chapter_at(section)
        if chapter is None:
            return None
        return str(chapter.number) if role == Qt.ItemDataRole.DisplayRole else chapter.heading
