"""Lists whose rows are rows of the library: a model that follows changes by inserting, removing and moving."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex


class RowsById(QAbstractListModel):
    """A list whose rows are known by their ids and that never resets itself."""

    def __init__(self, ids: Iterable[int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids = list(ids)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def row_of(self, row_id: int) -> int:
        """The row with this id; -1 if there is none."""
        return self._ids.index(row_id) if row_id in self._ids else -1

    def touch(self, row_ids: Iterable[int]) -> None:
        """Have these rows drawn again."""
        for row in sorted(self.row_of(row_id) for row_id in row_ids):
            if row >= 0:
                self.dataChanged.emit(self.index(row), self.index(row))

    def touch_all(self) -> None:
        """Have every row drawn again: time has passed, and "just now" is no longer true."""
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def follow_order(self, wanted: Sequence[int]) -> None:
        """Become ``wanted`` by removing, inserting and moving single rows, so that views keep what they hold."""
        kept = set(wanted)
        for row in reversed(range(len(self._ids))):
            if self._ids[row] not in kept:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._ids[row]
                self.endRemoveRows()
        for row, row_id in enumerate(wanted):
            if row < len(self._ids) and self._ids[row] == row_id:
                continue
            old = self.row_of(row_id)
            if old < 0:
                self.beginInsertRows(QModelIndex(), row, row)
                self._ids.insert(row, row_id)
                self.endInsertRows()
            else:
                # Rows before this one are in place already, so a row only ever moves up.
                self.beginMoveRows(QModelIndex(), old, old, QModelIndex(), row)
                self._ids.insert(row, self._ids.pop(old))
                self.endMoveRows()
