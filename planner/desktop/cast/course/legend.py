"""What lines and signs on the chart of curves mean, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.desktop.cast.course.paint import DOT, draw_knot
from planner.desktop.cast.course.ties_list import draw_stroke
from planner.desktop.theme import XL, XS, M, Theme
from planner.desktop.widgets.flow import FlowLayout
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.ties import kind_pen, kind_text
from planner.domain.ties import TieKind

_BEGINNING, _TURN, _HIDDEN = "beginning", "turn", "hidden"


class Legend(QWidget):
    """The kinds that are drawn and the signs on them, in as many lines as they need."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cast.legend")
        self.setAccessibleName(self.tr("What the lines mean"))
        self._theme = theme
        self._shown: tuple[object, ...] = ()
        self._flow = FlowLayout(self)
        self._flow.setSpacing(M)

    def show_kinds(self, kinds: Sequence[TieKind], *, knots: bool = False, hidden: bool = False) -> None:
        """Explain these kinds, the knots of curves, and what hollow ones are, if there are any."""
        shown = (*kinds, knots, hidden)
        if shown == self._shown:
            return
        self._shown = shown
        while self._flow.count():
            item = self._flow.takeAt(0)
            entry = item.widget()
            if entry is not None:
                entry.hide()
                entry.deleteLater()
        for entry in self._entries(kinds, knots, hidden):
            self._flow.addWidget(entry)
            entry.show()
        self.updateGeometry()

    def _entries(self, kinds: Sequence[TieKind], knots: bool, hidden: bool) -> Iterable[QWidget]:
        for kind in kinds:
            yield _Entry(self._theme, kind, kind_text(kind.name), self)
        if knots:
            yield _Entry(self._theme, _BEGINNING, self.tr("How it begins"), self)
            yield _Entry(self._theme, _TURN, self.tr("Turning point"), self)
        if hidden:
            yield _Entry(self._theme, _HIDDEN, self.tr("Nobody else knows"), self)


class _Entry(QWidget):
    """A sign and what it means."""

    def __init__(self, theme: Theme, sign: TieKind | str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XS)
        row.addWidget(_Sign(theme, sign, self))
        row.addWidget(label(words, "small", parent=self))


class _Sign(QWidget):
    def __init__(self, theme: Theme, sign: TieKind | str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sign = sign

    def sizeHint(self) -> QSize:
        width = XL if isinstance(self._sign, TieKind) else round(2 * DOT + 2 * XS)
        return QSize(width, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, middle = QPainter(self), self.height() / 2
        if isinstance(self._sign, TieKind):
            draw_stroke(painter, kind_pen(self._sign, self._theme, 2.5), 2, middle, self.width() - 4)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        place = QPointF(self.width() / 2, middle)
        square, hollow = self._sign == _BEGINNING, self._sign == _HIDDEN
        draw_knot(painter, place, DOT, QColor(colours.muted), QColor(colours.surface), square=square, hollow=hollow)
