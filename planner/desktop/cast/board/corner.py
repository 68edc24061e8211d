"""What lies upon a corner of the board: the zoom, and what a filter leaves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from planner.desktop.theme import XS, S


class Corner(QFrame):
    """A small panel that keeps to a corner of what it lies upon."""

    def __init__(self, name: str, upon: QWidget, corner: Qt.Corner, *widgets: QWidget) -> None:
        super().__init__(upon)
        self.setObjectName(name)
        self.setProperty("look", "panel")
        self._upon, self._corner = upon, corner
        row = QHBoxLayout(self)
        row.setContentsMargins(XS, 2, XS, 2)
        row.setSpacing(0)
        for each in widgets:
            row.addWidget(each)
        upon.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._upon and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.StyleChange):
            self._place()
        return done

    def _place(self) -> None:
        size = self.sizeHint()
        room = self._upon.rect().adjusted(S, S, -S, -S)
        is_right = self._corner in (Qt.Corner.TopRightCorner, Qt.Corner.BottomRightCorner)
        is_low = self._corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner)
        x = room.right() + 1 - size.width() if is_right else room.left()
        y = room.bottom() + 1 - size.height() if is_low else room.top()
        self.setGeometry(x, y, size.width(), size.height())
