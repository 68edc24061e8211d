"""A column of things to read: it scrolls, and does not grow wider than is good for reading."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from planner.desktop.theme import XL, L, Theme

_MEASURE = 880
"""The greatest width of what is in the column, at a text scale of 1."""


class Column(QScrollArea):
    """Things under one another in ``column``, in the middle of the room there is."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setProperty("look", "clear")
        self.column = QVBoxLayout(body)
        self.column.setSpacing(L)
        self.setWidget(body)
        theme.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        spare = self.viewport().width() - round(_MEASURE * self._theme.text_scale)
        side = max(XL, spare // 2)
        self.column.setContentsMargins(side, L, side, XL)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
