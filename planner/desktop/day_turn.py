"""The author's day on the desktop: what date it is for her, and word when another begins."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from planner.desktop.bus import Bus
    from planner.desktop.settings import Settings
    from planner.library.file import Library

# A timer set for midnight would be wrong after the computer slept or its clock was set.
_LOOK_MS = 20_000


class DayTurn(QObject):
    """Tells when the author's day turns, at midnight or at her own start of day."""

    turned = Signal(object)
    """Emitted with the new date. It may lie before the old one: clocks are set back, and days begin later."""

    def __init__(self, library: Library, bus: Bus, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._over = False
        self.today: date = library.tallies.author_day()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOK_MS)
        settings.changed.connect(self.look)
        bus.closed.connect(self._stop)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self.look)

    def look(self, *_what: object) -> None:
        """See what date it is now, and tell if it is another."""
        if self._over:
            return
        today = self._library.tallies.author_day()
        if today != self.today:
            self.today = today
            self.turned.emit(today)

    def _stop(self) -> None:
        """Look no more: the library is about to close."""
        self._over = True
        self._timer.stop()
