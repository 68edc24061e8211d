"""Drawing the board: groups, ties with their words, and people, on the screen or into a picture."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from planner.desktop.cast.board.camera import Camera
from planner.desktop.cast.board.items import Hull, Link, Node, Ref
from planner.desktop.cast.board.scene import BoardScene
from planner.desktop.cast.board.stamps import DISC_EDGE, Stamps
from planner.desktop.theme import Theme
from planner.desktop.widgets.people import Portraits, group_colour, group_name
from planner.desktop.widgets.ties import kind_pen
from planner.domain.board import APART
from planner.domain.cast import GroupId, PersonRole
from planner.domain.ties import Direction, Line, TieId

WORDS_FROM = 0.5
"""Smaller than this the words of ties could not be read; those of selected ones still stand there."""
_LEAST_TEXT, _MOST_TEXT = 0.82, 2.0
_LEAST_NAME = 44.0
_LONGEST_LABEL = 150.0
_QUICK_DASHES = {Line.DASHED: [6.0, 4.0], Line.DOTTED: [1.5, 2.5], Line.DASH_DOTTED: [6.0, 3.0, 1.5, 3.0]}
_THIN = 1.0
"""Lines of one pixel are drawn ten times as fast as any thicker ones."""


@dataclass(frozen=True)
class Things:
    """What is to be drawn."""

    hulls: list[Hull]
    links: list[Link]
    nodes: list[Node]

    @property
    def cost_ms(self) -> float:
        """About how long it takes to draw them as they should be."""
        return len(self.links) * 0.09 + len(self.nodes) * 0.06 + len(self.hulls) * 0.3


class BoardPainter:
    """Draws the things of a scene through a camera."""

    def __init__(self, scene: BoardScene, portraits: Portraits, theme: Theme) -> None:
        self._scene = scene
        self._portraits = portraits
        self._theme = theme
        self._stamps = Stamps(portraits, theme)

    # The whole

    def things(self, camera: Camera, area: QRectF, without: Collection[Ref] = ()) -> Things:
        """What lies within an area of the screen, but for some things."""
        seen = camera.rect_to_board(area)
        margin = 130 / camera.scale
        reach = seen.adjusted(-margin, -margin, margin, margin)
        scene = self._scene
        hulls = [each for each in scene.hulls.values() if each.bounds.intersects(reach)]
        links = [each for each in scene.links.values() if each.bounds.intersects(reach)]
        nodes = [each for each in scene.nodes.values() if reach.contains(each.x.now, each.y.now)]
        if without:
            hulls = [each for each in hulls if ("group", each.group.id) not in without]
            links = [each for each in links if ("tie", each.tie.id) not in without]
            nodes = [each for each in nodes if ("person", each.person.id) not in without]
        return Things(hulls, links, nodes)

    def chosen(self, refs: Iterable[Ref]) -> Things:
        """These things, as far as they are on the board."""
        scene = self._scene
        by_kind: dict[str, set[int]] = {"group": set(), "tie": set(), "person": set()}
        for kind, row_id in refs:
            by_kind[kind].add(row_id)
        return Things(
            [scene.hulls[GroupId(key)] for key in by_kind["group"] if key in scene.hulls],
            [scene.links[TieId(key)] for key in sorted(by_kind["tie"]) if key in scene.links],
            [node for key, node in scene.nodes.items() if key in by_kind["person"]],
        )

    def paint(self, painter: QPainter, camera: Camera, area: QRectF, *, plain: bool = False) -> None:
        """Draw what lies within an area of the screen. ``plain``: with shapes rather than copied pixels, for a file."""
        self.draw(painter, camera, self.things(camera, area), plain=plain)

    def draw(self, painter: QPainter, camera: Camera, things: Things, *, plain: bool = False) -> None:
        """Draw things as they should be."""
        for _step in self.steps(painter, camera, things, plain=plain):
            pass

    def steps(self, painter: QPainter, camera: Camera, things: Things, *, plain: bool = False) -> Iterator[None]:
        """Draw things as they should be, a little at a time: one after the other is drawn as this is iterated."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        for shape in things.hulls:
            self._hull(painter, camera, shape)
            yield
        for link in things.links:
            self._link(painter, camera, link, dense=len(things.links) > 150)
            yield
        if plain or camera.scale >= WORDS_FROM:
            for link in things.links:
                self._label(painter, camera, link, plain)
                yield
        for node in things.nodes:
            self._disc(painter, camera, node, plain)
            yield
        for node in things.nodes:
            self._name(painter, camera, node, plain)
            yield
        painter.setOpacity(1.0)

    def quick(self, painter: QPainter, camera: Camera, things: Things) -> None:
        """Draw things in a hurry: thin lines, no words but names, pictures as they were drawn last."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        for shape in things.hulls:
            self._hull(painter, camera, shape)
        painter.save()
        painter.setTransform(camera.transform, True)
        for link in things.links:
            painter.setOpacity(link.alpha.now)
            painter.setPen(_thin_pen(link))
            painter.drawPath(link.path)
        painter.restore()
        for node in things.nodes:
            painter.setOpacity(node.alpha.now)
            disc = camera.rect_to_screen(node.disc)
            last = self._stamps.last_disc(node)
            if last is None:
                self._disc(painter, camera, node, False)
            else:
                edge = DISC_EDGE * camera.scale
                painter.drawPixmap(disc.adjusted(-edge, -edge, edge, edge), last, QRectF(last.rect()))
            self._name(painter, camera, node, False)
        painter.setOpacity(1.0)

    # What is selected

    def paint_selected(self, painter: QPainter, camera: Camera) -> None:
        """Draw what marks the things that are selected; a selected tie comes before all else, with its words."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        things = self.chosen(self._scene.selected)
        accent = QColor(self._theme.colours.accent)
        halo = QColor(accent)
        halo.setAlphaF(0.35)
        painter.save()
        painter.setTransform(camera.transform, True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for shape in things.hulls:
            pen = QPen(accent, 2.5)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.drawPath(shape.path)
        for link in things.links:
            width = max(link.width.now, 1 / camera.scale) + 8 / max(camera.scale, 0.5)
            painter.setPen(QPen(halo, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPath(link.path)
        painter.restore()
        for link in things.links:
            self._link(painter, camera, link)
            self._label(painter, camera, link, False)
        painter.setOpacity(1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 2.5))
        for node in things.nodes:
            reach = DISC_EDGE * camera.scale + 3
            painter.drawEllipse(camera.rect_to_screen(node.disc).adjusted(-reach, -reach, reach, reach))

    # Groups

    def _hull(self, painter: QPainter, camera: Camera, shape: Hull) -> None:
        colour = group_colour(shape.group, self._theme)
        fill, edge = QColor(colour), QColor(colour)
        fill.setAlphaF(0.14 if self._theme.colours.is_dark else 0.10)
        edge.setAlphaF(0.45)
        painter.setOpacity(shape.alpha.now)
        painter.save()
        painter.setTransform(camera.transform, True)
        painter.setBrush(fill)
        pen = QPen(edge, 1.2)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawPath(shape.path)
        painter.restore()
        painter.setFont(self.font(camera, 0.92, QFont.Weight.DemiBold))
        painter.setPen(QColor(self._theme.colours.text))
        painter.drawText(self.hull_name(camera, shape), Qt.AlignmentFlag.AlignCenter, group_name(shape.group))

    def hull_name(self, camera: Camera, shape: Hull) -> QRectF:
        """Where a group's name stands on the screen."""
        metrics = QFontMetricsF(self.font(camera, 0.92, QFont.Weight.DemiBold))
        width = metrics.horizontalAdvance(group_name(shape.group)) + 8
        top = camera.to_screen(shape.top)
        return QRectF(top.x() - width / 2, top.y() - metrics.height() - 3, width, metrics.height())

    # Ties

    def _link(self, painter: QPainter, camera: Camera, link: Link, dense: bool = False) -> None:
        painter.setOpacity(link.alpha.now)
        painter.save()
        painter.setTransform(camera.transform, True)
        if camera.scale < WORDS_FROM:
            pen = _thin_pen(link)
        else:
            pen = kind_pen(link.kind, self._theme, max(link.width.now, _THIN / camera.scale))
            pen.setColor(link.colour)
            if dense:
                # Round ends cost more than the lines they are at.
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                if link.kind.line in _QUICK_DASHES:
                    pen.setDashPattern([each / 1.5 for each in _QUICK_DASHES[link.kind.line]])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(link.path)
        self._arrows(painter, link)
        painter.restore()

    def _arrows(self, painter: QPainter, link: Link) -> None:
        if link.tie.direction is Direction.BOTH:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(link.colour)
        size = 8 + 2.4 * link.width.now
        painter.drawPolygon(link.curve.arrow(size))
        if link.tie.direction is Direction.UNEQUAL:
            painter.drawPolygon(link.curve.arrow(size * 0.55, at_start=True))

    def _label(self, painter: QPainter, camera: Camera, link: Link, plain: bool) -> None:
        """Draw the words of a tie on a plate, with a sign and a word if it is hidden."""
        font = self.font(camera, 0.86)
        painter.setOpacity(link.alpha.now)
        room = _LONGEST_LABEL * self._factor(camera)
        self._stamps.label(painter, self._middle(camera, link), link.text, link.standing.hidden, font, room, plain)

    def label_rect(self, camera: Camera, link: Link) -> QRectF:
        """Where the words of a tie stand on the screen."""
        font = self.font(camera, 0.86)
        room = _LONGEST_LABEL * self._factor(camera)
        width, height = self._stamps.label_size(link.text, link.standing.hidden, font, room)
        middle = self._middle(camera, link)
        return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)

    def _middle(self, camera: Camera, link: Link) -> QPointF:
        return camera.to_screen(link.curve.at(link.label_at))

    # People

    def _disc(self, painter: QPainter, camera: Camera, node: Node, plain: bool) -> None:
        painter.setOpacity(node.alpha.now)
        disc = camera.rect_to_screen(node.disc)
        if plain:
            self._stamps.draw_disc(painter, disc, node, camera.scale, plain=True)
            return
        stamp = self._stamps.disc(node, disc.width(), camera.scale, painter.device().devicePixelRatio())
        edge = stamp.width() / stamp.devicePixelRatio() / 2
        painter.drawPixmap(QPointF(disc.center().x() - edge, disc.center().y() - edge), stamp)

    def _name(self, painter: QPainter, camera: Camera, node: Node, plain: bool) -> None:
        painter.setOpacity(max(node.alpha.now, 0.6) if node.absent and node.alpha.now > 0.2 else node.alpha.now)
        main = node.person.role is PersonRole.MAIN
        font = self.font(camera, 1.0, QFont.Weight.DemiBold if main else QFont.Weight.Medium)
        rect = self.name_rect(camera, node)
        self._stamps.name(painter, QPointF(rect.center().x(), rect.top()), node, font, rect.width(), plain)

    def name_rect(self, camera: Camera, node: Node) -> QRectF:
        """Where somebody's name may stand on the screen."""
        height = self._stamps.height(self.font(camera, 1.0, QFont.Weight.Medium))
        width = max(APART * camera.scale - 8, _LEAST_NAME)
        below = camera.to_screen(QPointF(node.x.now, node.y.now + node.radius + 6))
        return QRectF(below.x() - width / 2, below.y() + 1, width, height)

    # Parts

    def forget(self) -> None:
        """Draw everything anew: the theme changed, or a picture came."""
        self._stamps.forget()

    def _factor(self, camera: Camera) -> float:
        return min(max(camera.scale, _LEAST_TEXT), _MOST_TEXT)

    def font(self, camera: Camera, factor: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The interface's font at a step of the type scale, growing and shrinking with the board within bounds."""
        return self._stamps.font(factor, weight, self._factor(camera))


def _thin_pen(link: Link) -> QPen:
    pen = QPen(link.colour, _THIN)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if link.kind.line in _QUICK_DASHES:
        pen.setDashPattern(_QUICK_DASHES[link.kind.line])
    return pen
