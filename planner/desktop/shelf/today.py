"""What was written today, and on the six days before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from planner.desktop.theme import XS, S, Theme
from planner.desktop.widgets.amounts import words_text
from planner.desktop.widgets.labels import label

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

HEAD_HEIGHT = 26
"""Of the headings beside the cards, so that they stand in line whether or not there is a button beside them."""
_DAYS = 7
_BARS_HEIGHT = 44
_BAR_WIDTH = 20


class Today(QWidget):
    """Words written today, as a number and beside the days before it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tallies = desk.library.tallies
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        head = label(self.tr("Today"), "section")
        head.setMinimumHeight(HEAD_HEIGHT)
        column.addWidget(head)
        self._number = label("", "title")
        self._number.setObjectName("today.words")
        column.addWidget(self._number)
        self._bars = _Bars(desk.theme)
        column.addWidget(self._bars)
        column.addStretch()
        self.refresh()

    def refresh(self) -> None:
        """Count again."""
        last = self._tallies.author_day()
        days = [last - timedelta(days=back) for back in reversed(range(_DAYS))]
        counts = [self._tallies.day(day) for day in days]
        self._number.setText(words_text(counts[-1]) if counts[-1] else self.tr("Nothing written yet"))
        self._bars.show_days(list(zip(days, counts, strict=True)))
        self._bars.setVisible(any(count > 0 for count in counts))


class _Bars(QWidget):
    """A bar for each day of a week, today in the accent colour; a day of cutting more than writing is empty."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("today.week")
        self._theme = theme
        self._days: list[tuple[date, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_days(self, days: list[tuple[date, int]]) -> None:
        self._days = days
        words = [f"{QLocale().toString(_qdate(day), 'dddd')}: {words_text(count)}" for day, count in days]
        self.setAccessibleName(self.tr("Words on the last seven days"))
        self.setAccessibleDescription(", ".join(words))
        self.setToolTip("\n".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        letters = QFontMetrics(self._theme.font(0.9)).lineSpacing()
        return QSize(_DAYS * (_BAR_WIDTH + S), _BARS_HEIGHT + XS + letters)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(0.9))
        most = max([count for _, count in self._days] + [1])
        for number, (day, count) in enumerate(self._days):
            left = number * (_BAR_WIDTH + S)
            is_today = number == len(self._days) - 1
            height = max(2.0, _BARS_HEIGHT * max(count, 0) / most)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent if is_today and count > 0 else colours.border))
            painter.drawRoundedRect(QRectF(left, _BARS_HEIGHT - height, _BAR_WIDTH, height), 2, 2)
            painter.setPen(QColor(colours.text if is_today else colours.muted))
            letter = QLocale().standaloneDayName(_qdate(day).dayOfWeek(), QLocale.FormatType.NarrowFormat)
            strip = QRectF(left, _BARS_HEIGHT + XS, _BAR_WIDTH, self.height() - _BARS_HEIGHT - XS)
            painter.drawText(strip, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, letter)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
