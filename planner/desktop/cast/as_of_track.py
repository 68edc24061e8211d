"""The track of the slider through the chapters: a place for each, and signs where something changes."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from planner.desktop.cast.moments import Change, Moments
from planner.desktop.theme import XS, S, Theme

_HANDLE = 7.0
"""The radius of the handle, in pixels."""
_INSET = _HANDLE + 4
"""Room at the ends for the ring around the handle that has the focus."""
_SIGN = 3.5
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_TICKS = 7
"""The least distance of two ticks, in pixels."""
_NOTCH = 120
"""One notch of a wheel, in Qt's eighths of a degree."""
_TOLD = 8
"""How many changes a tool tip tells of."""


class AsOfTrack(QSlider):
    """A slider whose value is a chapter: 0 is before the first, one more than the last is the whole story."""

    play_wanted = Signal()

    def __init__(self, theme: Theme, shows: Collection[Change], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("cast.as_of.track")
        self.setAccessibleName(self.tr("As of chapter"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setPageStep(5)
        self._theme = theme
        self._shows = frozenset(shows)
        self._moments: Moments | None = None
        self._turned = 0
        theme.changed.connect(self.updateGeometry)

    def show_moments(self, moments: Moments) -> None:
        """Take the chapters of a story; the value stays, as far as there is such a chapter."""
        self._moments = moments
        self.setRange(0, moments.length + 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, round(2 * _SIGN + 2 * _HANDLE + XS + self._metrics().height() + 2 * XS))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    # Where things are

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font(0.85))

    def _line(self) -> float:
        """How far down the line of the track is."""
        return 2 * _SIGN + XS + _HANDLE

    def x_of(self, value: int) -> float:
        """Where a chapter is on the track, in pixels from the left."""
        left, right = _INSET, self.width() - _INSET
        return left + (right - left) * value / max(self.maximum(), 1)

    def value_at(self, x: float) -> int:
        """The chapter nearest to a place on the track."""
        left, right = _INSET, self.width() - _INSET
        return min(max(round((x - left) / max(right - left, 1) * self.maximum()), 0), self.maximum())

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._moments is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(0.85))
        self._paint_line(painter)
        self._paint_numbers(painter)
        self._paint_signs(painter, self._moments)
        self._paint_handle(painter)

    def _paint_line(self, painter: QPainter) -> None:
        colours, y = self._theme.colours, self._line()
        left, here, right = self.x_of(0), self.x_of(self.value()), self.x_of(self.maximum())
        for start, end, colour in ((left, right, colours.border), (left, here, colours.accent)):
            painter.setPen(QPen(QColor(colour), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(start, y), QPointF(end, y))

    def _paint_numbers(self, painter: QPainter) -> None:
        """The ends in words, then as many numbers as fit between them, each below its tick."""
        metrics, last = self._metrics(), self.maximum() - 1
        base = self._line() + _HANDLE + XS + metrics.ascent()
        first, whole = self.tr("Before"), self.tr("Whole")
        painter.setPen(QColor(self._theme.colours.muted))
        painter.drawText(QPointF(0, base), first)
        painter.drawText(QPointF(self.width() - metrics.horizontalAdvance(whole), base), whole)
        taken = metrics.horizontalAdvance(first) + S
        room = self.width() - metrics.horizontalAdvance(whole) - S
        apart = (self.x_of(self.maximum()) - self.x_of(0)) / max(self.maximum(), 1)
        widest = metrics.horizontalAdvance(str(last)) + S
        step = next((each for each in _STEPS if each * apart >= widest), _STEPS[-1])
        tick = next((each for each in _STEPS if each * apart >= _TICKS), _STEPS[-1])
        for number in range(1, last + 1):
            x = self.x_of(number)
            if number % tick == 0:
                painter.drawLine(QPointF(x, self._line() + XS), QPointF(x, self._line() + _HANDLE))
            width = metrics.horizontalAdvance(str(number))
            if (number % step == 0 or number == 1) and taken <= x - width / 2 and x + width / 2 <= room:
                painter.drawText(QPointF(x - width / 2, base), str(number))
                taken = x + width / 2 + S

    def _paint_signs(self, painter: QPainter, moments: Moments) -> None:
        """A diamond where ties change, a ring where secrets are learnt; side by side where both."""
        y = _SIGN + 1
        ties = set(moments.numbers(Change.TIE)) if Change.TIE in self._shows else set()
        reveals = set(moments.numbers(Change.REVEAL)) if Change.REVEAL in self._shows else set()
        ink = QColor(self._theme.colours.muted)
        for number in sorted(ties | reveals):
            x, aside = self.x_of(number), _SIGN + 0.5 if number in ties and number in reveals else 0.0
            painter.setPen(QPen(ink, 1.4))
            if number in ties:
                painter.setBrush(ink)
                middle = QPointF(x - aside, y)
                corners = ((0, -_SIGN), (_SIGN, 0), (0, _SIGN), (-_SIGN, 0))
                painter.drawPolygon(QPolygonF([middle + QPointF(*corner) for corner in corners]))
            if number in reveals:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(x + aside, y), _SIGN - 0.5, _SIGN - 0.5)

    def _paint_handle(self, painter: QPainter) -> None:
        colours, middle = self._theme.colours, QPointF(self.x_of(self.value()), self._line())
        painter.setPen(QPen(QColor(colours.raised), 2))
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(middle, _HANDLE, _HANDLE)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 1.5))
            painter.drawEllipse(middle, _HANDLE + 2, _HANDLE + 2)

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setValue(self.value_at(event.position().x()))
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setValue(self.value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._turned += event.angleDelta().y() or event.angleDelta().x()
        steps = int(self._turned / _NOTCH)
        self._turned -= steps * _NOTCH
        self.setValue(self.value() - steps)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.play_wanted.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words_at(event.pos().x()), self)
            return True
        return super().event(event)

    def words_at(self, x: float) -> str:
        """What a place on the track stands for, and what changes there, a line each."""
        if self._moments is None:
            return ""
        value = self.value_at(x)
        lines = self._moments.changes(value, self._shows)
        if len(lines) > _TOLD:
            lines = [*lines[:_TOLD], self.tr("and {n} more").format(n=len(lines) - _TOLD)]
        return "\n".join((self._moments.text(value), *lines))
