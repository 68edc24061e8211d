"""A field for a day, which may also stay empty."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QWidget

_EMPTY = QDate(1900, 1, 1)
"""Stands for no day: Qt shows the words for the lowest value instead of it."""


class DateField(QDateEdit):
    """A day, typed or picked from a calendar; the wheel changes it only while it has the focus.

    With ``none`` the field may be empty, which Backspace makes it.
    """

    edited = Signal(object)
    """Emitted with the new date, or None, when the author has finished with it."""

    def __init__(self, name: str, none: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setCalendarPopup(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.setDisplayFormat("d MMMM yyyy")
        self._may_be_empty = bool(none)
        self._known: date | None = None
        self._start = date(2000, 1, 1)
        if none:
            self.setMinimumDate(_EMPTY)
            self.setSpecialValueText(none)
        calendar = self.calendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        calendar.setGridVisible(False)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            # Qt's red would be the only red on the page, and says nothing.
            calendar.setWeekdayTextFormat(weekend, QTextCharFormat())
        self.dateChanged.connect(self._tell)

    @property
    def day(self) -> date | None:
        """What it shows."""
        chosen = self.date()
        if self._may_be_empty and chosen == _EMPTY:
            return None
        return date(chosen.year(), chosen.month(), chosen.day())

    def show_day(self, day: date | None, first_weekday: int, otherwise: date) -> None:
        """Show a day, or none. ``otherwise`` is where the calendar opens, and typing begins, on an empty field."""
        self._known, self._start = day, otherwise
        self.calendarWidget().setFirstDayOfWeek(Qt.DayOfWeek(first_weekday + 1))
        self.blockSignals(True)
        self.setDate(_EMPTY if day is None else QDate(day.year, day.month, day.day))
        self.blockSignals(False)

    def _tell(self) -> None:
        if self.day != self._known:
            self._known = self.day
            self.edited.emit(self._known)

    def clear_day(self) -> None:
        """Have no day."""
        if self._may_be_empty:
            self.setDate(_EMPTY)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        clears = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
        if clears and self._may_be_empty and (self.day is None or self.lineEdit().hasSelectedText()):
            self.clear_day()
        elif self.day is None and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.setDate(QDate(self._start.year, self._start.month, self._start.day))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.MouseButtonPress and self.day is None:
            # The calendar of an empty field has opened in another century.
            self.calendarWidget().setCurrentPage(self._start.year, self._start.month)
        return done

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
