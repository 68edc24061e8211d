"""A table with people at its side, as it is dressed and walked through."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from planner.desktop.theme import Theme
from planner.desktop.widgets.crossing import CrossingModel
from planner.desktop.widgets.people import Portraits


class PeopleTable(QTableView):
    """One cell is current. What is done to the library is told by signals of the tables themselves."""

    def __init__(self, theme: Theme, portraits: Portraits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.portraits = portraits
        self.setProperty("look", "grid")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_model(
        self, model: CrossingModel, rows: QHeaderView, columns: QHeaderView, delegate: QAbstractItemDelegate
    ) -> None:
        """Show a model; before, all has to be there that its headers and cells are drawn from."""
        self.setVerticalHeader(rows)
        self.setHorizontalHeader(columns)
        self.setItemDelegate(delegate)
        self.setModel(model)

    def go_to(self, index: QModelIndex) -> None:
        """Go to a cell."""
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def pick_row(self, section: int) -> None:
        """Go to a row by its header, in the same column."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.go_to(self.model().index(section, max(self.currentIndex().column(), 0)))

    def pick_column(self, section: int) -> None:
        """Go to a column by its header, in the same row."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.go_to(self.model().index(max(self.currentIndex().row(), 0), section))

    def below(self, index: QModelIndex) -> QPoint:
        """The place on the screen below a cell."""
        return self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())

    def menu_place(self, event: QContextMenuEvent) -> QPoint:
        """Where on the screen a menu was asked for; a cell that was clicked becomes the current one."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            return self.below(self.currentIndex())
        if (index := self.indexAt(event.pos())).isValid():
            self.setCurrentIndex(index)
        return event.globalPos()
