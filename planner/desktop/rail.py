"""The thin rail at the left: the pages there are, search and preferences."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from planner.desktop.desk import Desk
from planner.desktop.icons import icon
from planner.desktop.pages import PageName
from planner.desktop.theme import XS, S

_ITEMS = (
    (PageName.SHELF, "go.shelf", "books"),
    (PageName.WRITE, "go.write", "pen-nib"),
    (PageName.PLOT, "go.plot", "plot"),
    (PageName.CAST, "go.cast", "cast"),
    (PageName.PROGRESS, "go.progress", "progress"),
    (None, "", ""),
    (PageName.SEARCH, "find.everywhere", "search"),
    (PageName.PREFERENCES, "app.preferences", "settings"),
)


class Rail(QFrame):
    """A button for each page, with the one that is shown marked."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Pages"))
        self.setProperty("look", "surface")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._buttons: dict[PageName, QToolButton] = {}
        words = {
            PageName.SHELF: self.tr("Shelf"),
            PageName.WRITE: self.tr("Write"),
            PageName.PLOT: self.tr("Plot"),
            PageName.CAST: self.tr("Cast"),
            PageName.PROGRESS: self.tr("Progress"),
            PageName.SEARCH: self.tr("Search"),
            PageName.PREFERENCES: self.tr("Settings"),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        column = QVBoxLayout()
        column.setContentsMargins(S, S, S, S)
        column.setSpacing(XS)
        row.addLayout(column)
        edge = QFrame()
        edge.setProperty("look", "upright")
        row.addWidget(edge)
        for page, command, drawing in _ITEMS:
            if page is None:
                column.addStretch()
                continue
            made = RailButton(desk.commands.actions[command], words[page])
            made.setIcon(icon(drawing, desk.theme))
            made.setObjectName(f"rail.{page}")
            self._buttons[page] = made
            column.addWidget(made)

    def mark(self, page: PageName) -> None:
        """Mark the page that is shown."""
        for name, each in self._buttons.items():
            each.setChecked(name == page)


class RailButton(QToolButton):
    """An icon above a word; it does a command and stays marked while its page is shown."""

    def __init__(self, action: QAction, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self._word = word
        self.setProperty("kind", "rail")
        self.setText(word)
        self.setAccessibleName(word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        # All as wide as the widest word, so that the icons stand one under the other.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(60)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def nextCheckState(self) -> None:
        """Leave the mark to `Rail.mark`: a click on the page that is shown must not unmark it."""

    def _follow(self) -> None:
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{self._word} ({keys})" if keys else self._word)
        self.setEnabled(self._action.isEnabled())
