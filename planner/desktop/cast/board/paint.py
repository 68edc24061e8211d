"""Drawing the board: groups, ties with their words, and people, on the screen or into a picture."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from planner.desktop.cast.board.camera import Camera
from planner.desktop.cast.board.items import DISC_EDGE, Hull, Link, Node, Ref, Stretch
from planner.desktop.cast.board.room import NAME_GAP, text_factor
from planner.desktop.cast.board.scene import BoardScene
from planner.desktop.cast.board.stamps import Stamps
from planner.desktop.theme import Theme
from planner.desktop.widgets.people import Portraits, group_colour, group_name
from planner.desktop.widgets.ties import kind_pen
from planner.domain.cast import GroupId, PersonRole
from planner.domain.ties import Direction, Line, TieId

_CROWD_FROM = 0.5
"""Where a board with very many ties is smaller than this, they are thin lines without words."""
_LONGEST_WORDS = 150.0
_QUICK_DASHES = {Line.DASHED: [6.0, 4.0], Line.DOTTED: [1.5, 2.5], Line.DASH_DOTTED: [6.0, 3.0, 1.5, 3.0]}
_DENSE = 150
_TOGETHER = 8
"""Ties that are drawn in one step."""
_THIN = 1.0
"""Lines of one pixel are drawn ten times as fast as any thicker ones."""


Step = Callable[[QPainter], None]


@dataclass(frozen=True)
class Things:
    """What is to be drawn."""

    hulls: list[Hull]
    links: list[Link]
    labelled: list[Link]
    nodes: list[Node]
    seen: QRectF
    """The part of the board within which they are seen."""

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

    @property
    def _is_crowded(self) -> bool:
        return len(self._scene.links) > _DENSE

    def says_ties(self, camera: Camera) -> bool:
        """Whether the words of ties are written where there is room; those of selected ones always are."""
        return not self._is_crowded or camera.scale >= _CROWD_FROM

    def things(self, camera: Camera, area: QRectF, without: Collection[Ref] = ()) -> Things:
        """What lies within an area of the screen, but for some things."""
        seen = camera.rect_to_board(area)
        scene, scale = self._scene, camera.scale
        # Names and words do not shrink as far as the board does.
        aside, above = 110 / scale, max(70.0, 52 / scale)
        around = seen.adjusted(-aside, -above, aside, above)
        hulls = [each for each in scene.hulls.values() if each.bounds.intersects(around)]
        links = [each for each in scene.links.values() if each.crosses(seen)]
        labelled = []
        if self.says_ties(camera):
            near = seen.adjusted(-aside, -20 / scale, aside, 20 / scale)
            labelled = [each for each in scene.links.values() if each.words and near.contains(each.words_at)]
        nodes = [each for each in scene.nodes.values() if around.contains(each.x.now, each.y.now)]
        if without:
            hulls = [each for each in hulls if ("group", each.group.id) not in without]
            links = [each for each in links if ("tie", each.tie.id) not in without]
            labelled = [each for each in labelled if ("tie", each.tie.id) not in without]
            nodes = [each for each in nodes if ("person", each.person.id) not in without]
        return Things(hulls, links, labelled, nodes, seen)

    def chosen(self, camera: Camera, area: QRectF, refs: Iterable[Ref]) -> Things:
        """These things, as far as they are on the board, to be seen within an area of the screen."""
        scene = self._scene
        by_kind: dict[str, set[int]] = {"group": set(), "tie": set(), "person": set()}
        for kind, row_id in refs:
            by_kind[kind].add(row_id)
        links = [scene.links[TieId(key)] for key in sorted(by_kind["tie"]) if key in scene.links]
        return Things(
            [scene.hulls[GroupId(key)] for key in by_kind["group"] if key in scene.hulls],
            links,
            [link for link in links if link.words] if self.says_ties(camera) else [],
            [node for key, node in scene.nodes.items() if key in by_kind["person"]],
            camera.rect_to_board(area),
        )

    def paint(self, painter: QPainter, camera: Camera, area: QRectF, *, plain: bool = False) -> None:
        """Draw what lies within an area of the screen. ``plain``: with shapes rather than copied pixels, for a file."""
        things = self.things(camera, area)
        if plain:
            # In a picture nobody can ask what a tie is.
            things = replace(things, labelled=things.links)
        self.draw(painter, camera, things, plain=plain)

    def draw(self, painter: QPainter, camera: Camera, things: Things, *, plain: bool = False) -> None:
        """Draw things as they should be."""
        self.prepare(painter)
        for step in self.steps(camera, things, plain=plain):
            step(painter)
        painter.setOpacity(1.0)

    def prepare(self, painter: QPainter) -> None:
        """Make a painter ready for the steps."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)

    def steps(self, camera: Camera, things: Things, *, plain: bool = False) -> Iterator[Step]:
        """What draws things as they should be, one after the other; a painter need not live from one to the next."""
        dense = self._is_crowded
        for shape in things.hulls:
            yield partial(self._hull, camera, shape)
        for start in range(0, len(things.links), _TOGETHER):
            yield partial(self._links, camera, things.links[start : start + _TOGETHER], things.seen, dense)
        for shape in things.hulls:
            yield partial(self._hull_name, camera, shape)
        for link in things.labelled:
            yield partial(self._label, camera, link, plain)
        for node in things.nodes:
            yield partial(self._disc, camera, node, plain)
        for node in things.nodes:
            if node.name_room:
                yield partial(self._name, camera, node, plain)

    def quick(self, painter: QPainter, camera: Camera, things: Things) -> None:
        """Draw things in a hurry: thin lines, no words but names, pictures as they were drawn last."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        for shape in things.hulls:
            self._hull(camera, shape, painter)
        painter.save()
        painter.setTransform(camera.transform, True)
        for link in things.links:
            painter.setOpacity(link.alpha.now)
            painter.setPen(_thin_pen(link))
            painter.drawPath(link.path)
        painter.restore()
        for shape in things.hulls:
            self._hull_name(camera, shape, painter)
        for node in things.nodes:
            painter.setOpacity(node.alpha.now)
            disc = camera.rect_to_screen(node.disc)
            last = self._stamps.last_disc(node)
            if last is None:
                self._disc(camera, node, False, painter)
            else:
                edge = DISC_EDGE * camera.scale
                painter.drawPixmap(disc.adjusted(-edge, -edge, edge, edge), last, QRectF(last.rect()))
            if node.name_room:
                self._name(camera, node, False, painter)
        painter.setOpacity(1.0)

    # What is selected

    def paint_selected(self, painter: QPainter, camera: Camera, area: QRectF) -> None:
        """Draw what marks the things that are selected; a selected tie comes before all else, with its words."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        things = self.chosen(camera, area, self._scene.selected)
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
            painter.drawPath(link.seen_in(things.seen).path)
        painter.restore()
        for link in things.links:
            self._links(camera, (link,), things.seen, self._is_crowded, painter)
            self._label(camera, link, False, painter)
        painter.setOpacity(1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 2.5))
        for node in things.nodes:
            reach = DISC_EDGE * camera.scale + 3
            painter.drawEllipse(camera.rect_to_screen(node.disc).adjusted(-reach, -reach, reach, reach))

    # Groups

    def _hull(self, camera: Camera, shape: Hull, painter: QPainter) -> None:
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

    def _hull_name(self, camera: Camera, shape: Hull, painter: QPainter) -> None:
        area, plate = self.hull_name(camera, shape), QColor(self._theme.colours.raised)
        plate.setAlphaF(0.7)
        painter.setOpacity(shape.alpha.now)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(plate)
        painter.drawRoundedRect(area, 4, 4)
        painter.setFont(self.font(camera, 0.92, QFont.Weight.DemiBold))
        painter.setPen(QColor(self._theme.colours.text))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, group_name(shape.group))

    def hull_name(self, camera: Camera, shape: Hull) -> QRectF:
        """Where a group's name stands on the screen."""
        metrics = QFontMetricsF(self.font(camera, 0.92, QFont.Weight.DemiBold))
        width = metrics.horizontalAdvance(group_name(shape.group)) + 8
        top = camera.to_screen(shape.top)
        return QRectF(top.x() - width / 2, top.y() - metrics.height() - 3, width, metrics.height())

    # Ties

    def _links(self, camera: Camera, links: Collection[Link], seen: QRectF, dense: bool, painter: QPainter) -> None:
        """Draw the lines of ties, of which only what lies in a part of the board is seen."""
        painter.save()
        painter.setTransform(camera.transform, True)
        for link in links:
            stretch = link.seen_in(seen)
            pen, width = self._pen(camera, link, dense)
            if stretch.before and link.kind.line is not Line.SOLID:
                pen.setDashOffset(stretch.before / width)
            painter.setOpacity(link.alpha.now)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(stretch.path)
            if link.tie.direction is not Direction.BOTH:
                self._arrows(painter, link, stretch)
        painter.restore()

    def _pen(self, camera: Camera, link: Link, dense: bool) -> tuple[QPen, float]:
        """What a tie is drawn with, and how thick that is in the board's units."""
        if dense and camera.scale < _CROWD_FROM:
            return _thin_pen(link), _THIN / camera.scale
        width = max(link.width.now, _THIN / camera.scale)
        pen = kind_pen(link.kind, self._theme, width)
        pen.setColor(link.colour)
        if dense:
            # Round ends cost more than the lines they are at.
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if link.kind.line in _QUICK_DASHES:
                pen.setDashPattern([each / 1.5 for each in _QUICK_DASHES[link.kind.line]])
        return pen, width

    def _arrows(self, painter: QPainter, link: Link, stretch: Stretch) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(link.colour)
        size = 8 + 2.4 * link.width.now
        if stretch.ends:
            painter.drawPolygon(link.curve.arrow(size))
        if stretch.starts and link.tie.direction is Direction.UNEQUAL:
            painter.drawPolygon(link.curve.arrow(size * 0.55, at_start=True))

    def _label(self, camera: Camera, link: Link, plain: bool, painter: QPainter) -> None:
        """Draw the words of a tie on a plate, with a sign and a word if it is hidden."""
        font = self.font(camera, 0.86)
        painter.setOpacity(link.alpha.now)
        words, room, brief = self._words(camera, link)
        middle, hidden = camera.to_screen(link.words_at), link.standing.hidden
        self._stamps.label(painter, middle, words, hidden, font, room, brief=brief, plain=plain)

    def label_rect(self, camera: Camera, link: Link) -> QRectF:
        """Where the words of a tie stand on the screen."""
        font = self.font(camera, 0.86)
        words, room, brief = self._words(camera, link)
        width, height = self._stamps.label_size(words, link.standing.hidden, font, room, brief)
        middle = camera.to_screen(link.words_at)
        return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)

    def _words(self, camera: Camera, link: Link) -> tuple[str, float, bool]:
        """What is written at a tie, how wide it may be, and whether briefly; in full while it is selected."""
        factor = text_factor(camera.scale)
        if not link.words or ("tie", link.tie.id) in self._scene.selected:
            return link.text, _LONGEST_WORDS * self._theme.text_scale * factor, False
        return link.words, link.words_room * factor, link.brief

    # People

    def _disc(self, camera: Camera, node: Node, plain: bool, painter: QPainter) -> None:
        painter.setOpacity(node.alpha.now)
        disc = camera.rect_to_screen(node.disc)
        if plain:
            self._stamps.draw_disc(painter, disc, node, camera.scale, plain=True)
            return
        stamp = self._stamps.disc(node, disc.width(), camera.scale, painter.device().devicePixelRatio())
        edge = stamp.width() / stamp.devicePixelRatio() / 2
        painter.drawPixmap(QPointF(disc.center().x() - edge, disc.center().y() - edge), stamp)

    def _name(self, camera: Camera, node: Node, plain: bool, painter: QPainter) -> None:
        painter.setOpacity(max(node.alpha.now, 0.6) if node.absent and node.alpha.now > 0.2 else node.alpha.now)
        main = node.person.role is PersonRole.MAIN
        font = self.font(camera, 1.0, QFont.Weight.DemiBold if main else QFont.Weight.Medium)
        rect = self.name_rect(camera, node)
        self._stamps.name(painter, QPointF(rect.center().x(), rect.top()), node, font, rect.width(), plain)

    def name_rect(self, camera: Camera, node: Node) -> QRectF:
        """Where somebody's name stands on the screen, or would."""
        height = self._stamps.height(self.font(camera, 1.0, QFont.Weight.Medium))
        width = (node.name_room or _LONGEST_WORDS * self._theme.text_scale) * text_factor(camera.scale)
        below = camera.to_screen(QPointF(node.x.now, node.y.now + node.radius + DISC_EDGE))
        return QRectF(below.x() - width / 2, below.y() + NAME_GAP, width, height)

    # Parts

    def forget(self) -> None:
        """Draw everything anew: the theme changed, or a picture came."""
        self._stamps.forget()

    def font(self, camera: Camera, factor: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The interface's font at a step of the type scale, growing and shrinking with the board within bounds."""
        return self._stamps.font(factor, weight, text_factor(camera.scale))


def _thin_pen(link: Link) -> QPen:
    pen = QPen(link.colour, _THIN)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if link.kind.line in _QUICK_DASHES:
        pen.setDashPattern(_QUICK_DASHES[link.kind.line])
    return pen
