"""A field for a time of day."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import QLocale, Qt, QTime
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QTimeEdit, QWidget

from planner.desktop.theme import S


class TimeField(QTimeEdit):
    """A time on the clock, which the wheel changes only while it has the focus."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setDisplayFormat(QLocale().timeFormat(QLocale.FormatType.ShortFormat))
        # As in a NumberField: the text would stand at the left edge, whatever padding a style sheet asks for.
        self.lineEdit().setTextMargins(S, 0, 0, 0)

    def show_time(self, at: time) -> None:
        """Show a time."""
        self.setTime(QTime(at.hour, at.minute))

    @property
    def moment(self) -> time:
        """What it shows."""
        return time(self.time().hour(), self.time().minute())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
