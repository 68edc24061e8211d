"""Doing something in a window and waiting until it can be seen."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

Part = TypeVar("Part", bound=QWidget)

PATIENCE = 30.0
"""Seconds after which something that is not painted never will be."""


class PaintWatch(QObject):
    """Notices when a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.painted = False
        self._target = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        self._target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Note the paint event; the widget handles it afterwards."""
        if event.type() == QEvent.Type.Paint:
            self.painted = True
        return False

    def close(self) -> None:
        """Look no longer."""
        self._target.removeEventFilter(self)


def part(window: QWidget, kind: type[Part], name: str) -> Part:
    """The part of a window with this object name."""
    found = window.findChild(kind, name)
    assert found is not None, f"the window has no {name}"
    return found


def until_painted(widget: QWidget, action: Callable[[], object]) -> None:
    """Do something and return when the widget has been painted after it."""
    watch = PaintWatch(widget)
    action()
    deadline = time.monotonic() + PATIENCE
    while not watch.painted:
        QApplication.processEvents()
        if time.monotonic() > deadline:
            raise TimeoutError(f"{widget.objectName() or widget} was not painted")
    watch.close()


def until_idle() -> None:
    """Let what was put off be done."""
    worst_stall(seconds=0.3)


def worst_stall(seconds: float) -> float:
    """Let the event loop turn for a while, as when the author pauses; the longest it was busy, in seconds."""
    worst = 0.0
    end = time.perf_counter() + seconds
    while (began := time.perf_counter()) < end:
        QApplication.processEvents()
        worst = max(worst, time.perf_counter() - began)
        time.sleep(0.001)
    return worst
