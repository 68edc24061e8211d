"""Drawing the board: groups, ties with their words, and people, on the screen or into a picture."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from math import log

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from planner.desktop.cast.board.camera import Camera
from planner.desktop.cast.board.crowd import Crowd
from planner.desktop.cast.board.items import Hull, Link, Node, Ref, Stretch
from planner.desktop.cast.board.scene import BoardScene
from planner.desktop.cast.board.stamps import DISC_EDGE, Stamps
from planner.desktop.theme import Theme
from planner.desktop.widgets.people import Portraits, group_colour, group_name
from planner.desktop.widgets.ties import kind_pen
from planner.domain.board import APART
from planner.domain.cast import GroupId, PersonRole
from planner.domain.outline import PersonId
from planner.domain.ties import Direction, Line, TieId

WORDS_FROM = 0.5
"""Smaller than this the words of ties could not be read; those of selected ones still stand there."""
_LEAST_TEXT, _MOST_TEXT = 0.82, 2.0
_ALL_NAMED_FROM = 0.4
_COVERED = 0.12
"""A name that would be covered by more than this share is not written."""
_TEXT_SIZES = (0.7, 1.0, 1.3, 1.7)
_LEAST_NAME = 44.0
_LONGEST_LABEL = 150.0
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
        self._names: tuple[float, set[PersonId]] | None = None
        scene.settled.connect(self._forget_names)

    # The whole

    def things(self, camera: Camera, area: QRectF, without: Collection[Ref] = ()) -> Things:
        """What lies within an area of the screen, but for some things."""
        seen = camera.rect_to_board(area)
        scene, scale = self._scene, camera.scale
        # Names and words do not shrink as far as the board does.
        aside, above = 92 / scale, max(70.0, 52 / scale)
        around = seen.adjusted(-aside, -above, aside, above)
        hulls = [each for each in scene.hulls.values() if each.bounds.intersects(around)]
        links = [each for each in scene.links.values() if each.crosses(seen)]
        labelled = []
        if scale >= WORDS_FROM:
            near = seen.adjusted(-aside, -20 / scale, aside, 20 / scale)
            labelled = [each for each in scene.links.values() if near.contains(each.words_at)]
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
            links if camera.scale >= WORDS_FROM else [],
            [node for key, node in scene.nodes.items() if key in by_kind["person"]],
            camera.rect_to_board(area),
        )

    def paint(self, painter: QPainter, camera: Camera, area: QRectF, *, plain: bool = False) -> None:
        """Draw what lies within an area of the screen. ``plain``: with shapes rather than copied pixels, for a file."""
        things = self.things(camera, area)
        if plain:
            # A picture may be looked at more closely than the board is just now.
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
        dense = len(self._scene.links) > _DENSE
        for shape in things.hulls:
            yield partial(self._hull, camera, shape)
        for start in range(0, len(things.links), _TOGETHER):
            yield partial(self._links, camera, things.links[start : start + _TOGETHER], things.seen, dense)
        for link in things.labelled:
            yield partial(self._label, camera, link, plain)
        for node in things.nodes:
            yield partial(self._disc, camera, node, plain)
        named = None if plain else self._named(camera)
        for node in things.nodes:
            if named is None or node.person.id in named:
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
        named = self._named(camera)
        for node in things.nodes:
            painter.setOpacity(node.alpha.now)
            disc = camera.rect_to_screen(node.disc)
            last = self._stamps.last_disc(node)
            if last is None:
                self._disc(camera, node, False, painter)
            else:
                edge = DISC_EDGE * camera.scale
                painter.drawPixmap(disc.adjusted(-edge, -edge, edge, edge), last, QRectF(last.rect()))
            if named is None or node.person.id in named:
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
            self._links(camera, (link,), things.seen, len(self._scene.links) > _DENSE, painter)
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
        if camera.scale < WORDS_FROM:
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
        return camera.to_screen(link.words_at)

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

    def _named(self, camera: Camera) -> set[PersonId] | None:
        """Whose names are written where the board is so small that not all have room; None is everybody.

        Those who have more of the story go first.
        """
        if camera.scale >= _ALL_NAMED_FROM:
            return None
        # In steps, lest names flicker while the board is zoomed.
        scale = 1.15 ** round(log(camera.scale, 1.15))
        if self._names is None or self._names[0] != scale:
            self._names = scale, self._with_room(Camera(scale=scale))
        return self._names[1]

    def _with_room(self, camera: Camera) -> set[PersonId]:
        crowd, named = Crowd(), set()
        nodes = sorted(self._scene.nodes.values(), key=lambda node: -node.radius)
        for node in nodes:
            rect = self.name_rect(camera, node)
            if crowd.covered(rect, None) < _COVERED * rect.width() * rect.height():
                crowd.put(node.person.id, rect)
                named.add(node.person.id)
        return named

    def _forget_names(self) -> None:
        self._names = None

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

    def text_size(self, camera: Camera) -> float:
        """How large text is against the board, 1 being as at its usual size; in steps."""
        grown = self._factor(camera) / camera.scale
        return next(step for step in _TEXT_SIZES if step >= min(grown - 0.1, _TEXT_SIZES[-1]))

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
