"""Drawing the board: groups, ties with their words, and people, on the screen or into a picture."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from planner.desktop.cast.board.camera import Camera
from planner.desktop.cast.board.items import Hull, Link, Node, Ref
from planner.desktop.cast.board.scene import BoardScene
from planner.desktop.icons import pixmap
from planner.desktop.theme import Theme
from planner.desktop.widgets.people import Portraits, group_colour, group_name, person_colour, person_name
from planner.desktop.widgets.ties import kind_pen
from planner.domain.board import APART
from planner.domain.cast import PersonRole
from planner.domain.ties import Direction

WORDS_FROM = 0.5
"""Smaller than this the words of ties could not be read; those of selected ones still stand there."""
_LEAST_TEXT, _MOST_TEXT = 0.82, 2.0
_LEAST_NAME = 44.0
_RINGS = {PersonRole.MAIN: 3.0, PersonRole.SUPPORTING: 1.8, PersonRole.UNSET: 1.2, PersonRole.MINOR: 1.0}
_LONGEST_LABEL = 150.0


class BoardPainter:
    """Draws the things of a scene through a camera."""

    def __init__(self, scene: BoardScene, portraits: Portraits, theme: Theme) -> None:
        self._scene = scene
        self._portraits = portraits
        self._theme = theme

    # The whole

    def paint(
        self,
        painter: QPainter,
        camera: Camera,
        area: QRectF,
        *,
        plain: bool = False,
        without: Collection[Ref] = (),
    ) -> None:
        """Draw what lies within an area of the screen.

        ``plain``: into a picture, without what is selected and with shapes rather than copied pixels; ``without``
        leaves out some things.
        """
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        seen = camera.rect_to_board(area)
        scene = self._scene
        hulls = [each for key, each in scene.hulls.items() if ("group", key) not in without]
        links = [each for key, each in scene.links.items() if ("tie", key) not in without]
        nodes = [each for key, each in scene.nodes.items() if ("person", key) not in without]
        self.hulls(painter, camera, [each for each in hulls if each.path.boundingRect().intersects(seen)], plain)
        links = [each for each in links if each.curve.bounds.intersects(seen)]
        self.links(painter, camera, links, plain)
        self.words(painter, camera, links, plain)
        margin = 120 / camera.scale
        reach = seen.adjusted(-margin, -margin, margin, margin)
        self.nodes(painter, camera, [each for each in nodes if reach.contains(each.point)], plain)
        painter.setOpacity(1.0)

    # Groups

    def hulls(self, painter: QPainter, camera: Camera, hulls: Collection[Hull], plain: bool = False) -> None:
        """Draw groups as soft patches with their names above."""
        for each in hulls:
            colour = group_colour(each.group, self._theme)
            fill = QColor(colour)
            fill.setAlphaF(0.10 if not self._theme.colours.is_dark else 0.14)
            edge = QColor(colour)
            edge.setAlphaF(0.45)
            selected = not plain and ("group", each.group.id) in self._scene.selected
            painter.setOpacity(each.alpha.now)
            painter.save()
            painter.setTransform(camera.transform, True)
            painter.setBrush(fill)
            pen = QPen(QColor(self._theme.colours.accent) if selected else edge, 2.5 if selected else 1.2)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.drawPath(each.path)
            painter.restore()
            font = self.font(camera, 0.92, QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(self._theme.colours.text)
            painter.drawText(self.hull_name(camera, each), Qt.AlignmentFlag.AlignCenter, group_name(each.group))

    def hull_name(self, camera: Camera, hull: Hull) -> QRectF:
        """Where a group's name stands on the screen."""
        metrics = QFontMetricsF(self.font(camera, 0.92, QFont.Weight.DemiBold))
        width = metrics.horizontalAdvance(group_name(hull.group)) + 8
        top = camera.to_screen(hull.top)
        return QRectF(top.x() - width / 2, top.y() - metrics.height() - 3, width, metrics.height())

    # Ties

    def links(self, painter: QPainter, camera: Camera, links: Collection[Link], plain: bool = False) -> None:
        """Draw the lines of ties."""
        painter.save()
        painter.setTransform(camera.transform, True)
        selected = {} if plain else self._scene.selected
        for link in links:
            curve = link.curve
            painter.setOpacity(link.alpha.now)
            width = max(link.width.now, 1.0 / camera.scale)
            if ("tie", link.tie.id) in selected:
                painter.setPen(QPen(self._halo, width + 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                painter.drawPath(curve.path)
            pen = kind_pen(link.kind, self._theme, width)
            pen.setColor(link.colour)
            painter.setPen(pen)
            painter.drawPath(curve.path)
            self._arrows(painter, link, width)
        painter.restore()

    def _arrows(self, painter: QPainter, link: Link, width: float) -> None:
        if link.tie.direction is Direction.BOTH:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(link.colour)
        size = 8 + 2.4 * width
        painter.drawPolygon(link.curve.arrow(size))
        if link.tie.direction is Direction.UNEQUAL:
            painter.drawPolygon(link.curve.arrow(size * 0.55, at_start=True))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def words(self, painter: QPainter, camera: Camera, links: Collection[Link], plain: bool = False) -> None:
        """Draw the words of ties upon their lines."""
        selected = {} if plain else self._scene.selected
        for link in links:
            if plain or camera.scale >= WORDS_FROM or ("tie", link.tie.id) in selected:
                self.label(painter, camera, link)

    def label(self, painter: QPainter, camera: Camera, link: Link) -> None:
        """Draw the words of a tie on a plate, with a sign and a word if it is hidden."""
        rect = self.label_rect(camera, link)
        font = self.font(camera, 0.86)
        colours = self._theme.colours
        plate = QColor(colours.raised)
        plate.setAlphaF(0.9)
        painter.setOpacity(link.alpha.now)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(plate)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        inner = rect.adjusted(5, 0, -5, 0)
        if link.standing.hidden:
            side = round(rect.height() * 0.72)
            ratio = painter.device().devicePixelRatio()
            sign = pixmap("hidden", QColor(colours.muted), side, ratio)
            painter.drawPixmap(QPointF(inner.left(), rect.center().y() - side / 2), sign)
            inner.setLeft(inner.left() + side + 3)
        words = _elided(self._words(link), font.toString(), round(inner.width() + 1))
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, words)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def label_rect(self, camera: Camera, link: Link) -> QRectF:
        """Where the words of a tie stand on the screen."""
        font = self.font(camera, 0.86)
        metrics = QFontMetricsF(font)
        factor = font.pixelSize() / max(self._pixels(0.86), 1)
        width = min(_advance(self._words(link), font.toString()), _LONGEST_LABEL * factor) + 12
        if link.standing.hidden:
            width += round(metrics.height() * 0.72) + 3
        middle = camera.to_screen(link.curve.at(link.label_at))
        return QRectF(middle.x() - width / 2, middle.y() - metrics.height() / 2, width, metrics.height())

    def _words(self, link: Link) -> str:
        if not link.standing.hidden:
            return link.text
        hidden = QCoreApplication.translate("Board", "hidden")
        return f"{link.text}, {hidden}"

    # People

    def nodes(self, painter: QPainter, camera: Camera, nodes: Collection[Node], plain: bool = False) -> None:
        """Draw people with their names."""
        for node in nodes:
            painter.setOpacity(node.alpha.now)
            self._disc(painter, camera, node, plain)
        for node in nodes:
            painter.setOpacity(node.alpha.now)
            self.name(painter, camera, node)

    def _disc(self, painter: QPainter, camera: Camera, node: Node, plain: bool) -> None:
        disc = camera.rect_to_screen(node.disc)
        scale, person = camera.scale, node.person
        colour = person_colour(person, self._theme)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.colours.raised))
        gap = (_RINGS.get(person.role, 1.0) + 2.5) * scale
        painter.drawEllipse(disc.adjusted(-gap, -gap, gap, gap))
        if plain:
            self._portraits.paint(painter, disc, person)
        else:
            ratio = painter.device().devicePixelRatio()
            drawn = self._portraits.portrait(person, max(round(disc.width()), 4), ratio)
            painter.drawPixmap(disc, drawn, QRectF(drawn.rect()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(colour, max(_RINGS.get(person.role, 1.0) * scale, 0.8))
        if person.role is PersonRole.MENTIONED:
            pen.setDashPattern([2.0, 2.5])
        painter.setPen(pen)
        ring = gap - pen.widthF() / 2
        painter.drawEllipse(disc.adjusted(-ring, -ring, ring, ring))
        if not plain and ("person", person.id) in self._scene.selected:
            reach = gap + 3
            painter.setPen(QPen(QColor(self._theme.colours.accent), 2.5))
            painter.drawEllipse(disc.adjusted(-reach, -reach, reach, reach))
        if node.pinned:
            self._pin(painter, disc, scale)

    def _pin(self, painter: QPainter, disc: QRectF, scale: float) -> None:
        side = round(min(max(15 * scale, 9), 22))
        spot = QPointF(disc.right() - side * 0.6, disc.top() - side * 0.4)
        plate = QRectF(spot, QPointF(spot.x() + side, spot.y() + side)).adjusted(-2, -2, 2, 2)
        painter.setPen(QPen(QColor(self._theme.colours.border), 1))
        painter.setBrush(QColor(self._theme.colours.raised))
        painter.drawEllipse(plate)
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(spot, pixmap("pin", QColor(self._theme.colours.text), side, ratio))

    def name(self, painter: QPainter, camera: Camera, node: Node) -> None:
        """Draw somebody's name below them."""
        main = node.person.role is PersonRole.MAIN
        font = self.font(camera, 1.0, QFont.Weight.DemiBold if main else QFont.Weight.Medium)
        painter.setFont(font)
        rect = self.name_rect(camera, node)
        name = _elided(person_name(node.person), font.toString(), round(rect.width()))
        plate = QColor(self._theme.colours.raised)
        plate.setAlphaF(0.8)
        width = _advance(name, font.toString()) + 6
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(plate)
        painter.drawRoundedRect(QRectF(rect.center().x() - width / 2, rect.y(), width, rect.height()), 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(self._theme.colours.text))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, name)

    def name_rect(self, camera: Camera, node: Node) -> QRectF:
        """Where somebody's name may stand on the screen."""
        metrics = QFontMetricsF(self.font(camera, 1.0, QFont.Weight.DemiBold))
        width = max(APART * camera.scale - 8, _LEAST_NAME)
        below = camera.to_screen(QPointF(node.x.now, node.y.now + node.radius + 6))
        return QRectF(below.x() - width / 2, below.y() + 1, width, metrics.height())

    # Parts

    @property
    def _halo(self) -> QColor:
        colour = QColor(self._theme.colours.accent)
        colour.setAlphaF(0.35)
        return colour

    def font(self, camera: Camera, factor: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The interface's font at a step of the type scale, growing and shrinking with the board within bounds."""
        font = self._theme.font(factor, weight)
        size = self._pixels(factor) * min(max(camera.scale, _LEAST_TEXT), _MOST_TEXT)
        font.setPixelSize(max(round(size), 1))
        return font

    def _pixels(self, factor: float) -> float:
        return self._theme.font(factor).pointSizeF() * 96 / 72


@lru_cache(maxsize=4096)
def _advance(text: str, font: str) -> float:
    made = QFont()
    made.fromString(font)
    return QFontMetricsF(made).horizontalAdvance(text)


@lru_cache(maxsize=4096)
def _elided(text: str, font: str, width: int) -> str:
    made = QFont()
    made.fromString(font)
    return QFontMetricsF(made).elidedText(text, Qt.TextElideMode.ElideRight, width)
