"""The colours an author can give to threads, chapters and scenes, by names that outlive a change of theme."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter

from planner.desktop.icons import drawn_icon
from planner.desktop.theme import Theme
from planner.desktop.translation import mark

_SHADES = {
    "blue": ("#2f6fb0", "#6aaee8"),
    "orange": ("#b3610f", "#eba35c"),
    "green": ("#1b7f5c", "#4fc39a"),
    "purple": ("#7a55a8", "#b795e0"),
    "red": ("#b0443a", "#ee8f84"),
    "teal": ("#137f8b", "#56c0cc"),
    "pink": ("#b04c86", "#e391c0"),
    "ochre": ("#8a6c00", "#d6b44a"),
}
"""Each in the light and in the dark scheme, 3:1 or better off both surfaces; never the only sign of anything."""

SWATCHES = tuple(_SHADES)
"""The names, as they are kept in the library; an empty name is no colour."""

_WORDS = {
    "blue": mark("Swatches", "Blue"),
    "orange": mark("Swatches", "Orange"),
    "green": mark("Swatches", "Green"),
    "purple": mark("Swatches", "Purple"),
    "red": mark("Swatches", "Red"),
    "teal": mark("Swatches", "Teal"),
    "pink": mark("Swatches", "Pink"),
    "ochre": mark("Swatches", "Ochre"),
}


def swatch_colour(name: str, theme: Theme) -> QColor:
    """The colour of this name in the theme in use; a muted grey for a name that is none."""
    light, dark = _SHADES.get(name, (theme.colours.muted, theme.colours.muted))
    return QColor(dark if theme.colours.is_dark else light)


def swatch_text(name: str) -> str:
    """What the colour is called."""
    return QCoreApplication.translate("Swatches", _WORDS[name])


def swatch_icon(name: str, theme: Theme, size: int = 14) -> QIcon:
    """A disc of the colour, for menus; remake it when the theme changes."""

    def draw(painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(swatch_colour(name, theme))
        painter.drawEllipse(QRectF(1, 1, size - 2, size - 2))

    return drawn_icon(size, draw)
