"""What an empty page shows: what it is for, and the first step."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.desktop.icons import pixmap
from planner.desktop.theme import L, M, S, Theme
from planner.desktop.widgets.labels import MeasuredLabel, label

_MARK = 48
_MEASURE = 460
_LEAST = 240


class Mark(QWidget):
    """A large quiet icon."""

    def __init__(self, name: str, theme: Theme, size: int = _MARK, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._theme = theme
        self.setFixedSize(size, size)

    def show_icon(self, name: str) -> None:
        """Show another icon."""
        self._name = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = self.palette().placeholderText().color()
        drawn = pixmap(self._name, colour, self.width(), self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, drawn)


class EmptyState(QWidget):
    """An icon, a line saying what belongs here, a few words more, and buttons for the first step."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        text: str = "",
        buttons: tuple[QPushButton, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._theme = theme
        self._body: MeasuredLabel | None = None
        self._row = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setSpacing(M)
        column.addStretch(2)
        column.addWidget(Mark(icon, theme), 0, Qt.AlignmentFlag.AlignHCenter)
        heading = label(title, "display")
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        heading.setWordWrap(True)
        column.addWidget(heading)
        if text:
            body = self._body = MeasuredLabel(text, round(_MEASURE * theme.text_scale), "muted")
            body.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(body, 0, Qt.AlignmentFlag.AlignHCenter)
        if buttons:
            row = self._row
            row.setContentsMargins(0, L, 0, 0)
            row.setSpacing(S)
            row.addStretch()
            for each in buttons:
                row.addWidget(each)
            row.addStretch()
            column.addLayout(row)
        column.addStretch(3)

    def minimumSizeHint(self) -> QSize:
        # The words take what room there is; only the buttons cannot.
        width = max(_LEAST, self._row.minimumSize().width() + 2 * M)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._body is not None:
            self._body.set_measure(min(round(_MEASURE * self._theme.text_scale), self.contentsRect().width() - 2 * M))
