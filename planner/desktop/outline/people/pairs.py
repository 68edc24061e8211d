"""A layout for short fields: two beside each other where there is room for them, else one below the other."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from planner.desktop.theme import M, S
from planner.desktop.widgets.flow import RowsLayout

_LEAST_LETTERS = 15
"""The least width of a field, in average letters."""


class PairsLayout(RowsLayout):
    """One or two columns, all as wide as there is room for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = parent

    def place(self, rect: QRect, *, moving: bool) -> int:
        shown = self.shown
        least = max(self._owner.fontMetrics().averageCharWidth() * _LEAST_LETTERS, self.minimumSize().width())
        columns = 2 if rect.width() >= 2 * least + S else 1
        width = (rect.width() - S * (columns - 1)) // columns
        y = rect.y()
        for start in range(0, len(shown), columns):
            row = shown[start : start + columns]
            height = max(item.sizeHint().height() for item in row)
            if moving:
                # One alone has the row to itself.
                each = width if len(row) == columns else rect.width()
                for column, item in enumerate(row):
                    item.setGeometry(QRect(rect.x() + column * (width + S), y, each, height))
            y += height + M
        return max(y - M - rect.y(), 0)
