"""The reminder that nothing is written yet, for authors who asked for one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from planner.desktop.pages import PageName
from planner.desktop.settings import REMINDER, REMINDER_TIME
from planner.domain.day_need import day_need
from planner.domain.days import start_of_day
from planner.domain.goals import Goal, GoalKind
from planner.domain.reminders import is_due
from planner.domain.resources import resource
from planner.library.tallies import START_OF_DAY

if TYPE_CHECKING:
    from planner.desktop.desk import Desk
    from planner.desktop.window import Window

_LOOK_MS = 20_000
_TOLD_MS = 60_000
"""The icon that the message comes from stays in the tray for so long."""


class Reminder(QObject):
    """Looks now and then whether it is time; off unless the author turned it on.

    Where the system has a tray, the reminder comes from there; elsewhere it stands above the page until the author
    does something.
    """

    reminded = Signal(str)
    """Emitted with what was said."""

    def __init__(
        self, desk: Desk, window: Window, has_tray: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._has_tray = has_tray
        self._last: date | None = None
        self._tray: QSystemTrayIcon | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._away = QTimer(self)
        self._away.setSingleShot(True)
        self._away.setInterval(_TOLD_MS)
        self._away.timeout.connect(self._leave_tray)
        desk.settings.changed.connect(self._follow_setting)
        desk.bus.closed.connect(self._stop)
        self._follow_setting(REMINDER.key)

    def _follow_setting(self, key: str) -> None:
        if key != REMINDER.key:
            return
        if self._desk.settings.get(REMINDER) and not self._desk.library.read_only:
            self._timer.start()
        else:
            self._timer.stop()

    def _stop(self) -> None:
        self._timer.stop()
        self._leave_tray()

    def look(self) -> None:
        """See whether it is time, and remind the author if it is."""
        desk = self._desk
        if not self._timer.isActive():
            return
        now = desk.sprints.now()
        due = is_due(
            now,
            start_of_day(desk.settings.get(REMINDER_TIME)),
            desk.library.tallies.today(),
            start=start_of_day(desk.library.settings.get(START_OF_DAY)),
            reminded=self._last,
            is_sprinting=desk.sprints.under_way is not None,
        )
        # What the goals ask is read only when all else says yes.
        if due and not self._is_done():
            self._last = desk.library.tallies.author_day()
            self._remind()

    def _is_done(self) -> bool:
        """Whether the goals there are ask for nothing more today: all is done, or it is a day off."""
        today = self._desk.library.tallies.author_day()
        goals = self._desk.library.goals.all()
        present = [goal for goal in goals if (goal.start or today) <= today <= (goal.end or today)]
        return bool(present) and all(self._asks_nothing(goal, today) for goal in present)

    def _asks_nothing(self, goal: Goal, today: date) -> bool:
        library = self._desk.library
        if goal.kind is GoalKind.HABIT and goal.amount is None:
            return not goal.schedule.weight(today)
        need = day_need(goal, library.progress.goal_days(goal), today, library.goals.first_weekday())
        return need is None or not need.left

    def _remind(self) -> None:
        text = self.tr("You wanted to be reminded: nothing is written yet today.")
        if self._has_tray():
            if self._tray is None:
                self._tray = QSystemTrayIcon(QIcon(str(resource("icons", "longfic.svg"))), self)
                self._tray.setObjectName("reminder.tray")
                self._tray.setToolTip(self.tr("Longfic"))
                self._tray.messageClicked.connect(self._come)
                self._tray.activated.connect(self._come)
            self._tray.show()
            self._tray.showMessage(self.tr("Longfic"), text, self._tray.icon())
            self._away.start()
        else:
            self._window.banner.say(text, passing=True)
        self.reminded.emit(text)

    def _come(self, *_how: object) -> None:
        """The author has seen it, and wants to write."""
        self._leave_tray()
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.raise_()
        self._window.activateWindow()
        self._window.go(PageName.WRITE)

    def _leave_tray(self) -> None:
        self._away.stop()
        if self._tray is not None:
            self._tray.hide()
