"""The real program, with an author who types into the real editor until it is killed, for the test that kills it.

Run as ``python -m tests.journeys.typing_program LIBRARY SEED``. For each key it prints when it was taken, by the
clock that all processes share: ``NUMBER SECONDS``. Seed 0 types without a break; any other pauses now and then.
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner.desktop.app import application, main

TEXT = " ".join(str(number) for number in range(10_000))
"""What is typed. Every beginning of it is a different one, so that what was saved says how much was."""

_EDITOR = "write.text"


class Typist(QObject):
    """Presses one key after the other, as soon as the editor has the focus; gives up at a dialog."""

    def __init__(self, seed: int, parent: QObject) -> None:
        super().__init__(parent)
        self._random = random.Random(seed)
        self._pauses = seed != 0
        self._typed = 0
        QTimer.singleShot(0, self, self._press)

    def _press(self) -> None:
        if dialog := QApplication.activeModalWidget():
            # Whoever waits for the keys would wait for ever. What is the matter is in the report of the crash.
            sys.stderr.write(f"The author has a dialog in front of her: {dialog.accessibleName()}\n")
            sys.stderr.flush()
            os._exit(1)
        focus = QApplication.focusWidget()
        if focus is None or focus.objectName() != _EDITOR:
            QTimer.singleShot(5, self, self._press)
            return
        QTest.keyClicks(focus, TEXT[self._typed])
        self._typed += 1
        os.write(1, f"{self._typed} {time.monotonic()}\n".encode())
        QTimer.singleShot(self._gap(), self, self._press)

    def _gap(self) -> int:
        if self._pauses and self._random.random() < 0.03:
            return self._random.randrange(300, 1600)
        return self._random.randrange(4, 20)


if __name__ == "__main__":
    Typist(int(sys.argv[2]), application())
    sys.exit(main(Path(sys.argv[1])))
