"""Tables that cross two sorts of things, whose rows and columns are known by ids and follow without a reset."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex

from planner.desktop.reconcile import ROOT, Edit, Insert, Move, Remove, edit_script

Index = QModelIndex | QPersistentModelIndex


class CrossingModel(QAbstractTableModel):
    """Rows and columns that follow by inserting, removing and moving, so that a view keeps its place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._down: list[int] = []
        self._across: list[int] = []

    def follow_keys(self, down: Sequence[int], across: Sequence[int]) -> None:
        """Become a table of these rows and columns."""
        for edit in edit_script({ROOT: self._down}, {ROOT: list(down)}):
            self._edit_rows(edit)
        for edit in edit_script({ROOT: self._across}, {ROOT: list(across)}):
            self._edit_columns(edit)

    def _edit_rows(self, edit: Edit) -> None:
        nowhere, keys = QModelIndex(), self._down
        match edit:
            case Insert(_, row, added):
                self.beginInsertRows(nowhere, row, row + len(added) - 1)
                keys[row:row] = added
                self.endInsertRows()
            case Remove(_, row, count):
                self.beginRemoveRows(nowhere, row, row + count - 1)
                del keys[row : row + count]
                self.endRemoveRows()
            case Move(_, row, _, to):
                # Qt counts the destination with the row still in its place.
                self.beginMoveRows(nowhere, row, row, nowhere, to + (to > row))
                keys.insert(to, keys.pop(row))
                self.endMoveRows()

    def _edit_columns(self, edit: Edit) -> None:
        nowhere, keys = QModelIndex(), self._across
        match edit:
            case Insert(_, column, added):
                self.beginInsertColumns(nowhere, column, column + len(added) - 1)
                keys[column:column] = added
                self.endInsertColumns()
            case Remove(_, column, count):
                self.beginRemoveColumns(nowhere, column, column + count - 1)
                del keys[column : column + count]
                self.endRemoveColumns()
            case Move(_, column, _, to):
                self.beginMoveColumns(nowhere, column, column, nowhere, to + (to > column))
                keys.insert(to, keys.pop(column))
                self.endMoveColumns()

    def row_of(self, key: int) -> int:
        """The row with this key; -1 if there is none."""
        return self._down.index(key) if key in self._down else -1

    def column_of(self, key: int) -> int:
        """The column with this key; -1 if there is none."""
        return self._across.index(key) if key in self._across else -1

    def index_at(self, down: int, across: int) -> QModelIndex:
        """The cell where these keys cross; an invalid index if there is none."""
        row, column = self.row_of(down), self.column_of(across)
        return self.index(row, column) if row >= 0 and column >= 0 else QModelIndex()

    def keys_of(self, index: Index) -> tuple[int, int] | None:
        """The keys of the row and the column of a cell; None for an invalid index."""
        return (self._down[index.row()], self._across[index.column()]) if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._down)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._across)
