"""Autosave: what is typed is on disk within a second of a pause, and at most five seconds while typing goes on."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from planner.desktop.notices import SaveState
from planner.desktop.write.chapters import OpenChapter
from planner.domain.errors import PlannerError
from planner.domain.outline import ChapterId, ChapterStatus
from planner.domain.typing_time import TypingTime
from planner.library.file import Library
from planner.library.tallies import Reason

PAUSE_MS = 800
LONGEST_MS = 5_000
"""While typing goes on without a pause; also how long after a failure it is tried again."""

_UNBEGUN = frozenset({ChapterStatus.PLANNED, ChapterStatus.OUTLINED})


class Autosave(QObject):
    """Saves chapters that were edited. A chapter that could not be saved stays edited, and is tried again."""

    state_changed = Signal(object)
    """Emitted with the `SaveState` of all that was typed."""
    saved = Signal(object)
    """Emitted with the `OpenChapter` after it was written."""
    failed = Signal(object)
    """Emitted with the `PlannerError` each time a chapter cannot be written."""

    def __init__(
        self,
        library: Library,
        parent: QObject | None = None,
        pause_ms: int = PAUSE_MS,
        longest_ms: int = LONGEST_MS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._edited: dict[ChapterId, OpenChapter] = {}
        self._clock = clock
        self._typing = TypingTime()
        self.state = SaveState.SAVED
        self._pause = self._timer(pause_ms)
        self._longest = self._timer(longest_ms)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(lambda: self.flush())
        return timer

    @property
    def unsaved(self) -> set[ChapterId]:
        """The chapters with text that is not on disk."""
        return set(self._edited)

    def note_edit(self, chapter: OpenChapter) -> None:
        """A chapter was edited just now."""
        self._edited[chapter.id] = chapter
        self._typing = self._typing.key(self._clock())
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()
        if self.state is SaveState.SAVED:
            self._tell(SaveState.UNSAVED)

    def forget(self, chapter_id: ChapterId) -> None:
        """What is on screen of this chapter is no longer to be saved: the library has another text."""
        self._edited.pop(chapter_id, None)
        if not self._edited:
            self._rest()

    def flush(self, reason: Reason = "paste") -> bool:
        """Save now whatever was edited; False if something could not be saved, and is tried again later.

        Args:
            reason: how words came that the author did not write.
        """
        for chapter in list(self._edited.values()):
            try:
                self._save(chapter, reason)
            except PlannerError as error:
                self._longest.start()
                self._tell(SaveState.FAILED)
                self.failed.emit(error)
                return False
            del self._edited[chapter.id]
            self.saved.emit(chapter)
        self._rest()
        return True

    def _rest(self) -> None:
        self._pause.stop()
        self._longest.stop()
        self._tell(SaveState.SAVED)

    def _save(self, chapter: OpenChapter, reason: Reason) -> None:
        try:
            planned = self._library.outline.chapter(chapter.id)
        except KeyError:
            # It was deleted; its text as last saved is in the trash.
            return
        pasted = chapter.text.pasted_words
        seconds, typing = self._typing.taken()
        ids = self._library.texts.save_chapter(
            chapter.id,
            chapter.read(),
            source=self,
            not_written=pasted - chapter.pasted_saved,
            reason=reason,
            seconds=seconds,
        )
        self._typing = typing
        chapter.text.adopt(ids)
        chapter.pasted_saved = pasted
        if planned.status in _UNBEGUN and not chapter.has_begun and chapter.text.words:
            # Only once: an author who calls it planned again means it.
            with self._library.change(self.tr("Begin drafting"), source=self):
                self._library.outline.edit_chapter(chapter.id, status=ChapterStatus.DRAFTING)
        chapter.has_begun = True

    def _tell(self, state: SaveState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)
