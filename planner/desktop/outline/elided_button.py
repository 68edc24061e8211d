"""A quiet button of one line that shortens its words to the room there is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from planner.desktop.theme import XS, M

_ICON = 14


class ElidedButton(QPushButton):
    """``words`` are what it says in full; ``kind`` is a look of the style sheet."""

    def __init__(self, name: str, kind: str = "link", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ""
        self._why = ""
        self.setObjectName(name)
        self.setProperty("kind", kind)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def say(self, words: str, icon: QIcon, why: str = "") -> None:
        """Take words and icon, and what the tool tip says besides."""
        self.words = words
        self._why = why
        self.setIcon(icon)
        self.setAccessibleName(words)
        self._fit()

    def sizeHint(self) -> QSize:
        # Advances are fractions: without the two pixels a text would be shortened in the very room it asked for.
        room = QFontMetrics(self.font()).horizontalAdvance(self.words) + 2
        return QSize(room + self._frame(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _frame(self) -> int:
        """What stands round the words: the icon, the gap after it, padding and border."""
        return _ICON + 2 * XS + M

    def _fit(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(
            self.words, Qt.TextElideMode.ElideRight, self.width() - self._frame()
        )
        self.setToolTip("\n".join(filter(None, [self.words if shown != self.words else "", self._why])))
        if shown != self.text():
            self.setText(shown)
        self.updateGeometry()
