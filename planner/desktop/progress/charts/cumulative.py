"""The growing line of what was written, against par, and on to where the recent pace leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from planner.desktop.progress.charts.axis import Scale, amount_ticks, day_ticks, thin
from planner.desktop.progress.charts.chart import NONE, Chart, LegendEntry, Swatch, line_pen
from planner.desktop.progress.charts.texts import (
    ahead_text,
    amount_text,
    cumulative_text,
    day_text,
    tick_text,
    tr,
)
from planner.desktop.theme import XS, M, S, Theme
from planner.domain.days import ONE_DAY
from planner.domain.goals import Measure
from planner.domain.projection import Forecast
from planner.formats.spreadsheet import Cell

_HEIGHT = 260
_DOT = 4.0
_ROOM_PER_DAY = 64
"""What the name of a day takes, with some air."""
_REACH = 2.5
"""The furthest a forecast is followed: so many times as long as all that is known."""
_LEAST_AHEAD = 14


@dataclass(frozen=True)
class Course:
    """What was written day by day, and what it should and will come to.

    Attributes:
        written: what there was by the end of each day, oldest first, none left out; the last is today, or the last
            day of a goal that is over.
        par: what there should be by the end of each day.
        amount: what there is to be in the end.
        forecast: when the amount will be reached; not shown once it is.
        whole: whether the line has all there is; else only what came in the time shown.
    """

    written: Sequence[tuple[date, int]]
    par: Sequence[tuple[date, int]] = ()
    amount: int | None = None
    forecast: Forecast | None = None
    measure: Measure = Measure.WORDS
    whole: bool = True

    @property
    def done(self) -> bool:
        """Whether the amount is reached."""
        return self.amount is not None and bool(self.written) and self.written[-1][1] >= self.amount

    @property
    def ahead(self) -> int | None:
        """By how much it is ahead of par on the last day; 0 while nothing but that day's own share is missing."""
        if not self.written:
            return None
        par = dict(self.par)
        day, amount = self.written[-1]
        if day not in par:
            return None
        before = self.written[-2][1] if len(self.written) > 1 else 0
        is_over = day >= self.par[-1][0]
        if not is_over and before >= par.get(day - ONE_DAY, 0):
            return max(0, amount - par[day])
        return amount - par[day]


def horizon(course: Course) -> tuple[date, date]:
    """The first and the last day to be shown: all that is known, and of the forecast as far as it is worth."""
    first = min((days[0][0] for days in (course.written, course.par) if days), default=date.min)
    known = max((days[-1][0] for days in (course.written, course.par) if days), default=date.min)
    if course.done or course.forecast is None or not course.written:
        return first, known
    today, known_for = course.written[-1][0], max(known - first, timedelta(days=_LEAST_AHEAD))
    furthest = first + known_for * _REACH
    expected = course.forecast.expected
    if expected is None:
        return first, max(known, min(furthest, today + known_for / 2))
    # Some of the fan is to be seen beyond the day on which it should be done, but not all of it.
    wanted = expected + max((expected - today) / 4, timedelta(days=1))
    return first, max(known, min(furthest, wanted, course.forecast.latest or wanted))


class CumulativeChart(Chart):
    """What was written, as a line that grows; dashed, par; dotted, and as a soft fan, where it leads."""

    def __init__(self, theme: Theme, name: str = "charts.cumulative", parent: QWidget | None = None) -> None:
        super().__init__(theme, name, tr("Written so far"), parent)
        self._course = Course(())
        self._par: Mapping[date, int] = {}
        self._span = (date.min, date.min)
        self._ticks = amount_ticks(0)

    def show_course(self, course: Course) -> None:
        """Show this."""
        self._course, self._par, self._span = course, dict(course.par), horizon(course)
        amounts = [amount for _, amount in (*course.written, *course.par[-1:])]
        self._ticks = amount_ticks(max([*amounts, course.amount or 0, 0]), min([*amounts, 0]))
        written = course.written[-1][1] if course.written else 0
        self.summarise(
            cumulative_text(written, course.amount, course.ahead, course.forecast, course.measure),
            tr("Written so far") if course.whole else tr("Written in this time"),
        )

    # Points: the days that are known, and those par is known for

    def count(self) -> int:
        if not self._course.written and not self._course.par:
            return 0
        known = max(days[-1][0] for days in (self._course.written, self._course.par) if days)
        return (known - self._span[0]).days + 1

    def start(self) -> int:
        return self._index(self._course.written[-1][0]) if self._course.written else 0

    def _day(self, at: int) -> date:
        return self._span[0] + timedelta(days=at)

    def _index(self, day: date) -> int:
        return (day - self._span[0]).days

    def _written(self, day: date) -> int | None:
        written = self._course.written
        if not written or not written[0][0] <= day <= written[-1][0]:
            return None
        return written[(day - written[0][0]).days][1]

    def lines(self, at: int) -> Sequence[str]:
        day, measure = self._day(at), self._course.measure
        written, par = self._written(day), self._par.get(day)
        said = [day_text(day)]
        if written is not None:
            said.append(amount_text(written, measure))
        if par is not None:
            said.append(tr("Par: {amount}").format(amount=amount_text(par, measure)))
            if written is not None:
                said.append(ahead_text(written - par, measure).capitalize())
        return said

    def spot(self, at: int) -> QRectF:
        day = self._day(at)
        written = self._written(day)
        value = self._par.get(day, 0) if written is None else written
        across, up = self._scales()
        return QRectF(across.place(at) - _DOT, up.place(value) - _DOT, 2 * _DOT, 2 * _DOT)

    def nearest(self, place: QPointF) -> int:
        if not self.count() or not self._plot().adjusted(-S, -S, S, S).contains(place):
            return NONE
        at = round(self._scales()[0].value(place.x()))
        return at if 0 <= at < self.count() else NONE

    def rows(self) -> list[Sequence[Cell]]:
        unit = tr("Words") if self._course.measure is Measure.WORDS else tr("Minutes")
        head: list[Sequence[Cell]] = [(tr("Day"), unit, tr("Par"))]
        days = (self._day(at) for at in range(self.count()))
        return head + [(day.isoformat(), self._written(day), self._par.get(day)) for day in days]

    # Where things are

    def height_wanted(self) -> int:
        return round(self.scaled(_HEIGHT))

    def _plot(self) -> QRectF:
        top = self.legend_height(self._entries()) + S + XS
        beneath = self.metrics().height() + M
        return QRectF(self.rect()).adjusted(self.amounts_width(self._ticks) + XS, top, -M, -beneath)

    def _scales(self) -> tuple[Scale, Scale]:
        plot, ticks = self._plot(), self._ticks
        across = Scale(0, self._index(self._span[1]), plot.left(), plot.right())
        return across, Scale(ticks[0], ticks[-1], plot.bottom(), plot.top())

    def _entries(self) -> list[LegendEntry]:
        course = self._course
        found = [LegendEntry(Swatch.LINE, tr("Written"))]
        if course.par:
            found.append(LegendEntry(Swatch.DASHES, tr("Par")))
        if self._leads():
            found.append(LegendEntry(Swatch.DOTS, tr("At the pace of the last days")))
            assert course.forecast is not None
            if course.forecast.earliest != course.forecast.latest:
                found.append(LegendEntry(Swatch.FAN, tr("By the best and the worst of them")))
        return found

    def _leads(self) -> bool:
        course = self._course
        known = course.forecast
        return bool(known and known.expected and course.amount and course.written and not course.done)

    # Painting

    def paint(self, painter: QPainter) -> None:
        plot, (across, up) = self._plot(), self._scales()
        self.paint_legend(painter, self._entries())
        self.paint_amounts(painter, plot, up, self._ticks)
        ticks = day_ticks(*self._span, most=max(int(plot.width() / self.scaled(_ROOM_PER_DAY)), 1))
        names = [(across.place(self._index(tick.day)), tick_text(tick)) for tick in ticks]
        self.paint_names(painter, names, QRectF(self.rect()).adjusted(XS, 0, -XS, 0), plot.bottom() + S)
        painter.save()
        painter.setClipRect(plot.adjusted(-_DOT, -_DOT, _DOT, _DOT))
        self._paint_amount(painter, plot, up)
        if self._leads():
            self._paint_forecast(painter, across, up)
        self._paint_par(painter, across, up)
        self._paint_written(painter, across, up)
        painter.restore()

    def _paint_amount(self, painter: QPainter, plot: QRectF, up: Scale) -> None:
        """What there is to be, as a line through the whole chart."""
        if self._course.amount is None:
            return
        y = round(up.place(self._course.amount)) + 0.5
        painter.setPen(QPen(QColor(self.theme.colours.muted), 1))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def _paint_forecast(self, painter: QPainter, across: Scale, up: Scale) -> None:
        known, amount = self._course.forecast, self._course.amount
        assert known is not None
        assert known.expected is not None
        assert amount is not None
        today, written = self._course.written[-1]
        begin = QPointF(across.place(self._index(today)), up.place(written))
        top = up.place(amount)
        if known.earliest is not None and known.earliest != known.latest:
            early = QPointF(across.place(self._index(known.earliest)), top)
            if known.latest is None:
                # The worst days never get there: the fan is open to the right.
                corners = [begin, early, QPointF(across.end + 1, top), QPointF(across.end + 1, begin.y())]
            else:
                corners = [begin, early, QPointF(across.place(self._index(known.latest)), top)]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.colour(0.16))
            painter.drawPolygon(QPolygonF(corners))
        painter.setPen(line_pen(self.theme, Swatch.DOTS))
        painter.drawLine(begin, QPointF(across.place(self._index(known.expected)), top))

    def _paint_par(self, painter: QPainter, across: Scale, up: Scale) -> None:
        painter.setPen(line_pen(self.theme, Swatch.DASHES))
        painter.drawPolyline(self._polygon(self._course.par, across, up))

    def _paint_written(self, painter: QPainter, across: Scale, up: Scale) -> None:
        points = self._polygon(self._course.written, across, up)
        if not points:
            return
        ground = up.place(max(up.low, 0))
        area = QPolygonF([QPointF(points[0].x(), ground), *points, QPointF(points[-1].x(), ground)])
        tint = QColor(self.theme.colours.accent)
        tint.setAlphaF(0.08)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawPolygon(area)
        painter.setPen(line_pen(self.theme, Swatch.LINE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(points)
        painter.setPen(QPen(QColor(self.theme.colours.raised), 1.5))
        painter.setBrush(QColor(self.theme.colours.accent))
        painter.drawEllipse(points[-1], _DOT, _DOT)

    def _polygon(self, days: Sequence[tuple[date, int]], across: Scale, up: Scale) -> list[QPointF]:
        places = [(across.place(self._index(day)), up.place(amount)) for day, amount in days]
        return [QPointF(x, y) for x, y in thin(places, max(int(self._plot().width()), 2))]

    def paint_mark(self, painter: QPainter, at: int) -> None:
        spot, plot = self.spot(at), self._plot()
        painter.setPen(QPen(QColor(self.theme.colours.muted), 1))
        x = round(spot.center().x()) + 0.5
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        painter.setPen(QPen(QColor(self.theme.colours.accent), 2))
        painter.setBrush(QColor(self.theme.colours.raised))
        painter.drawEllipse(spot)
