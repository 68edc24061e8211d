"""Labels in the steps of the type scale, and thin lines between things."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

Role = Literal["clock", "display", "title", "lead", "body", "section", "muted", "small", "error", "key"]


def label(text: str, role: Role = "body", wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A label with plain text in one of the roles of the style sheet."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def line(parent: QWidget | None = None) -> QFrame:
    """A thin line from left to right."""
    made = QFrame(parent)
    made.setProperty("look", "line")
    return made


class MeasuredLabel(QLabel):
    """Wrapped text of a given width that asks for just the height it needs, which Qt's own label does not."""

    def __init__(self, text: str, measure: int, role: Role = "body", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._measure = measure

    def set_measure(self, measure: int) -> None:
        """Take another width, in device-independent pixels."""
        if measure != self._measure:
            self._measure = measure
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        # A layout would ask for the height at its own width, which is not the measure.
        return False

    def sizeHint(self) -> QSize:
        # Until it is polished it knows nothing of the style sheet's font.
        self.ensurePolished()
        return QSize(self._measure, self.heightForWidth(self._measure))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class ElidedLabel(QLabel):
    """A one-line label that shortens its text with an ellipsis, and then shows the whole of it in a tool tip."""

    def __init__(self, text: str = "", role: Role = "body", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setMinimumWidth(24)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect().width()
        shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )
