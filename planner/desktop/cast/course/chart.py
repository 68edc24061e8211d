"""The chart of closeness by chapter: curves that are read, walked by keys, and bent with the mouse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from planner.desktop.cast.bonds import Bonds
from planner.desktop.cast.course.axes import Curve
from planner.desktop.cast.course.curves import Grip, Knot, bounded, reach
from planner.desktop.cast.course.picture import KNOT_REACH, LINE_REACH, CurvesPicture
from planner.desktop.theme import M, S, Theme
from planner.desktop.widgets.in_place import InPlaceText
from planner.desktop.widgets.ties import closeness_text
from planner.domain.ties import TieId


class CourseChart(CurvesPicture):
    """The curves under the author's hands. It changes nothing itself, but tells what she did."""

    went = Signal(int, int)
    """Emitted with the tie and the chapter the author went to, 0 for before the first."""
    moment_wanted = Signal(int)
    """Emitted with the chapter whose number was clicked."""
    dragged = Signal(object)
    """Emitted with the `Grip` of a knot that was let go elsewhere."""
    bent = Signal(int, int, int)
    """Emitted with a tie, a chapter, and the closeness it should have from there on."""
    removed = Signal(object)
    """Emitted with the `Knot` that should go."""
    labelled = Signal(object, str)
    """Emitted with a `Knot` and what the tie should be called from there on."""
    menu_wanted = Signal(object, object)
    """Emitted with the `Knot` the author means, or None, and where on the screen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.may_write = False
        self._pressed: tuple[Knot, QPointF] | None = None
        self._editor: InPlaceText | None = None
        self._edited: Knot | None = None

    def show_curves(self, bonds: Bonds, tie_ids: Sequence[TieId], hint: str) -> None:
        super().show_curves(bonds, tie_ids, hint)
        # A knot that is held may be another by now.
        self._pressed = None

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._bonds is None:
            return
        place, axes = event.position(), self._axes()
        found = axes.nearest_knot(self._in_front(), place, KNOT_REACH)
        if found is not None:
            curve, knot = found
            self._pressed = knot, place
            self._go(curve.tie_id, knot.at)
            return
        line = axes.nearest_curve(self._in_front(), place, LINE_REACH)
        if line is not None:
            self._go(line.tie_id, self._chapter(place))
        elif place.y() > axes.plot.bottom() and self._length:
            self.moment_wanted.emit(self._chapter(place))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(place)
            return
        axes = self._axes()
        knot = axes.nearest_knot(self._in_front(), place, KNOT_REACH)
        curve = knot[0] if knot else axes.nearest_curve(self._in_front(), place, LINE_REACH)
        self._hover(curve.tie_id if curve else None)
        if knot is not None and self.may_write:
            self.setCursor(Qt.CursorShape.SizeAllCursor)
        elif curve is not None or place.y() > axes.plot.bottom():
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        grip, self._grip, self._pressed = self._grip, None, None
        self.update()
        if grip is not None and (grip.moves or grip.bends):
            self.at = grip.at
            self.dragged.emit(grip)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._bonds is None or not self.may_write:
            return
        place, axes = event.position(), self._axes()
        found = axes.nearest_knot(self._in_front(), place, KNOT_REACH)
        if found is not None:
            self._go(found[0].tie_id, found[1].at)
            self.write_label()
            return
        line = axes.nearest_curve(self._in_front(), place, LINE_REACH) or self._curve()
        inside = axes.plot.adjusted(-M, -M, M, M).contains(place)
        if line is not None and inside:
            at = self._chapter(place)
            self._go(line.tie_id, at)
            self.bent.emit(line.tie_id, at, axes.closeness(place.y() - line.lane))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = QPointF(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            axes = self._axes()
            found = axes.nearest_knot(self._in_front(), place, KNOT_REACH)
            line = found[0] if found else axes.nearest_curve(self._in_front(), place, LINE_REACH)
            if line is not None:
                self._go(line.tie_id, found[1].at if found else self._chapter(place))
            at = event.globalPos()
        elif self.current is not None:
            at = self.mapToGlobal(self.place_of(self.current, self.at).toPoint())
        else:
            at = event.globalPos()
        if self.current is not None:
            self.menu_wanted.emit(self.knot(), at)

    def _drag(self, place: QPointF) -> None:
        if self._pressed is None or self._bonds is None or not self.may_write:
            return
        knot, start = self._pressed
        if self._grip is None and (place - start).manhattanLength() < QApplication.startDragDistance():
            return
        axes = self._axes()
        low, high = reach(self._bonds.course, knot)
        # By how far it went, not by where the mouse is: a knot that was taken at its rim must not jump.
        way = axes.at(place.x()) - axes.at(start.x())
        rise = axes.closeness(place.y()) - axes.closeness(start.y())
        closeness = None if knot.closeness is None else bounded(knot.closeness + rise)
        self._grip = Grip(knot, max(low, min(round(knot.at + way), high)), closeness)
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        told = (self._bonds.chapter_text(self._grip.at), closeness_text(closeness))
        QToolTip.showText(self.mapToGlobal(place.toPoint()), ", ".join(part for part in told if part), self)
        self.update()

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape and self._grip is not None:
            self._grip = self._pressed = None
            self.update()
            return
        curve = self._curve()
        if curve is None or not (self._walk(curve, key, keys) or self._write(curve, key, keys)):
            super().keyPressEvent(event)

    def _walk(self, curve: Curve, key: Qt.Key, keys: Qt.KeyboardModifier) -> bool:
        """Go along a curve: from knot to knot, or with Ctrl from chapter to chapter."""
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        places = [knot.at for knot in curve.knots]
        if way and keys == Qt.KeyboardModifier.NoModifier:
            ahead = [at for at in places if (at - self.at) * way > 0]
            if ahead:
                self._go(curve.tie_id, min(ahead, key=lambda at: abs(at - self.at)))
        elif way and keys == Qt.KeyboardModifier.ControlModifier:
            self._go(curve.tie_id, max(0, min(self.at + way, self._length)))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and keys == Qt.KeyboardModifier.NoModifier:
            self._go(curve.tie_id, 0 if key == Qt.Key.Key_Home else self._length)
        else:
            return False
        return True

    def _write(self, curve: Curve, key: Qt.Key, keys: Qt.KeyboardModifier) -> bool:
        """Bend a curve, add to it, take away from it, and say what a knot is called."""
        plain = keys == Qt.KeyboardModifier.NoModifier
        if not self.may_write:
            return False
        rise = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(key, 0)
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        knot = curve.knot(self.at)
        if rise and plain:
            before = curve.values[self.at]
            self.bent.emit(curve.tie_id, self.at, 0 if before is None else bounded(before + rise))
        elif way and keys == Qt.KeyboardModifier.ShiftModifier and knot is not None and self._bonds is not None:
            low, high = reach(self._bonds.course, knot)
            grip = Grip(knot, max(low, min(knot.at + way, high)), knot.closeness)
            if grip.moves:
                self.at = grip.at
                self.dragged.emit(grip)
        elif key == Qt.Key.Key_Insert and plain:
            self.add()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and plain and knot is not None:
            self.removed.emit(knot)
        elif key in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.write_label()
        else:
            return False
        return True

    def add(self) -> None:
        """Add a knot where the author is, or in the next chapter without one."""
        curve = self._curve()
        if curve is None:
            return
        at = next((at for at in range(max(self.at, 1), self._length + 1) if curve.knot(at) is None), None)
        if at is not None:
            self._go(curve.tie_id, at)
            self.bent.emit(curve.tie_id, at, curve.values[at] or 0)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from curve to curve before it leaves."""
        ids = [curve.tie_id for curve in self._curves]
        place = ids.index(self.current) + (1 if forward else -1) if self.current in ids else -1
        if 0 <= place < len(ids):
            curve = self._curves[place]
            near = min((knot.at for knot in curve.knots), key=lambda at: abs(at - self.at), default=self.at)
            self._go(curve.tie_id, near)
            return True
        return super().focusNextPrevChild(forward)

    def _go(self, tie_id: TieId, at: int) -> None:
        self.go_to(tie_id, at)
        self.went.emit(tie_id, at)

    # Writing what a knot is called

    def write_label(self) -> None:
        """Open a field for what the tie is called from the current knot on."""
        knot = self.knot()
        if knot is None or not self.may_write or self._bonds is None:
            return
        self.stop_writing()
        editor = InPlaceText("course.label", self.tr("What it is from here on"), one_line=True, parent=self)
        editor.installEventFilter(self)
        editor.finished.connect(self._finish)
        self._editor, self._edited = editor, knot
        self._place_editor()
        editor.write(knot.label)
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_editor(self) -> None:
        if self._editor is None or self._edited is None:
            return
        place = self.place_of(self._edited.tie_id, self._edited.at)
        width = min(round(200 * self._theme.text_scale), self.width() - 2 * S)
        height = self._editor.fontMetrics().lineSpacing() + 2 * S
        left = max(S, min(round(place.x() - width / 2), self.width() - width - S))
        top = max(S, round(place.y()) - height - M)
        self._editor.setGeometry(left, top, width, height)

    def _finish(self) -> None:
        editor, knot = self._editor, self._edited
        if editor is None or knot is None:
            return
        text, had_focus = editor.text(), editor.hasFocus()
        self.stop_writing()
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if text != knot.label:
            self.labelled.emit(knot, text)

    def stop_writing(self) -> None:
        """Close the field without keeping what is in it."""
        editor, self._editor, self._edited = self._editor, None, None
        if editor is not None:
            editor.removeEventFilter(self)
            editor.hide()
            editor.deleteLater()

    def flush(self) -> None:
        """Keep what is being written."""
        self._finish()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self._editor and self._editor is not None:
            if event.type() == QEvent.Type.FocusOut:
                self._finish()
            elif isinstance(event, QKeyEvent) and _is_escape(event):
                self.stop_writing()
                self.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_editor()


def _is_escape(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape
