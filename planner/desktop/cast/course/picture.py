"""The picture of the curves: what is shown, where it lies, what there is to say of a place, and how near one is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from planner.desktop.cast.bonds import Bonds
from planner.desktop.cast.course.axes import Axes, Curve, lanes
from planner.desktop.cast.course.curves import Grip, Knot, dragged, knot_text, knots, story_of
from planner.desktop.cast.course.paint import ChartPaint, Look
from planner.desktop.theme import XS, L, M, S, Theme
from planner.desktop.widgets.ties import closeness_text, standing_text
from planner.domain.ties import CLOSEST, Course, TieId

KNOT_REACH = 11.0
"""How near a knot the mouse means it, in pixels."""
LINE_REACH = 7.0
_LEAST = QSize(260, 240)
_NAMES = 0.22
"""What part of the width the names at the right may take."""
_WIDE = 520
"""Below this width, at a text scale of 1, there are no names at the right."""
_ZOOM = 1.25
_LEAST_SHOWN = 8
"""So many chapters at least are seen at once, however near one goes."""


class CurvesPicture(QWidget):
    """A curve for each tie that is shown, one of them current."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("course.chart")
        self.setAccessibleName(self.tr("Closeness by chapter"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._theme = theme
        self._bonds: Bonds | None = None
        self._curves: list[Curve] = []
        self._as_of: int | None = None
        self.current: TieId | None = None
        self.at = 0
        self._hovered: TieId | None = None
        self._grip: Grip | None = None
        self._window: tuple[float, float] | None = None
        self._hint = ""
        theme.changed.connect(self.update)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST.width(), round(_LEAST.height() * min(self._theme.text_scale, 1.4)))

    # What is shown

    def show_curves(self, bonds: Bonds, tie_ids: Sequence[TieId], hint: str) -> None:
        """Show these ties; ``hint`` says how to begin where none of them has a curve."""
        if self._bonds is None or self._bonds.story_id != bonds.story_id:
            self._window, self.at = None, 0
        self._bonds, self._hint = bonds, hint
        shifts = lanes(len(tie_ids))
        self._curves = [curve_of(bonds.course, tie_id, shift) for tie_id, shift in zip(tie_ids, shifts, strict=True)]
        if self.current not in tie_ids:
            self.current = tie_ids[0] if tie_ids else None
            self.at = next((knot.at for knot in self._curves[0].knots), 0) if self._curves else 0
        self.at = min(self.at, bonds.course.length)
        self._grip = None
        self._say()
        self.update()

    def show_moment(self, as_of: int | None) -> None:
        """Mark the moment at which the cast is shown."""
        self._as_of = as_of
        self.update()

    def go_to(self, tie_id: TieId, at: int | None = None) -> None:
        """Make a tie current, and a chapter, without telling."""
        curve = self._curve_of(tie_id)
        if curve is None:
            return
        self.current = tie_id
        if at is not None:
            self.at = at
        self._say()
        self._see(self.at)
        self.update()

    def knot(self) -> Knot | None:
        """The knot the author is at."""
        curve = self._curve()
        return curve.knot(self.at) if curve else None

    @property
    def curves(self) -> list[Curve]:
        """The curves as they are drawn."""
        return list(self._curves)

    def place_of(self, tie_id: TieId, at: int) -> QPointF:
        """Where a curve is in a chapter; at no closeness's place where it has none there."""
        curve = self._curve_of(tie_id)
        assert curve is not None
        return self._axes().point(curve, at, curve.values[at] or 0)

    def place_at(self, at: int, closeness: int) -> QPointF:
        """Where a chapter and a closeness lie."""
        axes = self._axes()
        return QPointF(axes.x(at), axes.y(closeness))

    def _curve_of(self, tie_id: TieId | None) -> Curve | None:
        return next((curve for curve in self._curves if curve.tie_id == tie_id), None)

    def _curve(self) -> Curve | None:
        return self._curve_of(self.current)

    @property
    def _length(self) -> int:
        return self._bonds.course.length if self._bonds else 0

    def _say(self) -> None:
        """Tell listeners what there is to see, what is current first."""
        if self._bonds is None:
            return
        told = [self.here(), *(story_of(self._bonds, curve.tie_id) for curve in self._curves)]
        words = "\n".join(line for line in told if line)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def here(self) -> str:
        """Where the author is, in a line."""
        bonds = self._bonds
        if bonds is None or self.current is None or not bonds.has(self.current):
            return ""
        standing = bonds.course.standing(self.current, self.at)
        said = standing_text(standing) if standing else self.tr("not begun")
        pair = bonds.pair(bonds.course.tie(self.current))
        return f"{bonds.chapter_text(self.at)}. {pair}: {said}"

    # Where things are

    def _axes(self) -> Axes:
        metrics = QFontMetricsF(self._theme.font(0.9))
        left = metrics.horizontalAdvance(closeness_text(-CLOSEST)) + 2 * S + XS + M
        names = self._names_width(metrics)
        right = names + L + S if names else L
        top, bottom = metrics.height() + S + XS, metrics.height() + M + XS
        plot = QRectF(self.rect()).adjusted(left, top, -right, -bottom)
        first, last = self._window or (0.0, float(max(self._length, 1)))
        return Axes(plot, first, last, metrics.height() + S)

    def _names_width(self, metrics: QFontMetricsF) -> float:
        if self._bonds is None or self.width() < _WIDE * self._theme.text_scale:
            return 0.0
        pairs = [self._bonds.called(curve.tie_id) for curve in self._curves if curve.values[-1] is not None]
        widest = max((metrics.horizontalAdvance(pair) * 1.08 for pair in pairs), default=0.0)
        return min(widest, self.width() * _NAMES)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        bonds = self._bonds
        if bonds is None:
            return
        painter, axes = QPainter(self), self._axes()
        look = Look(self.current, self.at, self._hovered, self.hasFocus())
        paint = ChartPaint(painter, self._theme, bonds, axes, look)
        paint.ground(self._as_of)
        drawn = sorted(self._curves, key=lambda curve: curve.tie_id in (self.current, self._hovered))
        beyond = axes.plot.adjusted(-KNOT_REACH, -KNOT_REACH, KNOT_REACH, KNOT_REACH)
        painter.setClipRect(beyond)
        for curve in drawn:
            paint.curve(curve, faint=self._grip is not None and curve.tie_id == self._grip.knot.tie_id)
        for curve in drawn:
            paint.knots(curve)
        if self._grip is not None:
            self._paint_drag(paint, bonds)
        current = self._curve()
        if current is not None and self.hasFocus() and self._grip is None:
            paint.cursor(current)
        painter.setClipping(False)
        names = self._names_width(QFontMetricsF(self._theme.font(0.9)))
        if names:
            paint.names(self._curves, self.width() - names - S, self.width() - S)
        paint.labels(self._curves)
        if not any(value is not None for curve in self._curves for value in curve.values):
            paint.hint(self._hint)

    def _paint_drag(self, paint: ChartPaint, bonds: Bonds) -> None:
        assert self._grip is not None
        knot = self._grip.knot
        before = self._curve_of(knot.tie_id)
        course = dragged(bonds.course, bonds.chapters, self._grip)
        curve = curve_of(course, knot.tie_id, before.lane if before else 0.0)
        paint.curve(curve)
        paint.knots(curve)

    def _in_front(self) -> list[Curve]:
        """The curves, the current one last, so that it is found before those it lies upon."""
        return sorted(self._curves, key=lambda curve: curve.tie_id == self.current)

    def _chapter(self, place: QPointF) -> int:
        return max(0, min(round(self._axes().at(place.x())), self._length))

    # The mouse over it

    def _hover(self, tie_id: TieId | None) -> None:
        if tie_id != self._hovered:
            self._hovered = tie_id
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.told_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def told_at(self, place: QPointF) -> str:
        """What there is to say about a place."""
        if self._bonds is None:
            return ""
        axes = self._axes()
        found = axes.nearest_knot(self._in_front(), place, KNOT_REACH)
        if found is not None:
            return knot_text(self._bonds, found[1])
        line, at = axes.nearest_curve(self._in_front(), place, LINE_REACH), self._chapter(place)
        if line is not None:
            return knot_text(self._bonds, Knot(line.tie_id, at, None, line.values[at]))
        return self._bonds.chapter_text(at) if place.y() > axes.plot.bottom() else ""

    # Zoom

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turn.y():
            self.zoom(_ZOOM if turn.y() > 0 else 1 / _ZOOM, self._axes().at(event.position().x()))
        elif self._window is not None and (turn.x() or turn.y()):
            self._pan(-(turn.x() or turn.y()) / 120 * (self._window[1] - self._window[0]) / 8)
        else:
            event.ignore()

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Show fewer chapters (a factor above 1) or more of them, keeping one where it is."""
        whole = float(max(self._length, 1))
        first, last = self._window or (0.0, whole)
        around = self.at if around is None else around
        span = max(min((last - first) / factor, whole), min(_LEAST_SHOWN, whole))
        part = (around - first) / (last - first)
        self._set_window(around - span * part, span)

    def _pan(self, way: float) -> None:
        first, last = self._window or (0.0, float(max(self._length, 1)))
        self._set_window(first + way, last - first)

    def _set_window(self, first: float, span: float) -> None:
        whole = float(max(self._length, 1))
        first = max(0.0, min(first, whole - span))
        self._window = None if span >= whole else (first, first + span)
        self.update()

    def _see(self, at: int) -> None:
        """Have a chapter in sight."""
        if self._window is not None and not self._window[0] <= at <= self._window[1]:
            span = self._window[1] - self._window[0]
            self._set_window(at - span / 2, span)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


def curve_of(course: Course, tie_id: TieId, lane: float) -> Curve:
    """A tie as it is drawn."""
    standings = [course.standing(tie_id, at) for at in range(course.length + 1)]
    curve = Curve(
        tie_id,
        tuple(course.curve(tie_id)),
        tuple(standing.kind if standing else "" for standing in standings),
        tuple(standing is not None and standing.hidden for standing in standings),
        tuple(knots(course, tie_id)),
    )
    return replace(curve, lane=lane)


def hidden_anywhere(curves: Collection[Curve]) -> bool:
    """Whether any of the curves is of a tie that others do not know of."""
    return any(any(curve.hidden) for curve in curves)
