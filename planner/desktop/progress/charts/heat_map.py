"""A year at a glance: a square for each day, the darker the more was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import ceil

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from planner.desktop.progress.charts.chart import NONE, Chart
from planner.desktop.progress.charts.texts import amount_text, day_text, tr, weekday_text, year_text
from planner.desktop.theme import XS, L, M, S, Theme
from planner.desktop.widgets.amounts import number_text
from planner.domain.binning import level, thresholds
from planner.domain.goals import Days, Measure
from planner.domain.streaks import Streak
from planner.formats.spreadsheet import Cell

_WEEKS = 54
"""The most columns a year can take: 53 weeks and a day."""
_CELL_LEAST, _CELL_MOST = 11.0, 18.0
_BANDS = (1, 2, 3, 4)
_STEPS = (0.32, 0.54, 0.77, 1.0)
"""How much of the accent colour each step has."""


class HeatMap(Chart):
    """Weeks from left to right, weekdays from top to bottom. Where a year is too wide it breaks into halves.

    The days of the running streak have a frame, today a double one; days on which more was deleted than written are
    crossed out, so that nothing is told by colour alone.
    """

    def __init__(self, theme: Theme, name: str = "charts.year", parent: QWidget | None = None) -> None:
        super().__init__(theme, name, tr("The year"), parent)
        self._first = self._last = self._today = date.min
        self._days: Days = {}
        self._known: tuple[int, ...] = ()
        self._running: frozenset[date] = frozenset()
        self._weekday = 0
        self._measure = Measure.WORDS

    def show_year(
        self,
        year: int,
        days: Days,
        today: date,
        streak: Streak,
        running: frozenset[date] = frozenset(),
        weekday: int = 0,
        measure: Measure = Measure.WORDS,
    ) -> None:
        """Show a year of days; ``running`` are those of the present streak, ``weekday`` is that weeks begin with."""
        self._first, self._last, self._today = date(year, 1, 1), date(year, 12, 31), today
        self._days = {day: amount for day, amount in days.items() if day.year == year}
        self._known = thresholds(self._days.values(), len(_STEPS))
        self._running = running if streak.current > 1 else frozenset()
        self._weekday, self._measure = weekday, measure
        self.summarise(year_text(year, list(self._days.values()), streak, measure))

    # Points: the days of the year

    def count(self) -> int:
        return (self._last - self._first).days + 1 if self._first > date.min else 0

    def _day(self, at: int) -> date:
        return self._first + timedelta(days=at)

    def start(self) -> int:
        return (min(max(self._today, self._first), self._last) - self._first).days

    def step(self, key: Qt.Key, at: int) -> int | None:
        moves = {
            Qt.Key.Key_Left: at - 7,
            Qt.Key.Key_Right: at + 7,
            Qt.Key.Key_Up: at - 1,
            Qt.Key.Key_Down: at + 1,
            Qt.Key.Key_PageUp: at - 28,
            Qt.Key.Key_PageDown: at + 28,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.start(),
        }
        to = moves.get(key)
        return to if to is None or 0 <= to < self.count() else at

    def lines(self, at: int) -> Sequence[str]:
        day = self._day(at)
        said = [day_text(day), amount_text(self._days.get(day, 0), self._measure)]
        if day in self._running:
            said.append(tr("Part of the running streak"))
        return said

    def spot(self, at: int) -> QRectF:
        column, row = divmod(at + self._offset(), 7)
        band, column = divmod(column, self._weeks())
        cell = self._cell()
        left, top = self._left(), self._top() + band * self._band_height()
        gap = max(round(cell * 0.16), 1)
        return QRectF(round(left + column * cell), round(top + row * cell), round(cell) - gap, round(cell) - gap)

    def _offset(self) -> int:
        """How many squares are free before the first of January."""
        return (self._first.weekday() - self._weekday) % 7

    def nearest(self, place: QPointF) -> int:
        if not self.count():
            return NONE
        cell = self._cell()
        band = int((place.y() - self._top()) // self._band_height())
        row = int((place.y() - self._top() - band * self._band_height()) // cell)
        column = int((place.x() - self._left()) // cell)
        if not (0 <= row < 7 and 0 <= column < self._weeks() and 0 <= band < self._bands()):
            return NONE
        at = (band * self._weeks() + column) * 7 + row - self._offset()
        return at if 0 <= at < self.count() else NONE

    def rows(self) -> list[Sequence[Cell]]:
        unit = tr("Words") if self._measure is Measure.WORDS else tr("Minutes")
        head: list[Sequence[Cell]] = [(tr("Day"), unit)]
        days = (self._day(at) for at in range(self.count()))
        return head + [(day.isoformat(), self._days.get(day, 0)) for day in days]

    # Where things are

    def _left(self) -> float:
        names = (weekday_text(day, QLocale.FormatType.ShortFormat) for day in range(7))
        return max(map(self.metrics().horizontalAdvance, names)) + M

    def _top(self) -> float:
        return self.metrics().height() + XS + XS

    def _bands(self) -> int:
        """Into how many strips the year is broken."""
        room = self.width() - self._left() - S
        return next((bands for bands in _BANDS if room / ceil(_WEEKS / bands) >= _CELL_LEAST), _BANDS[-1])

    def _weeks(self) -> int:
        return ceil(_WEEKS / self._bands())

    def _cell(self) -> float:
        room = self.width() - self._left() - S
        return min(max(room / self._weeks(), 6.0), self.scaled(_CELL_MOST))

    def _band_height(self) -> float:
        return 7 * self._cell() + self._top()

    def height_wanted(self) -> int:
        return round(self._bands() * self._band_height() + len(self._legend_lines()) * self.metrics().height() + L)

    # Painting

    def paint(self, painter: QPainter) -> None:
        self._paint_names(painter)
        steps = _STEPS[-max(len(self._known), 1) :]
        colours = self.theme.colours
        empty = QColor(colours.border if colours.is_dark else colours.hover)
        shades = [empty, *(self.colour(share) for share in steps)]
        painter.setPen(Qt.PenStyle.NoPen)
        for at in range(self.count()):
            day = self._day(at)
            painter.setBrush(shades[level(self._days.get(day, 0), self._known)])
            painter.drawRoundedRect(self.spot(at), 2, 2)
        self._paint_signs(painter)
        self._paint_steps(painter, shades)

    def _paint_names(self, painter: QPainter) -> None:
        """Months above the squares, and every second weekday beside them."""
        metrics = self.metrics()
        painter.setPen(QColor(self.theme.colours.muted))
        free: dict[int, float] = {}
        for month in range(1, 13):
            at = (date(self._first.year, month, 1) - self._first).days
            spot, band = self.spot(at), (at + self._offset()) // 7 // self._weeks()
            # The month begins in the column after, unless the first is on top.
            top = self._top() + band * self._band_height()
            x = spot.left() if spot.top() <= top + 1 or month == 1 else spot.left() + self._cell()
            text = QLocale().standaloneMonthName(month, QLocale.FormatType.ShortFormat)
            width = metrics.horizontalAdvance(text)
            if x >= free.get(band, 0.0) and x + width <= self.width():
                painter.drawText(QPointF(x, top - XS - metrics.descent()), text)
                free[band] = x + width + XS
        for band in range(self._bands()):
            for row in range(0, 7, 2):
                text = weekday_text((self._weekday + row) % 7, QLocale.FormatType.ShortFormat)
                y = self._top() + band * self._band_height() + (row + 0.5) * self._cell() + metrics.capHeight() / 2
                if metrics.height() <= 2 * self._cell():
                    painter.drawText(QPointF(XS, y), text)

    def _paint_signs(self, painter: QPainter) -> None:
        """Frames round the running streak and today, and a stroke through days of loss."""
        text = QColor(self.theme.colours.text)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for at in range(self.count()):
            day, spot = self._day(at), self.spot(at)
            if day in self._running:
                painter.setPen(QPen(text, 1))
                painter.drawRoundedRect(spot.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
            if day == self._today:
                painter.setPen(QPen(text, 2))
                painter.drawRoundedRect(spot.adjusted(-1, -1, 1, 1), 3, 3)
            if self._days.get(day, 0) < 0:
                painter.setPen(QPen(QColor(self.theme.colours.muted), 1.5))
                painter.drawLine(spot.adjusted(2, 2, -2, -2).bottomLeft(), spot.adjusted(2, 2, -2, -2).topRight())

    def _legend_lines(self) -> list[list[tuple[int | None, str]]]:
        """The steps with the figures they begin at, and (None) what a frame means, in as many lines as they take."""
        entries: list[tuple[int | None, str]] = [(0, tr("None"))]
        for at, least in enumerate(self._known):
            last = at + 1 == len(self._known)
            if last:
                text = tr("from {least}").format(least=number_text(least)) if at else tr("Some")
            else:
                text = tr("to {most}").format(most=number_text(self._known[at + 1] - 1))
            entries.append((at + 1, text))
        if self._running:
            entries.append((None, tr("Running streak")))
        lines: list[list[tuple[int | None, str]]] = [[]]
        x = self._left()
        for entry in entries:
            width = self._legend_width(entry[1])
            if lines[-1] and x + width > self.width():
                lines.append([])
                x = self._left()
            lines[-1].append(entry)
            x += width
        return lines

    def _side(self) -> float:
        return min(self._cell(), self.metrics().height()) * 0.84

    def _legend_width(self, text: str) -> float:
        return self._side() + XS + self.metrics().horizontalAdvance(text) + M

    def _paint_steps(self, painter: QPainter, shades: Sequence[QColor]) -> None:
        metrics, side = self.metrics(), self._side()
        y = self._bands() * self._band_height() + S
        for line in self._legend_lines():
            x = self._left()
            for step, text in line:
                box = QRectF(round(x) + 0.5, round(y + (metrics.height() - side) / 2) + 0.5, round(side), round(side))
                painter.setPen(QPen(QColor(self.theme.colours.text), 1) if step is None else Qt.PenStyle.NoPen)
                painter.setBrush(Qt.BrushStyle.NoBrush if step is None else shades[step])
                painter.drawRoundedRect(box, 2, 2)
                painter.setPen(QColor(self.theme.colours.muted))
                painter.drawText(QPointF(x + side + XS, y + metrics.ascent()), text)
                x += self._legend_width(text)
            y += metrics.height()


def years_of(days: Mapping[date, int], today: date) -> list[int]:
    """The years that have anything, and this one, newest first."""
    return sorted({day.year for day in days} | {today.year}, reverse=True)
