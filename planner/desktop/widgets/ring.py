"""A ring that fills as something is done, and the same as a small icon."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.desktop.theme import Theme

_SIDE = 104
_ICON = 16


def paint_ring(painter: QPainter, rect: QRectF, share: float, theme: Theme, width: float) -> None:
    """Paint a ring inside a rectangle; ``share`` of it, from 0 to 1, is filled from the top on."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setPen(QPen(QColor(theme.colours.border), width))
    painter.drawEllipse(inner)
    if share > 0:
        painter.setPen(QPen(QColor(theme.colours.accent), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        # Qt counts in sixteenths of a degree, from three o'clock and against the clock.
        painter.drawArc(inner, 90 * 16, -round(min(share, 1.0) * 360 * 16))


def ring_icon(share: float, theme: Theme, ratio: float) -> QIcon:
    """A ring as small as an icon; ``ratio`` is the screen's pixels per device-independent pixel."""
    side = round(_ICON * theme.text_scale)
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_ring(painter, QRectF(1, 1, side - 2, side - 2), share, theme, 3 * theme.text_scale)
    painter.end()
    return QIcon(picture)


class Ring(QWidget):
    """A ring with a few words in its middle. What it means is said beside it, so that nobody needs to see it."""

    def __init__(self, theme: Theme, name: str, side: int = _SIDE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._side = side
        self._share = 0.0
        self._text = ""
        theme.changed.connect(self.updateGeometry)

    def show_share(self, share: float, text: str) -> None:
        """Show how much is done, from 0 to 1, and what to say in the middle."""
        self._share, self._text = share, text
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        side = round(self._side * self._theme.text_scale)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect, scale = QRectF(self.rect()), self._theme.text_scale
        paint_ring(painter, rect.adjusted(1, 1, -1, -1), self._share, self._theme, 9 * scale * self._side / _SIDE)
        painter.setPen(QColor(self._theme.colours.text))
        painter.setFont(self._theme.font(1.3 * self._side / _SIDE, self._theme.font().Weight.DemiBold))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._text)
