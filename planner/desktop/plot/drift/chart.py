"""The chart of drift: planned words and chapters at each locked plan and now, over time."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from planner.desktop.plot.drift.model import NOW, Moment
from planner.desktop.theme import XS, L, M, S, Theme
from planner.desktop.widgets.amounts import date_text, number_text
from planner.desktop.widgets.steps import nice_step
from planner.domain.drift import BaselineId

_HEIGHT = 184
_DOT = 4.5
_GAP = 18.0
"""The least distance of two dots, in pixels, however close in time they are."""
_REACH = 12.0
"""How near a dot a click counts."""


class DriftChart(QWidget):
    """A line through a dot for each plan. A click on a dot chooses it; the list beside does so by keyboard."""

    chosen = Signal(int)
    """Emitted with the id of the baseline whose dot was clicked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drift.chart")
        self.setAccessibleName(self.tr("Planned words over time"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._moments: tuple[Moment, ...] = ()
        self._marked: frozenset[BaselineId] = frozenset()
        theme.changed.connect(self.updateGeometry)

    def show_plans(self, moments: Sequence[Moment], marked: Sequence[BaselineId]) -> None:
        """Show plans, oldest first, with the two that are compared standing out."""
        self._moments, self._marked = tuple(moments), frozenset(marked)
        said = [f"{_when(moment)}: {moment.size}" for moment in moments]
        self.setAccessibleDescription(". ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, round(_HEIGHT * self._theme.text_scale))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    # Where things are

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font(0.9))

    def _plot(self) -> QRectF:
        """The ground of the chart: right of the numbers, above the days, with room for words over the dots."""
        metrics = self._metrics()
        left = max(metrics.horizontalAdvance(number_text(tick)) for tick in self._ticks()) + S
        return QRectF(self.rect()).adjusted(left, metrics.height() + S, -L, -metrics.height() - S)

    def _ticks(self) -> list[int]:
        most = max((moment.plan.words for moment in self._moments), default=0)
        step = nice_step(most)
        return list(range(0, max(math.ceil(most / step), 1) * step + 1, step))

    def points(self) -> list[QPointF]:
        """Where the dots are, in the order of the plans."""
        plot, top = self._plot(), self._ticks()[-1]
        places = spread([moment.at.timestamp() for moment in self._moments], plot.left() + M, plot.right() - M, _GAP)
        return [
            QPointF(x, plot.bottom() - plot.height() * moment.plan.words / top)
            for x, moment in zip(places, self._moments, strict=True)
        ]

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._moments:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(0.9))
        points = self.points()
        self._paint_ground(painter)
        self._paint_line(painter, points)
        for moment, point in zip(self._moments, points, strict=True):
            self._paint_dot(painter, point, moment)
        self._paint_words(painter, points)

    def _paint_ground(self, painter: QPainter) -> None:
        plot, ticks, metrics = self._plot(), self._ticks(), self._metrics()
        for tick in ticks:
            y = round(plot.bottom() - plot.height() * tick / ticks[-1]) + 0.5
            painter.setPen(QPen(QColor(self._theme.colours.border), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(self._theme.colours.muted))
            text = number_text(tick)
            x = plot.left() - S - metrics.horizontalAdvance(text)
            painter.drawText(QPointF(x, y + metrics.ascent() / 2 - 1), text)

    def _paint_line(self, painter: QPainter, points: Sequence[QPointF]) -> None:
        accent, plot = QColor(self._theme.colours.accent), self._plot()
        ground = QPolygonF([QPointF(points[0].x(), plot.bottom()), *points, QPointF(points[-1].x(), plot.bottom())])
        tint = QColor(accent)
        tint.setAlphaF(0.08)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawPolygon(ground)
        painter.setPen(QPen(accent, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(list(points))

    def _paint_dot(self, painter: QPainter, point: QPointF, moment: Moment) -> None:
        """A ring; a disc where it is compared; now a square."""
        colours = self._theme.colours
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.setBrush(QColor(colours.accent if moment.id in self._marked else colours.raised))
        if moment.id == NOW:
            painter.drawRect(QRectF(point.x() - _DOT, point.y() - _DOT, 2 * _DOT, 2 * _DOT))
        else:
            painter.drawEllipse(point, _DOT, _DOT)

    def _paint_words(self, painter: QPainter, points: Sequence[QPointF]) -> None:
        """Chapters above the dots and days beneath the ground, as far as they do not run into one another."""
        plot, metrics = self._plot(), self._metrics()
        order = sorted(range(len(points)), key=lambda at: (self._moments[at].id not in self._marked, -at))
        ground = QColor(self._theme.colours.raised)
        above = _Words(painter, metrics, QRectF(plot.left(), 0, self.width() - plot.left(), 0), ground)
        below = _Words(painter, metrics, above.room, ground)
        counts = [len(moment.plan.chapters) for moment in self._moments]
        for at in order:
            moment, point = self._moments[at], points[at]
            marked = moment.id in self._marked
            painter.setPen(QColor(self._theme.colours.text if marked else self._theme.colours.muted))
            if marked or at == 0 or counts[at] != counts[at - 1]:
                above.place(moment.chapters, point.x(), point.y() - _DOT - S)
            if marked or at == 0 or _short_when(moment) != _short_when(self._moments[at - 1]):
                below.place(_short_when(moment), point.x(), plot.bottom() + XS + metrics.ascent())

    # Mouse

    def _moment_at(self, position: QPointF) -> Moment | None:
        near = [
            ((point - position).manhattanLength(), moment)
            for point, moment in zip(self.points() if self._moments else [], self._moments, strict=True)
        ]
        distance, moment = min(near, key=lambda pair: pair[0], default=(math.inf, None))
        return moment if distance <= _REACH else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        moment = self._moment_at(event.position())
        if moment is not None and moment.id != NOW and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(moment.id)
        super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            moment = self._moment_at(QPointF(event.pos()))
            text = f"{moment.name}\n{_when(moment)}: {moment.size}" if moment else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)


class _Words:
    """Words centred on places in a row; what would run into other words is left out."""

    def __init__(self, painter: QPainter, metrics: QFontMetricsF, room: QRectF, ground: QColor) -> None:
        self.room = room
        self._ground = ground
        self._painter = painter
        self._metrics = metrics
        self._taken: list[QRectF] = []

    def place(self, text: str, middle: float, base: float) -> None:
        """Paint words on a base line, if there is room for them."""
        width = self._metrics.horizontalAdvance(text)
        left = min(max(middle - width / 2, self.room.left()), self.room.right() - width)
        wanted = QRectF(left - XS, base - self._metrics.ascent(), width + 2 * XS, self._metrics.height())
        if any(wanted.intersects(other) for other in self._taken):
            return
        self._taken.append(wanted)
        # No line of the ground goes through words.
        self._painter.fillRect(wanted, self._ground)
        self._painter.drawText(QPointF(left, base), text)


def _when(moment: Moment) -> str:
    return moment.name if moment.id == NOW else date_text(moment.at.date())


def _short_when(moment: Moment) -> str:
    if moment.id == NOW:
        return QCoreApplication.translate("Drift", "Now")
    day = moment.at
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM")


def spread(values: Sequence[float], low: float, high: float, gap: float) -> list[float]:
    """Places between ``low`` and ``high`` for rising values, to scale, but never nearer than ``gap`` if that fits."""
    if not values:
        return []
    span = values[-1] - values[0]
    gap = min(gap, (high - low) / max(len(values) - 1, 1))
    places = [low + (high - low) * ((value - values[0]) / span if span else 0.0) for value in values]
    for at in range(1, len(places)):
        places[at] = max(places[at], places[at - 1] + gap)
    places[-1] = min(places[-1], high)
    for at in range(len(places) - 2, -1, -1):
        places[at] = min(places[at], places[at + 1] - gap)
    return places
