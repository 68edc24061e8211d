"""Where days and chapters are in the calendar, at a width and a text size."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from planner.desktop.progress.calendar.model import DAYS, Piece, Week
from planner.desktop.theme import XS, L, M, S, Theme

SMALL = 0.85
GAP = 2
"""Free room on each side of a day and under each bar."""
EDGE = 8
"""So much of a bar's end is for dragging its edge."""


class Geometry:
    """Rows of days beneath the names of their months; a row is as high as the chapters that lie in it.

    With the geometry there was ``before``, of the same weeks, no row is lower than it was.
    """

    def __init__(
        self,
        theme: Theme,
        weeks: Sequence[Week],
        pieces: Sequence[Sequence[Piece]],
        width: float,
        before: Geometry | None = None,
    ) -> None:
        small, large = QFontMetricsF(theme.font(SMALL)), QFontMetricsF(theme.font())
        self.column = width / DAYS
        self.day_head = small.height() + 2 * XS
        self.bar = small.height() + XS
        self.title = QFontMetricsF(theme.font(1.15, theme.font().Weight.DemiBold)).height() + S
        self.weekdays = small.height() + XS
        self._weeks = weeks
        self._pieces = pieces
        self._tops: list[float] = []
        self._heights: list[float] = []
        self._rows = {day: row for row, week in enumerate(weeks) for day in week.days if day is not None}
        y = 0.0
        for row in range(len(weeks)):
            if self.begins_month(row):
                y += (L if row else 0.0) + self.title + self.weekdays
            lanes = max((piece.lane + 1 for piece in pieces[row]), default=0)
            self._tops.append(y)
            least = self.day_head + large.height() + M if before is None else before._heights[row]
            self._heights.append(max(self.day_head + lanes * (self.bar + GAP) + S, least))
            y += self._heights[-1]
        self.height = y + GAP

    def begins_month(self, row: int) -> bool:
        """Whether a row is the first of its month."""
        return row == 0 or self._weeks[row].month != self._weeks[row - 1].month

    def month_rect(self, row: int) -> QRectF:
        """Where the name of a month is, above its first row."""
        top = self._tops[row] - self.title - self.weekdays
        return QRectF(0, top, self.column * DAYS, self.title)

    def weekday_rect(self, row: int, column: int) -> QRectF:
        """Where the name of a weekday is, above the first row of a month."""
        return QRectF(column * self.column, self._tops[row] - self.weekdays, self.column, self.weekdays)

    def row_rect(self, row: int) -> QRectF:
        """Where a row is."""
        return QRectF(0, self._tops[row], self.column * DAYS, self._heights[row])

    def cell(self, row: int, column: int) -> QRectF:
        """Where a day is."""
        return QRectF(column * self.column, self._tops[row], self.column, self._heights[row])

    def day_rect(self, day: date) -> QRectF:
        """Where a day is; nowhere if it is not shown."""
        row = self._rows.get(day)
        return QRectF() if row is None else self.cell(row, self._weeks[row].days.index(day))

    def piece_rect(self, row: int, piece: Piece) -> QRectF:
        """Where a part of a chapter is."""
        top = self._tops[row] + self.day_head + piece.lane * (self.bar + GAP)
        left = piece.first * self.column + (GAP + 2 if piece.begins else GAP / 2)
        right = (piece.last + 1) * self.column - (GAP + 2 if piece.ends else GAP / 2)
        return QRectF(left, top, max(right - left, 4), self.bar)

    def row_at(self, y: float) -> int | None:
        """The row at a height; above a month's first row there is none."""
        for row, top in enumerate(self._tops):
            if top <= y < top + self._heights[row]:
                return row
        return None

    def day_at(self, place: QPointF) -> date | None:
        """The day at a place."""
        row = self.row_at(place.y())
        column = int(place.x() // self.column) if self.column else -1
        if row is None or not 0 <= column < DAYS:
            return None
        return self._weeks[row].days[column]

    def piece_at(self, place: QPointF) -> Piece | None:
        """The part of a chapter at a place."""
        row = self.row_at(place.y())
        if row is None:
            return None
        for piece in self._pieces[row]:
            if self.piece_rect(row, piece).contains(place):
                return piece
        return None

    def is_edge(self, place: QPointF, piece: Piece) -> bool:
        """Whether a place is at the end of a chapter, where its edge is dragged."""
        row = self.row_at(place.y())
        return row is not None and piece.ends and place.x() > self.piece_rect(row, piece).right() - EDGE
