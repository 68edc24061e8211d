"""The canvas of the board: its camera, painting, keys and wheel; what the mouse does is in gestures.py."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from html import escape

from PySide6.QtCore import QEvent, QMarginsF, QPoint, QPointF, QRectF, QSizeF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from planner.desktop.cast.board.backdrop import Backdrop
from planner.desktop.cast.board.camera import Camera
from planner.desktop.cast.board.corner import Corner
from planner.desktop.cast.board.gestures import Gestures
from planner.desktop.cast.board.items import DISC_EDGE, Ref
from planner.desktop.cast.board.paint import BoardPainter
from planner.desktop.cast.board.scene import BoardScene
from planner.desktop.cast.board.words import describe
from planner.desktop.theme import XXL, Theme
from planner.desktop.widgets.people import Portraits
from planner.domain.cast import GroupId
from planner.domain.outline import PersonId
from planner.domain.ties import TieId

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_STEP, _LARGE_STEP = 10, 50
"""Units of the board an arrow key moves people by, without and with Shift."""
_PAN = 60
_HURRIED_MS = 10.0
_REACH = 200.0
"""How far the words of a tie may reach from their middle."""
_WHEEL_ZOOM = 1.0015
"""How much larger the board gets by an eighth of a degree of the wheel."""

Ghost = tuple[QPointF, PersonId | None]
"""Where somebody is about to be added, and whom they will be tied to."""
Overlay = Callable[[QPainter, Camera], None]
"""Draws something above the board, in the coordinates of the screen."""


class BoardCanvas(QWidget):
    """Shows a scene and lets the author work on it. It tells by signals what she wants, and writes nothing."""

    people_moved = Signal(object)
    """Emitted with the new points by person, after a drag."""
    people_nudged = Signal(object)
    """Emitted likewise, after each press of an arrow key."""
    tie_wanted = Signal(object, object, QPoint)
    """Emitted with two people who are to be tied, and where on the screen."""
    newcomer_wanted = Signal(object, object)
    """Emitted with a point of the board, and with the person a newcomer there is to be tied to, or None."""
    write_wanted = Signal(object)
    """Emitted with what is to be named anew in place."""
    open_wanted = Signal(object)
    """Emitted with what the author wants to see the sheet of."""
    menu_wanted = Signal(object, QPoint)
    """Emitted with what is under the mouse or current (None: the board itself), and where on the screen."""
    camera_changed = Signal()

    def __init__(self, scene: BoardScene, portraits: Portraits, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cast.board.canvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setMinimumSize(120, 120)
        self.scene = scene
        self.theme = theme
        self.camera = Camera()
        self.may_write = True
        self.look = BoardPainter(scene, portraits, theme)
        self._backdrop = Backdrop(self.look, lambda: QColor(theme.colours.raised), self)
        self._backdrop.refreshed.connect(self.update)
        self.overlays: list[Overlay] = []
        self._ghost: Ghost | None = None
        self._fits = True
        self._flight = QVariantAnimation(self)
        self._flight.setStartValue(0.0)
        self._flight.setEndValue(1.0)
        self._gestures = Gestures(self)
        scene.changed.connect(self._follow_scene)
        scene.replaced.connect(self._begin_fitted)
        scene.settled.connect(self._fit_first)
        scene.selection_changed.connect(self._say_what_is_current)
        portraits.ready.connect(self._show_picture)
        theme.changed.connect(self._draw_anew)
        self._say_what_is_current()

    # The camera

    def set_camera(self, camera: Camera) -> None:
        """Show another part of the board, or at another size."""
        if camera != self.camera:
            self._fits = False
            self._take_camera(camera)

    def _take_camera(self, camera: Camera) -> None:
        self.camera = camera
        self.scene.set_scale(camera.scale)
        self.update()
        self.camera_changed.emit()

    def zoom(self, factor: float, about: QPointF | None = None) -> None:
        """Show the board larger by a factor; what is at a point (or else in the middle) stays there."""
        self.set_camera(self.camera.zoomed(factor, about or QRectF(self.rect()).center()))

    def zoom_to(self, scale: float) -> None:
        """Show the board so large."""
        self.zoom(scale / self.camera.scale)

    def fit(self) -> None:
        """Show all of the board."""
        self.set_camera(self._fitted())
        self._fits = True

    def _fitted(self) -> Camera:
        around = self.scene.bounds().adjusted(-XXL, -XXL, XXL, XXL)
        camera = Camera.fitted(around, QSizeF(self.size()))
        cut = self._cut_off(camera)
        taken = max((corner.height() for corner in self.findChildren(Corner) if self._hides(corner, camera)), default=0)
        below = max(cut.bottom(), taken)
        if not (cut.left() or cut.top() or cut.right() or below):
            return camera
        inner = QSizeF(self.width() - cut.left() - cut.right(), self.height() - cut.top() - below)
        return Camera.fitted(around, inner).moved(cut.left(), cut.top())

    def _cut_off(self, camera: Camera) -> QMarginsF:
        """How far names would reach beyond each side: with large text they may."""
        scene, look = self.scene, self.look
        areas = [look.name_rect(camera, node) for node in scene.nodes.values() if node.name_room]
        areas += [look.hull_name(camera, shape) for shape in scene.hulls.values()]
        whole = QRectF(self.rect())
        reach = reduce(QRectF.united, areas, whole)
        most_x, most_y = whole.width() / 5, whole.height() / 5
        return QMarginsF(
            min(whole.left() - reach.left(), most_x),
            min(whole.top() - reach.top(), most_y),
            min(reach.right() - whole.right(), most_x),
            min(reach.bottom() - whole.bottom(), most_y),
        )

    def _hides(self, corner: Corner, camera: Camera) -> bool:
        """Whether what lies upon a corner of the board would lie upon somebody."""
        taken = QRectF(corner.geometry())
        return any(
            taken.intersects(camera.rect_to_screen(node.disc) | self.look.name_rect(camera, node))
            for node in self.scene.nodes.values()
        )

    def _begin_fitted(self) -> None:
        self._fits = True
        self._fit_first()

    def _fit_first(self) -> None:
        """Until the author chooses a part of the board for herself, all of it is shown."""
        if self._fits and not self._gestures.busy:
            camera = self._fitted()
            if camera != self.camera:
                self._take_camera(camera)

    @property
    def ghost(self) -> Ghost | None:
        """Who is about to be added."""
        return self._ghost

    @ghost.setter
    def ghost(self, ghost: Ghost | None) -> None:
        self._ghost = ghost
        self.update()

    def show_point(self, point: QPointF) -> None:
        """Bring a point of the board into sight, if it is not."""
        at, inside = self.camera.to_screen(point), QRectF(self.rect()).adjusted(60, 60, -60, -60)
        if not inside.contains(at):
            self.set_camera(self.camera.moved(inside.center().x() - at.x(), inside.center().y() - at.y()))

    def show_ref(self, ref: Ref) -> None:
        """Bring something into sight, if it is not."""
        area = self._area_of(ref)
        inside = QRectF(self.rect()).adjusted(XXL, XXL, -XXL, -XXL)
        if area is None or inside.contains(area.center()):
            return
        where = area.center()
        dx = min(max(where.x(), inside.left() + 60), inside.right() - 60) - where.x()
        dy = min(max(where.y(), inside.top() + 60), inside.bottom() - 60) - where.y()
        fits = self._fits
        self.set_camera(self.camera.moved(dx, dy))
        self._fits = fits and not (dx or dy)

    def _area_of(self, ref: Ref) -> QRectF | None:
        kind, row_id = ref
        if not self.scene.has(ref):
            return None
        if kind == "person":
            return self.camera.rect_to_screen(self.scene.nodes[PersonId(row_id)].disc)
        if kind == "tie":
            return self.look.label_rect(self.camera, self.scene.links[TieId(row_id)])
        return self.look.hull_name(self.camera, self.scene.hulls[GroupId(row_id)])

    def name_area(self, ref: Ref) -> QRectF:
        """Where on the screen the name of something stands, or would."""
        kind, row_id = ref
        if kind == "person":
            return self.look.name_rect(self.camera, self.scene.nodes[PersonId(row_id)])
        return self._area_of(ref) or QRectF()

    @property
    def is_busy(self) -> bool:
        """Whether the mouse is about something that must not stutter."""
        return self._gestures.busy

    # Finding

    def ref_at(self, at: QPointF) -> Ref | None:
        """What is at a point of the screen."""
        scene, where = self.scene, self.camera.to_board(at)
        node = scene.node_at(where, 3 / self.camera.scale)
        if node is not None:
            return "person", node.person.id
        if self.look.says_ties(self.camera):
            reach = _REACH / min(self.camera.scale, 1.0)
            near = QRectF(where, where).adjusted(-reach, -reach, reach, reach)
            for each in reversed(scene.links.values()):
                is_near = each.words and not each.going and near.contains(each.words_at)
                if is_near and self.look.label_rect(self.camera, each).contains(at):
                    return "tie", each.tie.id
        link = scene.link_at(where, 6 / self.camera.scale)
        if link is not None:
            return "tie", link.tie.id
        for shape in scene.hulls.values():
            if self.look.hull_name(self.camera, shape).contains(at):
                return "group", shape.group.id
        return None

    # Painting

    @property
    def is_still(self) -> bool:
        """Whether everything is where it belongs, and painted as it should be."""
        return not self.scene.is_moving and not self.scene.is_wording and self._backdrop.is_done

    def _follow_scene(self) -> None:
        if not self.scene.lifted:
            self._backdrop.spoil()
        self.update()

    def _show_picture(self, _person_id: int) -> None:
        self._backdrop.spoil()
        self.update()

    def _draw_anew(self) -> None:
        self.look.forget()
        self._backdrop.spoil()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        above = self._backdrop.paint(painter, self.camera, self.size(), self.devicePixelRatio(), self.scene.lifted)
        self._paint_above(painter, above)
        self.look.paint_selected(painter, self.camera, QRectF(self.rect()))
        painter.setOpacity(1.0)
        self._paint_focus(painter)
        self._gestures.paint(painter, self._ghost)
        for overlay in self.overlays:
            overlay(painter, self.camera)

    def _paint_above(self, painter: QPainter, refs: frozenset[Ref]) -> None:
        """Draw what is carried or on its way."""
        if refs:
            things = self.look.chosen(self.camera, QRectF(self.rect()), refs)
            if things.cost_ms > _HURRIED_MS:
                self.look.quick(painter, self.camera, things)
            else:
                self.look.draw(painter, self.camera, things)

    def _paint_focus(self, painter: QPainter) -> None:
        """A dashed frame around what is current, while the keyboard is here."""
        if not self.hasFocus():
            return
        pen = QPen(QColor(self.theme.colours.text), 1.2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        current = self.scene.current
        area = self._area_of(current) if current is not None else None
        if current is None or area is None:
            painter.setPen(QPen(QColor(self.theme.colours.accent), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        elif current[0] == "person":
            # Around the name, too: a ring would run through it.
            reach = DISC_EDGE * self.camera.scale + 6
            name = self.name_area(current)
            around = area.adjusted(-reach, -reach, reach, reach) | name.adjusted(-3, 0, 3, 3)
            painter.drawRoundedRect(around, 10, 10)
        else:
            painter.drawRoundedRect(area.adjusted(-4, -3, 4, 3), 8, 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_first()

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        # From now on the author chooses what part of the board she sees.
        self._fits = False
        self._gestures.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._gestures.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._gestures.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._gestures.double_click(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._gestures.leave()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            self.zoom(_WHEEL_ZOOM**turned, event.position())
        else:
            by = QPointF(event.pixelDelta()) if not event.pixelDelta().isNull() else QPointF(event.angleDelta()) / 2
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not by.x():
                by = by.transposed()
            self.set_camera(self.camera.moved(by.x(), by.y()))
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            ref = self.ref_at(QPointF(event.pos()))
            if ref is None:
                self.scene.select(())
            elif ref not in self.scene.selected:
                self.scene.select((ref,))
            self.menu_wanted.emit(ref, event.globalPos())
            return
        ref = self.scene.current
        area = self._area_of(ref) if ref is not None else None
        at = area.center().toPoint() if area is not None else self.rect().center()
        self.menu_wanted.emit(ref, self.mapToGlobal(at))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            ref = self.ref_at(QPointF(event.pos())) if not self._gestures.busy else None
            words = describe(self.scene, ref) if ref is not None else self._gestures.hint
            if words:
                # Qt would take a name in angle brackets for a mark-up.
                safe = escape(words).replace("\n", "<br>") if "<" in words else words
                QToolTip.showText(event.globalPos(), safe, self)
            else:
                QToolTip.hideText()
            return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom(1 + event.value(), event.position())
            return True
        if event.type() == QEvent.Type.Gesture and self._gestures.pinch(event):
            return True
        return super().event(event)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
        if key in _ARROWS and modifiers in (Qt.KeyboardModifier.NoModifier, shift):
            self._go(*_ARROWS[key], _LARGE_STEP if modifiers == shift else _STEP)
        elif key in _ARROWS and modifiers == control:
            self._go_to_neighbour(*_ARROWS[key])
        elif key == Qt.Key.Key_Escape and self._step_back():
            return
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.scene.current is not None:
            self.open_wanted.emit(self.scene.current)
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._gestures.hold_space(True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._gestures.hold_space(False)
        else:
            super().keyReleaseEvent(event)

    def _step_back(self) -> bool:
        """Let go of what is under way, or else of what is selected; whether there was anything."""
        if self._gestures.cancel():
            return True
        had_some = bool(self.scene.selected)
        self.scene.select(())
        return had_some

    def _go(self, dx: int, dy: int, step: int) -> None:
        """Move those who are selected; with nobody selected, look that way."""
        people = self.scene.selected_people
        if not people:
            self.set_camera(self.camera.moved(-dx * _PAN, -dy * _PAN))
        elif self.may_write:
            self._fits = False
            self.scene.finish()
            points = self.scene.points(people)
            self.people_nudged.emit({key: (x + dx * step, y + dy * step) for key, (x, y) in points.items()})

    def _go_to_neighbour(self, dx: int, dy: int) -> None:
        """Select whoever is nearest in a direction."""
        people = self.scene.selected_people
        here = self.scene.nodes[people[-1]] if people else None
        if here is None:
            self.step(1)
            return
        best: tuple[float, Ref] | None = None
        for node in self.scene.nodes.values():
            along = (node.x.goal - here.x.goal) * dx + (node.y.goal - here.y.goal) * dy
            aside = abs((node.x.goal - here.x.goal) * dy) + abs((node.y.goal - here.y.goal) * dx)
            if along > 1 and (best is None or along + 2 * aside < best[0]):
                best = along + 2 * aside, ("person", node.person.id)
        if best is not None:
            self.scene.select((best[1],))
            self.show_ref(best[1])

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self.step(1 if forward else -1):
            return True
        return super().focusNextPrevChild(forward)

    def step(self, by: int) -> bool:
        """Select the next or the previous thing on the board; False if there is none."""
        refs = self.scene.sequence()
        current = self.scene.current
        start = 0 if by > 0 else len(refs) - 1
        place = refs.index(current) + by if current in refs else start
        if not 0 <= place < len(refs):
            return False
        self.scene.select((refs[place],))
        self.show_ref(refs[place])
        return True

    def selectAll(self) -> None:
        """Select everybody, when Select all is chosen while the focus is here."""
        self.scene.select([("person", person_id) for person_id in self.scene.nodes])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_tab = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_tab and self.scene.current is None:
            self.step(1 if event.reason() == Qt.FocusReason.TabFocusReason else -1)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._gestures.hold_space(False)
        self.update()

    # Words for listeners

    def _say_what_is_current(self) -> None:
        scene = self.scene
        count = len(scene.selected)
        if scene.current is None:
            name = self.tr("Board of the cast")
            more = self.tr("{people} people, {ties} ties").format(people=len(scene.nodes), ties=len(scene.links))
        else:
            name, _, more = describe(scene, scene.current).partition("\n")
            if count > 1:
                more = self.tr("{count} selected").format(count=count) + "\n" + more
        self.setAccessibleName(name)
        self.setAccessibleDescription(more)
        self.update()
