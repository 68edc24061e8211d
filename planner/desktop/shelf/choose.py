"""A short dialog that lets the author choose one thing of many by typing part of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSortFilterProxyModel, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from planner.desktop.theme import L, S
from planner.desktop.widgets.buttons import button


class ChooseDialog(QDialog):
    """A filter line over a list; Enter or a double click chooses, the arrow keys go from line to list."""

    def __init__(self, title: str, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choose")
        self.setWindowTitle(title)
        self.resize(420, 420)
        self._filtered = QSortFilterProxyModel(self)
        self._filtered.setSourceModel(QStringListModel(list(names), self))
        self._filtered.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._line = QLineEdit()
        self._line.setObjectName("choose.filter")
        self._line.setPlaceholderText(self.tr("Type to narrow the list"))
        self._line.setAccessibleName(self.tr("Narrow the list"))
        self._line.textChanged.connect(self._narrow)
        self._line.installEventFilter(self)
        self._list = QListView()
        self._list.setObjectName("choose.list")
        self._list.setAccessibleName(title)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setModel(self._filtered)
        self._list.activated.connect(self.accept)
        self._ok = button(self.tr("Choose"), "choose.ok", self.accept, "primary")
        self._ok.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        buttons.addStretch()
        buttons.addWidget(button(self.tr("Cancel"), "choose.cancel", self.reject))
        buttons.addWidget(self._ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, L, L, L)
        column.setSpacing(S)
        column.addWidget(self._line)
        column.addWidget(self._list)
        column.addLayout(buttons)
        self._narrow("")

    @property
    def chosen(self) -> int:
        """The index in ``names`` of what is current; -1 if nothing is left to choose."""
        return self._filtered.mapToSource(self._list.currentIndex()).row()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        pressed = watched is self._line and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in keys:
            self._list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Choosing the first row laid the list out before the style sheet had its say.
        self._list.doItemsLayout()

    def _narrow(self, text: str) -> None:
        self._filtered.setFilterFixedString(text)
        self._list.setCurrentIndex(self._filtered.index(0, 0))
        self._ok.setEnabled(self._filtered.rowCount() > 0)


def choose(title: str, names: Sequence[str], parent: QWidget, on_chosen: Callable[[int], object]) -> None:
    """Ask for one of ``names``; ``on_chosen`` takes its index, and is not called if the author steps back."""
    dialog = ChooseDialog(title, names, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: on_chosen(dialog.chosen))
    dialog.open()
