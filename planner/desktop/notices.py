"""What the program tells the author without stopping her: sentences for the status bar, and errors in place."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from planner.domain.errors import PlannerError


class Notices(QObject):
    """Anything may speak here; the window shows it."""

    said = Signal(str, bool)
    """Emitted with a sentence and whether an Undo button belongs beside it."""
    failed = Signal(object)
    """Emitted with a `PlannerError` the author can act on."""

    def say(self, text: str, undo: bool = False) -> None:
        """Say that something was done, in the status bar; with ``undo``, offer to undo the last plan change."""
        self.said.emit(text, undo)

    def error(self, error: PlannerError) -> None:
        """Show what is wrong and what to do about it, above the page, until it is dismissed."""
        self.failed.emit(error)
