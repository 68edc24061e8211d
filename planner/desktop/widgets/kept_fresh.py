"""A widget that shows what the library holds, and reads it anew no sooner than somebody looks."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget


class KeptFresh(QWidget):
    """Reads at once while it is on the screen, else when it is shown again. ``refresh`` ends its being stale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stale = True

    def refresh(self) -> None:
        """Show what the library holds."""
        raise NotImplementedError

    def _note_stale(self, *_what: object) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
