"""The calendar, drawn: months, days, and the chapters across them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from planner.desktop.icons import pixmap
from planner.desktop.progress.calendar.geometry import SMALL, Geometry
from planner.desktop.progress.calendar.model import Day, Piece, Week
from planner.desktop.progress.calendar.texts import bar_note, bar_title, month_text
from planner.desktop.progress.goals.texts import share_text, weekday_text
from planner.desktop.theme import RADIUS, XS, S, Theme
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.status import paint_status
from planner.domain.outline import ChapterId
from planner.domain.schedule import NORMAL

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Shown:
    """What is to be drawn, and what of it is chosen.

    ``days_chosen`` and ``chapter`` are where the keys are, ``selected`` the chapter that is selected elsewhere,
    ``dragged`` the one that is being dragged.
    """

    weeks: Sequence[Week]
    pieces: Sequence[Sequence[Piece]]
    days: Mapping[date, Day]
    first_weekday: int
    days_chosen: Collection[date] = ()
    chapter: ChapterId | None = None
    selected: ChapterId | None = None
    hovered: ChapterId | None = None
    hovered_day: date | None = None
    dragged: ChapterId | None = None
    focus: bool = False


class CalendarPainter:
    """Draws a calendar at the places a geometry says."""

    def __init__(self, painter: QPainter, theme: Theme, geometry: Geometry, shown: Shown) -> None:
        self._painter = painter
        self._theme = theme
        self._colours = theme.colours
        self._geometry = geometry
        self._shown = shown
        self._most = max((day.written or 0 for day in shown.days.values()), default=0)
        self._small = theme.font(SMALL)
        self._strong = theme.font(SMALL, QFont.Weight.DemiBold)

    def paint(self, area: QRectF) -> None:
        """Draw the rows that meet an area."""
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, week in enumerate(self._shown.weeks):
            rect = self._geometry.row_rect(row)
            if self._geometry.begins_month(row):
                rect = rect.united(self._geometry.month_rect(row))
            if not rect.intersects(area):
                continue
            if self._geometry.begins_month(row):
                self._month(row, week)
            for column, day in enumerate(week.days):
                if day is not None:
                    self._day(self._geometry.cell(row, column), self._shown.days[day])
            for piece in self._shown.pieces[row]:
                self._piece(self._geometry.piece_rect(row, piece), piece)

    def _month(self, row: int, week: Week) -> None:
        painter = self._painter
        painter.setFont(self._theme.font(1.15, QFont.Weight.DemiBold))
        painter.setPen(QColor(self._colours.text))
        painter.drawText(self._geometry.month_rect(row).adjusted(XS, 0, 0, 0), _LEFT, month_text(week.month))
        painter.setFont(self._small)
        painter.setPen(QColor(self._colours.muted))
        metrics = QFontMetricsF(self._small)
        for column in range(len(week.days)):
            rect = self._geometry.weekday_rect(row, column).adjusted(S, 0, -XS, 0)
            weekday = (self._shown.first_weekday + column) % 7
            forms = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat, QLocale.FormatType.NarrowFormat)
            names = [weekday_text(weekday, form) for form in forms]
            fitting = (name for name in names if metrics.horizontalAdvance(name) <= rect.width())
            painter.drawText(rect, _LEFT, next(fitting, names[-1]))

    # Days

    def _day(self, whole: QRectF, day: Day) -> None:
        painter, colours = self._painter, self._colours
        rect = whole.adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(QPen(QColor(colours.accent), 2) if day.today else QPen(QColor(colours.border), 1))
        painter.setBrush(QColor(colours.hover if not day.weight else colours.raised))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        if not day.weight:
            self._hatch(rect)
        self._heat(rect, day)
        self._day_head(rect, day)
        if day.day in self._shown.days_chosen and self._shown.focus:
            self._frame(rect, colours.text, 2)
        elif day.day == self._shown.hovered_day:
            self._frame(rect, colours.muted, 1)

    def _hatch(self, rect: QRectF) -> None:
        """Fine lines over a day off, so that it is not told by its shade alone."""
        self._painter.save()
        self._painter.setClipRect(rect.adjusted(2, 2, -2, -2))
        self._painter.setPen(QPen(QColor(self._colours.border), 1))
        step, height = 9.0, rect.height()
        x = rect.left() - height
        while x < rect.right():
            self._painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + height, rect.top()))
            x += step
        self._painter.restore()

    def _heat(self, rect: QRectF, day: Day) -> None:
        """Along the foot of a day: what it brought, beside the others."""
        if not day.written or day.written < 0 or not self._most:
            return
        width = max((rect.width() - 2 * S) * min(day.written / self._most, 1.0), 3.0)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._colours.accent))
        self._painter.drawRoundedRect(QRectF(rect.left() + S, rect.bottom() - 6, width, 3), 1.5, 1.5)

    def _day_head(self, rect: QRectF, day: Day) -> None:
        """A day's number, and at its right what it brought, that something ends on it, or how much it carries."""
        painter, colours = self._painter, self._colours
        line = QRectF(rect.left() + S, rect.top() + XS, rect.width() - S - XS - 2, self._geometry.day_head - 2 * XS)
        painter.setFont(self._strong if day.today else self._small)
        painter.setPen(QColor(colours.accent if day.today else colours.text))
        number = str(day.day.day)
        painter.drawText(line, _LEFT, number)
        line = line.adjusted(QFontMetricsF(painter.font()).horizontalAdvance(number) + XS, 0, 0, 0)
        if day.ends or day.settled:
            side = min(line.height(), line.width())
            drawn = pixmap("flag-filled", QColor(colours.accent), int(side), painter.device().devicePixelRatioF())
            painter.drawPixmap(line.topLeft(), drawn)
            line = line.adjusted(side + XS, 0, 0, 0)
        painter.setFont(self._small)
        metrics = QFontMetricsF(self._small)
        texts = []
        if day.written:
            texts.append(number_text(day.written))
        if day.weight != NORMAL:
            texts.append(share_text(day.weight).lower())
        for text in texts:
            if metrics.horizontalAdvance(text) <= line.width():
                painter.setPen(QColor(colours.muted))
                painter.drawText(line, _RIGHT, text)
                line = line.adjusted(0, 0, -metrics.horizontalAdvance(text) - S, 0)
        if day.ends and line.width() > metrics.horizontalAdvance("0" * 5):
            painter.setPen(QColor(colours.text))
            title = metrics.elidedText(day.ends[0], Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, _LEFT, title)

    # Chapters

    def _piece(self, rect: QRectF, piece: Piece) -> None:
        painter, colours, bar = self._painter, self._colours, piece.bar
        lifted = bar.id == self._shown.dragged
        fill = QColor(colours.surface if bar.done else colours.selection)
        if lifted:
            fill = QColor(colours.accent)
        border = colours.border if bar.done else colours.accent
        painter.save()
        painter.setPen(QPen(QColor(border), 1, Qt.PenStyle.SolidLine if bar.pinned or bar.done else Qt.PenStyle.NoPen))
        painter.setBrush(fill)
        painter.setClipRect(rect.adjusted(-2, -2, 2, 2))
        # What goes on in another row has no round end there.
        long = rect.adjusted(0 if piece.begins else -RADIUS * 2, 0, 0 if piece.ends else RADIUS * 2, 0)
        if not (piece.begins and piece.ends):
            painter.setClipRect(rect.adjusted(-2 if piece.begins else 0, -2, 2 if piece.ends else 0, 2))
        painter.drawRoundedRect(long.adjusted(0.5, 0.5, -0.5, -0.5), XS, XS)
        self._words(rect, piece, QColor(colours.accent_text if lifted else colours.text), lifted)
        painter.restore()
        if bar.id == self._shown.chapter and self._shown.focus:
            self._frame(rect, colours.text, 2)
        elif bar.id in (self._shown.selected, self._shown.hovered):
            self._frame(rect, colours.accent, 1.5)

    def _words(self, rect: QRectF, piece: Piece, ink: QColor, lifted: bool) -> None:
        painter, bar = self._painter, piece.bar
        side = rect.height() - 8
        inner = rect.adjusted(XS, 0, -XS, 0)
        if inner.width() > 3 * side:
            mark = QRectF(inner.left(), rect.top() + 4, side, side)
            colour = ink if lifted else self._colours.of(bar.chapter.status)
            paint_status(painter, mark, bar.chapter.status, colour)
            inner = inner.adjusted(side + XS, 0, 0, 0)
        if bar.pinned and piece.ends and inner.width() > 2 * side:
            drawn = pixmap("pin", ink, int(side), painter.device().devicePixelRatioF())
            painter.drawPixmap(int(inner.right() - side), int(rect.top() + 4), drawn)
            inner = inner.adjusted(0, 0, -side - XS, 0)
        painter.setFont(self._small)
        metrics = QFontMetricsF(self._small)
        title, note = bar_title(bar), bar_note(bar)
        # In a row that only goes on with a chapter its number is enough, if there is no more room.
        need = min(metrics.horizontalAdvance(title), metrics.horizontalAdvance("0" * 9))
        if note and (piece.ends or bar.planned_for) and metrics.horizontalAdvance(note) + need + S <= inner.width():
            faint = QColor(ink)
            faint.setAlphaF(0.72)
            painter.setPen(faint)
            painter.drawText(inner, _RIGHT, note)
            inner = inner.adjusted(0, 0, -metrics.horizontalAdvance(note) - S, 0)
        painter.setPen(ink)
        if metrics.horizontalAdvance(title) > inner.width() < metrics.horizontalAdvance("0" * 5):
            title = str(bar.chapter.number)
        painter.drawText(inner, _LEFT, metrics.elidedText(title, Qt.TextElideMode.ElideRight, inner.width()))

    def _frame(self, rect: QRectF, colour: str, width: float) -> None:
        self._painter.save()
        self._painter.setPen(QPen(QColor(colour), width))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), XS, XS)
        self._painter.restore()
