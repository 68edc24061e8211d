"""A layout for short fields: two beside each other where there is room for them, else one below the other."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from planner.desktop.theme import M, S

_LEAST_LETTERS = 15
"""The least width of a field, in average letters."""


class PairsLayout(QLayout):
    """Left to right, then down; hidden widgets leave no gap."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._owner = parent
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    # What Qt expects of a layout asked beyond its end is None, which its Python signature leaves out.
    def itemAt(self, index: int) -> QLayoutItem:
        return self._items[index] if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def takeAt(self, index: int) -> QLayoutItem:
        return self._items.pop(index) if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), moving=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, moving=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, moving: bool) -> int:
        """Place the widgets, or only say how high they would stand."""
        shown = self._shown()
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
