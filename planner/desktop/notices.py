"""What the program tells the author without stopping her: sentences and states for the status bar, errors in place."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from planner.domain.errors import PlannerError


class SaveState(Enum):
    """Whether what was typed is on disk."""

    SAVED = auto()
    UNSAVED = auto()
    FAILED = auto()


class Notices(QObject):
    """Anything may speak here; the window shows it."""

    said = Signal(str, bool)
    """Emitted with a sentence and whether an Undo button belongs beside it."""
    offered = Signal(str, str, object)
    """Emitted with a sentence, the words of the button beside it, and what that does."""
    failed = Signal(object)
    """Emitted with a `PlannerError` the author can act on."""
    told = Signal(str)
    """Emitted with sentences the author should not miss."""
    saving = Signal(object)
    """Emitted with the `SaveState` of the text on screen; None when no text is shown."""
    counted = Signal(int)
    """Emitted with the words of the chapter on screen as they are while it is typed."""
    unsaved = Signal(int)
    """Emitted while a chapter is typed with the net words typed in it that are not on disk yet."""

    def say(self, text: str, undo: bool = False) -> None:
        """Say that something was done, in the status bar; with ``undo``, offer to undo the last plan change."""
        self.said.emit(text, undo)

    def offer(self, text: str, words: str, function: Callable[[], object]) -> None:
        """Say something in the status bar, with a button beside it that does something about it."""
        self.offered.emit(text, words, function)

    def error(self, error: PlannerError) -> None:
        """Show what is wrong and what to do about it, above the page, until it is dismissed."""
        self.failed.emit(error)

    def tell(self, text: str) -> None:
        """Show sentences above the page until they are dismissed."""
        self.told.emit(text)

    def show_save(self, state: SaveState | None) -> None:
        """Show in the status bar whether the text on screen is on disk."""
        self.saving.emit(state)

    def show_words(self, words: int) -> None:
        """Show the words of the chapter on screen, typed but perhaps not yet saved."""
        self.counted.emit(words)

    def show_unsaved(self, words: int) -> None:
        """Tell how many of the words typed on screen are not on disk yet."""
        self.unsaved.emit(words)
