"""The calendar as a widget: days take a weight, chapters are dragged to other days, all of it by keys as well."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from planner.desktop.progress.calendar.geometry import Geometry
from planner.desktop.progress.calendar.model import Bar, Day, Piece, Week, pieces
from planner.desktop.progress.calendar.paint import CalendarPainter, Shown
from planner.desktop.progress.calendar.texts import bar_text, cell_text, dragged_text, tr
from planner.desktop.theme import Theme
from planner.domain.outline import ChapterId
from planner.domain.schedule import LIGHT, NORMAL, OFF, PUSH

_LETTERS = {Qt.Key.Key_O: OFF, Qt.Key.Key_L: LIGHT, Qt.Key.Key_N: NORMAL, Qt.Key.Key_P: PUSH}
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_LEAST_COLUMN = 40

Preview = Callable[[ChapterId, date | None], list[Bar]]
"""The chapters as they would stand if one of them were to be drafted by a day, or (None) as they stand."""


@dataclass
class _Drag:
    """A chapter under the mouse: where it was taken hold of, and the day it would be dropped on."""

    bar: Bar
    day: date
    edge: bool
    place: QPointF
    due: date | None = None


class CalendarGrid(QWidget):
    """Days, and the chapters across them.

    A click on a day, or a drag over several, asks for a weight for them. A chapter is dragged to another day, or by
    its end. The arrows walk the days, with Shift they take in several; Tab walks the chapters, and Alt with an arrow
    moves one by a day or a week. Enter asks what can be done; O, L, N and P give a day a weight; Backspace takes a
    day's own weight, or a chapter's own date, away.
    """

    days_asked = Signal(object, object)
    """Emitted with the dates another weight is wanted for, and a place on the screen."""
    days_given = Signal(object, object)
    """Emitted with dates, and the weight they are to have; None for no weight of their own."""
    chapter_moved = Signal(int, object)
    """Emitted with the id of a chapter and the date by which it is to be drafted, or None."""
    chapter_asked = Signal(int, object)
    """Emitted with the id of a chapter its menu is wanted for, and a place on the screen."""
    chapter_chosen = Signal(int)
    chapter_opened = Signal(int)
    looked_at = Signal(object)
    """Emitted with the rectangle that should be in sight."""

    def __init__(self, theme: Theme, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendar.grid")
        self.setAccessibleName(tr("Calendar of chapters"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._preview = preview
        self.bars: list[Bar] = []
        self._days: Mapping[date, Day] = {}
        self._weeks: Sequence[Week] = ()
        self._pieces: list[list[Piece]] = []
        self._first_weekday = 0
        self._today = date.min
        self._current = self._anchor = date.min
        self._chapter: ChapterId | None = None
        self._selected: ChapterId | None = None
        self._hovered: ChapterId | None = None
        self._hovered_day: date | None = None
        self._drag: _Drag | None = None
        self._selecting = False
        self.read_only = False
        self._geometry = Geometry(theme, (), (), 1)
        theme.changed.connect(self._place)

    # Showing

    def show_calendar(
        self, bars: list[Bar], days: Mapping[date, Day], weeks: Sequence[Week], first_weekday: int, today: date
    ) -> None:
        """Show these chapters on these days."""
        self.bars, self._days, self._weeks = bars, days, weeks
        self._first_weekday = first_weekday
        if self._current not in days or self._today != today:
            self._current = self._anchor = today
        self._today = today
        if self._chapter not in {bar.id for bar in bars}:
            self._chapter = None
        self._place()
        if self._drag is not None and self._drag.due is not None:
            self._show_dragged(self._drag.due)

    def show_selected(self, chapter_id: ChapterId | None) -> None:
        """Mark the chapter that is selected elsewhere."""
        if chapter_id != self._selected:
            self._selected = chapter_id
            self.update()

    def _place(self) -> None:
        """Reckon where everything is."""
        self._pieces = pieces(self.bars, self._weeks)
        self._geometry = Geometry(self._theme, self._weeks, self._pieces, self.width())
        self._describe()
        self.setFixedHeight(round(self._geometry.height))
        self.update()

    def bar(self, chapter_id: ChapterId | None) -> Bar | None:
        """A chapter that is shown."""
        return next((bar for bar in self.bars if bar.id == chapter_id), None)

    def rect_of_day(self, day: date) -> QRect:
        """Where a day is."""
        return self._geometry.day_rect(day).toRect()

    def rects_of_chapter(self, chapter_id: ChapterId) -> list[QRect]:
        """Where the parts of a chapter are, from its first day on."""
        return [
            self._geometry.piece_rect(row, piece).toRect()
            for row, here in enumerate(self._pieces)
            for piece in here
            if piece.bar.id == chapter_id
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()

    def sizeHint(self) -> QSize:
        return QSize(720, round(self._geometry.height))

    def minimumSizeHint(self) -> QSize:
        return QSize(7 * _LEAST_COLUMN, round(self._geometry.height))

    # Which day, which chapter

    @property
    def day(self) -> date:
        """The day the keys are at."""
        return self._current

    @property
    def chapter_id(self) -> ChapterId | None:
        """The chapter the keys are at."""
        return self._chapter

    def chosen_days(self) -> list[date]:
        """The days that are taken in."""
        if self._chapter is not None:
            return []
        first, last = sorted((self._anchor, self._current))
        return [day for day in self._days if first <= day <= last]

    def _coming(self) -> list[date]:
        """Those of them that can take a weight; days gone by asked for what they asked."""
        return [] if self.read_only else [day for day in self.chosen_days() if day >= self._today]

    def text(self) -> str:
        """What is read out of the day or chapter the keys are at."""
        bar = self.bar(self._chapter)
        if bar is not None:
            return bar_text(bar)
        day = self._days.get(self._current)
        return "" if day is None else cell_text(day, self.bars)

    def _describe(self) -> None:
        self.setAccessibleDescription(self.text())

    def _say(self) -> None:
        self._describe()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.text()))
        self.update()

    def go_to_day(self, day: date, extend: bool = False, *, look: bool = True) -> None:
        """Put the keys at a day, and bring it into sight (``look``)."""
        if not self._days:
            return
        self._chapter = None
        self._current = min(max(day, min(self._days)), max(self._days))
        if not extend:
            self._anchor = self._current
        if look:
            self.looked_at.emit(self.rect_of_day(self._current))
        self._say()

    def go_to_chapter(self, chapter_id: ChapterId, *, look: bool = True) -> None:
        """Put the keys at a chapter, and bring it into sight (``look``)."""
        bar = self.bar(chapter_id)
        if bar is None:
            return
        self._chapter = chapter_id
        self._current = self._anchor = bar.last if bar.last in self._days else self._current
        for rect in self.rects_of_chapter(chapter_id)[-1:] if look else []:
            self.looked_at.emit(rect)
        self._say()

    # Keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in _STEPS:
                event.accept()
                return True
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(event)
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        order = [bar.id for bar in sorted(self.bars, key=lambda bar: (bar.first, bar.chapter.number))]
        if self._chapter in order:
            at = order.index(self._chapter) + (1 if forward else -1)
            if 0 <= at < len(order):
                self.go_to_chapter(order[at])
                return True
            if not forward:
                self.go_to_day(self._current)
                return True
        elif forward:
            coming = [bar for bar in self.bars if bar.last >= self._current]
            if coming:
                self.go_to_chapter(min(coming, key=lambda bar: (bar.first, bar.chapter.number)).id)
                return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_Escape and (self._drag is not None or self._chapter is not None):
            self._leave()
        elif modifiers == Qt.KeyboardModifier.AltModifier and key in _STEPS:
            self._move_chapter(timedelta(days=_STEPS[key]))
        elif (modifiers and not shift) or not self._days or not self._take_key(key, shift):
            super().keyPressEvent(event)

    def _take_key(self, key: Qt.Key, shift: bool) -> bool:
        """Do what a key without Ctrl or Alt asks for; False if it asks for nothing."""
        if key in _STEPS:
            self.go_to_day(self._current + timedelta(days=_STEPS[key]), shift)
        elif key == Qt.Key.Key_Home:
            self.go_to_day(self._today, shift)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.go_to_day(self._current + timedelta(days=28 if key == Qt.Key.Key_PageDown else -28), shift)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask()
        elif self.read_only:
            return False
        elif key in _LETTERS and self._chapter is None:
            self._give(_LETTERS[key])
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._take_away()
        else:
            return False
        return True

    def _leave(self) -> None:
        """Drop nothing, or leave the chapter for its day."""
        if self._drag is None:
            self.go_to_day(self._current)
            return
        drag, self._drag = self._drag, None
        QToolTip.hideText()
        self.bars = self._preview(drag.bar.id, None)
        self._place()

    def _move_chapter(self, by: timedelta) -> None:
        bar = self.bar(self._chapter)
        if bar is not None and not bar.done and not self.read_only:
            self.chapter_moved.emit(bar.id, max(bar.last + by, self._today))

    def _take_away(self) -> None:
        bar = self.bar(self._chapter)
        if bar is None:
            self._give(None)
        elif bar.chapter.due is not None:
            self.chapter_moved.emit(bar.id, None)

    def _give(self, weight: int | None) -> None:
        if days := self._coming():
            self.days_given.emit(days, weight)

    def _ask(self) -> None:
        if self._chapter is not None:
            place = self.rects_of_chapter(self._chapter)[-1].bottomLeft()
            self.chapter_asked.emit(self._chapter, self.mapToGlobal(place))
        elif days := self._coming():
            self.days_asked.emit(days, self.mapToGlobal(self.rect_of_day(self._current).bottomLeft()))

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        piece, day = self._geometry.piece_at(place), self._geometry.day_at(place)
        if event.button() != Qt.MouseButton.LeftButton or day is None:
            return
        if piece is None:
            self._selecting = True
            self.go_to_day(day, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier), look=False)
            return
        # Nothing may move under the mouse when it is pressed.
        self.go_to_chapter(piece.bar.id, look=False)
        if not piece.bar.done and not self.read_only:
            edge = self._geometry.is_edge(place, piece)
            self._drag = _Drag(piece.bar, day, edge, place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        day = self._geometry.day_at(place)
        if self._drag is not None:
            self._drag_to(place, event.globalPosition().toPoint())
        elif self._selecting and day is not None:
            self.go_to_day(day, extend=True)
        else:
            self._hover(place, day)

    def _hover(self, place: QPointF, day: date | None) -> None:
        piece = self._geometry.piece_at(place)
        self._hovered = None if piece is None else piece.bar.id
        can = piece is None and day is not None and day >= self._today and not self.read_only
        self._hovered_day = day if can else None
        shape = Qt.CursorShape.ArrowCursor
        if piece is not None and not piece.bar.done and not self.read_only:
            edge = self._geometry.is_edge(place, piece)
            shape = Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.OpenHandCursor
        elif self._hovered_day is not None:
            shape = Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)
        self.update()

    def _drag_to(self, place: QPointF, on_screen: QPoint) -> None:
        drag = self._drag
        assert drag is not None
        far = (place - drag.place).manhattanLength() >= QApplication.startDragDistance()
        day = self._geometry.day_at(place)
        if day is None or (drag.due is None and not far):
            return
        due = max(day if drag.edge else drag.bar.last + (day - drag.day), self._today)
        self.looked_at.emit(QRect(place.toPoint() - QPoint(1, 40), QSize(2, 80)))
        if due == drag.due or (drag.due is None and due == drag.bar.last):
            return
        drag.due = due
        self.setCursor(Qt.CursorShape.SizeHorCursor if drag.edge else Qt.CursorShape.ClosedHandCursor)
        self._show_dragged(due)
        moved = self.bar(drag.bar.id)
        if moved is not None:
            QToolTip.showText(on_screen + QPoint(0, 16), dragged_text(moved), self)

    def _show_dragged(self, due: date) -> None:
        """Show the chapters as they would stand; rows grow meanwhile but do not shrink under the mouse."""
        assert self._drag is not None
        self.bars = self._preview(self._drag.bar.id, due)
        found = pieces(self.bars, self._weeks)
        geometry = Geometry(self._theme, self._weeks, found, self.width(), self._geometry)
        self._pieces, self._geometry = found, geometry
        self.setFixedHeight(round(geometry.height))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        drag, self._drag = self._drag, None
        if self._selecting:
            self._selecting = False
            self._ask()
        elif drag is not None and drag.due is not None:
            QToolTip.hideText()
            self.chapter_moved.emit(drag.bar.id, drag.due)
        elif self._chapter is not None:
            self.chapter_chosen.emit(self._chapter)
        self._place()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        piece = self._geometry.piece_at(event.position())
        if piece is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chapter_opened.emit(piece.bar.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            place = QPointF(event.pos())
            piece, day = self._geometry.piece_at(place), self._geometry.day_at(place)
            if piece is not None:
                self.go_to_chapter(piece.bar.id, look=False)
            elif day is not None and day not in self.chosen_days():
                self.go_to_day(day, look=False)
        self._ask()
        event.accept()

    def _show_tip(self, event: QHelpEvent) -> None:
        place = QPointF(event.pos())
        piece, day = self._geometry.piece_at(place), self._geometry.day_at(place)
        text = ""
        if piece is not None:
            text = bar_text(piece.bar)
        elif day is not None:
            text = cell_text(self._days[day], self.bars)
        QToolTip.showText(event.globalPos(), text, self)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = self._hovered_day = None
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._chapter = None
            self.looked_at.emit(self.rect_of_day(self._current))
        self._say()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._anchor = self._current
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = Shown(
            weeks=self._weeks,
            pieces=self._pieces,
            days=self._days,
            first_weekday=self._first_weekday,
            days_chosen=self.chosen_days(),
            chapter=self._chapter,
            selected=self._selected,
            hovered=self._hovered,
            hovered_day=self._hovered_day,
            dragged=self._drag.bar.id if self._drag is not None and self._drag.due is not None else None,
            focus=self.hasFocus() or self._selecting,
        )
        CalendarPainter(QPainter(self), self._theme, self._geometry, shown).paint(QRectF(event.rect()))
