"""What the mouse does on the board: pushing it, carrying people, the lasso, and pulling ties out of a rim."""

from __future__ import annotations

import math
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture

from planner.desktop.cast.board.items import Node, Ref
from planner.desktop.cast.board.shapes import End, curve
from planner.domain.outline import PersonId

if TYPE_CHECKING:
    from planner.desktop.cast.board.canvas import BoardCanvas

_RIM_IN, _RIM_OUT = 1.0, 10.0
"""How far within and without the edge of somebody's disc, in pixels, a tie can be pulled out."""
_NEWCOMER = 28.0
_EDGE, _EDGE_STEP = 28, 14


class _Mode(Enum):
    NOTHING = auto()
    PUSH = auto()
    PRESSED = auto()
    CARRY = auto()
    LASSO = auto()
    TIE = auto()


class Gestures(QObject):
    """Follows the mouse over a canvas, from a press to its release."""

    def __init__(self, canvas: BoardCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._mode = _Mode.NOTHING
        self._from = QPointF()
        self._last = QPointF()
        self._here = QPointF()
        self._space = False
        self._before: list[Ref] = []
        self._pressed: Ref | None = None
        self._adds = False
        self._rim: Node | None = None
        self._source: Node | None = None

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._mode is not _Mode.NOTHING

    @property
    def hint(self) -> str:
        """What could be done where the mouse is."""
        if self._rim is None:
            return ""
        return QCoreApplication.translate("Board", "Drag to somebody to tie them, or to an empty place to add somebody")

    # Events

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        at = event.position()
        self._from = self._last = self._here = at
        pushes = event.button() == Qt.MouseButton.MiddleButton or (
            event.button() == Qt.MouseButton.LeftButton and self._space
        )
        if pushes:
            self._mode = _Mode.PUSH
            self._canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._press_left(event, at)

    def _press_left(self, event: QMouseEvent, at: QPointF) -> None:
        scene = self._canvas.scene
        keys = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        self._adds = bool(event.modifiers() & keys)
        self._source = self.rim_at(at) if self._canvas.may_write and not self._adds else None
        if self._source is not None:
            self._mode = _Mode.TIE
            return
        ref = self._pressed = self._canvas.ref_at(at)
        self._before = list(scene.selected)
        if ref is None:
            self._mode = _Mode.LASSO
            if not self._adds:
                scene.select(())
            return
        self._mode = _Mode.PRESSED
        if self._adds:
            kept = [each for each in self._before if each != ref]
            scene.select(kept if ref in self._before else [*kept, ref])
            self._pressed = None
        elif ref not in scene.selected:
            scene.select((ref,))
            self._pressed = None
        else:
            scene.select(self._before, ref)

    def move(self, event: QMouseEvent) -> None:
        """The mouse went on."""
        at = self._here = event.position()
        by = at - self._last
        canvas = self._canvas
        if self._mode is _Mode.PRESSED and self._far_enough(at):
            people = canvas.scene.selected_people
            if people and canvas.may_write:
                self._mode = _Mode.CARRY
                canvas.scene.finish()
                canvas.scene.carry(people)
                by = at - self._from
        if self._mode is _Mode.PUSH:
            canvas.set_camera(canvas.camera.moved(by.x(), by.y()))
        elif self._mode is _Mode.CARRY:
            canvas.scene.shift(by / canvas.camera.scale)
            self._scroll_at_edge(at)
        elif self._mode is _Mode.LASSO:
            self._take_lasso()
        elif self._mode is _Mode.TIE:
            canvas.update()
        elif self._mode is _Mode.NOTHING:
            self._hover(at)
        self._last = at

    def _far_enough(self, at: QPointF) -> bool:
        return (at - self._from).manhattanLength() >= QApplication.startDragDistance()

    def release(self, event: QMouseEvent) -> None:
        """A button came up."""
        mode, self._mode = self._mode, _Mode.NOTHING
        canvas, at = self._canvas, event.position()
        if mode is _Mode.CARRY:
            canvas.people_moved.emit(canvas.scene.carried())
            canvas.scene.put_down()
        elif mode is _Mode.PRESSED and self._pressed is not None:
            canvas.scene.select((self._pressed,))
        elif mode is _Mode.TIE and self._source is not None:
            source = self._source
            target = canvas.scene.node_at(canvas.camera.to_board(at), 8 / canvas.camera.scale)
            if target is not None and target is not source:
                canvas.tie_wanted.emit(source.person.id, target.person.id, canvas.mapToGlobal(at.toPoint()))
            elif target is None and self._far_enough(at):
                canvas.newcomer_wanted.emit(canvas.camera.to_board(at), source.person.id)
            elif target is source:
                canvas.scene.select((("person", source.person.id),))
        self._source = None
        self._hover(at)
        canvas.update()

    def double_click(self, event: QMouseEvent) -> None:
        """Two clicks: name what is there anew, or add somebody where there is nothing."""
        self._mode = _Mode.NOTHING
        canvas = self._canvas
        if event.button() != Qt.MouseButton.LeftButton or not canvas.may_write:
            return
        rim = self.rim_at(event.position())
        ref = canvas.ref_at(event.position()) if rim is None else ("person", rim.person.id)
        if ref is not None:
            canvas.scene.select((ref,))
            canvas.write_wanted.emit(ref)
        else:
            canvas.newcomer_wanted.emit(canvas.camera.to_board(event.position()), None)

    def leave(self) -> None:
        """The mouse left the canvas."""
        if self._rim is not None:
            self._rim = None
            self._canvas.update()

    def cancel(self) -> bool:
        """Let go of what is under way, as if it had not begun; whether there was anything."""
        mode, self._mode = self._mode, _Mode.NOTHING
        if mode is _Mode.CARRY:
            self._canvas.scene.put_down()
        elif mode is _Mode.LASSO:
            self._canvas.scene.select(self._before)
        self._source = None
        self._canvas.update()
        return mode in (_Mode.CARRY, _Mode.LASSO, _Mode.TIE)

    def hold_space(self, held: bool) -> None:
        """While the space bar is held down, the mouse pushes the board."""
        if held != self._space:
            self._space = held
            self._hover(self._here)

    def pinch(self, event: QEvent) -> bool:
        """Two fingers zoom."""
        if not isinstance(event, QGestureEvent):
            return False
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        about = self._canvas.mapFromGlobal(pinch.centerPoint())
        self._canvas.zoom(pinch.scaleFactor(), QPointF(about))
        return True

    # Parts

    def rim_at(self, at: QPointF) -> Node | None:
        """Whose rim is there on the screen."""
        canvas = self._canvas
        scale = canvas.camera.scale
        where = canvas.camera.to_board(at)
        node = canvas.scene.node_at(where, _RIM_OUT / scale)
        if node is None:
            return None
        off = math.hypot(node.x.now - where.x(), node.y.now - where.y()) - node.radius
        return node if off >= -_RIM_IN / scale else None

    def _hover(self, at: QPointF) -> None:
        canvas = self._canvas
        rim = self.rim_at(at) if canvas.may_write and not self._space and canvas.rect().contains(at.toPoint()) else None
        if rim is not None or self._rim is not None:
            self._rim = rim
            canvas.update()
        if self._space:
            canvas.setCursor(Qt.CursorShape.OpenHandCursor)
        elif rim is not None:
            canvas.setCursor(Qt.CursorShape.CrossCursor)
        elif canvas.ref_at(at) is not None:
            canvas.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            canvas.unsetCursor()

    def _take_lasso(self) -> None:
        canvas = self._canvas
        rect = canvas.camera.rect_to_board(QRectF(self._from, self._here).normalized())
        caught: list[Ref] = [("person", person_id) for person_id in canvas.scene.people_in(rect)]
        kept = [ref for ref in self._before if ref not in caught] if self._adds else []
        canvas.scene.select([*kept, *caught])
        canvas.update()

    def _scroll_at_edge(self, at: QPointF) -> None:
        """Carrying somebody to the edge brings what is beyond it into sight."""
        canvas = self._canvas
        rect = QRectF(canvas.rect())
        dx = _EDGE_STEP * ((at.x() < rect.left() + _EDGE) - (at.x() > rect.right() - _EDGE))
        dy = _EDGE_STEP * ((at.y() < rect.top() + _EDGE) - (at.y() > rect.bottom() - _EDGE))
        if dx or dy:
            canvas.set_camera(canvas.camera.moved(dx, dy))
            canvas.scene.shift(QPointF(-dx, -dy) / canvas.camera.scale)

    # Painting

    def paint(self, painter: QPainter, ghost: tuple[QPointF, PersonId | None] | None) -> None:
        """Draw the lasso, or the tie that is being pulled, and the rim where one can be; and who is about to come."""
        accent = QColor(self._canvas.theme.colours.accent)
        if ghost is not None:
            tied_to = self._canvas.scene.nodes.get(ghost[1]) if ghost[1] is not None else None
            self._paint_pulled(painter, tied_to, ghost[0], accent)
        if self._mode is _Mode.LASSO and self._far_enough(self._here):
            fill = QColor(accent)
            fill.setAlphaF(0.12)
            painter.setPen(QPen(accent, 1, Qt.PenStyle.DashLine))
            painter.setBrush(fill)
            painter.drawRect(QRectF(self._from, self._here).normalized())
        elif self._mode is _Mode.TIE and self._source is not None:
            self._paint_pulled(painter, self._source, self._canvas.camera.to_board(self._here), accent)
        elif self._rim is not None and self._mode is _Mode.NOTHING:
            self._paint_rim(painter, self._rim, accent)

    def _paint_rim(self, painter: QPainter, node: Node, accent: QColor) -> None:
        disc = self._canvas.camera.rect_to_screen(node.disc).adjusted(-4, -4, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 2))
        painter.drawEllipse(disc)
        off = self._here - disc.center()
        length = math.hypot(off.x(), off.y()) or 1.0
        knob = disc.center() + off * (disc.width() / 2 / length)
        painter.setBrush(accent)
        painter.drawEllipse(knob, 6, 6)
        painter.setPen(QPen(QColor(self._canvas.theme.colours.accent_text), 1.5))
        painter.drawLine(knob - QPointF(3, 0), knob + QPointF(3, 0))
        painter.drawLine(knob - QPointF(0, 3), knob + QPointF(0, 3))

    def _paint_pulled(self, painter: QPainter, source: Node | None, where: QPointF, accent: QColor) -> None:
        canvas = self._canvas
        target = canvas.scene.node_at(where, 8 / canvas.camera.scale) if self._mode is _Mode.TIE else None
        painter.save()
        painter.setTransform(canvas.camera.transform, True)
        pen = QPen(accent, 2.5)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if target is not None and source is not None and target is not source:
            painter.drawPath(curve(source.end, target.end, 0.0).path)
            painter.drawEllipse(target.disc.adjusted(-7, -7, 7, 7))
        elif target is None:
            if source is not None:
                painter.drawPath(curve(source.end, End(where.x(), where.y(), _NEWCOMER), 0.0).path)
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawEllipse(where, _NEWCOMER, _NEWCOMER)
        painter.restore()
