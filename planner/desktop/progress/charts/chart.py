"""What all charts share: one point at a time is told, by mouse and by keyboard, and the ground they are painted on."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.desktop.progress.charts.axis import Scale
from planner.desktop.theme import RADIUS, XS, L, S, Theme
from planner.desktop.widgets.amounts import number_text
from planner.formats.spreadsheet import Cell

NONE = -1
"""Stands for no point."""
TEXT = 0.9
"""The size of figures and names on a chart, as a factor of the interface's."""
_LEAST_WIDTH = 200
_CALLOUT_MOST = 320


class Swatch(Enum):
    """How a line of the legend shows what it stands for."""

    LINE = auto()
    DASHES = auto()
    DOTS = auto()
    BAR = auto()
    LIGHT_BAR = auto()
    LEVEL = auto()
    FAN = auto()


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What one of the things on a chart is."""

    swatch: Swatch
    text: str


class Chart(QWidget):
    """Points in an order, of which one at a time may be told in figures.

    The mouse tells the point it is over; with the focus the arrows walk the points, Home and End go to the first and
    the last, the page keys go further, and Escape ends it. What is told is shown beside the point and said to screen
    readers. ``accessibleDescription`` sums the chart up.
    """

    told = Signal(str)
    """Emitted with what is told of a point in one line; empty when none is told any more."""
    summed_up = Signal(str)
    """Emitted with the summary, when the figures changed."""

    def __init__(self, theme: Theme, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.theme = theme
        self.title = title
        self._current = NONE
        self._resting = False
        theme.changed.connect(self._dress)

    # What a chart says of itself

    @abstractmethod
    def count(self) -> int:
        """How many points there are."""

    @abstractmethod
    def lines(self, at: int) -> Sequence[str]:
        """What is told of a point: what it is, then its figures."""

    @abstractmethod
    def spot(self, at: int) -> QRectF:
        """Where a point is."""

    @abstractmethod
    def nearest(self, place: QPointF) -> int:
        """The point the mouse means at a place, or ``NONE``."""

    @abstractmethod
    def rows(self) -> list[Sequence[Cell]]:
        """All figures as a table, its first row saying what they are."""

    @abstractmethod
    def paint(self, painter: QPainter) -> None:
        """Paint everything but what is told of a point."""

    @abstractmethod
    def height_wanted(self) -> int:
        """In pixels, at the present text size."""

    def paint_mark(self, painter: QPainter, at: int) -> None:
        """Paint what sets a point off from the others while it is told."""
        painter.setPen(QPen(QColor(self.theme.colours.text), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.spot(at).adjusted(-1, -1, 1, 1), 2, 2)

    def anchor(self, at: int) -> QRectF:
        """What the box with a point's figures stands beside."""
        return self.spot(at)

    def start(self) -> int:
        """The point the keyboard begins with."""
        return self.count() - 1

    def step(self, key: Qt.Key, at: int) -> int | None:
        """Where a key leads from a point; None if it leads nowhere in this chart."""
        far = max(self.count() // 10, 2)
        moves = {
            Qt.Key.Key_Left: at - 1,
            Qt.Key.Key_Right: at + 1,
            Qt.Key.Key_PageUp: at - far,
            Qt.Key.Key_PageDown: at + far,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.count() - 1,
        }
        return moves.get(key)

    def summarise(self, text: str, title: str = "") -> None:
        """Take a sentence that sums the chart up, and perhaps another title, and paint it anew.

        To be called when its figures changed.
        """
        self.title = title or self.title
        self.setAccessibleName(self.title)
        self.setAccessibleDescription(text)
        self.summed_up.emit(text)
        if self._current >= self.count():
            self._tell(NONE)
        self.updateGeometry()
        self.update()

    # Which point is told

    @property
    def current(self) -> int:
        """The point that is told, or ``NONE``."""
        return self._current

    def tell(self, at: int) -> None:
        """Tell a point, and say it to screen readers."""
        self._tell(min(max(at, 0), self.count() - 1))
        if self._current != NONE and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, ". ".join(self.lines(self._current))))

    def _tell(self, at: int) -> None:
        if at == self._current:
            return
        self._current = at
        self.told.emit("" if at == NONE else ". ".join(self.lines(at)))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._tell(self.nearest(event.position()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._tell(NONE)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
            return
        if key == Qt.Key.Key_Escape and self._current != NONE:
            self._tell(NONE)
            return
        to = self.step(key, self.start() if self._current == NONE else self._current) if self.count() else None
        if to is None:
            super().keyPressEvent(event)
        else:
            # The first key shows where one is.
            self.tell(self.start() if self._current == NONE and abs(to - self.start()) == 1 else to)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._tell(NONE)
        self.update()

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Paint no point and no focus meanwhile: for a picture."""
        self._resting = True
        try:
            yield
        finally:
            self._resting = False

    # Size

    def sizeHint(self) -> QSize:
        return QSize(2 * _LEAST_WIDTH, self.height_wanted())

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, self.height_wanted())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # Words that wrap, or a year that breaks, take more height.
            self.updateGeometry()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    # Painting

    def metrics(self) -> QFontMetricsF:
        """Of the figures and names on the chart."""
        return QFontMetricsF(self.theme.font(TEXT))

    def scaled(self, pixels: float) -> float:
        """A length that grows with the text."""
        return pixels * self.theme.text_scale

    def colour(self, share: float) -> QColor:
        """The accent colour, mixed with the ground: 0 is the ground, 1 the colour."""
        accent, ground = QColor(self.theme.colours.accent), QColor(self.theme.colours.raised)
        return QColor.fromRgbF(
            accent.redF() * share + ground.redF() * (1 - share),
            accent.greenF() * share + ground.greenF() * (1 - share),
            accent.blueF() * share + ground.blueF() * (1 - share),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.theme.font(TEXT))
        if self.count():
            self.paint(painter)
        if self._resting:
            return
        if self.hasFocus():
            painter.setPen(QPen(QColor(self.theme.colours.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if 0 <= self._current < self.count():
            self.paint_mark(painter, self._current)
            self._paint_callout(painter)

    def _paint_callout(self, painter: QPainter) -> None:
        """What is told, in a box beside the point that stays inside the chart."""
        head, *rest = self.lines(self._current)
        bold, plain = self.theme.font(TEXT, self.theme.font().Weight.DemiBold), self.theme.font(TEXT)
        most = min(self.scaled(_CALLOUT_MOST), self.width() - 2.0 * L)
        wrap = int(Qt.TextFlag.TextWordWrap)
        sizes = [
            QFontMetricsF(font).boundingRect(QRectF(0, 0, most, 1000), wrap, text).size()
            for font, text in ((bold, head), *((plain, text) for text in rest))
        ]
        width, height = max(size.width() for size in sizes) + 1, sum(size.height() for size in sizes)
        box = self._beside(QRectF(0, 0, width + 2 * S, height + 2 * XS))
        painter.setPen(QPen(QColor(self.theme.colours.muted), 1))
        painter.setBrush(QColor(self.theme.colours.raised))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setPen(QColor(self.theme.colours.text))
        y = box.top() + XS
        for size, text in zip(sizes, (head, *rest), strict=True):
            painter.setFont(bold if text is head else plain)
            painter.drawText(QRectF(box.left() + S, y, width, size.height()), wrap, text)
            y += size.height()

    def _beside(self, box: QRectF) -> QRectF:
        """A box moved beside the current point: above it, or, where there is no room, to its right or left."""
        spot, room = self.anchor(self._current), QRectF(self.rect()).adjusted(1, 1, -1, -1)
        box.moveCenter(spot.center())
        box.moveBottom(spot.top() - S)
        if box.top() < room.top():
            box.moveTop(max(room.top(), min(spot.top(), room.bottom() - box.height())))
            right = spot.right() + S + box.width() <= room.right()
            if right:
                box.moveLeft(spot.right() + S)
            else:
                box.moveRight(spot.left() - S)
        box.moveLeft(max(room.left(), min(box.left(), room.right() - box.width())))
        return box.translated(0.5 - box.left() % 1, 0.5 - box.top() % 1)

    def paint_amounts(self, painter: QPainter, plot: QRectF, scale: Scale, ticks: Sequence[int]) -> None:
        """Thin lines at round figures, and the figures at their left."""
        metrics = self.metrics()
        for tick in ticks:
            y = round(scale.place(tick)) + 0.5
            painter.setPen(QPen(QColor(self.theme.colours.muted if tick == 0 else self.theme.colours.border), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            text = number_text(tick)
            painter.setPen(QColor(self.theme.colours.muted))
            x = plot.left() - S - metrics.horizontalAdvance(text)
            painter.drawText(QPointF(x, y + metrics.capHeight() / 2), text)

    def amounts_width(self, ticks: Sequence[int]) -> float:
        """The room that figures at the left take."""
        return max(self.metrics().horizontalAdvance(number_text(tick)) for tick in ticks) + S

    def paint_names(self, painter: QPainter, names: Sequence[tuple[float, str]], room: QRectF, y: float) -> None:
        """Names centred on places beneath the ground; what would run into another is left out."""
        metrics, free = self.metrics(), room.left()
        painter.setPen(QColor(self.theme.colours.muted))
        for middle, text in names:
            width = metrics.horizontalAdvance(text)
            left = min(max(middle - width / 2, room.left()), room.right() - width)
            if left >= free:
                painter.drawText(QPointF(left, y + metrics.ascent()), text)
                free = left + width + S

    def legend_height(self, entries: Sequence[LegendEntry]) -> float:
        """How high the legend is at the present width. Nothing has to be said of a single thing."""
        return self._legend(None, entries) if len(entries) > 1 else 0.0

    def paint_legend(self, painter: QPainter, entries: Sequence[LegendEntry]) -> None:
        """What the things on the chart are, above it."""
        if len(entries) > 1:
            self._legend(painter, entries)

    def _legend(self, painter: QPainter | None, entries: Sequence[LegendEntry]) -> float:
        metrics, sample = self.metrics(), self.scaled(20)
        x, y = float(XS), float(XS)
        for entry in entries:
            width = sample + XS + metrics.horizontalAdvance(entry.text)
            if x > XS and x + width > self.width() - XS:
                x, y = float(XS), y + metrics.height()
            if painter is not None:
                self._paint_swatch(painter, entry.swatch, QRectF(x, y, sample, metrics.height()))
                painter.setPen(QColor(self.theme.colours.muted))
                painter.drawText(QPointF(x + sample + XS, y + metrics.ascent()), entry.text)
            x += width + L
        return y + metrics.height() + XS

    def _paint_swatch(self, painter: QPainter, swatch: Swatch, rect: QRectF) -> None:
        middle = round(rect.center().y()) + 0.5
        share = _FILLED.get(swatch)
        if share is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.colour(share))
            inner = QRectF(0, 0, rect.width() if swatch is Swatch.FAN else rect.height() * 0.6, rect.height() * 0.6)
            inner.moveCenter(QPointF(rect.center().x(), middle))
            painter.drawRoundedRect(inner, 2, 2)
        else:
            painter.setPen(line_pen(self.theme, swatch))
            painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.right(), middle))


_FILLED = {Swatch.BAR: 1.0, Swatch.LIGHT_BAR: 0.5, Swatch.FAN: 0.22}
"""Swatches that are a patch of colour, and how much of the accent colour it has."""


def line_pen(theme: Theme, swatch: Swatch) -> QPen:
    """The pen of a line on a chart: what was written solid, what was asked dashed or level, what is to come dotted."""
    if swatch is Swatch.LEVEL:
        return QPen(QColor(theme.colours.text), 1.5)
    if swatch is Swatch.DASHES:
        pen = QPen(QColor(theme.colours.muted), 1.5)
        pen.setDashPattern([4, 3])
        return pen
    pen = QPen(QColor(theme.colours.accent), 2)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if swatch is Swatch.DOTS:
        pen.setDashPattern([0.1, 2.2])
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
