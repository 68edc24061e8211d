"""Pictures of discs, names and words, drawn once and laid on the board again and again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPen, QPixmap

from planner.desktop.cast.board.items import DISC_EDGE, Node
from planner.desktop.icons import pixmap
from planner.desktop.theme import Theme
from planner.desktop.widgets.people import Portraits, person_colour, person_name
from planner.domain.cast import PersonRole

_GAP = 2.5
_RINGS = {PersonRole.MAIN: 3.2, PersonRole.SUPPORTING: 2.0, PersonRole.UNSET: 1.2, PersonRole.MINOR: 1.2}
_KEPT = 4_000
_PLATE = 0.85


class Stamps:
    """Draws discs, names and words; onto the screen by way of pictures that are kept."""

    def __init__(self, portraits: Portraits, theme: Theme) -> None:
        self._portraits = portraits
        self._theme = theme
        self._kept: dict[tuple[object, ...], QPixmap] = {}
        self._last: dict[int, QPixmap] = {}
        self._fonts: dict[tuple[float, QFont.Weight, float], QFont] = {}
        self._metrics: dict[str, QFontMetricsF] = {}
        self._lines: dict[tuple[object, ...], tuple[str, float]] = {}

    def forget(self) -> None:
        """Draw everything anew."""
        for kept in (self._kept, self._last, self._fonts, self._metrics, self._lines):
            kept.clear()

    # Type

    def font(self, step: float, weight: QFont.Weight, factor: float) -> QFont:
        """The interface's font at a step of the type scale, that many times as large, in whole pixels."""
        key = (step, weight, round(factor, 2))
        if key not in self._fonts:
            font = self._theme.font(step, weight)
            font.setPixelSize(max(round(QFontInfo(font).pixelSize() * factor), 1))
            self._fonts[key] = font
        return self._fonts[key]

    def metrics(self, font: QFont) -> QFontMetricsF:
        key = font.key()
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(font)
        return self._metrics[key]

    def height(self, font: QFont) -> float:
        """How high a line is."""
        return self.metrics(font).height()

    def _line(self, text: str, font: QFont, room: float) -> tuple[str, float]:
        """A text shortened to the room there is, and how wide it is."""
        key = (text, font.key(), round(room))
        if key not in self._lines:
            if len(self._lines) >= _KEPT:
                self._lines.clear()
            metrics = self.metrics(font)
            short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            self._lines[key] = short, metrics.horizontalAdvance(short)
        return self._lines[key]

    # People

    def disc(self, node: Node, diameter: float, scale: float, ratio: float) -> QPixmap:
        """Somebody's disc with its ring, in the middle of a square."""
        size = max(round(diameter), 4)
        face = self._portraits.portrait(node.person, size, ratio)
        key = ("disc", face.cacheKey(), size, node.person.role, node.pinned, ratio)
        made = self._kept.get(key)
        if made is None:
            reach = DISC_EDGE * scale + 3
            side = size + 2 * reach
            disc = QRectF(reach, reach, size, size)
            made = self._make(key, side, side, ratio, lambda on: self.draw_disc(on, disc, node, scale))
        self._last[node.person.id] = made
        return made

    def last_disc(self, node: Node) -> QPixmap | None:
        """The picture of somebody that was drawn last, at whatever size."""
        return self._last.get(node.person.id)

    def draw_disc(self, painter: QPainter, disc: QRectF, node: Node, scale: float, *, plain: bool = False) -> None:
        """Draw somebody's disc with its ring: the more of the story they have, the stronger."""
        person, colours = node.person, self._theme.colours
        ring = _RINGS.get(person.role, 1.2)
        gap = (ring + _GAP) * scale
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.raised))
        painter.drawEllipse(disc.adjusted(-gap, -gap, gap, gap))
        if plain:
            self._portraits.paint(painter, disc, person)
        else:
            face = self._portraits.portrait(person, max(round(disc.width()), 4), painter.device().devicePixelRatio())
            painter.drawPixmap(disc.topLeft(), face)
        pen = QPen(person_colour(person, self._theme), max(ring * scale, 0.8))
        if person.role is PersonRole.MENTIONED:
            pen.setDashPattern([2.0, 2.5])
        reach = gap - pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc.adjusted(-reach, -reach, reach, reach))
        if node.pinned:
            self._draw_pin(painter, disc, scale)

    def _draw_pin(self, painter: QPainter, disc: QRectF, scale: float) -> None:
        side = round(min(max(15 * scale, 8), 24))
        spot = QPointF(disc.right() - side * 0.75, disc.top() - side * 0.25)
        plate = QRectF(spot, QPointF(spot.x() + side, spot.y() + side)).adjusted(-2, -2, 2, 2)
        painter.setPen(QPen(QColor(self._theme.colours.border), 1))
        painter.setBrush(QColor(self._theme.colours.raised))
        painter.drawEllipse(plate)
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(spot, pixmap("pin", QColor(self._theme.colours.text), side, ratio))

    def name(self, painter: QPainter, top: QPointF, node: Node, font: QFont, room: float, plain: bool) -> None:
        """Draw somebody's name, its middle below a point."""
        text, width = self._line(person_name(node.person), font, room)
        height = self.height(font)
        full = width + 6

        def draw(on: QPainter) -> None:
            self._draw_plate(on, QRectF(0, 0, full, height), 4)
            on.setFont(font)
            on.setPen(QColor(self._theme.colours.text))
            on.drawText(QRectF(0, 0, full, height), Qt.AlignmentFlag.AlignCenter, text)

        self._lay(painter, QPointF(top.x() - full / 2, top.y()), full, height, ("name", text, font.key()), draw, plain)

    # Ties

    def label_size(self, text: str, hidden: bool, font: QFont, room: float, brief: bool) -> tuple[float, float]:
        """How wide and high the words of a tie are; ``brief``: a sign alone says that it is hidden."""
        height = self.height(font)
        width = self._line(self._words(text, hidden and not brief, font, room), font, 10_000)[1]
        return width + 12 + (round(height * 0.75) + 3 if hidden else 0), height

    def _words(self, text: str, says_hidden: bool, font: QFont, room: float) -> str:
        short = self._line(text, font, room)[0]
        return f"{short}, {QCoreApplication.translate('Board', 'hidden')}" if says_hidden else short

    def label(
        self,
        painter: QPainter,
        middle: QPointF,
        text: str,
        hidden: bool,
        font: QFont,
        room: float,
        *,
        brief: bool,
        plain: bool,
    ) -> None:
        """Draw the words of a tie around a point."""
        width, height = self.label_size(text, hidden, font, room, brief)
        words = self._words(text, hidden and not brief, font, room)
        colours = self._theme.colours

        def draw(on: QPainter) -> None:
            rect = QRectF(0, 0, width, height)
            self._draw_plate(on, rect, height / 2)
            if hidden:
                side = round(height * 0.75)
                sign = pixmap("hidden", QColor(colours.muted), side, on.device().devicePixelRatio())
                on.drawPixmap(QPointF(6, (height - side) / 2), sign)
                rect.setLeft(side + 3)
            on.setFont(font)
            on.setPen(QColor(colours.text))
            on.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

        corner = QPointF(middle.x() - width / 2, middle.y() - height / 2)
        self._lay(painter, corner, width, height, ("label", words, hidden, font.key()), draw, plain)

    # Parts

    def _draw_plate(self, painter: QPainter, rect: QRectF, radius: float) -> None:
        plate = QColor(self._theme.colours.raised)
        plate.setAlphaF(_PLATE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(plate)
        painter.drawRoundedRect(rect, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _lay(
        self,
        painter: QPainter,
        corner: QPointF,
        width: float,
        height: float,
        key: tuple[object, ...],
        draw: Callable[[QPainter], None],
        plain: bool,
    ) -> None:
        """Draw something at a corner: by a picture that is kept, or anew."""
        if plain:
            painter.save()
            painter.translate(corner)
            draw(painter)
            painter.restore()
            return
        ratio = painter.device().devicePixelRatio()
        made = self._kept.get((*key, ratio))
        if made is None:
            made = self._make((*key, ratio), width, height, ratio, draw)
        # On whole pixels, or letters would be smeared.
        at = QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio)
        painter.drawPixmap(at, made)

    def _make(
        self, key: tuple[object, ...], width: float, height: float, ratio: float, draw: Callable[[QPainter], None]
    ) -> QPixmap:
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        made = QPixmap(round(width * ratio + 0.5), round(height * ratio + 0.5))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        draw(painter)
        painter.end()
        self._kept[key] = made
        return made
