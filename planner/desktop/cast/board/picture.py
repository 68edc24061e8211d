"""The board as a picture for others: light, with a title, and only what a filter leaves."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from planner.desktop.cast.board.camera import Camera
from planner.desktop.cast.board.filtering import Kept
from planner.desktop.cast.board.model import BoardModel
from planner.desktop.cast.board.paint import BoardPainter
from planner.desktop.cast.board.scene import BoardScene
from planner.desktop.theme import LIGHT, XS, XXL, L, Theme
from planner.desktop.widgets.people import Portraits

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_SHARP = 2.0
"""Pixels of a picture for each of the board's units."""
_LARGEST = 6000
"""The longest side of a picture in pixels; a board that is larger is drawn less sharply."""
_STRIP = 240.0
"""How much of a picture is drawn at a time, in the board's units."""
_OVERLAP = 60.0
"""What stands so near a strip may reach into it: words on a line, names above a group."""
_DOTS_PER_INCH = 96


class BoardPicture:
    """One picture of a board as it stands when this is made; drawn on the GUI thread, into any format."""

    def __init__(self, desk: Desk, model: BoardModel, left: Kept | None, title: str, subtitle: str) -> None:
        """``left`` is what a filter leaves; None: everybody."""
        self.title, self.subtitle = title, subtitle
        self._theme = Theme()
        self._theme.colours = LIGHT
        self._scene = BoardScene(model, self._theme, model)
        if left is not None:
            _trim(self._scene, left)
        self._look = BoardPainter(self._scene, Portraits.of(desk).dressed(self._theme, self._scene), self._theme)
        board = self._scene.bounds()
        fonts = self._title_font, self._subtitle_font
        wide = [
            QFontMetricsF(font).horizontalAdvance(text) for font, text in zip(fonts, (title, subtitle), strict=True)
        ]
        self._head = sum(QFontMetricsF(font).height() for font in fonts) + XS + L
        width = math.ceil(max(board.width(), *wide)) + 2 * XXL
        self.size = QSizeF(width, math.ceil(board.height() + self._head) + 2 * XXL)
        """In the board's units."""
        left_edge = board.center().x() - width / 2
        self._camera = Camera(left_edge, board.top() - XXL - self._head, 1.0)

    @property
    def is_empty(self) -> bool:
        """Whether there is nobody to be seen."""
        return not self._scene.nodes

    def close(self) -> None:
        """Let go of what was made for the picture."""
        self._scene.deleteLater()

    @property
    def _title_font(self) -> QFont:
        return self._theme.font(1.5, QFont.Weight.DemiBold)

    @property
    def _subtitle_font(self) -> QFont:
        return self._theme.font(1.0)

    def image(self) -> Generator[float, None, QImage]:
        """The picture in pixels, twice as many as on an ordinary screen; drawn in strips, each a step of the work."""
        sharp = min(_SHARP, _LARGEST / max(self.size.width(), self.size.height()))
        width, height = (max(round(side * sharp), 1) for side in (self.size.width(), self.size.height()))
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(sharp)
        image.setText("Title", f"{self.title}, {self.subtitle}")
        top = 0.0
        while top < self.size.height():
            painter = QPainter(image)
            strip = QRectF(0, top, self.size.width(), _STRIP)
            painter.setClipRect(strip)
            self._paint(painter, strip.adjusted(0, -_OVERLAP, 0, _OVERLAP))
            painter.end()
            top += _STRIP
            yield min(top / self.size.height(), 1.0)
        return image

    def svg(self) -> bytes:
        """The picture as a drawing that scales, in SVG."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setResolution(_DOTS_PER_INCH)
        generator.setSize(self.size.toSize())
        generator.setViewBox(QRect(0, 0, round(self.size.width()), round(self.size.height())))
        generator.setTitle(self.title)
        generator.setDescription(self.subtitle)
        painter = QPainter(generator)
        self._paint(painter, QRectF(QPointF(0, 0), self.size))
        painter.end()
        return bytes(buffer.data().data())

    def _paint(self, painter: QPainter, area: QRectF) -> None:
        painter.fillRect(area, QColor(LIGHT.raised))
        top = float(XXL)
        for font, text, colour in (
            (self._title_font, self.title, LIGHT.text),
            (self._subtitle_font, self.subtitle, LIGHT.muted),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            height = QFontMetricsF(font).height()
            line = QRectF(XXL, top, self.size.width() - 2 * XXL, height)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
            top += height + XS
        self._look.paint(painter, self._camera, area, plain=True)


def _trim(scene: BoardScene, left: Kept) -> None:
    """Take out of a scene what a filter does not leave."""
    for person_id in [key for key in scene.nodes if key not in left.people]:
        del scene.nodes[person_id]
    for tie_id in [key for key in scene.links if key not in left.ties]:
        del scene.links[tie_id]
    for group_id, hull in list(scene.hulls.items()):
        hull.members = [node for node in hull.members if node.person.id in left.people]
        if not hull.members:
            del scene.hulls[group_id]
