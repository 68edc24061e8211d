"""Starts a window, says when it was first painted, and how much memory it took: one process for each start.

``python -m tests.benchmarks.first_paint bare`` or ``… longfic --library PATH``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

if "longfic" in sys.argv:
    # As the command does, which has loaded what it needs itself when it comes to Qt; bare() must not pay for it.
    import planner.cli

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

SETTLED_MS = 1000


class FirstPaint(QObject):
    """Waits for the main window's first paint, prints a line, and ends the program."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._application = application
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """See the paint event of the main window before the window does."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            self._application.removeEventFilter(self)
            QTimer.singleShot(0, self._report)
        return False

    def _report(self) -> None:
        print("painted", flush=True)
        # What is put off until the window is up belongs to the memory, not to the start.
        QTimer.singleShot(SETTLED_MS, self._end)

    def _end(self) -> None:
        print(resident_kilobytes(), flush=True)
        QApplication.quit()


def resident_kilobytes() -> int:
    """The memory this process holds now, as Linux counts it; 0 where it does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS:"))


def bare() -> int:
    """What the toolkit alone needs."""
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    FirstPaint(application)
    return application.exec()


def longfic() -> int:
    """What the ``longfic`` command needs, from its entry point on."""
    run: Any = QApplication.exec

    def watched_run(*_: object) -> int:
        application = QApplication.instance()
        assert application is not None
        FirstPaint(application)
        return int(run())

    QApplication.exec = watched_run  # type: ignore[method-assign]
    sys.argv = ["longfic", *sys.argv[2:]]
    planner.cli.main()
    return 0


if __name__ == "__main__":
    raise SystemExit(bare() if sys.argv[1] == "bare" else longfic())
