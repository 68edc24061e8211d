"""Icons: drawn from the shipped SVG files when first painted, in the colour of the theme in use."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from planner.desktop.theme import Theme
from planner.domain.resources import resource


def icon(name: str, theme: Theme, colour: str = "text") -> QIcon:
    """The icon ``resources/icons/<name>.svg`` in a colour of the theme (the name of a field of `Colours`).

    It follows the theme by itself: a repaint is enough.
    """
    return QIcon(_Engine(name, theme, colour))


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a square pixmap of ``size`` device-independent pixels, for painting by hand."""
    return _drawn(name, colour.name(QColor.NameFormat.HexArgb), round(size * ratio), ratio)


def drawn_icon(size: int, draw: Callable[[QPainter], None]) -> QIcon:
    """An icon, ``size`` device-independent pixels wide and high, that a function draws, here and now."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        drawn = QPixmap(round(size * ratio), round(size * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter)
        painter.end()
        made.addPixmap(drawn)
    return made


class _Engine(QIconEngine):
    """Draws one SVG file in the theme's colour of the moment.

    A font of icons (qtawesome) costs 100 ms before the first paint, half of the start; this costs 2.
    """

    def __init__(self, name: str, theme: Theme, colour: str) -> None:
        super().__init__()
        self._name = name
        self._theme = theme
        self._colour = colour

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._theme, self._colour)

    def key(self) -> str:
        return "longfic"

    def isNull(self) -> bool:
        return False

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float) -> QPixmap:
        # Qt passes the size without the scale, and takes the pixmap's ratio from what comes back.
        return _drawn(self._name, self._colour_for(mode), round(min(size.width(), size.height()) * scale), scale)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        side = min(rect.width(), rect.height())
        drawn = _drawn(self._name, self._colour_for(mode), round(side * ratio), ratio)
        painter.drawPixmap(rect.center() - QPoint((side - 1) // 2, (side - 1) // 2), drawn)

    def _colour_for(self, mode: QIcon.Mode) -> str:
        colours = self._theme.colours
        if mode == QIcon.Mode.Disabled and self._colour == "accent_text":
            # A button that is off loses its accent, and with it what this colour stands out from.
            return QColor(colours.muted).name(QColor.NameFormat.HexArgb)
        colour = QColor(getattr(colours, self._colour))
        if mode == QIcon.Mode.Disabled:
            colour.setAlphaF(0.4)
        return colour.name(QColor.NameFormat.HexArgb)


@cache
def _source(name: str) -> bytes:
    return resource("icons", f"{name}.svg").read_bytes()


@cache
def _drawn(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    drawn = QPixmap(side, side)
    if drawn.isNull():
        # Qt asks for an icon of no size where a button is painted before there is room for it.
        return drawn
    drawn.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name)))
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(drawn.rect(), QColor(colour))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
