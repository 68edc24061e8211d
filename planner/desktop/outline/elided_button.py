"""A quiet button that breaks its words over a few lines, and shortens them, to the room there is."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from planner.desktop.theme import XS, M

_ICON = 14


class ElidedButton(QPushButton):
    """``words`` are what it says in full, in at most ``lines``; ``kind`` is a look of the style sheet."""

    def __init__(self, name: str, kind: str = "link", parent: QWidget | None = None, *, lines: int = 1) -> None:
        super().__init__(parent)
        self.words = ""
        self._lines = lines
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
        shown, whole = self._broken(max(self.width() - self._frame(), 1))
        self.setToolTip("\n".join(filter(None, ["" if whole else self.words, self._why])))
        # An ampersand would underline the letter after it.
        shown = shown.replace("&", "&&")
        if shown != self.text():
            self.setText(shown)
        self.updateGeometry()

    def _broken(self, room: int) -> tuple[str, bool]:
        """The words in lines of this many pixels, and whether nothing had to be left out."""
        layout = QTextLayout(self.words, self.font())
        layout.beginLayout()
        starts: list[int] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            starts.append(line.textStart())
        layout.endLayout()
        last = starts[: self._lines][-1] if starts else 0
        pieces = [self.words[start:end].rstrip() for start, end in pairwise(starts[: self._lines])]
        rest = QFontMetrics(self.font()).elidedText(self.words[last:], Qt.TextElideMode.ElideRight, room)
        return "\n".join([*pieces, rest]), rest == self.words[last:]
