"""What was written today and on the six days before, and what the goals ask of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from planner.desktop.theme import XS, L, S, Theme
from planner.desktop.widgets.amounts import number_text, words_text
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.ring import Ring

if TYPE_CHECKING:
    from planner.desktop.desk import Desk
    from planner.desktop.shelf.goals_today import GoalsToday

HEAD_HEIGHT = 26
"""Of the headings beside the cards, so that they stand in line whether or not there is a button beside them."""
_DAYS = 7
_BARS_HEIGHT = 44
_BAR_WIDTH = 20
_RING_SIDE = 76


class Today(QWidget):
    """Words written today, beside the days before it; and what the goals ask of it, once that was read."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tallies = desk.library.tallies
        self._goals: GoalsToday | None = None
        self._ring: Ring | None = None
        self._has_bars = self._is_low = False
        head = label(self.tr("Today"), "section")
        head.setMinimumHeight(HEAD_HEIGHT)
        self._number = _named(label("", "title", wrap=True), "today.words")
        self._streak = _named(label("", "muted", wrap=True), "today.streak")
        self._need = _named(label("", "small", wrap=True), "today.need")
        self._bars = _Bars(desk.theme)
        self._link = button(self.tr("See your progress"), "today.progress", self._show_progress, "link")
        self._top = QHBoxLayout()
        self._top.setSpacing(L)
        words = QVBoxLayout()
        words.setSpacing(XS)
        for each in (self._number, self._streak):
            words.addWidget(each)
        words.addStretch()
        self._top.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(head)
        column.addLayout(self._top)
        column.addWidget(self._need)
        column.addSpacing(XS)
        column.addWidget(self._bars)
        column.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        self.refresh()

    def refresh(self) -> None:
        """Count again."""
        last = self._tallies.author_day()
        days = [last - timedelta(days=back) for back in reversed(range(_DAYS))]
        counts = [self._tallies.day(day) for day in days]
        self._number.setText(words_text(counts[-1]) if counts[-1] else self.tr("Nothing written yet"))
        self._bars.show_days(list(zip(days, counts, strict=True)))
        self._has_bars = any(count > 0 for count in counts)
        self._bars.setVisible(self._has_bars and not self._is_low)
        self._show_goals()

    def set_low(self, low: bool) -> None:
        """Make do without the days before, where there is little height."""
        self._is_low = low
        self._bars.setVisible(self._has_bars and not low)

    def read_goals(self) -> None:
        """Read what the goals ask, which no first paint waits for."""
        # Loaded only now, with the rules of goals, days and streaks.
        from planner.desktop.shelf.goals_today import GoalsToday

        self._goals = GoalsToday.read(self._desk.library, self._desk.day.today)
        self._show_goals()

    def _show_goals(self) -> None:
        goals = self._goals
        need = None if goals is None else goals.need
        streak = 0 if goals is None else goals.streak
        self._streak.setText(self.tr("{n} days in a row").format(n=number_text(streak)))
        self._streak.setVisible(streak > 1)
        if goals is not None and need is not None:
            self._need.setText(goals.words)
        elif goals is not None and goals.day_off:
            self._need.setText(self.tr("Today is a day off."))
        self._need.setVisible(need is not None or (goals is not None and goals.day_off))
        if need is not None and self._ring is None:
            self._ring = Ring(self._desk.theme, "today.ring", _RING_SIDE, self)
            self._top.insertWidget(0, self._ring, 0, Qt.AlignmentFlag.AlignTop)
        if self._ring is not None:
            self._ring.setVisible(need is not None)
            if need is not None:
                self._ring.show_share(need.share, self.tr("{n} %").format(n=int(need.share * 100)))

    def _show_progress(self) -> None:
        self._desk.commands.run("go.progress")


def _named(made: QLabel, name: str) -> QLabel:
    made.setObjectName(name)
    return made


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
