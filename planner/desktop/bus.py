"""The library's changes as one Qt signal, which every view listens to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from planner.library.file import Library


class Bus(QObject):
    """Passes on each `ChangeSet` of the library."""

    changed = Signal(object)
    """Emitted with the `ChangeSet` after every change, undo and redo, and after each save of prose."""

    closed = Signal()
    """Emitted when the library is about to close."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unsubscribe = library.subscribe(self.changed.emit)

    def close(self) -> None:
        """Stop listening to the library."""
        self._unsubscribe()
        self.closed.emit()
