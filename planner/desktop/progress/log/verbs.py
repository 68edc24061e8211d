"""What the author can do with the log: each is one change of the library, told in the status bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from planner.desktop.progress.log.texts import tr
from planner.desktop.verbs import Verbs
from planner.desktop.widgets.amounts import number_text, words_text
from planner.domain.errors import PlannerError
from planner.domain.log import EntryId, NewEntry
from planner.library.progress import Unwritten

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class LogVerbs(Verbs):
    """Adds, edits and deletes entries, and has words counted that were not written."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(desk.library, desk.notices, parent)

    def add(self, entry: NewEntry) -> EntryId | None:
        """Add an entry; None if that could not be done."""
        return self.do(self.tr("Log words"), lambda: self._library.log.add(entry))

    def edit(self, entry_id: EntryId, **fields: object) -> bool:
        """Set fields of an entry; False if that could not be done."""
        return self.done(self.tr("Edit log entry"), lambda: self._library.log.edit(entry_id, **fields))

    def remove(self, entry_ids: Sequence[EntryId]) -> None:
        """Delete entries, and offer to undo it."""
        if not entry_ids:
            return
        name = self.tr("Delete log entry") if len(entry_ids) == 1 else self.tr("Delete log entries")
        if not self.done(name, lambda: self._library.log.remove(entry_ids)):
            return
        if len(entry_ids) == 1:
            self._notices.say(self.tr("Entry deleted."), undo=True)
        else:
            told = self.tr("{count} entries deleted.").format(count=number_text(len(entry_ids)))
            self._notices.say(told, undo=True)

    def count(self, part: Unwritten) -> None:
        """Have words counted as written that were not, or no longer; the status bar offers the way back."""
        if self._library.read_only:
            return
        counted = not part.counted
        try:
            self._library.progress.count_unwritten(part, counted)
        except KeyError:
            # Gone since the menu was opened.
            return
        except PlannerError as error:
            self._notices.error(error)
            return
        turned = Unwritten(part.day, part.story_id, part.chapter_id, part.reason, counted, part.words)
        words = words_text(part.words)
        told = tr("{words} are counted as written now.") if counted else tr("{words} are no longer counted.")
        back = tr("Do not count them") if counted else tr("Count them")
        self._notices.offer(told.format(words=words), back, lambda: self.count(turned))
