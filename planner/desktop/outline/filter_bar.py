"""The filter above the outline: words to look for, and statuses to keep."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from planner.desktop.commands import status_text
from planner.desktop.icons import icon
from planner.desktop.theme import XS, S, Theme
from planner.desktop.widgets.buttons import icon_button
from planner.desktop.widgets.filters import FilterLine
from planner.desktop.widgets.status import status_icon
from planner.domain.outline import ChapterStatus


class FilterBar(QWidget):
    """One line and a small menu of statuses."""

    changed = Signal()
    left = Signal()
    """Emitted when the author goes on to what was found."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.line = FilterLine()
        self.line.setObjectName("outline.filter")
        self.line.setProperty("look", "quiet")
        self.line.setPlaceholderText(self.tr("Filter"))
        self.line.setAccessibleName(self.tr("Filter the outline"))
        self.line.setAccessibleDescription(self.tr("By words of the title or the synopsis, or a chapter's number"))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.line.left.connect(self.left)
        self._menu = QMenu(self)
        self._menu.setObjectName("outline.status_filter")
        self._actions: dict[ChapterStatus, QAction] = {}
        for status in ChapterStatus:
            action = self._menu.addAction(status_text(status))
            action.setCheckable(True)
            action.toggled.connect(lambda _on: self._tell())
            self._actions[status] = action
        self._menu.addSeparator()
        self._menu.addAction(self.tr("All statuses"), self.clear_statuses)
        self._button = icon_button(icon("filter", theme, "muted"), self.tr("Filter by status"), "outline.filter_status")
        self._button.setMenu(self._menu)
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row = QHBoxLayout(self)
        row.setContentsMargins(S - 1, 0, S, S)
        row.setSpacing(XS)
        row.addWidget(self.line, 1)
        row.addWidget(self._button)
        theme.changed.connect(self._draw)
        self._draw()

    @property
    def text(self) -> str:
        """The words to look for."""
        return self.line.text().strip()

    @property
    def statuses(self) -> frozenset[ChapterStatus]:
        """The statuses to keep; empty for all."""
        return frozenset(status for status, action in self._actions.items() if action.isChecked())

    @property
    def is_active(self) -> bool:
        return bool(self.text or self.statuses)

    def clear(self) -> None:
        """Show everything again."""
        self.line.clear()
        self.clear_statuses()

    def clear_statuses(self) -> None:
        """Keep all statuses."""
        for action in self._actions.values():
            action.setChecked(False)

    def _tell(self) -> None:
        self._draw()
        self.changed.emit()

    def _draw(self) -> None:
        for status, action in self._actions.items():
            action.setIcon(status_icon(status, self._theme))
        self._button.setIcon(icon("filter", self._theme, "accent" if self.statuses else "muted"))
