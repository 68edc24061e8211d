"""What the author ticks in a wrap-up: chapters to keep and promises to keep, each with what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from planner.desktop.widgets.lines import FOOT_ROLE
from planner.desktop.widgets.rows import Index


@dataclass(frozen=True)
class Choice:
    """A row: ``key`` tells it apart, ``foot`` says what follows from its being ticked or not."""

    key: int
    text: str
    foot: str
    checked: bool


class ChoicesModel(QAbstractListModel):
    """The rows. Ticking one only tells so: what follows from it comes back with `show`."""

    ticked = Signal(int, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices: list[Choice] = []

    def show(self, choices: Sequence[Choice]) -> None:
        """Show these choices; those that are shown already keep their rows."""
        if [choice.key for choice in choices] != [choice.key for choice in self._choices]:
            self.beginResetModel()
            self._choices = list(choices)
            self.endResetModel()
            return
        for row, choice in enumerate(choices):
            if choice != self._choices[row]:
                self._choices[row] = choice
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._choices)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        choice = self._choices[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.text
        if role == FOOT_ROLE:
            return choice.foot
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if choice.checked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{choice.text}: {choice.foot}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.ticked.emit(self._choices[index.row()].key, value == Qt.CheckState.Checked)
        return True
