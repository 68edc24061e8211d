"""Opens a library's window, then for the first time its progress; says how many milliseconds this took to be painted.

``python -m tests.benchmarks.first_progress LIBRARY charts`` or ``… goals``.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from planner.desktop.app import Session
from planner.desktop.settings import CHARTS_REACH, CHARTS_SCOPE, PROGRESS_TAB
from planner.library.file import Library

PARTS = {"charts": "charts.cumulative", "goals": "goal"}
"""What must be seen on a tab."""


def main(path: Path, tab: str) -> None:
    """Say how long a tab about all stories and all the time took, import and all."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication, QWidget

    session = Session(Library.open(path))
    session.start()
    for setting, value in ((PROGRESS_TAB, tab), (CHARTS_SCOPE, "all"), (CHARTS_REACH, "all")):
        session.desk.settings.set(setting, value)
    _rest()
    begun = time.perf_counter()
    session.desk.commands.run("go.progress")
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents()
    taken = time.perf_counter() - begun
    part = session.window.findChild(QWidget, PARTS[tab])
    assert part is not None
    assert part.isVisible()
    print(1000 * taken, flush=True)
    session.window.close()
    session.end()


def _rest() -> None:
    """Let what comes after the start come to its end."""
    from PySide6.QtWidgets import QApplication

    until = time.monotonic() + 1.5
    while time.monotonic() < until:
        QApplication.processEvents()


if __name__ == "__main__":
    from planner.desktop.app import application

    application()
    main(Path(sys.argv[1]), sys.argv[2])
    sys.stdout.flush()
    os._exit(0)
