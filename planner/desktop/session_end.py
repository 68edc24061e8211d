"""Hears when the system ends the session or the process, so that nothing typed is lost."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication


class SessionEnd(QObject):
    """Calls ``keep_text`` when the system asks to commit data, and ``close`` on SIGTERM, SIGINT and SIGHUP."""

    def __init__(
        self, keep_text: Callable[[], None], close: Callable[[], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._close = close
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.commitDataRequest.connect(keep_text)
        # Python runs its signal handlers only between two steps of Python code, and Qt may wait for hours
        # without one: the wake-up descriptor makes the event loop look.
        self._ear, self._mouth = socket.socketpair()
        self._ear.setblocking(False)
        self._mouth.setblocking(False)
        self._notifier = QSocketNotifier(self._ear.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        self._wanted = False
        self._old_wakeup = signal.set_wakeup_fd(self._mouth.fileno())
        names = [name for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)]
        self._old = {name: signal.signal(getattr(signal, name), self._note) for name in names}

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self._wanted = True

    def _hear(self) -> None:
        self._ear.recv(64)
        if self._wanted:
            self._wanted = False
            self._close()

    def stop(self) -> None:
        """Give the signals back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._old_wakeup)
        for name, handler in self._old.items():
            signal.signal(getattr(signal, name), handler)
        self._ear.close()
        self._mouth.close()
