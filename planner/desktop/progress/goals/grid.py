"""The days of a goal as weeks: each says what it brought or needs, and takes another weight at a click or a key."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from planner.desktop.progress.goals.cells import DayCell, Page
from planner.desktop.progress.goals.texts import cell_text, share_text, tr, weekday_text
from planner.desktop.theme import RADIUS, XS, S, Theme
from planner.desktop.widgets.amounts import number_text
from planner.domain.goals import Measure
from planner.domain.schedule import LIGHT, NORMAL, OFF, PUSH

DAYS = 7
_HEAD = -1
"""The row of the weekdays."""
_SMALL = 0.85
_LETTERS = {Qt.Key.Key_O: OFF, Qt.Key.Key_L: LIGHT, Qt.Key.Key_N: NORMAL, Qt.Key.Key_P: PUSH}
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
Spot = tuple[int, int]
"""Row and column; the row of the weekdays is -1."""


class WeekGrid(QWidget):
    """Weeks of seven days beneath their names.

    A click on a day, or a drag over several, asks for a weight for them; one on a weekday's name asks for all of its
    days. The arrows walk, with Shift they take in several days; Enter asks; O, L, N and P give a weight at once, and
    Backspace takes a day's own weight away.
    """

    asked = Signal(object, object)
    """Emitted with the dates (a list) or the weekday (a number) the author wants another weight for, and a place on
    the screen."""
    given = Signal(object, object)
    """Emitted with dates or a weekday, and the weight they are to have; None for no weight of their own."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("What each day needs"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._page = Page((), False, False)
        self._measure = Measure.WORDS
        self._week = (NORMAL,) * DAYS
        self._first_weekday = 0
        self._current: Spot = (0, 0)
        self._anchor: Spot = (0, 0)
        self._hovered: Spot | None = None
        self._pressed = False
        self.read_only = False
        theme.changed.connect(self.updateGeometry)

    def show_page(self, page: Page, week: tuple[int, ...], first_weekday: int, measure: Measure) -> None:
        """Show these weeks; ``week`` are the weights of the weekdays, Monday first."""
        resized = len(page.weeks) != len(self._page.weeks)
        begun = not self._page.weeks or page.weeks[0][0].day != self._page.weeks[0][0].day
        self._page, self._week, self._first_weekday, self._measure = page, week, first_weekday, measure
        if begun:
            spots = [
                (row, column) for row, days in enumerate(page.weeks) for column in range(DAYS) if days[column].today
            ]
            self._current = self._anchor = spots[0] if spots else (0, 0)
        self._describe()
        if resized:
            self.updateGeometry()
        self.update()

    # Which day

    def cell(self, spot: Spot) -> DayCell | None:
        """The day at a spot; None for a weekday's name."""
        row, column = spot
        return self._page.weeks[row][column] if 0 <= row < len(self._page.weeks) else None

    def _weekday(self, column: int) -> int:
        return (self._first_weekday + column) % DAYS

    def chosen(self) -> list[date]:
        """The days that are taken in; none where a weekday is."""
        if _HEAD in (self._current[0], self._anchor[0]):
            return []
        first, last = sorted((self._anchor, self._current))
        cells = [
            cell
            for row, days in enumerate(self._page.weeks)
            for column, cell in enumerate(days)
            if first <= (row, column) <= last
        ]
        return [cell.day for cell in cells if cell.inside]

    def _subject(self) -> object:
        row, column = self._current
        return self._weekday(column) if row == _HEAD else self.chosen()

    def text_at(self, spot: Spot) -> str:
        """What is read out of a day or a weekday."""
        cell = self.cell(spot)
        if cell is not None:
            return cell_text(cell, self._measure)
        weekday = self._weekday(spot[1])
        words = tr("every {weekday}: {weight}")
        return words.format(weekday=weekday_text(weekday), weight=share_text(self._week[weekday]).lower())

    def _describe(self) -> None:
        self.setAccessibleDescription(self.text_at(self._current) if self._page.weeks else "")

    def _go(self, spot: Spot, extend: bool = False) -> None:
        row = min(max(spot[0], _HEAD), len(self._page.weeks) - 1)
        self._current = (row, min(max(spot[1], 0), DAYS - 1))
        if not extend:
            self._anchor = self._current
        self._describe()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.text_at(self._current)))
        self.update()

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if not plain or not self._page.weeks:
            super().keyPressEvent(event)
        elif key in _MOVES:
            down, right = _MOVES[key]
            self._go((self._current[0] + down, self._current[1] + right), shift)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go((self._current[0], 0 if key == Qt.Key.Key_Home else DAYS - 1), shift)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask()
        elif key in _LETTERS and not self.read_only:
            self.given.emit(self._subject(), _LETTERS[key])
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and not self.read_only:
            self.given.emit(self._subject(), None)
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        if not self.read_only and (self._current[0] == _HEAD or self.chosen()):
            place = self.rect_of(self._current).bottomLeft().toPoint()
            self.asked.emit(self._subject(), self.mapToGlobal(place))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and spot is not None:
            self._pressed = True
            self._go(spot, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        self._hovered = spot
        if self._pressed and spot is not None and spot[0] != _HEAD and self._anchor[0] != _HEAD:
            self._go(spot, extend=True)
        can = spot is not None and not self.read_only and (spot[0] == _HEAD or self._is_inside(spot))
        self.setCursor(Qt.CursorShape.PointingHandCursor if can else Qt.CursorShape.ArrowCursor)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = False
            self._ask()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._anchor = self._current
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            spot = self.spot_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if spot is None else self.text_at(spot), self)
            return True
        return super().event(event)

    def _is_inside(self, spot: Spot) -> bool:
        cell = self.cell(spot)
        return cell is not None and cell.inside

    # Where things are

    def _head_height(self) -> float:
        return 2 * QFontMetricsF(self._theme.font(_SMALL)).height() + 2 * XS

    def _row_height(self) -> float:
        small, large = QFontMetricsF(self._theme.font(_SMALL)), QFontMetricsF(self._theme.font())
        return small.height() + large.height() + 2 * S + XS

    def rect_of(self, spot: Spot) -> QRectF:
        """Where a day or a weekday's name is."""
        width = self.width() / DAYS
        if spot[0] == _HEAD:
            return QRectF(spot[1] * width, 0, width, self._head_height())
        return QRectF(spot[1] * width, self._head_height() + spot[0] * self._row_height(), width, self._row_height())

    def spot_at(self, place: QPointF) -> Spot | None:
        """The day or weekday at a place."""
        if not self.rect().contains(place.toPoint()):
            return None
        column = min(int(place.x() * DAYS / max(self.width(), 1)), DAYS - 1)
        row = _HEAD if place.y() < self._head_height() else int((place.y() - self._head_height()) / self._row_height())
        return (row, column) if row < len(self._page.weeks) else None

    def sizeHint(self) -> QSize:
        height = self._head_height() + len(self._page.weeks) * self._row_height()
        return QSize(480, round(height) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(DAYS * 40, self.sizeHint().height())

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        amounts = [
            amount for week in self._page.weeks for cell in week for amount in (cell.need, cell.written) if amount
        ]
        most = max([*amounts, 1])
        first = next((cell for week in self._page.weeks for cell in week if cell.inside), None)
        for column in range(DAYS):
            self._paint_weekday(painter, column)
        for row, week in enumerate(self._page.weeks):
            for column, cell in enumerate(week):
                self._paint_day(painter, self.rect_of((row, column)), cell, most, cell is first)
        self._paint_chosen(painter)

    def _paint_weekday(self, painter: QPainter, column: int) -> None:
        colours, rect = self._theme.colours, self.rect_of((_HEAD, column)).adjusted(2, 0, -2, -2)
        if self._hovered == (_HEAD, column) and not self.read_only:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(rect, RADIUS, RADIUS)
        weekday = self._weekday(column)
        inner = rect.adjusted(S, XS, -2, 0)
        painter.setFont(self._theme.font(_SMALL, self._theme.font().Weight.DemiBold))
        painter.setPen(QColor(colours.text))
        metrics = QFontMetricsF(painter.font())
        # All are short, or none.
        longest = max(metrics.horizontalAdvance(weekday_text(each)) for each in range(DAYS))
        short = QLocale.FormatType.ShortFormat if longest > inner.width() else QLocale.FormatType.LongFormat
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, weekday_text(weekday, short))
        painter.setFont(self._theme.font(_SMALL))
        painter.setPen(QColor(colours.muted))
        if self._week[weekday] != NORMAL:
            beneath = inner.adjusted(0, metrics.height(), 0, 0)
            painter.drawText(beneath, Qt.AlignmentFlag.AlignLeft, share_text(self._week[weekday]).lower())

    def _paint_day(self, painter: QPainter, whole: QRectF, cell: DayCell, most: int, first: bool) -> None:
        colours = self._theme.colours
        rect = whole.adjusted(2, 2, -2, -2)
        if not cell.inside:
            return
        painter.setPen(QPen(QColor(colours.accent), 2) if cell.today else QPen(QColor(colours.border), 1))
        ground = colours.surface if cell.off or (cell.written is not None and not cell.today) else colours.raised
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        self._paint_bar(painter, rect, cell, most)
        inner = rect.adjusted(S, XS, -XS - 2, -XS)
        painter.setFont(self._theme.font(_SMALL))
        small = QFontMetricsF(painter.font())
        painter.setPen(QColor(colours.muted))
        number = str(cell.day.day)
        if cell.day.day == 1 or first:
            month = QLocale().standaloneMonthName(cell.day.month, QLocale.FormatType.ShortFormat)
            if small.horizontalAdvance(f"{number} {month}") < inner.width():
                number = f"{number} {month}"
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, number)
        mark = share_text(cell.weight).lower() if cell.weight != NORMAL and (cell.own or cell.off) else ""
        room = inner.width() - small.horizontalAdvance(number) - XS
        if mark:
            if small.horizontalAdvance(mark) > room:
                mark = "↑" if cell.weight > NORMAL else "↓"
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, mark)
        beneath = inner.adjusted(0, small.height(), 0, 0)
        self._paint_amount(painter, beneath, cell)

    def _paint_amount(self, painter: QPainter, rect: QRectF, cell: DayCell) -> None:
        """What a day brought, or what it needs."""
        colours = self._theme.colours
        weight = self._theme.font().Weight
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        if cell.written is not None and not (cell.today and cell.need and not cell.off):
            text = number_text(cell.written) if cell.written else "–"
            if cell.kept:
                text = f"✓ {text}"
            painter.setPen(QColor(colours.text if cell.written else colours.muted))
            painter.setFont(self._theme.font(1.0, weight.Normal))
        elif cell.need is None or cell.off:
            return
        elif cell.today:
            text = tr("{done} of {needed}").format(done=number_text(cell.written or 0), needed=number_text(cell.need))
            painter.setPen(QColor(colours.text))
            painter.setFont(self._theme.font(1.0, weight.DemiBold))
            if QFontMetricsF(painter.font()).horizontalAdvance(text) > rect.width():
                text = number_text(max(cell.need - (cell.written or 0), 0))
        else:
            text = number_text(cell.need)
            painter.setPen(QColor(colours.text))
            painter.setFont(self._theme.font(1.0, weight.DemiBold))
        metrics = QFontMetricsF(painter.font())
        painter.drawText(rect, left, metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width()))

    def _paint_bar(self, painter: QPainter, rect: QRectF, cell: DayCell, most: int) -> None:
        """Along the foot of a day: how much, beside the others."""
        colours = self._theme.colours
        foot = QRectF(rect.left() + S, rect.bottom() - 6, rect.width() - 2 * S, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        need = 0 if cell.off else cell.need or 0
        for amount, colour in ((need, colours.border), (cell.written or 0, colours.accent)):
            if amount > 0:
                painter.setBrush(QColor(colour))
                share = min(amount / most, 1.0)
                painter.drawRoundedRect(QRectF(foot.left(), foot.top(), max(foot.width() * share, 3), 3), 1.5, 1.5)

    def _paint_chosen(self, painter: QPainter) -> None:
        if not self.hasFocus() or not self._page.weeks:
            if self._hovered is not None and self._is_inside(self._hovered) and not self.read_only:
                self._frame(painter, self._hovered, self._theme.colours.muted, 1)
            return
        chosen = set(self.chosen())
        for row, week in enumerate(self._page.weeks):
            for column, cell in enumerate(week):
                if len(chosen) > 1 and cell.day in chosen:
                    self._frame(painter, (row, column), self._theme.colours.accent, 2)
        self._frame(painter, self._current, self._theme.colours.text, 2)

    def _frame(self, painter: QPainter, spot: Spot, colour: str, width: float) -> None:
        painter.setPen(QPen(QColor(colour), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect_of(spot).adjusted(2, 2, -2, -2), RADIUS, RADIUS)
