"""A chapter's status, drawn: a shape and a colour for each, and the bar made of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.desktop.commands import status_text
from planner.desktop.icons import drawn_icon
from planner.desktop.theme import Theme
from planner.domain.outline import ChapterStatus


def paint_status(painter: QPainter, rect: QRectF, status: ChapterStatus, colour: QColor) -> None:
    """Draw a status in the middle of ``rect``.

    Planned is an empty ring, outlined a dotted ring round a dot, drafting a half disc, drafted a disc, revised a disc
    in a ring, ready a disc with a check.
    """
    side = min(rect.width(), rect.height())
    centre = rect.center()
    radius = side / 2 - 1
    width = max(side / 10, 1.2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, width)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if status is ChapterStatus.OUTLINED:
        pen.setDashPattern([1.1, 1.5])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
    ring = radius - width / 2
    if status in (ChapterStatus.DRAFTED, ChapterStatus.READY):
        painter.setBrush(colour)
    painter.drawEllipse(centre, ring, ring)
    if status is ChapterStatus.OUTLINED:
        _disc(painter, centre, ring * 0.4, colour)
    elif status is ChapterStatus.DRAFTING:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        inner = ring - width * 0.2
        painter.drawPie(QRectF(centre.x() - inner, centre.y() - inner, inner * 2, inner * 2), 90 * 16, 180 * 16)
    elif status is ChapterStatus.REVISED:
        _disc(painter, centre, ring - width * 1.5, colour)
    elif status is ChapterStatus.READY:
        _check(painter, centre, ring, QPen(_ink_on(colour), width * 1.2))
    painter.restore()


def _disc(painter: QPainter, centre: QPointF, radius: float, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(centre, radius, radius)


def _check(painter: QPainter, centre: QPointF, radius: float, pen: QPen) -> None:
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    points = ((-0.45, 0.05), (-0.12, 0.38), (0.48, -0.32))
    painter.drawPolyline([QPointF(centre.x() + x * radius, centre.y() + y * radius) for x, y in points])


def _ink_on(colour: QColor) -> QColor:
    return QColor("white" if colour.lightnessF() < 0.4 else "#17181f")


def status_icon(status: ChapterStatus, theme: Theme, size: int = 14) -> QIcon:
    """The status as an icon of one theme, for lists that take icons; remake it when the theme changes."""
    colour = theme.colours.of(status)
    return drawn_icon(size, lambda painter: paint_status(painter, QRectF(0, 0, size, size), status, colour))


class StatusMark(QWidget):
    """One status as a small drawing."""

    def __init__(self, theme: Theme, status: ChapterStatus, size: int = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status = status
        self.setFixedSize(size, size)
        self.show_status(status)

    def show_status(self, status: ChapterStatus) -> None:
        """Draw another status."""
        self._status = status
        self.setAccessibleName(status_text(status))
        self.setToolTip(status_text(status))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_status(painter, QRectF(self.rect()), self._status, self._theme.colours.of(self._status))


def paint_segments(
    painter: QPainter, rect: QRectF, counts: Mapping[ChapterStatus, int], total: int, theme: Theme
) -> None:
    """Draw a bar divided by status, farthest first, with what is not yet there left empty.

    The segments keep the order of the statuses, so that they can be told apart without colour.
    """
    gap = 2.0
    known = [(status, counts.get(status, 0)) for status in reversed(ChapterStatus) if counts.get(status, 0)]
    total = max(total, sum(count for _, count in known), 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.colours.border))
    radius = min(rect.height() / 2, 3.0)
    painter.drawRoundedRect(rect, radius, radius)
    left = rect.left()
    for status, count in known:
        width = rect.width() * count / total
        segment = QRectF(left, rect.top(), max(width - gap, 2.0), rect.height())
        painter.setBrush(theme.colours.of(status))
        if status is ChapterStatus.PLANNED:
            _outline(painter, segment, theme.colours.of(status), radius, theme.colours.raised)
        else:
            painter.drawRoundedRect(segment, radius, radius)
        left += width
    painter.restore()


def _outline(painter: QPainter, rect: QRectF, colour: QColor, radius: float, fill: str) -> None:
    painter.setPen(QPen(colour, 1))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)


class StatusSegments(QWidget):
    """A story's chapters as a bar segmented by status."""

    def __init__(self, theme: Theme, height: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counts: Mapping[ChapterStatus, int] = {}
        self._total = 0
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: Mapping[ChapterStatus, int], total: int) -> None:
        """Show how many chapters have each status, out of ``total``."""
        self._counts = dict(counts)
        self._total = total
        words = [f"{status_text(status)}: {counts[status]}" for status in reversed(ChapterStatus) if counts.get(status)]
        self.setToolTip("\n".join(words))
        self.setAccessibleName(", ".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_segments(QPainter(self), QRectF(self.rect()), self._counts, self._total, self._theme)
