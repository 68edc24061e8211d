"""Columns side by side: each a sum, perhaps with a line where it was to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from planner.desktop.progress.charts.axis import Scale, amount_ticks
from planner.desktop.progress.charts.chart import NONE, Chart, LegendEntry
from planner.desktop.theme import XS, M, S, Theme

_GAP = 0.28
"""How much of a column's place stays free."""
_WIDEST = 44


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        amount: how high it is; below 0 it hangs under the ground.
        mark: where it was to be, as a line across; None: nothing was asked.
        strong: whether it is painted in the full colour, as today's is.
        name: what stands beneath it, as far as there is room.
        told: what it is and its figures.
    """

    amount: float
    mark: float | None = None
    strong: bool = True
    name: str = ""
    told: tuple[str, ...] = ()


class ColumnChart(Chart):
    """Columns on one ground. Whoever shows them sums them up with ``summarise``."""

    def __init__(self, theme: Theme, name: str, title: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, title, parent)
        self._height = height
        self._columns: Sequence[Column] = ()
        self._legend_entries: Sequence[LegendEntry] = ()
        self._ticks = amount_ticks(0)
        self._start = 0

    def show_columns(
        self, columns: Sequence[Column], legend: Sequence[LegendEntry] = (), start: int | None = None
    ) -> None:
        """Show these columns; the keyboard begins with that at ``start``, usually the last."""
        self._columns, self._legend_entries = columns, legend
        self._start = len(columns) - 1 if start is None else start
        tops = [max(each.amount, each.mark or 0) for each in columns]
        least = min([each.amount for each in columns] or [0])
        self._ticks = amount_ticks(round(max([*tops, 0])), round(min(least, 0)))

    # Points

    def count(self) -> int:
        return len(self._columns)

    def start(self) -> int:
        return self._start

    def lines(self, at: int) -> Sequence[str]:
        return self._columns[at].told

    def spot(self, at: int) -> QRectF:
        column, (left, width) = self._columns[at], self._place(at)
        up = self._up()
        top = up.place(max(column.amount, 0))
        bottom = max(up.place(min(column.amount, 0)), top + 2)
        return QRectF(left, top, width, bottom - top)

    def nearest(self, place: QPointF) -> int:
        plot = self._plot()
        if not self._columns or not plot.contains(place):
            return NONE
        return min(int((place.x() - plot.left()) / plot.width() * len(self._columns)), len(self._columns) - 1)

    # Where things are

    def height_wanted(self) -> int:
        return round(self.scaled(self._height))

    def _plot(self) -> QRectF:
        top = max(self.legend_height(self._legend_entries), self.metrics().height() / 2) + XS
        beneath = self.metrics().height() + M
        return QRectF(self.rect()).adjusted(self.amounts_width(self._ticks) + XS, top, -M, -beneath)

    def _up(self) -> Scale:
        plot = self._plot()
        return Scale(self._ticks[0], self._ticks[-1], plot.bottom(), plot.top())

    def _place(self, at: int) -> tuple[float, float]:
        """Where a column begins, and how wide it is."""
        plot = self._plot()
        pitch = plot.width() / len(self._columns)
        width = min(max(pitch * (1 - _GAP), pitch - 6, 1.0), self.scaled(_WIDEST))
        return plot.left() + pitch * (at + 0.5) - width / 2, width

    # Painting

    def paint(self, painter: QPainter) -> None:
        plot, up = self._plot(), self._up()
        self.paint_legend(painter, self._legend_entries)
        self.paint_amounts(painter, plot, up, self._ticks)
        names = [
            (plot.left() + plot.width() * (at + 0.5) / len(self._columns), each.name)
            for at, each in enumerate(self._columns)
            if each.name
        ]
        self.paint_names(painter, names, QRectF(self.rect()).adjusted(XS, 0, -XS, 0), plot.bottom() + S)
        full, light = self.colour(1.0), self.colour(0.5)
        for at, column in enumerate(self._columns):
            if column.amount:
                self.paint_column(painter, at, self.spot(at), full if column.strong else light)
        self._paint_marks(painter, plot, up)

    def paint_column(self, painter: QPainter, at: int, rect: QRectF, colour: QColor) -> None:
        """Paint one column; what is below 0 is hollow, so that it is not taken for gain."""
        if self._columns[at].amount < 0:
            painter.setPen(QPen(colour, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0.5, 0, -0.5, -0.5))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if rect.width() < 4:
            painter.drawRect(rect)
        else:
            radius = min(3.0, rect.width() / 4, rect.height() / 2)
            painter.drawRoundedRect(rect, radius, radius)

    def _paint_marks(self, painter: QPainter, plot: QRectF, up: Scale) -> None:
        """The line of what was asked: level over each column, with steps between; none over days off."""
        pen = QPen(QColor(self.theme.colours.text), 1.5)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        pitch = plot.width() / max(len(self._columns), 1)
        for at, column in enumerate(self._columns):
            if column.mark is not None and column.mark > 0:
                y = round(up.place(column.mark)) + 0.5
                left = plot.left() + pitch * at
                painter.drawLine(QPointF(left + pitch * 0.04, y), QPointF(left + pitch * 0.96, y))
