"""Playing a story's cast: going from chapter to chapter by itself, until the last."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from planner.desktop.place import CurrentPlace

PACE_MS = 1000
"""How long each chapter is shown."""


class Play(QObject):
    """Moves the shared "as of chapter" on, a chapter at a time. Whoever moves it otherwise stops the playing."""

    changed = Signal()
    """Emitted when it begins and when it stops."""

    def __init__(self, place: CurrentPlace, pace_ms: int = PACE_MS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._length = 0
        self._expected: int | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(pace_ms)
        self._timer.timeout.connect(self._step)
        place.as_of_changed.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether it is playing."""
        return self._timer.isActive()

    def set_length(self, length: int) -> None:
        """Say how many chapters there are."""
        self._length = length
        if length == 0:
            self.stop()

    def begin(self) -> None:
        """Play from where the author is; from before the first chapter if she is at the end."""
        if self._length == 0 or self.running:
            return
        now = self._place.as_of
        self._expected = now
        self._timer.start()
        self.changed.emit()
        if now is None or now >= self._length:
            self._go(0)
        else:
            self._step()

    def stop(self) -> None:
        """Stop where it is."""
        if self.running:
            self._timer.stop()
            self.changed.emit()

    def toggle(self) -> None:
        """Play, or stop."""
        if self.running:
            self.stop()
        else:
            self.begin()

    def _step(self) -> None:
        now = self._place.as_of
        if now is None or now >= self._length:
            self.stop()
            return
        self._go(now + 1)
        if now + 1 >= self._length:
            self.stop()

    def _go(self, number: int) -> None:
        self._expected = number
        self._place.set_as_of(number)

    def _look(self) -> None:
        if self.running and self._place.as_of != self._expected:
            self.stop()
